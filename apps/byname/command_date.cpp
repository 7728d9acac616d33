// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/json_document.hpp"
#include "base/number_format.hpp"
#include "command_registry.hpp"
#include "names/date_column.hpp"
#include "names/date_phrase.hpp"
#include "table/input.hpp"
#include "table/output_file.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

std::string reading_text(const std::string& text, const DateReading& reading) {
  if (const auto* refusal = std::get_if<DateRefusal>(&reading))
    return fmt::format("  {}\n    refused   {}: {}\n", text, refusal_name(refusal->kind), refusal->text);
  const UncertainDate& date = std::get<UncertainDate>(reading);
  const auto day_or_open = [](std::int64_t day) {
    const std::string written = day_text(day);
    return written.empty() ? std::string("open") : written;
  };
  return fmt::format("  {}\n    edtf      {}\n    earliest  {}\n    latest    {}\n    meaning   {}\n", text,
                     write_edtf(date.edtf), day_or_open(date.days.earliest), day_or_open(date.days.latest),
                     describe(date));
}

Json reading_json(const std::string& text, const DateReading& reading) {
  Json json{{"text", text}};
  if (const auto* refusal = std::get_if<DateRefusal>(&reading)) {
    json["refused"] = refusal_name(refusal->kind);
    json["reason"] = refusal->text;
    return json;
  }
  const UncertainDate& date = std::get<UncertainDate>(reading);
  const auto day_or_null = [](std::int64_t day) {
    const std::string written = day_text(day);
    return written.empty() ? Json(nullptr) : Json(written);
  };
  json["edtf"] = write_edtf(date.edtf);
  json["earliest"] = day_or_null(date.days.earliest);
  json["latest"] = day_or_null(date.days.latest);
  json["approximate"] = (date.doubt & kApproximate) != 0;
  json["uncertain"] = (date.doubt & kUncertain) != 0;
  json["meaning"] = describe(date);
  return json;
}

