// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "expression/evaluator.hpp"

namespace byname {

/// One or more levels of a comparison, one after another in the file, that one look at a pair decides.
class LevelGroup {
 public:
  static constexpr int kNone = -1;
  virtual ~LevelGroup() = default;
  /// Number of the first level of the group whose condition is TRUE for the pair, or kNone.
  virtual int first_true(std::uint32_t left, std::uint32_t right, CallContext& calls) const = 0;
};

/// A level group and how many levels it stands for.
struct LevelStep {
  std::unique_ptr<LevelGroup> group;
  std::size_t num_levels = 1;
};

/// Makes the groups of a comparison's conditions, in file order. Conditions of a known shape (NULL tests,
/// equality, a similarity, a distance or a difference against a number, and these joined by AND and OR) get
/// kernels on codes; the rest is evaluated as it stands. Levels that ask for one similarity at several
/// thresholds share a group. `table` must outlive the groups.
std::vector<LevelStep> make_level_groups(std::vector<Plan> conditions, const ValueTable& table,
                                         const ExecutionContext& context);

}  // namespace byname
