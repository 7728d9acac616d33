// SPDX-License-Identifier: Apache-2.0
#include "evaluate/threshold_table.hpp"

#include <algorithm>
#include <cmath>

namespace byname {

namespace {

constexpr double kStep = 0.5;  // bits
constexpr double kMostBits = 60;

std::size_t bin_of(double weight) {
  return static_cast<std::size_t>(
      std::floor((std::clamp(weight, -kMostBits, kMostBits) + kMostBits) / kStep));
}

void sum_from_above(ThresholdTable& table, const std::vector<double>& right,
                    const std::vector<double>& wrong) {
  ThresholdRow sum;
  std::size_t lowest = 0;
  while (lowest < right.size() && right[lowest] + wrong[lowest] == 0) ++lowest;
  for (std::size_t bin = right.size(); bin-- > lowest;) {
    sum.match_weight = -kMostBits + kStep * static_cast<double>(bin);
    sum.true_links += right[bin];
    sum.false_links += wrong[bin];
    sum.missed = table.true_pairs - sum.true_links;
    if (sum.true_links + sum.false_links > 0) table.rows.push_back(sum);
  }
  std::reverse(table.rows.begin(), table.rows.end());
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (table.rows[i].f1() >= table.rows[table.best].f1()) table.best = i;
  }
}

}  // namespace

double ThresholdRow::precision() const {
  const double links = true_links + false_links;
  return links > 0 ? true_links / links : 1;
}

double ThresholdRow::recall() const {
  const double all = true_links + missed;
  return all > 0 ? true_links / all : 1;
}

double ThresholdRow::f1() const {
  const double all = 2 * true_links + false_links + missed;
  return all > 0 ? 2 * true_links / all : 1;
}

ThresholdTable judge_thresholds(const KeptPairs& kept, const ValueColumn& labels, const PairOrder& order,
                                double threshold) {
  ThresholdTable table;
  const RecordBlocks same = split_blocks(one_block(order.rank.size()), labels);
  table.true_pairs = static_cast<double>(num_pairs_within(same, order));
  const std::size_t bins = bin_of(kMostBits) + 1;
  std::vector<double> right(bins, 0);
  std::vector<double> wrong(bins, 0);
  kept.for_each_batch(PairParts::kScores, [&](const SplinkPairs& pairs) {
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const std::uint32_t left = labels.canonical_at(pairs.left[i]);
      const std::uint32_t other = labels.canonical_at(pairs.right[i]);
      if (left == 0 || other == 0) continue;
      (left == other ? right : wrong)[bin_of(pairs.match_weight[i])] += 1;
      table.true_pairs_kept += left == other;
      if (pairs.match_probability[i] < threshold) continue;
      (left == other ? table.chosen.true_links : table.chosen.false_links) += 1;
    }
  });
  table.chosen.match_weight = std::log2(threshold / (1 - threshold));
  table.chosen.missed = table.true_pairs - table.chosen.true_links;
  sum_from_above(table, right, wrong);
  return table;
}

}  // namespace byname
