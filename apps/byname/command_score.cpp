// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/json_document.hpp"
#include "cluster/find_matches.hpp"
#include "command_registry.hpp"
#include "earlier_output.hpp"
#include "publish/match_output.hpp"
#include "publish/pair_score_text.hpp"
#include "record_address.hpp"
#include "spec/model_columns.hpp"
#include "table/json_text.hpp"
#include "table/output_folder.hpp"

namespace byname {

namespace {

class ScoreCommand final : public Command {
 public:
  std::string name() const override { return "score"; }
  std::string synopsis() const override {
    return "scores one pair of records, or new rows against earlier ones";
  }
  std::string usage() const override {
    return "--model MODEL --left RECORD --right RECORD | NEW... --against OUT|FILE -o FOLDER";
  }
  std::string description() const override {
    return "With --left and --right: scores one pair under a Splink model and says what each comparison "
           "contributes, in bits; a bit doubles the odds. A RECORD is a JSON object, or a row of the lists "
           "given: "
           "ROW, LIST:ROW, LIST:FILE:ROW, or its id. Term frequencies are those of the lists, or of "
           "--frequencies; a key tf_c of an object is the frequency of its value of c.\n\n"
           "With --against: finds for every new row its matches in an earlier list, or among the lists that "
           "an "
           "output folder of byname link was made from, whose model and term frequencies are then taken. "
           "Pairs of "
           "a match weight above --match-weight are kept, as Splink's find_matches_to_new_records does. The "
           "folder holds new_rows.csv (every new row, how many matches it has, and the best), pairs.parquet "
           "(the earlier record left, the new one right), rejects.csv and run.json.";
  }
  std::vector<CommandExample> examples() const override {
    return {
        {R"(byname score --model m.json --left '{"name": "Anna", "city": "Riga"}' --right '{"name": "Ana", "city": "Riga"}')",
         "Scores a pair written by hand."},
        {"byname score people.csv --model m.json --left 17 --right 301", "Scores two rows of a list."},
        {"byname score new.csv --against out -o matches",
         "Finds the persons of an earlier output that new rows name."},
        {"byname score new.csv --against people.csv --model m.json --match-weight 4 -o matches",
         "Finds matches in a list."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Input");
    table.add({"FILE", "[LABEL=]FILE", "Lists: the new rows, or those that --left and --right are rows of.",
               &files_});
    input_.add_reading(table,
                       "The model: JSON that Splink or byname saved. With --against OUT, else that of OUT.");
    add_frequencies_option(table, frequency_files_, "those of the lists, with --against of the earlier ones");
    table.begin_group("One pair");
    table.add({"--left", "RECORD", "One record: a JSON object, or a row of a list.", &left_});
    table.add({"--right", "RECORD", "The other record.", &right_});
    table.begin_group("New rows");
    table.add({"--against", "OUT|FILE",
               "Earlier rows: a list as [LABEL=]FILE, or an output folder of byname link.", &against_});
    table.add({"--match-weight", "W", "Keeps pairs of a match weight above this.", &match_weight_});
    table.add(
        {"--rule", "RULE",
         "Brings pairs together in place of the model's blocking rules; may be given again. TRUE compares "
         "every new row with every earlier one.",
         &rules_});
    table.begin_group("Output");
    table.add({"-o,--output", "FOLDER", "Where matches go. The folder appears when everything is done.",
               &shared.output});
    table.add({"-f,--force", "", "Replace what is at -o.", &shared.force});
    add_json_option(table, shared, "the score, or the summary");
    add_quiet_option(table, shared);
    table.begin_group("Machine");
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const bool is_pair = !left_.empty() || !right_.empty();
    if (is_pair == !against_.empty())
      throw UsageError("give a pair by --left and --right, or new rows with --against");
    return is_pair ? score_pair(environment) : score_new_rows(environment);
  }

 private:
  // One pair.

  int score_pair(CommandEnvironment& environment) const {
    if (left_.empty() || right_.empty())
      throw UsageError("give both records of the pair: --left and --right");
    if (!environment.options.output.empty())
      throw UsageError("-o is for new rows (--against); the score of a pair is printed");
    const ExecutionContext& context = environment.context;
    const SplinkModel model = input_.read_model();
    Input input;
    std::unique_ptr<LinkageTable> table;
    FrequencyTables frequencies;
    if (!files_.empty()) {
      input = read_linkage_lists(parse_list_arguments(files_), input_.reading(),
                                 used_columns(model, input_.reading(), {}), context);
      table = name_linkage_columns(input, input_.reading(), model, context);
      frequencies = FrequencyTables::count(model, table->values, table->values.num_records());
    }
    for (const std::string& path : frequency_files_) frequencies.read(path, context);
    ColumnTypes types;
    for (const std::string& text : input_.reading().types) types.insert(parse_column_type(text));
    for (const auto& [column, type] : types_by_use(model)) types.try_emplace(column, type);
    SplinkPairScorer scorer(model, types, frequencies);
    std::vector<std::string> notes;
    const auto left = record_of("--left", left_, scorer, table.get(), notes);
    const auto right = record_of("--right", right_, scorer, table.get(), notes);
    const PairExplanation explanation = scorer.explain(left, right);
    add_frequency_notes(explanation, notes);
    environment.context.end_steps();
    if (environment.options.is_json) {
      std::cout << json_document(pair_score_json(explanation, model.lambda, notes));
      return kExitDone;
    }
    for (const std::string& note : notes) std::cout << fmt::format("  note: {}\n", note);
    std::cout << pair_score_text(explanation, model.lambda);
    return kExitDone;
  }

  static SplinkPairScorer::Record record_of(const std::string& option, const std::string& text,
                                            const SplinkPairScorer& scorer, const LinkageTable* table,
                                            std::vector<std::string>& notes) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin != text.npos && text[begin] == '{') return record_of_json(option, text, scorer, notes);
    if (table == nullptr)
      throw UsageError(
          fmt::format("{} is no JSON object. Give the list that it is a row of, or write the record "
                      "as '{{\"column\": \"value\"}}'",
                      option));
    return scorer.take(table->values, find_record(text, *table));
  }

