// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/random.hpp"

namespace byname {

/// A scored pair that may be drawn for people to judge.
struct JudgeablePair {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  double probability = 0;
  bool is_unblocked = false;  ///< no key brought it: scored because both are near the same third mention
};

/// Pairs of like probability, of which a part is drawn at random.
struct SampleStratum {
  std::string name;  ///< "probability .50 to .90", "no key"
  std::size_t num_pairs = 0;
  std::size_t num_drawn = 0;
  double inclusion_weight() const { return static_cast<double>(num_pairs) / static_cast<double>(num_drawn); }
};

struct DrawnPair {
  std::size_t pair = 0;     ///< index of a JudgeablePair
  std::size_t stratum = 0;  ///< index of a SampleStratum
};

struct JudgementSample {
  std::vector<SampleStratum> strata;  ///< those with pairs
  std::vector<DrawnPair> pairs;       ///< in random order, so that a reader cannot tell the stratum
};

/// Draws about `wanted` pairs (linkage-method B2): three strata above the link threshold, two below, and one
/// of pairs that no key brought. Neyman's allocation, n_h proportional to N_h sqrt(p_h (1 - p_h)), at least
/// 20 a stratum or all it has, so that it may be more than `wanted`; without replacement.
JudgementSample draw_judgement_sample(std::span<const JudgeablePair> pairs, std::size_t wanted,
                                      std::uint64_t seed);

/// Neyman's allocation: how many to draw of strata with `sizes` pairs and mean probabilities `means`; each at
/// least min(20, its size) and at most its size.
std::vector<std::size_t> allocate_sample(std::span<const std::size_t> sizes, std::span<const double> means,
                                         std::size_t wanted);

}  // namespace byname
