// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cluster/connected_components.hpp"
#include "command_registry.hpp"
#include "publish/link_output.hpp"
#include "spec/column_types.hpp"
#include "spec/linkage_table.hpp"
#include "table/output_folder.hpp"

namespace byname {

namespace {

SplinkModel read_splink_model(const std::string& path) {
  std::ifstream file(path);
  if (!file)
    throw DataError(fmt::format("cannot read the model; check that it exists and may be read: {}", path));
  try {
    return SplinkModel::from_json(nlohmann::ordered_json::parse(file));
  } catch (const nlohmann::json::exception&) {
    throw DataError(fmt::format("the model is no JSON; give a model that Splink or byname saved: {}", path));
  }
}

class LinkCommand final : public Command {
 public:
  std::string name() const override { return "link"; }
  std::string synopsis() const override { return "links lists by a Splink model: pairs, scores, clusters"; }
  std::string usage() const override { return "[LABEL=]FILE... --model MODEL -o FOLDER"; }
  std::string description() const override {
    return "Reads a model that Splink 4 or 5 saved, finds the pairs that its blocking rules bring together, "
           "scores them as Splink does, and joins those over a threshold to clusters. The same model and "
           "data "
           "give the same pairs, weights and clusters as Splink on DuckDB, for any number of threads.\n\n"
           "The folder holds links.csv (every record and its cluster), clusters.csv (ids as Splink writes "
           "them), pairs.parquet, model.json and run.json. docs/expressions.md says what conditions may "
           "hold.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname link people.csv --model saved_model.json -o out",
             "Scores and clusters one list by a saved model."},
            {"byname link a.csv b.csv --model m.json --map b:vorname=first_name -o out",
             "Links two lists whose columns have different names."},
            {"byname link people.parquet --model m.json --type lat=DOUBLE --all-pairs -o out",
             "Says what a column is, and keeps every pair that the rules bring."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Input");
    table.add({"FILE", "[LABEL=]FILE", "Lists: files, globs, or several files of one list as LABEL=PATTERN.",
               &files_, "", true});
    table.add({"--model", "FILE", "The model: JSON that Splink or byname saved. Required.", &model_});
    table.add({"--map", "[LIST:]COLUMN=NAME",
               "Gives a column the name that the model knows it by; may be given again.", &renames_});
    table.add(
        {"--type", "COLUMN=TYPE",
         "Says how a column is read: VARCHAR, BIGINT, DOUBLE, DATE, VARCHAR[] and more; may be given again. "
         "Else columns are what the model takes them for.",
         &types_});
    table.add({"--keep-empty", "", "Takes a quoted empty cell for an empty text instead of a missing value.",
               &keeps_empty_});
    table.begin_group("Output");
    add_output_options(table, shared, "FOLDER");
    table.add({"--threshold", "P", "Joins pairs of at least this probability to clusters.", &threshold_});
    table.add({"--keep-pairs", "P", "Keeps pairs of at least this probability in pairs.parquet.", &keep_});
    table.add({"--all-pairs", "", "Keeps every pair that the rules bring, however unlikely.", &all_pairs_});
    add_json_option(table, shared, "the summary");
    add_quiet_option(table, shared);
    table.begin_group("Machine");
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const SharedOptions& shared = environment.options;
    if (model_.empty()) throw UsageError("give the model: --model FILE");
    for (const double p : {threshold_, keep_}) {
      if (!(p >= 0 && p <= 1)) throw UsageError("--threshold and --keep-pairs are probabilities, 0 to 1.");
    }
    StepClock clock(environment.context.progress);
    ExecutionContext context = environment.context;
    context.progress = &clock;
    const SplinkModel model = read_splink_model(model_);
    OutputFolder folder(shared.output, shared.force);
    const std::vector<ListArgument> arguments = parse_list_arguments(files_);
    if (model.link_type != "dedupe_only" && arguments.size() < 2)
      throw UserError(fmt::format("the model is {}: give two lists or more", model.link_type));
    ReadOptions reading;
    reading.keeps_empty_texts = keeps_empty_;
    reading.lists_as_json = true;
    Input input = read_lists(arguments, reading, context);
    context.begin_step("reading columns", 0);
    LinkageTable table =
        make_linkage_table(input, renames(), column_types(model), model.unique_id_column, context);
    context.begin_step("preparing comparisons", 0);
    const SplinkComparer comparer(model, table.values, context);
    const SplinkScorer scorer(model, comparer, table.values);
    context.begin_step("making blocks", 0);
    const PairOrder order =
        splink_order(table.ids, table.list, table.list_labels, model.link_type, table.ids_are_numbers);
    const RuleBlocks blocks(model.rules, table.values, order, context);
    context.begin_step("comparing pairs", 0);
    const double keep = all_pairs_ ? 0 : std::min(keep_, threshold_);
    const SplinkPairs pairs = score_pairs(blocks, comparer, scorer, keep, context);
    context.begin_step("clustering", 0);
    LinkOutput output;
    output.input = &input;
    output.table = &table;
    output.model = &model;
    output.pairs = &pairs;
    output.cluster = connected_components(pairs, threshold_, node_ranks(model, table, order));
    output.cluster_threshold = threshold_;
    output.keep_probability = keep;
    output.call = environment.call;
    output.num_threads = context.num_threads;
    context.end_steps();
    output.step_times = clock.times();
    environment.context.begin_step("writing", 0);
    write_link_output(output, folder.path(), context);
    context.check_cancelled();
    folder.commit();
    environment.context.end_steps();
    if (shared.is_json) {
      std::cout << link_summary_json(output, shared.output).dump(2) << "\n";
    } else if (!shared.is_quiet) {
      std::cout << link_summary_text(output, shared.output);
    }
    return kExitDone;
  }

 private:
  std::vector<ColumnRename> renames() const {
    std::vector<ColumnRename> renames;
    for (const std::string& text : renames_) renames.push_back(parse_rename(text));
    return renames;
  }

  ColumnTypes column_types(const SplinkModel& model) const {
    ColumnTypes types;
    for (const std::string& text : types_) types.insert(parse_column_type(text));
    for (const auto& [column, type] : types_by_use(model)) types.try_emplace(column, type);
    return types;
  }

  /// Order of cluster ids. With link_only and two lists it is not the pairs' order.
  static std::vector<std::uint32_t> node_ranks(const SplinkModel& model, const LinkageTable& table,
                                               const PairOrder& order) {
    if (model.link_type == "dedupe_only") return order.rank;
    return splink_order(table.ids, table.list, table.list_labels, "link_and_dedupe", false).rank;
  }

  std::vector<std::string> files_;
  std::string model_;
  std::vector<std::string> renames_;
  std::vector<std::string> types_;
  bool keeps_empty_ = false;
  bool all_pairs_ = false;
  double threshold_ = 0.95;
  double keep_ = 0.01;
};

}  // namespace

std::unique_ptr<Command> make_link_command() { return std::make_unique<LinkCommand>(); }

}  // namespace byname
