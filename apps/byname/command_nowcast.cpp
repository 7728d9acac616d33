// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "command_registry.hpp"
#include "estimate/table_columns.hpp"
#include "estimation_options.hpp"
#include "names/date_phrase.hpp"
#include "nowcast/nowcast.hpp"
#include "nowcast/report_table.hpp"
#include "publish/nowcast_report.hpp"
#include "table/csv_writer.hpp"
#include "table/output_folder.hpp"

namespace byname {

namespace {

class NowcastCommand final : public Command {
 public:
  std::string name() const override { return "nowcast"; }
  std::string synopsis() const override {
    return "says how many are still to be named, since names come late";
  }
  std::string usage() const override { return "FILE -o FOLDER"; }
  std::string description() const override {
    return "Names are found months after the event, so the latest periods look smaller than they are. Reads "
           "when "
           "the events were and when each was reported, and says how many reports of them are still to come, "
           "by "
           "three methods: the chain ladder (Mack), reverse hazards (Lawless) and a Bayesian model whose "
           "delays "
           "change with time and whose dates of events may be missing.\n\n"
           "FILE is a table with one row a person (dates of event and report, in words or numbers; a month "
           "or a "
           "year will do for the event, and it may be missing), a long table (event, delay, count), or a "
           "reporting "
           "triangle (one row a period, one column a delay; new reports or all so far).\n\n"
           "Those who will never be named are kept apart: no delay shows them. --never or --unseen says from "
           "outside how many they are; then named + will be named + never named adds up in every draw. "
           "docs/nowcast.md has the methods and what they rest on.\n\n"
           "The folder holds estimate.json, nowcast.csv (every number of every method), draws.parquet, "
           "rejects.csv (rows that could not be placed) and report.html.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname nowcast found.csv --event death_date --report found_on -o out",
             "From one row a person; months or weeks are chosen to suit."},
            {"byname nowcast triangle.csv --cumulative -o out", "From a triangle of all reports so far."},
            {"byname nowcast found.csv --period month --never 0.2-0.5 -o out",
             "Says that 20 to 50 % are never named, so that there is a total."},
            {"byname nowcast found.csv --unseen estimate/draws.parquet -o out",
             "Takes how many are on no list now from an estimate."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Input");
    table.add({"FILE", "FILE", "The table, of any format that byname reads.", &file_, "", true});
    table.add(
        {"--event", "COLUMN", "The date or period of the event.", &reading_.event, "found by its name"});
    table.add({"--report", "COLUMN", "The date of the report.", &reading_.report, "found by its name"});
    table.add({"--delay", "COLUMN", "The delay, in periods.", &reading_.delay, "found by its name"});
    table.add({"--count", "COLUMN", "The number of persons of a row.", &reading_.count, "found by its name"});
    table.add({"--cumulative", "", "The counts are all reports so far.", &is_cumulative_});
    table.add({"--incremental", "", "The counts are new reports.", &is_incremental_});
    table.add({"--month-first", "", "Takes 03/04/2022 for the 4th of March. Else it is the 3rd of April.",
               &reading_.is_month_first});
    table.begin_group("Periods");
    table.add({"--period",
               "LENGTH",
               "Length of a period.",
               &period_,
               "as suits the dates",
               false,
               {"day", "week", "month", "quarter", "year"}});
    table.add({"--from", "DATE", "Events before it are outside the window.", &from_, "the first event"});
    table.add({"--as-of", "DATE", "Leaves out what was reported after the last full period before it.",
               &as_of_, "the last report"});
    table.add({"--max-delay", "N", "Longer delays, in periods, are outside the window.", &reading_.max_delay,
               "the longest there is"});
    table.begin_group("Methods");
    table.add({"--method",
               "NAME",
               "Asks only this method; may be given again.",
               &methods_,
               "all",
               false,
               {"chain-ladder", "reverse-hazard", "bayesian"}});
    table.add({"--window", "N", "The reverse hazards rest on the last so many periods of reports.", &window_,
               "all"});
    add_draws_option(table, num_draws_, "Draws of each method.");
    table.begin_group("Those who are never named");
    table.add({"--never", "SHARE",
               "Their share of all persons, as a 95 % range such as 0.2-0.5, or a number.", &never_});
    table.add(
        {"--unseen", "FILE",
         "An estimate of all who are on no list now: draws.parquet of byname estimate, or estimate.json of "
         "byname estimate or count.",
         &unseen_});
    add_estimation_output(table, shared, true);
  }

