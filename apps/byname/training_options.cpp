// SPDX-License-Identifier: Apache-2.0
#include "training_options.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "model/pair_labels.hpp"
#include "spec/model_columns.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

constexpr double kUsualPairs = 1e6;

Json parameters_json(const SplinkModel& model) {
  Json m = Json::object();
  Json u = Json::object();
  for (const SplinkComparison& comparison : model.comparisons) {
    Json& m_levels = m[comparison.name] = Json::object();
    Json& u_levels = u[comparison.name] = Json::object();
    for (int gamma = comparison.num_gammas() - 1; gamma >= 0; --gamma) {
      const SplinkLevel& level = comparison.level_of(gamma);
      m_levels[std::to_string(gamma)] = level.m ? Json(*level.m) : Json(nullptr);
      u_levels[std::to_string(gamma)] = level.u ? Json(*level.u) : Json(nullptr);
    }
  }
  return {{"lambda", model.lambda}, {"m", std::move(m)}, {"u", std::move(u)}};
}

Json session_json(const SplinkModel& model, const EmSession& session) {
  Json left_out = Json::array();
  for (const std::size_t k : session.left_out) left_out.push_back(model.comparisons[k].name);
  const auto levels = [&](const std::vector<std::pair<std::size_t, int>>& all) {
    Json list = Json::array();
    for (const auto& [k, gamma] : all) list.push_back({model.comparisons[k].name, gamma});
    return list;
  };
  const auto by_iteration = [&](const std::vector<std::vector<std::vector<double>>>& all) {
    Json list = Json::array();
    for (const auto& values : all) {
      Json each = Json::object();
      for (std::size_t k = 0; k < values.size(); ++k) {
        for (std::size_t gamma = values[k].size(); gamma-- > 0;)
          each[model.comparisons[k].name][std::to_string(gamma)] = values[k][gamma];
      }
      list.push_back(std::move(each));
    }
    return list;
  };
  Json json = {{"blocking_rule", session.rule},
               {"pairs", static_cast<std::int64_t>(session.num_pairs)},
               {"comparisons_not_estimated", std::move(left_out)},
               {"levels_that_undo_the_blocking", levels(session.undo_blocking)},
               {"iterations", session.num_iterations()},
               {"lambda_by_iteration", session.lambda},
               {"m_by_iteration", by_iteration(session.m)},
               {"m_not_observed", levels(session.not_observed)}};
  if (!session.options.fixes_u) json["u_by_iteration"] = by_iteration(session.u);
  return json;
}

}  // namespace

void TrainingOptions::add(OptionTable& table, const std::string& u_pairs_default) {
  table.add({"--recipe", "FILE",
             "Takes the steps of the training from a JSON file, in its order, in place of the options below.",
             &recipe_file_});
  table.add({"--deterministic", "RULE", "A rule that brings hardly any wrong pair; may be given again.",
             &deterministic_});
  table.add({"--recall", "SHARE", "Share of the true pairs that the deterministic rules bring.", &recall_});
  table.add({"--u-pairs", "N", "Trains u on about this many pairs; 0 keeps u as it is.", &u_pairs_,
             u_pairs_default});
  table.add({"--em", "RULE", "Trains m on the pairs of this rule; may be given again.", &em_});
  table.add({"--em-pairs", "N", "With --em: looks at about this many pairs of a rule at most; 0 at all.",
             &em_pairs_, "0"});
  table.add({"--em-without-frequencies", "", "With --em: the frequencies of terms are not looked at.",
             &em_without_frequencies_});
  table.add({"--em-free-u", "", "With --em: trains u too.", &em_frees_u_});
  table.add({"--em-fix-m", "", "With --em --em-free-u: leaves m as it is.", &em_fixes_m_});
  table.add({"--em-fix-lambda", "", "With --em: leaves lambda where the rule puts it.", &em_fixes_lambda_});
  table.add({"--populate-lambda", "", "With --em: takes lambda from the sessions, undone for their rules.",
             &populates_lambda_});
  table.add({"--labels", "COLUMN", "Takes m from the pairs with one label in this column.", &labels_});
  table.add(
      {"--pair-labels", "FILE",
       "Takes m from labelled pairs: the id column with _l and _r, the source column too with several lists, "
       "and clerical_match_score, by which a pair counts.",
       &pair_labels_});
  table.add({"--ignore-label-scores", "",
             "With --pair-labels: every pair counts as a match, as Splink 4 has it.", &ignores_scores_});
}

std::set<std::string> TrainingOptions::columns() const {
  std::set<std::string> columns;
  for (const TrainingStep& step : recipe().steps) {
    const char* what =
        step.kind == TrainingStepKind::kLambda ? "a deterministic rule" : "the rule of an EM session";
    for (const std::string& rule : step.rules) columns.merge(columns_of_rule({rule, {}}, what));
    if (step.kind == TrainingStepKind::kLabelColumn) columns.insert(small_letters(step.labels));
  }
  return columns;
}

std::vector<SplinkRule> TrainingOptions::rules() const {
  std::vector<SplinkRule> rules;
  if (!any()) return rules;
  for (const TrainingStep& step : recipe().steps) {
    for (const std::string& rule : step.rules) rules.push_back({rule, {}});
    if (step.kind == TrainingStepKind::kLabelColumn) rules.push_back(rule_of_labels(step.labels));
  }
  return rules;
}

