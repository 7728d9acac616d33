// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace byname {

/// How much of what the pairs of one person score is independent evidence (docs/decisions/0023).
///
/// The mentions of a person stand in an order, those that say most first. The evidence of a person is the sum
/// over k = 1, 2, ... of step(k) times the mean log ratio of mention k + 1 with the k before it, where
/// step(k) = 1 up to k = 3 and (k / 3)^(1/2) beyond: with many mentions to compare it with, the mean is surer
/// than one pair.
class EvidenceWeights {
 public:
  /// For persons of up to `max_size` mentions.
  explicit EvidenceWeights(std::size_t max_size) : pair_sum_(max_size + 1, 0), step_sum_(max_size + 1, 0) {
    for (std::size_t k = 1; k < max_size; ++k) {
      const double step = std::max(1.0, std::sqrt(static_cast<double>(k) / 3));
      pair_sum_[k + 1] = pair_sum_[k] + step / static_cast<double>(k);
      step_sum_[k + 1] = step_sum_[k] + step;
    }
    for (std::size_t n = 0; n + 1 < pair_sum_.size(); ++n) of_one_.push_back(pair_sum_[n + 1] - pair_sum_[n]);
  }

  /// between(before, 1), quickly.
  double of_one(std::size_t before) const { return before < of_one_.size() ? of_one_[before] : 0; }

  /// Weight of each pair of `records` mentions that are one node with the `before` mentions before it; 0
  /// beyond max_size. Of one mention: step(before) / before. Several count as if each came first as often as
  /// any other.
  double between(std::size_t before, std::size_t records = 1) const {
    const std::size_t end = before + records;
    if (end >= pair_sum_.size()) return 0;
    return (pair_sum_[end] - pair_sum_[before]) / static_cast<double>(records);
  }

  /// Weight of each pair among `records` mentions that are one node behind `before` others; 0 for one mention
  /// and beyond max_size.
  double inside(std::size_t before, std::size_t records) const {
    const std::size_t end = before + records;
    if (records < 2 || end >= pair_sum_.size()) return 0;
    // Mention t = 0 .. records - 1 of the node has t of its own before it: t step(before + t) / (before + t).
    const double steps = step_sum_[end] - step_sum_[before];
    const double own = steps - static_cast<double>(before) * (pair_sum_[end] - pair_sum_[before]);
    return own / (static_cast<double>(records) * (static_cast<double>(records) - 1) / 2);
  }

 private:
  std::vector<double> pair_sum_;  ///< [n]: sum of step(k) / k over 1 <= k < n
  std::vector<double> step_sum_;  ///< [n]: sum of step(k) over 1 <= k < n
  std::vector<double> of_one_;    ///< [n]: step(n) / n
};

}  // namespace byname
