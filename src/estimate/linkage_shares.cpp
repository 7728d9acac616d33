// SPDX-License-Identifier: Apache-2.0
#include "estimate/linkage_shares.hpp"

#include "estimate/stratum_imputation.hpp"

namespace byname {

namespace {

// The persons of each stratum in a draw of the linkage, shared out as `like` are.
std::vector<Overlap> share_draw(const Overlap& draw, const std::vector<Overlap>& like) {
  std::vector<double> persons;
  for (const Overlap& stratum : like) {
    double sum = 0;
    for (const auto& [pattern, count] : stratum) sum += static_cast<double>(count);
    persons.push_back(sum);
  }
  std::vector<Overlap> parts(like.size());
  for (const auto& [pattern, count] : draw) {
    std::vector<double> weights;
    double total = 0;
    for (const Overlap& stratum : like) {
      const auto found = stratum.find(pattern);
      weights.push_back(found == stratum.end() ? 0 : static_cast<double>(found->second));
      total += weights.back();
    }
    const std::vector<std::int64_t> shares = share_out(count, total > 0 ? weights : persons);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (shares[i] > 0) parts[i][pattern] += shares[i];
    }
  }
  return parts;
}

}  // namespace

void share_linkage_draws(EstimateInput& input, const std::vector<Overlap>& draws) {
  std::vector<std::vector<Overlap>> of_strata(input.strata.size());
  for (std::size_t draw = 0; draw < draws.size(); ++draw) {
    std::vector<Overlap> like;
    for (const StratumOverlap& stratum : input.strata)
      like.push_back(stratum.draws.empty() ? stratum.decided : stratum.draws[draw]);
    std::vector<Overlap> parts = share_draw(draws[draw], like);
    for (std::size_t i = 0; i < parts.size(); ++i) of_strata[i].push_back(std::move(parts[i]));
  }
  for (std::size_t i = 0; i < of_strata.size(); ++i) input.strata[i].draws = std::move(of_strata[i]);
}

}  // namespace byname