  static SplinkPairScorer::Record record_of_json(const std::string& option, const std::string& text,
                                                 const SplinkPairScorer& scorer,
                                                 std::vector<std::string>& notes) {
    const JsonRow row = read_json_object(text, JsonLists::kAsJson);
    if (!row.fault.empty()) {
      throw UsageError(fmt::format("{} cannot be read: {}{}", option, row.fault,
                                   row.fault_key.empty() ? "" : fmt::format(" ({})", row.fault_key)));
    }
    std::vector<std::optional<std::string>> cells(scorer.columns().size());
    std::vector<bool> is_there(cells.size(), false);
    std::vector<std::string> unknown;
    for (const JsonCell& cell : row.cells) {
      const auto column = scorer.find_column(cell.key);
      if (!column) {
        unknown.push_back(cell.key);
        continue;
      }
      cells[*column] = cell.text;
      is_there[*column] = true;
    }
    if (!unknown.empty())
      notes.push_back(
          fmt::format("{} has what the model does not look at: {}", option, fmt::join(unknown, ", ")));
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!is_there[i] && !scorer.columns()[i].starts_with("tf_")) missing.push_back(scorer.columns()[i]);
    }
    if (!missing.empty())
      notes.push_back(fmt::format("{} lacks what the model looks at: {}", option, fmt::join(missing, ", ")));
    return scorer.read(cells);
  }

  static void add_frequency_notes(const PairExplanation& explanation, std::vector<std::string>& notes) {
    for (const ComparisonScore& part : explanation.comparisons) {
      if (!part.frequency || part.frequency->used > 0) continue;
      notes.push_back(fmt::format(
          "no frequency of {} is known, so its score is not adjusted: give lists, --frequencies, or tf_{}",
          part.frequency->column, part.frequency->column));
    }
  }

  // New rows.

  /// All lists, the earlier ones first.
  struct Rows {
    Input input;
    std::unique_ptr<LinkageTable> table;
    std::size_t num_earlier = 0;
    std::optional<EarlierOutput> output;
  };

