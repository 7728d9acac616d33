// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace byname {

/// Which lists a run compared with which, so that true pairs it never looked for are not held against it.
class EvaluatedPairs {
 public:
  /// `labels`: of the lists; `link_type` as a model has it; `pairs`: what --pairs said, as typed, and empty
  /// without it. Throws UsageError for pairs that do not fit the labels.
  EvaluatedPairs(const std::vector<std::string>& labels, const std::string& link_type,
                 const std::vector<std::string>& pairs);

  bool allows(std::uint32_t list_a, std::uint32_t list_b) const {
    return is_allowed_[list_a * num_lists_ + list_b];
  }
  /// Pairs of mentions with one truth (kNoTruth: none) in lists that were compared. O(n log n + n lists).
  std::int64_t count_true(std::span<const std::uint32_t> truth_of,
                          std::span<const std::uint32_t> list_of) const;

 private:
  std::size_t num_lists_;
  std::vector<bool> is_allowed_;
};

}  // namespace byname
