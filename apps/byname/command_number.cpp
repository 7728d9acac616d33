// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/json_document.hpp"
#include "base/number_format.hpp"
#include "command_registry.hpp"
#include "event_options.hpp"
#include "knowledge_options.hpp"
#include "names/role.hpp"
#include "register/event_count.hpp"
#include "register/linkage_draws.hpp"
#include "register/person_list.hpp"
#include "register/printable_text.hpp"
#include "register_session.hpp"
#include "view_text.hpp"

namespace byname {

namespace {

class NumberCommand final : public Command {
 public:
  std::string name() const override { return "number"; }
  std::string synopsis() const override { return "says how many persons a register holds"; }
  std::string usage() const override {
    return "[--unit persons|mentions|cases|person-case] [--status LINE] [--at DATE] [--by ROLE]";
  }
  std::string description() const override {
    return "Counts the persons that are held today, hidden ones too. Mentions that name nobody are counted "
           "apart: they are "
           "no persons yet. --by divides the number by a property, such as region; of several values of a "
           "person the one "
           "that most of its mentions have counts. By source, a person counts in each source that names "
           "it.\n\n"
           "--status divides by the status of a line of the rules: fate, prosecution, border; or by a rule "
           "over "
           "a span of days: left is who was abroad on at least 183 of the last 365. A status is that of "
           "the "
           "last event by the end of --at. Where the days of events with different statuses overlap it is "
           "unclear; byname persons --status LINE=unclear lists them. Of a person in several cases that "
           "stand "
           "differently all statuses are said. A case is what has a number; person-case counts each person "
           "once for each of its cases. --by event counts in how many something has happened by DATE, "
           "whatever "
           "came after; --by event and court do not add up, as source.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname number", "The number."},
            {"byname number --by region", "The same by region."},
            {"byname number --status prosecution --at 2023-12-31",
             "How many were charged, sentenced, imprisoned at the end of a year."},
            {"byname number --unit person-case --by event --at 2023-12-31",
             "How many prosecutions came to a charge, a sentence, a prison term."},
            {"byname number --status border --at 2023-12-31 --rules strict.toml",
             "How many had left, by other rules."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"--unit",
               "UNIT",
               "What is counted.",
               &unit_,
               "",
               false,
               {"persons", "mentions", "cases", "person-case"}});
    table.add({"--status", "LINE", "Divides by the status of a line of the rules.", &line_});
    add_event_options(table, events_);
    table.add({"--by", "ROLE", "Divides by a role of byname columns, or by source, verdict, court or event.",
               &by_});
    table.add({"--draws", "N",
               "Says between what and what the number of persons lies, by so many draws of who is one person "
               "(an even number), as byname count does.",
               &num_draws_});
    add_knowledge_option(table, as_of_);
    add_register_options(table, options_);
    table.begin_group("Output");
    add_json_option(table, shared, "the number");
    table.add({"--csv", "", "Prints the parts as CSV with a header.", &is_csv_});
  }

