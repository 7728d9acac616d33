// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/json_document.hpp"
#include "base/number_format.hpp"
#include "command_registry.hpp"
#include "linkage_input.hpp"
#include "table/output_file.hpp"
#include "training_options.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

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
    training_.add(table, "1000000");
    table.begin_group("Output");
    add_output_options(table, shared, "FILE");
    table.add(
        {"--save-frequencies", "FILE",
         "Also writes the term frequencies of the lists here, as Parquet: what scores of other lists, or of "
         "single pairs, can take with --frequencies.",
         &frequency_file_});
    add_json_option(table, shared, "every step of the training");
    add_quiet_option(table, shared);
    table.begin_group("Machine");
    add_seed_option(table, shared);
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const SharedOptions& shared = environment.options;
    const ExecutionContext& context = environment.context;
    training_.check();
    SplinkModel model = input_.read_model();
    OutputFile file(shared.output, shared.force);
    LinkageInput read = input_.read(model, context);
    const SplinkComparer comparer(model, read.table->values, context);
    SplinkTrainer trainer(model, comparer, read.table->values, read.order, context);
    const Json steps = training_.run(model, trainer, *read.table, read.order.num_pairs(), context);
    context.end_steps();
    save_frequencies(model, *read.table);
    file.write(json_document(model.to_json()));
    if (shared.is_json) {
      std::cout << json_document(steps);
    } else if (!shared.is_quiet) {
      print_summary(model, trainer, *read.table, shared.output);
    }
    return kExitDone;
  }

 private:
  void save_frequencies(const SplinkModel& model, const LinkageTable& table) const {
    if (frequency_file_.empty()) return;
    FrequencyTables().write(frequency_file_, model, table.values);
  }

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
  TrainingOptions training_;
  std::string frequency_file_;
};

}  // namespace

std::unique_ptr<Command> make_train_command() { return std::make_unique<TrainCommand>(); }

}  // namespace byname
