// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "base/error.hpp"
#include "command_registry.hpp"
#include "estimate/table_columns.hpp"
#include "estimation_options.hpp"
#include "excess/excess.hpp"
#include "publish/excess_report.hpp"
#include "table/output_folder.hpp"

namespace byname {

namespace {

constexpr int kMaxYears = 1000;

class ExcessCommand final : public Command {
 public:
  std::string name() const override { return "excess"; }
  std::string synopsis() const override {
    return "says how many more men died than the women's deaths let expect";
  }
  std::string usage() const override { return "FILE --base-years FROM-TO --years YEARS -o FOLDER"; }
  std::string description() const override {
    return "Reads deaths by year, age and sex. At each age the ratio of men's to women's deaths in the base "
           "years "
           "is carried on; the men's deaths beyond it are the excess. Other base years, trends and ages are "
           "computed "
           "beside it: their spread is part of the answer.\n\n"
           "FILE has the columns year, age, sex and deaths, or year, age, male and female. Ages are 15-19, "
           "85+ or "
           "single years.\n\n"
           "With --coverage, FILE is a register that holds only a part of the deaths, such as probate cases: "
           "a named "
           "list that was linked to it says at each age which share it holds, and the excess is divided by "
           "that "
           "share. docs/excess.md has the methods and what they rest on.\n\n"
           "The folder holds estimate.json, excess.csv (every number of every variant), draws.parquet and "
           "report.html.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname excess deaths.csv --base-years 2015-2019 --years 2022-2023 -o out",
             "Men of 15 to 49, against the five years to 2019."},
            {"byname excess deaths.csv --base-years 2015-2019 --years 2022 --subtract hiv.csv -o out",
             "Leaves the deaths of one cause out of both sexes in all years."},
            {"byname excess probate.csv --base-years 2017-2021 --years 2022 --coverage linked.csv -o out",
             "Scales the excess of a register by how much of a named list is in it."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Input");
    table.add({"FILE", "FILE", "The deaths, of any format that byname reads.", &file_, "", true});
    table.add({"--year", "COLUMN", "The year of the deaths.", &reading_.year, "found by its name"});
    table.add({"--age", "COLUMN", "The age.", &reading_.age, "found by its name"});
    table.add({"--sex", "COLUMN", "The sex.", &reading_.sex, "found by its name"});
    table.add({"--deaths", "COLUMN", "The number of deaths.", &reading_.deaths, "found by its name"});
    table.add({"--male", "COLUMN", "The men's deaths, where the sexes stand side by side.", &reading_.male,
               "found by its name"});
    table.add({"--female", "COLUMN", "The women's deaths, likewise.", &reading_.female, "found by its name"});
    table.add({"--where", "COLUMN=VALUE", "Takes only such rows; may be given again.", &reading_.where});
    table.add({"--sum", "", "Adds several rows of one year, age and sex. Without it they are an error.",
               &reading_.adds_rows});
    table.begin_group("Question");
    table.add(
        {"--base-years", "FROM-TO", "The years before, whose ratio is carried on.", &base_years_, "", true});
    table.add({"--years", "YEARS", "The years whose excess is asked for: 2022, 2022-2023 or 2022,2024.",
               &years_, "", true});
    table.add({"--ages", "FROM-TO", "The ages that count.", &ages_});
    table.add(
        {"--age-width", "N", "Puts single years of age together in groups of so many.", &reading_.age_width});
    table.add(
        {"--subtract", "FILE",
         "Deaths of a cause that is to be left out, in a table like FILE (columns found by their names).",
         &subtract_});
    table.add(
        {"--coverage", "FILE",
         "Persons of a named list by age, and how many of them FILE holds: columns age, named, matched.",
         &coverage_});
    add_draws_option(table, num_draws_, "Draws of each variant.");
    add_estimation_output(table, shared, true);
  }

  int run(CommandEnvironment& environment) override {
    const SharedOptions& shared = environment.options;
    const ExecutionContext& context = environment.context;
    ExcessOptions options = excess_options();
    OutputFolder folder(shared.output, shared.force);
    MethodRun run{name(), environment.call, shared.seed, {}};
    std::vector<std::string> notes;
    const DeathsTable deaths = read_deaths(file_, reading_, run, notes, context);
    if (!subtract_.empty()) {
      DeathsTableOptions plain;
      plain.age_width = reading_.age_width;
      plain.adds_rows = reading_.adds_rows;
      options.subtract = read_deaths(subtract_, plain, run, notes, context);
    }
    if (!coverage_.empty()) {
      const Input input = read_number_table(coverage_, context);
      run.inputs.push_back(input.files.front());
      options.coverage = read_register_coverage(input, reading_.age_width, notes);
    }
    MethodAnswers answers = estimate_excess(deaths, options, context);
    answers.notes.insert(answers.notes.begin(), notes.begin(), notes.end());
    context.end_steps();
    write_method_folder(run, answers, "excess.csv", excess_report_html(run, options, answers), folder.path());
    folder.commit();
    print_estimation(
        shared, [&] { return method_json(run, answers); },
        [&] { return excess_summary(answers, shared.output); });
    return kExitDone;
  }

 private:
  static DeathsTable read_deaths(const std::string& path, const DeathsTableOptions& reading, MethodRun& run,
                                 std::vector<std::string>& notes, const ExecutionContext& context) {
    const Input input = read_number_table(path, context);
    run.inputs.push_back(input.files.front());
    return read_deaths_table(input, reading, notes);
  }

  static int number_of(const std::string& option, std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
      throw UsageError(fmt::format("{}: '{}' is no whole number", option, text));
    return number;
  }

  /// "15-49" or "15".
  static std::pair<int, int> range_of(const std::string& option, std::string_view text) {
    const std::size_t dash = text.find('-', 1);
    const int first = number_of(option, text.substr(0, dash));
    const int last = dash == std::string_view::npos ? first : number_of(option, text.substr(dash + 1));
    if (last < first || last - first > kMaxYears)
      throw UsageError(fmt::format("{} {}: the range is empty or too long", option, text));
    return {first, last};
  }

  std::vector<int> years() const {
    std::set<int> years;
    std::string_view rest = years_;
    for (;;) {
      const std::size_t comma = rest.find(',');
      const auto [first, last] = range_of("--years", rest.substr(0, comma));
      for (int year = first; year <= last; ++year) years.insert(year);
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
    return {years.begin(), years.end()};
  }

  ExcessOptions excess_options() const {
    ExcessOptions options;
    std::tie(options.first_base, options.last_base) = range_of("--base-years", base_years_);
    options.years = years();
    if (options.years.front() <= options.last_base)
      throw UsageError(fmt::format("--years {}: a year is not after the base years {}", years_, base_years_));
    std::tie(options.ages.first, options.ages.last) = range_of("--ages", ages_);
    if (reading_.age_width < 1 || reading_.age_width > 130)
      throw UsageError(fmt::format("--age-width is from 1 to 130, not {}", reading_.age_width));
    check_num_draws(num_draws_);
    options.num_draws = num_draws_;
    return options;
  }

  std::string file_;
  DeathsTableOptions reading_;
  std::string base_years_;
  std::string years_;
  std::string ages_ = "15-49";
  std::string subtract_;
  std::string coverage_;
  int num_draws_ = 4000;
};

}  // namespace

std::unique_ptr<Command> make_excess_command() { return std::make_unique<ExcessCommand>(); }

}  // namespace byname