  int run(CommandEnvironment& environment) override {
    if (!by_.empty() && by_ != "source" && by_ != "verdict" && by_ != "court" && by_ != "event" &&
        !role_from_name(by_))
      throw UsageError(fmt::format("--by names no role that there is: {}. See docs/roles.md", by_));
    const bool asks_of_events =
        !line_.empty() || !events_.at.empty() || !events_.rules.empty() || by_ == "court" || by_ == "event";
    if (unit_ == "mentions" && asks_of_events)
      throw UsageError("mentions have no statuses. Count persons, cases or person-case.");
    const std::unique_ptr<Register> opened = open_register(options_);
    const Knowledge knowledge(*opened, as_of_);
    if (asks_of_events || unit_ == "cases" || unit_ == "person-case") {
      print_by_status(opened->database(), environment.options.is_json);
      return kExitDone;
    }
    const RegisterCount count = count_register(
        opened->database(), unit_ == "persons" ? CountUnit::kPersons : CountUnit::kMentions, by_);
    std::optional<DrawnNumber> drawn;
    if (num_draws_ > 0) {
      if (unit_ != "persons") throw UsageError("--draws are of the number of persons.");
      if (is_csv_) throw UsageError("--csv prints parts, which --draws says nothing of. Give one of them.");
      if (num_draws_ < 2 || num_draws_ > 10000)
        throw UsageError(fmt::format("--draws is {}; 2 to 10,000 can be made.", num_draws_));
      drawn =
          number_over_draws(opened->database(), static_cast<std::size_t>(num_draws_), environment.context);
    }
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const CountLine& part : count.parts) rows.push_back({{by_, part.value}, {unit_, part.number}});
    if (environment.options.is_json) {
      nlohmann::ordered_json json = {
          {unit_, count.number}, {"unnamed_mentions", count.num_unnamed}, {"hidden", count.num_hidden}};
      if (drawn)
        json["by_linkage"] = {{"low", drawn->low},
                              {"median", drawn->median},
                              {"high", drawn->high},
                              {"unsure", doubts_of(*drawn)}};
      if (!by_.empty()) json["by_" + by_] = rows;
      std::cout << json_document(json);
    } else if (is_csv_) {
      std::cout << listing_text(rows, {by_.empty() ? "part" : by_, unit_}, ListingForm::kCsv);
    } else {
      std::cout << text_of(count) << (drawn ? drawn_text(*drawn) : "");
    }
    return kExitDone;
  }

 private:
  void print_by_status(Database& database, bool is_json) const {
    const StatusTable table = statuses_asked(database, events_);
    EventCountAsked asked;
    asked.unit = unit_ == "cases"         ? CountUnit::kCases
                 : unit_ == "person-case" ? CountUnit::kPersonCases
                                          : CountUnit::kPersons;
    asked.line = line_asked(table, line_, events_);
    asked.by = by_;
    const EventCount count = count_by_status(database, asked);
    const std::string unit = unit_ == "person-case" ? "person_cases" : unit_;
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const EventCountLine& part : count.parts) {
      nlohmann::ordered_json row = {{"status", part.status}};
      if (!by_.empty()) row[by_] = part.value;
      row[unit] = part.number;
      rows.push_back(std::move(row));
    }
    if (is_json) {
      nlohmann::ordered_json json = {{unit, count.number}};
      if (!line_.empty()) json["line"] = line_;
      if (!events_.at.empty()) json["at"] = events_.at;
      if (unit_ == "persons") json["hidden"] = count.num_hidden;
      json["events_of_no_person"] = count.num_unlinked;
      json["parts"] = rows;
      std::cout << json_document(json);
    } else if (is_csv_) {
      std::vector<std::string> columns = {"status"};
      if (!by_.empty()) columns.push_back(by_);
      columns.push_back(unit);
      std::cout << listing_text(rows, columns, ListingForm::kCsv);
    } else {
      std::cout << status_text(count);
    }
  }

  static std::vector<std::string> doubts_of(const DrawnNumber& drawn) {
    std::vector<std::string> texts;
    for (const Doubt& doubt : drawn.doubts) texts.push_back(doubt.text);
    return texts;
  }

  static std::string drawn_text(const DrawnNumber& drawn) {
    std::string text =
        fmt::format("  {} (95 %: {} to {}) by draws of who is one person\n", format_count(drawn.median),
                    format_count(drawn.low), format_count(drawn.high));
    for (const Doubt& doubt : drawn.doubts) text += fmt::format("  unsure: {}\n", doubt.text);
    return text;
  }

  std::string status_text(const EventCount& count) const {
    std::string text =
        "  " + (unit_ == "persons" ? format_counted(count.number, "person", "persons")
                : unit_ == "cases" ? format_counted(count.number, "case", "cases")
                                   : format_counted(count.number, "person-case", "person-cases"));
    if (count.num_hidden > 0) text += fmt::format(", {} of them hidden", format_count(count.num_hidden));
    if (count.num_unlinked > 0)
      text += "; " + format_counted(count.num_unlinked, "event is", "events are") +
              " of mentions that name nobody";
    text += "\n";
    for (const EventCountLine& part : count.parts) {
      text += fmt::format("  {:>11}  {}", format_count(part.number), printable_text(part.status));
      const bool is_nothing = by_ == "event" && part.value.empty();
      if (!by_.empty() && !is_nothing)
        text += "  " + (part.value.empty() ? "not known" : printable_text(part.value));
      text += "\n";
    }
    return text;
  }

  std::string text_of(const RegisterCount& count) const {
    std::string text = "  " + (unit_ == "persons" ? format_counted(count.number, "person", "persons")
                                                  : format_counted(count.number, "mention", "mentions"));
    if (count.num_hidden > 0) text += fmt::format(", {} of them hidden", format_count(count.num_hidden));
    if (count.num_unnamed > 0)
      text += fmt::format(fmt::runtime(unit_ == "persons" ? "; {} nobody" : ", of which {} nobody"),
                          unit_ == "persons"
                              ? format_counted(count.num_unnamed, "more mention names", "more mentions name")
                              : format_counted(count.num_unnamed, "names", "name"));
    text += "\n";
    for (const CountLine& part : count.parts)
      text += fmt::format("  {:>11}  {}\n", format_count(part.number),
                          part.value.empty() ? "not known" : printable_text(part.value));
    return text;
  }

  std::string unit_ = "persons";
  std::string by_;
  std::string as_of_;
  std::uint64_t num_draws_ = 0;
  std::string line_;
  EventOptions events_;
  bool is_csv_ = false;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_number_command() { return std::make_unique<NumberCommand>(); }

}  // namespace byname