class DateCommand final : public Command {
 public:
  std::string name() const override { return "date"; }
  std::string synopsis() const override { return "shows how dates in words or numbers are read"; }
  std::string usage() const override { return "TEXT... | --file FILE --column NAME -o OUT.csv"; }
  std::string description() const override {
    return "Reads dates as people write them, in Russian, Ukrainian and English, in words, numbers or EDTF "
           "(ISO "
           "8601-2), and says the first and last day that each may be. What cannot be read without guessing "
           "is "
           "refused with the reason: a day without a year, 31 February, 03.22.\n\n"
           "An age (34 years) gives the days of birth, from the day of --reference.\n\n"
           "With --file: writes the rows of a list with the columns edtf, earliest, latest and reason (why a "
           "text "
           "was refused) behind its own. docs/dates.md has all rules.";
  }
  std::vector<CommandExample> examples() const override {
    return {
        {"byname date 'в начале марта 2022'", "Shows the ten days that this may be."},
        {"byname date '28 декабря' --reference 2023-01-10",
         "The latest 28 December that is not after the day it was said."},
        {"byname date '34 года' --reference 2022-05-03", "The days of birth of one that old on that day."},
        {"byname date --file list.csv --column 'Дата гибели' -o dated.csv", "Reads a column of a list."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Input");
    table.add({"TEXT", "TEXT", "Dates, each as one argument.", &texts_});
    table.add({"--file", "FILE", "A list, of any format that byname reads, instead of TEXT.", &file_});
    table.add({"--column", "NAME", "With --file: the column that holds the dates.", &column_});
    table.begin_group("Reading");
    table.add({"--year", "YEAR", "The year of dates that say none.", &year_, "-"});
    table.add({"--reference", "DATE",
               "The day of the text: dates without a year are the latest not after it; yesterday and ages "
               "count from "
               "it.",
               &reference_});
    table.add({"--month-first", "", "Takes 03/04/1990 for the 4th of March. Else it is the 3rd of April.",
               &is_month_first_});
    table.begin_group("Output");
    table.add(
        {"-o,--output", "FILE", "With --file: where the list with the dates goes, as CSV.", &shared.output});
    table.add({"-f,--force", "", "Replace what is at -o.", &shared.force});
    add_json_option(table, shared, "the result");
    add_quiet_option(table, shared);
    table.begin_group("Machine");
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    if (texts_.empty() == file_.empty()) throw UsageError("give dates as arguments, or a list with --file");
    const DateReference reference = read_reference();
    return file_.empty() ? show(environment, reference) : read_file(environment, reference);
  }

 private:
  DateReference read_reference() const {
    DateReference reference;
    reference.is_month_first = is_month_first_;
    if (year_ != 0) {
      if (year_ < kFirstPhraseYear || year_ > kLastPhraseYear)
        throw UsageError(
            fmt::format("--year {} is not in {} to {}", year_, kFirstPhraseYear, kLastPhraseYear));
      reference.year = year_;
    }
    if (reference_.empty()) return reference;
    const DateReading reading = read_date_phrase(reference_, {std::nullopt, std::nullopt, is_month_first_});
    if (const auto* refusal = std::get_if<DateRefusal>(&reading))
      throw UsageError(fmt::format("--reference '{}' cannot be read: {}", reference_, refusal->text));
    reference.day = std::get<UncertainDate>(reading).days;
    if (reference.day->earliest == kNoEarliest || reference.day->latest == kNoLatest)
      throw UsageError(fmt::format("--reference '{}' has an open end; give a day", reference_));
    return reference;
  }

  int show(const CommandEnvironment& environment, const DateReference& reference) const {
    if (!column_.empty() || !environment.options.output.empty())
      throw UsageError("--column and -o are for --file; dates given as arguments are printed");
    Json json = Json::array();
    for (const std::string& text : texts_) {
      const DateReading reading = read_date_phrase(text, reference);
      if (environment.options.is_json) {
        json.push_back(reading_json(text, reading));
      } else {
        std::cout << reading_text(text, reading);
      }
    }
    if (environment.options.is_json) std::cout << json_document(json);
    return kExitDone;
  }

  int read_file(CommandEnvironment& environment, const DateReference& reference) const {
    const SharedOptions& shared = environment.options;
    if (column_.empty()) throw UsageError("say which column of the list holds the dates: --column NAME");
    if (shared.output.empty()) throw UsageError("say where the list with the dates goes: -o OUT.csv");
    const OutputFile output(shared.output, shared.force);
    const std::vector<std::string> file = {file_};
    const Input input = read_lists(parse_list_arguments(file), environment.context);
    const InputList& list = input.lists.front();
    check_date_column(list, column_);
    environment.context.begin_step("reading dates", 0);
    DateColumnCounts counts;
    output.write_by([&](const std::string& path) {
      counts = write_dated_list(list, column_, reference, path, environment.context);
    });
    environment.context.end_steps();
    report(shared, counts, input);
    return input.rejects.empty() ? kExitDone : kExitRejects;
  }

  static void report(const SharedOptions& shared, const DateColumnCounts& counts, const Input& input) {
    const std::uint64_t num_rejected = input.rejects.size();
    if (shared.is_json) {
      const Json json{{"read", counts.num_read},
                      {"refused", counts.num_refused},
                      {"empty", counts.num_empty},
                      {"rejected_rows", num_rejected},
                      {"output", shared.output}};
      std::cout << json_document(json);
    } else if (!shared.is_quiet) {
      std::cout << fmt::format("  {} dates read, {} refused, {} empty: {}\n",
                               format_count(static_cast<std::int64_t>(counts.num_read)),
                               format_count(static_cast<std::int64_t>(counts.num_refused)),
                               format_count(static_cast<std::int64_t>(counts.num_empty)), shared.output);
    }
    if (num_rejected == 0) return;
    const Reject& first = input.rejects.front();
    std::cerr << fmt::format("byname: {} of the list could not be read; the first is row {} in line {}: {}\n",
                             format_counted(static_cast<std::int64_t>(num_rejected), "row", "rows"),
                             first.row, first.line, first.reason);
  }

  std::vector<std::string> texts_;
  std::string file_;
  std::string column_;
  int year_ = 0;
  std::string reference_;
  bool is_month_first_ = false;
};

}  // namespace

std::unique_ptr<Command> make_date_command() { return std::make_unique<DateCommand>(); }

}  // namespace byname
