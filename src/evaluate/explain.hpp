// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cluster/link_results.hpp"

namespace byname {

/// One of the two mentions of an explanation.
struct ExplainedMention {
  std::string name;  ///< LIST:ROW or LIST:FILE:ROW
  std::string id;    ///< of its id column, or empty
  std::string person;
};

/// What one comparison says of the pair. Weights are in bits.
struct ExplainedComparison {
  std::string name;
  Role role = Role::kCategory;
  std::string left_raw, right_raw;
  std::string left_comparable, right_comparable;
  std::string level;          ///< in words: "one slip", "missing"
  bool is_missing = false;    ///< no evidence: m, u and weight say nothing
  bool is_swap_part = false;  ///< the swapped level of the given names already counts it
  double m = 0;               ///< P(level | same person)
  double u = 0;               ///< P(level | different persons)
  double weight = 0;          ///< log2(m / u)
  bool is_veto = false;       ///< a conflict that bars a link in these lists
  bool is_certain = false;    ///< it does so whatever the lists say of it
};

/// A column that is shown but not compared.
struct UncomparedValue {
  std::string name;
  std::string left, right;
};

/// One pair on the way from one mention to the other.
struct LinkStep {
  std::string left, right;  ///< names of mentions
  double weight = 0;        ///< bits
  double probability = 0;
};

/// Why two mentions are, or are not, one person. The weights add up:
/// start + comparisons + correlation + rarity = weight.
struct Explanation {
  ExplainedMention left, right;
  bool is_one_person = false;
  std::vector<ExplainedComparison> comparisons;
  std::vector<UncomparedValue> uncompared;
  double start = 0;                    ///< log2 odds that two mentions taken at random are one person
  double correlation = 0;              ///< what agrees together by chance, or in one household
  double rarity = 0;                   ///< how rare these values are
  double weight = 0;                   ///< log2 odds
  double probability = 0;              ///< as the model's calibration reads them
  std::optional<PairOutcome> outcome;  ///< absent: the pair is not in pairs.parquet
  bool is_hard_veto = false;           ///< a veto without a level: a judgement, or a list without duplicates
  bool all_pairs_compared = false;     ///< no blocking: a pair that is not there scored too low
  double link_probability = 0.5;       ///< of the model
  std::vector<LinkStep> path;          ///< from left to right where no direct link joins them; may be empty
};

/// The explanation in words, for a terminal.
std::string explain_text(const Explanation& explanation);

/// What became of the pair, and why, in sentences.
std::vector<std::string> explain_outcome(const Explanation& explanation);

/// The explanation as JSON.
nlohmann::ordered_json explain_json(const Explanation& explanation);

}  // namespace byname
