// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <vector>

#include "model/splink_training.hpp"
#include "option_table.hpp"
#include "spec/linkage_table.hpp"
#include "spec/training_recipe.hpp"

namespace byname {

/// The options that say how a model is trained: of `train`, and of `link` where it trains first.
class TrainingOptions {
 public:
  /// Adds --recipe, --deterministic, --recall, --u-pairs, --em and what belongs to it, --labels,
  /// --pair-labels.
  void add(OptionTable& table, const std::string& u_pairs_default);
  /// Throws UsageError for values that cannot be, or that say the same twice.
  void check() const;
  /// True if something is to be trained; u alone if it is asked for by --u-pairs.
  bool any() const;
  /// The columns that its rules and labels read, in small letters.
  std::set<std::string> columns() const;
  /// Trains by the recipe; by the other options in the order lambda, u, m. Returns every step, as `train
  /// --json` prints it.
  nlohmann::ordered_json run(const SplinkModel& model, SplinkTrainer& trainer, const LinkageTable& table,
                             double num_possible_pairs, const ExecutionContext& context) const;
  /// The rules whose pairs it trains on.
  std::vector<SplinkRule> rules() const;
  /// True if records must be found by their ids: pairs that somebody labelled.
  bool needs_ids() const;

 private:
  TrainingRecipe recipe() const;
  void run_step(const TrainingStep& step, const SplinkModel& model, SplinkTrainer& trainer,
                const LinkageTable& table, const ExecutionContext& context,
                nlohmann::ordered_json& steps) const;

  std::string recipe_file_;
  std::vector<std::string> deterministic_;
  double recall_ = 1;
  double u_pairs_ = -1;  ///< -1: not given
  std::vector<std::string> em_;
  double em_pairs_ = 0;
  bool em_fixes_lambda_ = false;
  bool em_fixes_m_ = false;
  bool em_frees_u_ = false;
  bool em_without_frequencies_ = false;
  bool populates_lambda_ = false;
  std::string labels_;
  std::string pair_labels_;
  bool ignores_scores_ = false;
};

}  // namespace byname
