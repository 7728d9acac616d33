// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "compare/pair_batch.hpp"
#include "expression/evaluator.hpp"

namespace byname {

/// The pairs of a batch that no level has taken yet, by their places in it.
struct OpenPairs {
  std::vector<std::uint16_t> places;
  std::span<std::int8_t> level;  ///< per pair of the batch: the level that took it
};

/// One or more levels of a comparison, one after another in the file, that one look at a pair decides.
class LevelGroup {
 public:
  virtual ~LevelGroup() = default;
  /// Takes the open pairs for which the condition of one of its levels is TRUE: their level becomes
  /// `first_level` + its number in the group, and they are open no more.
  virtual void decide(const PairBatch& batch, std::int8_t first_level, OpenPairs& open,
                      CallContext& calls) const = 0;
};

/// A level group and how many levels it stands for.
struct LevelStep {
  std::unique_ptr<LevelGroup> group;
  std::size_t num_levels = 1;
};

/// Makes the groups of a comparison's conditions, in file order. Conditions of a known shape (NULL tests,
/// equality, a similarity, a distance or a difference against a number, and these joined by AND and OR) get
/// kernels on codes; the rest is evaluated as it stands. Levels that ask for one similarity at several
/// thresholds share a group. The groups read the codes of the slots that they add to `rows`. `table` must
/// outlive the groups.
std::vector<LevelStep> make_level_groups(std::vector<Plan> conditions, const ValueTable& table,
                                         CodeRows& rows, const ExecutionContext& context);

}  // namespace byname
