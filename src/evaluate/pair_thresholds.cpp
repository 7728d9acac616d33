// SPDX-License-Identifier: Apache-2.0
#include "evaluate/pair_thresholds.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace byname {

namespace {

constexpr double kMostBits = 60;

double share(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 1;
}

}  // namespace

double PairThreshold::precision() const { return share(true_links, true_links + false_links); }

double PairThreshold::recall() const { return share(true_links, true_links + missed); }

double PairThreshold::f1() const { return share(2 * true_links, 2 * true_links + false_links + missed); }

PairThresholds judge_pairs(std::vector<JudgedPair> pairs, std::int64_t in_truth,
                           std::vector<double> thresholds) {
  const auto true_kept = static_cast<std::int64_t>(
      std::count_if(pairs.begin(), pairs.end(), [](const JudgedPair& pair) { return pair.is_true; }));
  if (true_kept > in_truth)
    throw DataError("the pairs hold more true pairs than there are: one is there twice. Run byname again.");
  std::erase_if(pairs, [](const JudgedPair& pair) { return pair.is_barred; });
  std::sort(pairs.begin(), pairs.end(),
            [](const JudgedPair& a, const JudgedPair& b) { return a.weight > b.weight; });
  std::sort(thresholds.begin(), thresholds.end());
  PairThresholds result;
  PairThreshold sum;
  sum.not_kept = in_truth - true_kept;
  std::size_t at = 0;
  for (auto weight = thresholds.rbegin(); weight != thresholds.rend(); ++weight) {
    for (; at < pairs.size() && pairs[at].weight >= *weight; ++at)
      ++(pairs[at].is_true ? sum.true_links : sum.false_links);
    sum.weight = *weight;
    sum.missed = in_truth - sum.true_links;
    result.rows.push_back(sum);
  }
  std::reverse(result.rows.begin(), result.rows.end());
  for (std::size_t i = 0; i < result.rows.size(); ++i) {
    if (result.rows[i].f1() >= result.rows[result.best].f1()) result.best = i;
  }
  return result;
}

std::vector<double> whole_bits(const std::vector<JudgedPair>& pairs) {
  std::vector<double> bits;
  if (pairs.empty()) return bits;
  const auto [lowest, highest] =
      std::minmax_element(pairs.begin(), pairs.end(),
                          [](const JudgedPair& a, const JudgedPair& b) { return a.weight < b.weight; });
  const double last = std::floor(std::clamp(highest->weight, -kMostBits, kMostBits));
  for (double bit = std::floor(std::clamp(lowest->weight, -kMostBits, kMostBits)); bit <= last; ++bit)
    bits.push_back(bit);
  return bits;
}

}  // namespace byname
