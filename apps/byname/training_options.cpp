// SPDX-License-Identifier: Apache-2.0
#include "training_options.hpp"

#include <nlohmann/json.hpp>

#include "base/error.hpp"
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
  Json m_by_iteration = Json::array();
  for (const auto& m : session.m) {
    Json each = Json::object();
    for (std::size_t k = 0; k < m.size(); ++k) {
      for (std::size_t gamma = m[k].size(); gamma-- > 0;)
        each[model.comparisons[k].name][std::to_string(gamma)] = m[k][gamma];
    }
    m_by_iteration.push_back(std::move(each));
  }
  return {{"blocking_rule", session.rule},
          {"pairs", static_cast<std::int64_t>(session.num_pairs)},
          {"comparisons_not_estimated", std::move(left_out)},
          {"levels_that_undo_the_blocking", levels(session.undo_blocking)},
          {"iterations", session.num_iterations()},
          {"lambda_by_iteration", session.lambda},
          {"m_by_iteration", std::move(m_by_iteration)},
          {"m_not_observed", levels(session.not_observed)}};
}

}  // namespace

void TrainingOptions::add(OptionTable& table, const std::string& u_pairs_default) {
  table.add({"--deterministic", "RULE", "A rule that brings hardly any wrong pair; may be given again.",
             &deterministic_});
  table.add({"--recall", "SHARE", "Share of the true pairs that the deterministic rules bring.", &recall_});
  table.add({"--u-pairs", "N", "Trains u on about this many pairs; 0 keeps u as it is.", &u_pairs_,
             u_pairs_default});
  table.add({"--em", "RULE", "Trains m on the pairs of this rule; may be given again.", &em_});
  table.add({"--labels", "COLUMN", "Takes m from the pairs with one label in this column.", &labels_});
}

std::set<std::string> TrainingOptions::columns() const {
  std::set<std::string> columns;
  for (const std::string& rule : deterministic_)
    columns.merge(columns_of_rule({rule, {}}, "--deterministic"));
  for (const std::string& rule : em_) columns.merge(columns_of_rule({rule, {}}, "--em"));
  if (!labels_.empty()) columns.insert(small_letters(labels_));
  return columns;
}

void TrainingOptions::check() const {
  if (u_pairs_ < 0 && u_pairs_ != -1) throw UsageError("--u-pairs is a number of pairs, 0 or more.");
  if (!em_.empty() && !labels_.empty()) throw UsageError("give --em or --labels, not both.");
}

bool TrainingOptions::any() const {
  return !deterministic_.empty() || !em_.empty() || !labels_.empty() || u_pairs_ > 0;
}

Json TrainingOptions::run(const SplinkModel& model, SplinkTrainer& trainer, const PairOrder& order,
                          const ExecutionContext& context) const {
  Json steps = Json::object();
  if (!deterministic_.empty()) {
    std::vector<SplinkRule> rules;
    for (const std::string& rule : deterministic_) rules.push_back({rule, {}});
    steps["deterministic_pairs"] = trainer.train_lambda(rules, recall_);
    steps["all_pairs"] = order.num_pairs();
  }
  const double u_pairs = u_pairs_ < 0 ? kUsualPairs : u_pairs_;
  if (u_pairs > 0) trainer.train_u(u_pairs, context.seed);
  for (const std::string& rule : em_) trainer.train_m({rule, {}});
  if (!labels_.empty()) steps["label_pairs"] = trainer.train_m_from_labels(labels_);
  steps["em_sessions"] = Json::array();
  for (const EmSession& session : trainer.sessions())
    steps["em_sessions"].push_back(session_json(model, session));
  steps["final"] = parameters_json(model);
  return steps;
}

}  // namespace byname
