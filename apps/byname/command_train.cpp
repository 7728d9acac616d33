// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/number_format.hpp"
#include "command_registry.hpp"
#include "linkage_input.hpp"
#include "model/splink_training.hpp"
#include "table/output_file.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

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

class TrainCommand final : public Command {
 public:
  std::string name() const override { return "train"; }
  std::string synopsis() const override { return "trains the parameters of a Splink model on lists"; }
  std::string usage() const override { return "[LABEL=]FILE... --model MODEL -o TRAINED"; }
  std::string description() const override {
    return "Reads a model as Splink writes it (a settings file will do: m and u may be missing), trains it "
           "as "
           "Splink does, and writes it with lambda, m and u; all else in the file stays as it was.\n\n"
           "lambda comes from rules that bring hardly any wrong pair (--deterministic) and the share of the "
           "true "
           "pairs that they bring (--recall). u comes from all pairs of a sample of records. m comes from "
           "expectation maximisation on the pairs of each --em rule, in the order given: comparisons that "
           "share a "
           "column with the rule are left out, so give two rules or more; a level's m is the median of those "
           "found. Or m comes from a column that says who is who (--labels).";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname train people.csv --model settings.json --deterministic 'l.email = r.email' --recall 0.6 "
             "--em "
             "'l.first_name = r.first_name AND l.surname = r.surname' --em 'l.dob = r.dob' -o model.json",
             "Trains lambda, u and m."},
            {"byname train people.csv --model settings.json --labels person -o model.json",
             "Takes m from a column that says which rows are one person."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Input");
    input_.add(table, "The model or settings, as Splink writes them. Required.");
    table.begin_group("Training");
    table.add({"--deterministic", "RULE", "A rule that brings hardly any wrong pair; may be given again.",
               &deterministic_});
    table.add({"--recall", "SHARE", "Share of the true pairs that the deterministic rules bring.", &recall_});
    table.add({"--u-pairs", "N", "Trains u on about this many pairs; 0 keeps u as it is.", &u_pairs_});
    table.add({"--em", "RULE", "Trains m on the pairs of this rule; may be given again.", &em_});
    table.add({"--labels", "COLUMN", "Takes m from the pairs with one label in this column.", &labels_});
    table.begin_group("Output");
    add_output_options(table, shared, "FILE");
    add_json_option(table, shared, "every step of the training");
    add_quiet_option(table, shared);
    table.begin_group("Machine");
    add_seed_option(table, shared);
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const SharedOptions& shared = environment.options;
    const ExecutionContext& context = environment.context;
    if (u_pairs_ < 0) throw UsageError("--u-pairs is a number of pairs, 0 or more.");
    if (!em_.empty() && !labels_.empty()) throw UsageError("give --em or --labels, not both.");
    SplinkModel model = input_.read_model();
    OutputFile file(shared.output, shared.force);
    LinkageInput read = input_.read(model, context);
    SplinkTrainer trainer(model, read.table->values, read.order, context);
    Json steps = Json::object();
    if (!deterministic_.empty()) {
      std::vector<SplinkRule> rules;
      for (const std::string& rule : deterministic_) rules.push_back({rule, {}});
      steps["deterministic_pairs"] = trainer.train_lambda(rules, recall_);
      steps["all_pairs"] = read.order.num_pairs();
    }
    if (u_pairs_ > 0) trainer.train_u(u_pairs_, context.seed);
    for (const std::string& rule : em_) trainer.train_m({rule, {}});
    if (!labels_.empty()) steps["label_pairs"] = trainer.train_m_from_labels(labels_);
    context.end_steps();
    file.write(model.to_json().dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
    steps["em_sessions"] = Json::array();
    for (const EmSession& session : trainer.sessions())
      steps["em_sessions"].push_back(session_json(model, session));
    steps["final"] = parameters_json(model);
    if (shared.is_json) {
      std::cout << steps.dump(2) << "\n";
    } else if (!shared.is_quiet) {
      print_summary(model, trainer, *read.table, shared.output);
    }
    return kExitDone;
  }

 private:
  void print_summary(const SplinkModel& model, const SplinkTrainer& trainer, const LinkageTable& table,
                     const std::string& path) const {
    for (const std::string& warning : table.warnings) std::cout << fmt::format("  note: {}\n", warning);
    std::cout << fmt::format("  lambda               {:.3g}\n", model.lambda);
    for (const EmSession& session : trainer.sessions()) {
      std::cout << fmt::format("  {} pairs in {} iterations: {}\n",
                               format_count(static_cast<std::int64_t>(session.num_pairs)),
                               session.num_iterations(), session.rule);
    }
    std::int64_t untrained = 0;
    for (const SplinkComparison& comparison : model.comparisons) {
      for (int gamma = 0; gamma < comparison.num_gammas(); ++gamma)
        untrained += !comparison.level_of(gamma).m || !comparison.level_of(gamma).u;
    }
    if (untrained > 0) {
      std::cout << fmt::format(
          "  {} without m or u: no pair had them, or they were left out; Splink's "
          "defaults stand for them\n",
          format_counted(untrained, "level is", "levels are"));
    }
    std::cout << fmt::format("  written to           {}\n", path);
  }

  LinkageInputOptions input_;
  std::vector<std::string> deterministic_;
  double recall_ = 1;
  double u_pairs_ = 1e6;
  std::vector<std::string> em_;
  std::string labels_;
};

}  // namespace

std::unique_ptr<Command> make_train_command() { return std::make_unique<TrainCommand>(); }

}  // namespace byname
