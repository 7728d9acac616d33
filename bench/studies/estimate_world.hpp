// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "cluster/pair_graph.hpp"
#include "estimate/count_estimate.hpp"

namespace byname::study {

inline constexpr int kLists = 4;

/// An invented population of persons on four lists, and what a linker would know of their mentions.
struct EstimateWorld {
  int num_people = 0;
  std::vector<std::uint32_t> list_of;    ///< per mention
  std::vector<std::uint32_t> person_of;  ///< per mention: the truth
  /// Scores: ln of the odds that two mentions are one person, over candidates. All other pairs are different
  /// beyond doubt.
  struct Score {
    std::uint32_t left = 0;
    std::uint32_t right = 0;
    double log_odds = 0;
  };
  std::vector<Score> scores;
  double expected_matches = 0;  ///< sum of the probabilities

  Overlap true_overlap() const;
};

/// Kinds of world (docs/studies.md): independent lists without linkage errors (A), with scores that let 5 %
/// (E5) or 10 % (E10) of the true links pass for different persons, or let 1 % of the mentions pass for
/// somebody else's (F); two classes of people (B); one dependent pair of lists (C).
struct Design {
  std::string name;
  double doubtful_share = 0;  ///< of true links
  double lowest = 0;          ///< doubtful links have log odds uniform between these
  double highest = 0;
};
const std::vector<Design>& designs();

/// Makes the world of one seed. `miscalibration` is the standard deviation over worlds by which all log odds
/// of a world are off together (a fifth of it, of the logarithm of their scale).
EstimateWorld make_world(const Design& design, int num_people, double miscalibration, std::uint64_t seed);

/// The candidate graph as linking would make it: components of the scores, every pair of small ones scored.
PairGraph make_graph(const EstimateWorld& world, double log_odds_lambda);

}  // namespace byname::study