bool TrainingOptions::needs_ids() const {
  if (!any()) return false;
  const std::vector<TrainingStep> steps = recipe().steps;
  return std::any_of(steps.begin(), steps.end(),
                     [](const TrainingStep& step) { return step.kind == TrainingStepKind::kPairLabels; });
}

void TrainingOptions::check() const {
  if (u_pairs_ < 0 && u_pairs_ != -1) throw UsageError("--u-pairs is a number of pairs, 0 or more.");
  if (em_pairs_ < 0) throw UsageError("--em-pairs is a number of pairs, 0 or more.");
  const bool has_em_options = em_pairs_ > 0 || em_fixes_lambda_ || em_fixes_m_ || em_frees_u_ ||
                              em_without_frequencies_ || populates_lambda_;
  if (has_em_options && em_.empty() && recipe_file_.empty())
    throw UsageError("the --em-... options and --populate-lambda go with --em RULE");
  if (em_fixes_m_ && !em_frees_u_)
    throw UsageError("--em-fix-m leaves nothing to train unless --em-free-u is given too");
  if (ignores_scores_ && pair_labels_.empty())
    throw UsageError("--ignore-label-scores goes with --pair-labels");
  const bool has_steps = !deterministic_.empty() || !em_.empty() || !labels_.empty() ||
                         !pair_labels_.empty() || u_pairs_ >= 0 || has_em_options;
  if (!recipe_file_.empty() && has_steps)
    throw UsageError("give --recipe, or the steps as options, not both");
}

bool TrainingOptions::any() const {
  return !recipe_file_.empty() || !deterministic_.empty() || !em_.empty() || !labels_.empty() ||
         !pair_labels_.empty() || u_pairs_ > 0;
}

TrainingRecipe TrainingOptions::recipe() const {
  if (!recipe_file_.empty()) return read_training_recipe(recipe_file_);
  TrainingRecipe recipe;
  const auto add = [&](TrainingStepKind kind) -> TrainingStep& {
    recipe.steps.emplace_back().kind = kind;
    return recipe.steps.back();
  };
  if (!deterministic_.empty()) {
    TrainingStep& step = add(TrainingStepKind::kLambda);
    step.rules = deterministic_;
    step.recall = recall_;
  }
  const double u_pairs = u_pairs_ < 0 ? kUsualPairs : u_pairs_;
  if (u_pairs > 0) add(TrainingStepKind::kU).max_pairs = u_pairs;
  for (const std::string& rule : em_) {
    TrainingStep& step = add(TrainingStepKind::kEm);
    step.rules = {rule};
    step.max_pairs = em_pairs_;
    step.fixes_lambda = em_fixes_lambda_;
    step.fixes_m = em_fixes_m_;
    step.fixes_u = !em_frees_u_;
    step.without_term_frequencies = em_without_frequencies_;
    step.populates_lambda = populates_lambda_;
  }
  if (!labels_.empty()) add(TrainingStepKind::kLabelColumn).labels = labels_;
  if (!pair_labels_.empty()) {
    TrainingStep& step = add(TrainingStepKind::kPairLabels);
    step.labels = pair_labels_;
    step.ignores_scores = ignores_scores_;
  }
  return recipe;
}

void TrainingOptions::run_step(const TrainingStep& step, const SplinkModel& model, SplinkTrainer& trainer,
                               const LinkageTable& table, const ExecutionContext& context,
                               Json& steps) const {
  switch (step.kind) {
    case TrainingStepKind::kLambda: {
      std::vector<SplinkRule> rules;
      for (const std::string& rule : step.rules) rules.push_back({rule, {}});
      steps["deterministic_pairs"] = trainer.train_lambda(rules, step.recall);
      return;
    }
    case TrainingStepKind::kU:
      return trainer.train_u(step.max_pairs, step.seed.value_or(context.seed));
    case TrainingStepKind::kEm: {
      EmOptions options;
      options.max_pairs = step.max_pairs;
      options.fixes_lambda = step.fixes_lambda;
      options.fixes_m = step.fixes_m;
      options.fixes_u = step.fixes_u;
      options.without_term_frequencies = step.without_term_frequencies;
      trainer.train_m({step.rules[0], {}}, options);
      if (step.populates_lambda) trainer.populate_lambda();
      return;
    }
    case TrainingStepKind::kLabelColumn:
      steps["label_pairs"] = trainer.train_m_from_labels(step.labels);
      return;
    case TrainingStepKind::kPairLabels: {
      std::vector<LabelledPair> pairs = read_pair_labels(step.labels, model, table, context);
      for (LabelledPair& pair : pairs) pair.score = step.ignores_scores ? 1 : pair.score;
      steps["pair_labels"] = pairs.size();
      steps["pair_label_matches"] = trainer.train_m_from_pairs(pairs);
      return;
    }
  }
}

Json TrainingOptions::run(const SplinkModel& model, SplinkTrainer& trainer, const LinkageTable& table,
                          double num_possible_pairs, const ExecutionContext& context) const {
  Json steps = Json::object();
  steps["all_pairs"] = num_possible_pairs;
  const TrainingRecipe taken = recipe();
  for (const TrainingStep& step : taken.steps) {
    if (step.kind == TrainingStepKind::kLabelColumn) need_label_column(table.values, step.labels);
  }
  for (const TrainingStep& step : taken.steps) run_step(step, model, trainer, table, context, steps);
  steps["em_sessions"] = Json::array();
  for (const EmSession& session : trainer.sessions())
    steps["em_sessions"].push_back(session_json(model, session));
  steps["final"] = parameters_json(model);
  return steps;
}

}  // namespace byname
