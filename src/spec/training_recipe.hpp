// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace byname {

enum class TrainingStepKind {
  kLambda,       ///< from rules that bring hardly any wrong pair, and their recall
  kU,            ///< from all pairs of a sample of records
  kEm,           ///< m by expectation maximisation on the pairs of a rule
  kLabelColumn,  ///< m from the pairs with one label
  kPairLabels,   ///< m from labelled pairs
};

/// One step of training a Splink model; each has an equal in Splink, and the same defaults.
struct TrainingStep {
  TrainingStepKind kind = TrainingStepKind::kEm;
  std::vector<std::string> rules;     ///< kLambda: all; kEm: the one
  double recall = 1;                  ///< kLambda
  double max_pairs = 1e6;             ///< kU; kEm: 0 = all pairs of the rule
  std::optional<std::uint64_t> seed;  ///< kU; else that of the run
  bool fixes_lambda = false;          ///< kEm, and the following
  bool fixes_m = false;
  bool fixes_u = true;
  bool without_term_frequencies = false;
  bool populates_lambda = false;  ///< takes lambda from the EM sessions so far
  std::string labels;             ///< kLabelColumn: the column; kPairLabels: the file
  bool ignores_scores = false;    ///< kPairLabels: every pair counts as a match, as in Splink
};

/// The steps in their order.
struct TrainingRecipe {
  std::vector<TrainingStep> steps;
};

/// Reads a recipe (docs/training.md). Files of labels are looked for beside `folder`. Throws DataError naming
/// the step and the key at fault.
TrainingRecipe parse_training_recipe(std::string_view text, const std::string& folder);
/// Reads the recipe of a file.
TrainingRecipe read_training_recipe(const std::string& path);

}  // namespace byname