  int score_new_rows(CommandEnvironment& environment) const {
    const SharedOptions& shared = environment.options;
    if (files_.empty()) throw UsageError("give the list of new rows");
    if (shared.output.empty()) throw UsageError("say where the matches go: -o FOLDER");
    StepClock clock(environment.context.progress);
    ExecutionContext context = environment.context;
    context.progress = &clock;
    const bool goes_on = is_output_folder(against_);
    const SplinkModel model =
        goes_on && !input_.has_model() ? read_splink_model(against_ + "/model.json") : input_.read_model();
    OutputFolder folder(shared.output, shared.force);
    Rows rows = read_rows(model, goes_on, context);
    LinkageTable& table = *rows.table;
    MatchOutput output;
    if (rows.output) output.persons = read_persons(*rows.output, table, rows.num_earlier, context);
    FrequencyTables frequencies = FrequencyTables::count(model, table.values, rows.num_earlier);
    for (const std::string& path : frequency_files_) frequencies.read(path, environment.context);
    const SplinkPairs pairs = find_matches(model, table, frequencies, request_for(model, rows), context);
    output.input = &rows.input;
    output.table = &table;
    output.model = &model;
    output.pairs = &pairs;
    output.num_earlier = rows.num_earlier;
    output.weight_threshold = match_weight_;
    output.against = against_;
    output.call = environment.call;
    output.num_threads = context.num_threads;
    context.end_steps();
    output.step_times = clock.times();
    environment.context.begin_step("writing", 0);
    write_match_output(output, folder.path());
    context.check_cancelled();
    folder.commit();
    environment.context.end_steps();
    if (shared.is_json) {
      std::cout << json_document(match_summary_json(output, shared.output));
    } else if (!shared.is_quiet) {
      std::cout << match_summary_text(output, shared.output);
    }
    return kExitDone;
  }

  MatchRequest request_for(const SplinkModel& model, const Rows& rows) const {
    MatchRequest request;
    request.num_earlier = rows.num_earlier;
    request.weight_threshold = match_weight_;
    request.rules = model.rules;
    if (!rules_.empty()) request.rules.clear();
    for (const std::string& rule : rules_) request.rules.push_back({rule, {}});
    return request;
  }

  Rows read_rows(const SplinkModel& model, bool goes_on, const ExecutionContext& context) const {
    Rows rows;
    LinkageReading earlier_reading = input_.reading();
    std::vector<ListArgument> earlier;
    if (goes_on) {
      rows.output = read_earlier_output(against_);
      earlier = rows.output->lists;
      earlier_reading = rows.output->reading;
    } else {
      const std::vector<std::string> file = {against_};
      earlier = parse_list_arguments(file);
    }
    std::set<std::string> rule_columns;
    for (const std::string& rule : rules_) rule_columns.merge(columns_of_rule({rule, {}}, "--rule"));
    rows.input = read_linkage_lists(earlier, earlier_reading,
                                    used_columns(model, earlier_reading, rule_columns), context);
    if (rows.output) check_unchanged(*rows.output, rows.input);
    rows.num_earlier = rows.input.num_mentions();
    append_lists(rows.input,
                 read_linkage_lists(parse_list_arguments(files_), input_.reading(),
                                    used_columns(model, input_.reading(), rule_columns), context));
    LinkageReading both = input_.reading();
    if (rows.output) {
      both.renames.insert(both.renames.end(), earlier_reading.renames.begin(), earlier_reading.renames.end());
      both.types.insert(both.types.end(), earlier_reading.types.begin(), earlier_reading.types.end());
    }
    rows.table = name_linkage_columns(rows.input, both, model, context);
    return rows;
  }

  std::vector<std::string> files_;
  LinkageInputOptions input_;
  std::vector<std::string> frequency_files_;
  std::string left_;
  std::string right_;
  std::string against_;
  double match_weight_ = -4;
  std::vector<std::string> rules_;
};

}  // namespace

std::unique_ptr<Command> make_score_command() { return std::make_unique<ScoreCommand>(); }

}  // namespace byname
