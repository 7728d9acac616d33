// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <future>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "base/json_document.hpp"
#include "base/large_pages.hpp"
#include "cluster/connected_components.hpp"
#include "cluster/mean_link.hpp"
#include "cluster/score_spilled.hpp"
#include "cluster/single_best_links.hpp"
#include "cluster/spilled_training.hpp"
#include "command_registry.hpp"
#include "evaluate/spilled_diagnostics.hpp"
#include "linkage_input.hpp"
#include "publish/link_output.hpp"
#include "publish/link_report.hpp"
#include "spec/model_columns.hpp"
#include "table/output_folder.hpp"
#include "training_options.hpp"

namespace byname {

namespace {

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
           "them), pairs.parquet, model.json, term_frequencies.parquet, run.json, and what is to be known of "
           "the model: report.html to "
           "read, "
           "diagnostics.json with the numbers. docs/expressions.md says what conditions may "
           "hold.";
  }
  std::vector<CommandExample> examples() const override {
    return {
        {"byname link people.csv --model saved_model.json -o out",
         "Scores and clusters one list by a saved model."},
        {"byname link a.csv b.csv --model m.json --map b:vorname=first_name -o out",
         "Links two lists whose columns have different names."},
        {"byname link people.csv --model settings.json --em 'l.dob = r.dob' --em 'l.email = r.email' -o out",
         "Trains the model on the list first."},
        {"byname link people.parquet --model m.json --type lat=DOUBLE --all-pairs -o out",
         "Says what a column is, and keeps every pair that the rules bring."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Input");
    input_.add(table, "The model: JSON that Splink or byname saved. Required.");
    add_frequencies_option(table, frequency_files_, "those of the lists");
    table.begin_group("Training first, if anything of this is given");
    training_.add(table, "0; 1000000 with --em or --labels");
    table.begin_group("Output");
    add_output_options(table, shared, "FOLDER");
    table.add({"--threshold", "P", "Joins pairs of at least this probability to clusters.", &threshold_});
    table.add(
        {"--clusters",
         "WAY",
         "How pairs become clusters: components is Splink's way; mean_link does not chain persons together "
         "by single links (docs/clustering.md), best with --threshold 0.5.",
         &way_,
         "",
         false,
         {"components", "mean_link"}});
    table.add(
        {"--single-best", "LABEL",
         "Joins by single best links: this list names nobody twice, so a cluster holds one of its records "
         "at most; may be given again.",
         &single_best_});
    table.add({"--ties",
               "WAY",
               "With --single-best: of two equally good links takes the one to the lowest id, or drops both.",
               &ties_,
               "",
               false,
               {"lowest_id", "drop"}});
    table.add({"--keep-pairs", "P", "Keeps pairs of at least this probability in pairs.parquet.", &keep_});
    table.add({"--all-pairs", "", "Keeps every pair that the rules bring, however unlikely.", &all_pairs_});
    table.add({"--truth", "COLUMN",
               "A column that says who is who: the report judges thresholds by it, and truth.csv keeps it "
               "for byname "
               "check. Linking does not look at it.",
               &truth_});
    table.add({"--redact", "", "Shows no value, id or row of a record in report.html.", &is_redacted_});
    add_json_option(table, shared, "the summary");
    add_quiet_option(table, shared);
    table.begin_group("Machine");
    add_seed_option(table, shared);
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const SharedOptions& shared = environment.options;
    for (const double p : {threshold_, keep_}) {
      if (!(p >= 0 && p <= 1)) throw UsageError("--threshold and --keep-pairs are probabilities, 0 to 1.");
    }
    if (!single_best_.empty() && way_ != "components")
      throw UsageError("--single-best is a way of its own: leave out --clusters.");
    StepClock clock(environment.context.progress);
    ExecutionContext context = environment.context;
    context.progress = &clock;
    share_heaps(context.num_threads);
    training_.check();
    SplinkModel model = input_.read_model();
    OutputFolder folder(shared.output, shared.force);
    if (spills(model, folder.path(), context))
      return run_on_disk(environment, std::move(model), folder, clock, context);
    LinkageInput read = input_.read_used(model, other_columns(), context);
    LinkageTable& table = *read.table;
    if (!truth_.empty()) truth_column(table);  // said before any work is done
    std::optional<RecordNames> names;
    if (!needs_places(model)) names = RecordNames::taken_from(table);
    context.begin_step("preparing comparisons", 0);
    std::optional<SplinkComparer> comparer(std::in_place, model, table.values, context);
    std::vector<EmSession> sessions;
    if (training_.any()) {
      SplinkTrainer trainer(model, *comparer, table.values, read.order, context);
      training_.run(model, trainer, table, read.order.num_pairs(), context);
      sessions = trainer.sessions();
    }
    FrequencyTables given;
    for (const std::string& path : frequency_files_) given.read(path, environment.context);
    const SplinkScorer scorer(model, *comparer, table.values, given,
                              ValueShares(model, table.values, context));
    context.begin_step("making blocks", 0);
    std::optional<RuleBlocks> blocks(std::in_place, model.rules, table.values, read.order, context);
    context.begin_step("comparing pairs", 0);
    PairScoring scoring({GammaPatterns(*comparer), scorer.is_certain(), table.values.num_records(),
                         blocks->num_rules(), least_kept(), kDiagnosedPairs, ""});
    scoring.add(*blocks, blocks->tasks(PairScoring::kPairsPerTask), *comparer, scorer, nullptr, context);
    const ScoredPairs scored = std::move(scoring).finish(context);
    context.begin_step("clustering", 0);
    LinkOutput output;
    output.cluster = clusters_of(scored.pairs, table.list, table.list_labels,
                                 node_ranks(model, table, read.order), context);
    if (!names) names = RecordNames::taken_from(table);
    output.input = &read.input;
    output.names = &*names;
    output.warnings = table.warnings;
    output.values = &table.values;
    output.model = &model;
    output.pairs = &scored.pairs;
    output.write_frequencies = [&](const std::string& path) { given.write(path, model, table.values); };
    describe(output, environment, context);
    context.begin_step("examining", 0);
    const LinkDiagnostics found = diagnose_link(
        {model, table.values, read.order, *comparer, scorer, *blocks, scored, sessions, threshold_}, context);
    blocks.reset();  // writing needs their memory
    comparer.reset();
    LinkReport report{&output, &found, &scorer, &sessions, {}, is_redacted_, shared.seed};
    if (!truth_.empty()) {
      output.truth = &truth_column(table);
      report.truth = judge_thresholds(scored.pairs, *output.truth, read.order, threshold_);
    }
    context.end_steps();
    output.step_times = clock.times();
    environment.context.begin_step("writing", 0);
    // One thread writes the pairs for as long as the others need for all that is left.
    const auto launch = context.num_threads > 1 ? std::launch::async : std::launch::deferred;
    auto pairs_written = std::async(
        launch, [&output, path = folder.path() + "/pairs.parquet"] { write_link_pairs(output, path); });
    auto report_written = std::async(launch, [&] { write_link_report(report, folder.path()); });
    write_link_output(output, folder.path(), context);
    report_written.get();
    pairs_written.get();
    return finish(environment, output, report, folder);
  }

 private:
  /// Pairs of this probability or more are kept.
  double least_kept() const { return all_pairs_ ? 0 : std::min(keep_, threshold_); }

  /// Says how the output was made.
  void describe(LinkOutput& output, const CommandEnvironment& environment,
                const ExecutionContext& context) const {
    output.reading = input_.reading();
    output.compared_lists = input_.pairs();
    output.cluster_threshold = threshold_;
    output.way = single_best_.empty() ? way_ : "single_best";
    output.keep_probability = least_kept();
    output.call = environment.call;
    output.num_threads = context.num_threads;
  }

  int finish(const CommandEnvironment& environment, const LinkOutput& output, const LinkReport& report,
             OutputFolder& folder) const {
    const SharedOptions& shared = environment.options;
    environment.context.check_cancelled();
    folder.commit();
    environment.context.end_steps();
    if (shared.is_json) {
      std::cout << json_document(link_summary_json(output, shared.output));
    } else if (!shared.is_quiet) {
      std::cout << link_summary_text(output, shared.output) << findings_summary(report);
    }
    return kExitDone;
  }

  /// True if the lists are too large for the memory, and all that is asked for can be done from disk.
  bool spills(const SplinkModel& model, const std::string& folder, const ExecutionContext& context) const {
    if (!input_.exceeds(context.memory_budget) || !truth_.empty() || training_.needs_ids()) return false;
    std::vector<SplinkRule> rules = model.rules;
    if (rules.empty()) return false;
    for (const SplinkRule& rule : training_.rules()) rules.push_back(rule);
    return can_be_parted(rules, input_.spilled_options(model, other_columns(), {}, folder), context);
  }

  /// The same as run() with the lists on disk: only what is looked at is in memory.
  int run_on_disk(CommandEnvironment& environment, SplinkModel model, OutputFolder& folder, StepClock& clock,
                  const ExecutionContext& context) {
    SpilledLists lists(
        model, input_.spilled_options(model, other_columns(), training_.rules(), folder.path()), context);
    const Input input = input_.read_spilled(model, other_columns(), lists, context);
    LinkageTable shape(0);  // columns without rows
    shape.values = std::move(*lists.store().empty_table(context));
    const SplinkComparer comparer(model, shape.values, context);
    std::vector<EmSession> sessions;
    if (training_.any()) {
      SpilledTraining counts(model, lists, context);
      SplinkTrainer trainer(model, comparer, shape.values, counts, context);
      training_.run(model, trainer, shape, lists.num_possible_pairs(), context);
      sessions = trainer.sessions();
    }
    FrequencyTables given;
    for (const std::string& path : frequency_files_) given.read(path, environment.context);
    const SpilledScores found =
        score_spilled(lists, given, least_kept(), kDiagnosedPairs, kDiagnosedBlocks, context);
    const KeptPairs& pairs = found.scored.pairs;
    context.begin_step("clustering", 0);
    lists.load_names();
    LinkOutput output;
    std::vector<std::uint32_t> list;
    if (!single_best_.empty()) {
      for (std::uint32_t record = 0; record < lists.num_records(); ++record)
        list.push_back(lists.names().list(record));
    }
    output.cluster = clusters_of(pairs, list, lists.names().list_labels, lists.node_ranks(), context);
    output.input = &input;
    output.names = &lists.names();
    output.warnings = lists.warnings();
    output.model = &model;
    output.pairs = &pairs;
    output.write_frequencies = [&](const std::string& path) {
      write_frequencies(path, given, lists.frequencies());
    };
    describe(output, environment, context);
    context.begin_step("examining", 0);
    const SplinkScorer scorer(model, comparer, shape.values, given, lists.shares_of(shape.values));
    const LinkDiagnostics diagnostics =
        diagnose_spilled({lists, given, scorer, found, sessions, threshold_}, context);
    output.shown = shown_records(output, diagnostics);
    const RecordsAtHand shown = look_up(lists, output.shown, context);
    output.values = shown.table.get();
    const LinkReport report{
        &output, &diagnostics, &scorer, &sessions, {}, is_redacted_, environment.options.seed};
    context.end_steps();
    output.step_times = clock.times();
    environment.context.begin_step("writing", 0);
    write_link_pairs(output, folder.path() + "/pairs.parquet");
    write_link_output(output, folder.path(), context);
    write_link_report(report, folder.path());
    return finish(environment, output, report, folder);
  }

  /// True if training or clustering looks at the lists and ids of records. Else they are packed before the
  /// tables of comparing need their memory.
  bool needs_places(const SplinkModel& model) const {
    return training_.needs_ids() || model.link_type != "dedupe_only" || !single_best_.empty();
  }

  /// Order of cluster ids. With link_only and two lists it is not the pairs' order.
  static std::vector<std::uint32_t> node_ranks(const SplinkModel& model, const LinkageTable& table,
                                               const PairOrder& order) {
    if (model.link_type == "dedupe_only") return order.rank;
    return splink_order(table.ids, table.list, table.list_labels, "link_and_dedupe", false).rank;
  }

  /// The columns that the options read, in small letters.
  std::set<std::string> other_columns() const {
    std::set<std::string> columns = training_.columns();
    if (!truth_.empty()) columns.insert(small_letters(truth_));
    return columns;
  }

  const ValueColumn& truth_column(const LinkageTable& table) const {
    const auto column = table.values.find(truth_);
    if (!column)
      throw UserError(fmt::format("--truth names a column that no list has: {}. The columns are: {}", truth_,
                                  fmt::join(table.values.names(), ", ")));
    return table.values.column(*column);
  }

  std::vector<std::uint32_t> clusters_of(const KeptPairs& kept, const std::vector<std::uint32_t>& list,
                                         const std::vector<std::string>& labels,
                                         const std::vector<std::uint32_t>& node_rank,
                                         const ExecutionContext& context) const {
    if (way_ == "components" && single_best_.empty())
      return connected_components(kept, threshold_, node_rank);
    const SplinkPairs pairs = kept.all_scores();
    if (way_ == "mean_link") {
      MeanLinkOptions options;
      options.threshold = threshold_;
      return mean_link_clusters(pairs, options, node_rank, context);
    }
    SingleBestOptions options;
    options.threshold = threshold_;
    options.list = list;
    options.is_duplicate_free.resize(labels.size(), false);
    options.drops_ties = ties_ == "drop";
    for (const std::string& label : single_best_) {
      const auto found = std::find(labels.begin(), labels.end(), label);
      if (found == labels.end())
        throw UserError(fmt::format("--single-best names a list that is not there: {}. The lists are: {}",
                                    label, fmt::join(labels, ", ")));
      options.is_duplicate_free[static_cast<std::size_t>(found - labels.begin())] = true;
    }
    return single_best_links(pairs, options, node_rank);
  }

  LinkageInputOptions input_;
  std::vector<std::string> frequency_files_;
  TrainingOptions training_;
  bool all_pairs_ = false;
  std::string way_ = "components";
  std::vector<std::string> single_best_;
  std::string ties_ = "lowest_id";
  std::string truth_;
  bool is_redacted_ = false;
  double threshold_ = 0.95;
  double keep_ = 0.01;
};

}  // namespace

std::unique_ptr<Command> make_link_command() { return std::make_unique<LinkCommand>(); }

}  // namespace byname