  int run(CommandEnvironment& environment) override {
    const SharedOptions& shared = environment.options;
    const ExecutionContext& context = environment.context;
    const NowcastOptions options = nowcast_options(context);
    set_reading();
    OutputFolder folder(shared.output, shared.force);
    const std::vector<std::string> files = {file_};
    const Input input = read_lists(parse_list_arguments(files), context);
    if (input.lists.size() != 1) throw UsageError("byname nowcast reads one table; FILE means several lists");
    const ReportTable table = read_report_table(input, reading_);
    MethodAnswers answers = nowcast(table.triangle, options, context);
    answers.notes.insert(answers.notes.begin(), table.notes.begin(), table.notes.end());
    context.end_steps();
    const MethodRun run{name(), environment.call, shared.seed, input.files};
    write_method_folder(run, answers, "nowcast.csv", nowcast_report_html(run, table.triangle, answers),
                        folder.path());
    write_unused(input, table, folder.path() + "/rejects.csv");
    folder.commit();
    print_estimation(
        shared, [&] { return method_json(run, answers); },
        [&] { return nowcast_summary(table.triangle, answers, shared.output); });
    return kExitDone;
  }

 private:
  void set_reading() {
    if (is_cumulative_ && is_incremental_)
      throw UsageError("the counts are --cumulative or --incremental, not both");
    if (is_cumulative_) reading_.kind = CountKind::kCumulative;
    if (is_incremental_) reading_.kind = CountKind::kIncremental;
    if (reading_.max_delay < 0) throw UsageError("--max-delay is a number of periods, 1 or more");
    reading_.period = period_named(period_);
    if (!as_of_.empty()) reading_.as_of = day_of("--as-of", as_of_).latest;
    if (!from_.empty()) reading_.from = day_of("--from", from_).earliest;
  }

  DaySpan day_of(const std::string& option, const std::string& text) const {
    const DateReading reading = read_date_phrase(text, {std::nullopt, std::nullopt, reading_.is_month_first});
    const auto* date = std::get_if<UncertainDate>(&reading);
    if (date == nullptr || date->days.earliest == kNoEarliest || date->days.latest == kNoLatest)
      throw UsageError(fmt::format("{} '{}' is no date", option, text));
    return date->days;
  }

  NowcastOptions nowcast_options(const ExecutionContext& context) const {
    NowcastOptions options;
    check_num_draws(num_draws_);
    if (window_ < 0) throw UsageError("--window is a number of periods, 1 or more");
    if (!never_.empty() && !unseen_.empty())
      throw UsageError("--never and --unseen say the same thing twice: leave one out");
    options.methods = methods_;
    options.window = window_;
    options.num_draws = num_draws_;
    options.bayesian.num_draws = (num_draws_ + options.bayesian.num_chains - 1) / options.bayesian.num_chains;
    if (!never_.empty()) options.never = parse_never_share(never_);
    if (!unseen_.empty()) options.never = read_unseen(unseen_, context);
    return options;
  }

  /// rejects.csv as byname count writes it: what could not be read, then what could not be placed.
  static void write_unused(const Input& input, const ReportTable& table, const std::string& path) {
    const std::vector<std::string> header = {"file", "row", "line", "column", "reason", "text"};
    CsvWriter csv(path, header);
    const InputList& list = input.lists.front();
    for (const Reject& reject : input.rejects)
      csv.row(std::vector<std::string>{input.files[reject.file].name, std::to_string(reject.row),
                                       std::to_string(reject.line), reject.column, reject.reason,
                                       reject.text});
    for (const UnusedRow& unused : table.unused)
      csv.row(std::vector<std::string>{
          input.files[list.file[unused.mention]].name, std::to_string(list.row[unused.mention]),
          std::to_string(list.line[unused.mention]), unused.column, unused.reason, ""});
    csv.close();
  }

  std::string file_;
  ReportTableOptions reading_;
  bool is_cumulative_ = false;
  bool is_incremental_ = false;
  std::string period_;
  std::string from_;
  std::string as_of_;
  std::vector<std::string> methods_;
  int window_ = 0;
  int num_draws_ = 4000;
  std::string never_;
  std::string unseen_;
};

}  // namespace

std::unique_ptr<Command> make_nowcast_command() { return std::make_unique<NowcastCommand>(); }

}  // namespace byname
