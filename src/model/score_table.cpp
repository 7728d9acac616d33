// SPDX-License-Identifier: Apache-2.0
#include "model/score_table.hpp"

namespace byname {

const LogOnePlusExpMinus ScoreTable::kLogOnePlusExpMinus;

ScoreTable::ScoreTable(const PatternCode& code, const std::vector<std::uint64_t>& patterns,
                       const MixtureParameters& parameters)
    : has_household_(parameters.lambda_household > 0) {
  const PatternScorer scorer(parameters);
  const double different = std::max(1e-300, 1 - parameters.lambda);
  const double log_plain = std::log(std::max(1e-300, (different - parameters.lambda_household) / different));
  const double log_household = has_household_ ? std::log(parameters.lambda_household / different) : 0;
  std::vector<std::int8_t> gammas(code.num_comparisons());
  rows_.reserve(patterns.size());
  for (const std::uint64_t pattern : patterns) {
    for (std::size_t k = 0; k < gammas.size(); ++k)
      gammas[k] = static_cast<std::int8_t>(code.gamma(pattern, k));
    const PatternLogs logs = scorer.logs(gammas);
    rows_.push_back(
        {logs.match, has_household_ ? log_plain + logs.other : logs.other, log_household + logs.household});
  }
  log_odds_lambda_ = std::log(std::max(parameters.lambda, 1e-300) / different);
}

}  // namespace byname
