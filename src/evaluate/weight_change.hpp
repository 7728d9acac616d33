// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "spec/splink_model.hpp"

namespace byname {

/// A part of a pair's weight in two runs, in bits.
struct WeightPart {
  std::string name;                         ///< of the comparison; empty: the start, or the rest
  bool is_start = false;                    ///< log2 odds of lambda
  std::optional<std::string> level_before;  ///< its label; absent where the run does not compare this
  std::optional<std::string> level_after;
  double before = 0;
  double after = 0;

  double change() const { return after - before; }
};

/// A pair as one run's model weighs it.
struct WeighedPair {
  const SplinkModel* model = nullptr;
  std::span<const int> gammas;  ///< per comparison of the model
  double weight = 0;
};

/// Takes the change of a pair's weight apart: the start, one part a comparison of either model (matched by
/// name, in the order of the model before, then after), and the rest: term frequencies and corrections. The
/// parts add up to the change.
std::vector<WeightPart> weight_changes(const WeighedPair& before, const WeighedPair& after);

/// The parts that changed by half a bit or more, most first, four at most; the largest alone if none did.
std::vector<std::string> weight_change_texts(std::vector<WeightPart> parts);

}  // namespace byname
