// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "compare/record_tile.hpp"
#include "expression/evaluator.hpp"

namespace byname {

/// A condition on pairs, looked at many at a time.
class LaneCondition {
 public:
  virtual ~LaneCondition() = default;
  /// Mask of those of the open lanes for which the condition is TRUE.
  virtual std::uint64_t holds(const Lanes& lanes, std::uint64_t open, CallContext& calls) const = 0;
};

/// One or more levels of a comparison, one after another in the file, that one look at a pair decides.
class LevelGroup {
 public:
  virtual ~LevelGroup() = default;
  /// Finds the open lanes for which the condition of one of its levels is TRUE: values[lane] becomes
  /// level_values[number of the first such level in the group]. Returns the mask of those lanes.
  virtual std::uint64_t decide(const Lanes& lanes, std::uint64_t open, const std::uint8_t* level_values,
                               std::uint8_t* values, CallContext& calls) const = 0;
  /// The same for lanes of which an operation already said that they may be (kSimilar, kClose).
  virtual std::uint64_t look_at(const Lanes& lanes, std::uint64_t candidates,
                                const std::uint8_t* level_values, std::uint8_t* values) const;
};

/// A level group and how many levels it stands for.
struct LevelStep {
  std::unique_ptr<LevelGroup> group;
  std::size_t num_levels = 1;
  /// What decides the same without asking the group at once, one after another; level_values are not set.
  std::vector<LaneOperation> operations;
};

/// Makes the groups of a comparison's conditions, in file order. Conditions of a known shape (NULL tests,
/// equality, a similarity, a distance or a difference against a number, and these joined by AND and OR) get
/// kernels on words; the rest is evaluated as it stands. Levels that ask for one similarity at several
/// thresholds share a group. The groups read the words that they add to `rows`. Conditions and table must
/// outlive the groups.
std::vector<LevelStep> make_level_groups(const std::vector<Plan>& conditions, const ValueTable& table,
                                         FeatureRows& rows);

/// Makes one condition of a bound node in the same way. Node and table must outlive it.
std::unique_ptr<LaneCondition> make_lane_condition(const PlanNode& node, const ValueTable& table,
                                                   FeatureRows& rows);

/// The same on the words that finished rows have; where one is lacking the condition is evaluated as it
/// stands.
std::unique_ptr<LaneCondition> make_lane_condition_on(const PlanNode& node, const ValueTable& table,
                                                      const FeatureRows& rows);

}  // namespace byname
