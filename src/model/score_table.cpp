// SPDX-License-Identifier: Apache-2.0
#include "model/score_table.hpp"

namespace byname {

const LogOnePlusExpMinus ScoreTable::kLogOnePlusExpMinus;

ScoreTable::ScoreTable(const PatternCode& code, const std::vector<std::uint64_t>& patterns,
                       const MixtureParameters& parameters)
    : code_(code),
      scorer_(parameters),
      gammas_(code.num_comparisons()),
      has_household_(parameters.lambda_household > 0) {
  const double different = std::max(1e-300, 1 - parameters.lambda);
  log_plain_ = std::log(std::max(1e-300, (different - parameters.lambda_household) / different));
  log_household_ = has_household_ ? std::log(parameters.lambda_household / different) : 0;
  rows_.reserve(patterns.size());
  for (const std::uint64_t pattern : patterns) add(pattern);
  log_odds_lambda_ = std::log(std::max(parameters.lambda, 1e-300) / different);
}

std::uint32_t ScoreTable::add(std::uint64_t pattern) {
  for (std::size_t k = 0; k < gammas_.size(); ++k)
    gammas_[k] = static_cast<std::int8_t>(code_.gamma(pattern, k));
  const PatternLogs logs = scorer_.logs(gammas_);
  rows_.push_back(
      {logs.match, has_household_ ? log_plain_ + logs.other : logs.other, log_household_ + logs.household});
  return static_cast<std::uint32_t>(rows_.size() - 1);
}

}  // namespace byname
