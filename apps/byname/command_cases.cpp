// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/number_format.hpp"
#include "command_registry.hpp"
#include "event_options.hpp"
#include "knowledge_options.hpp"
#include "register/event_count.hpp"
#include "register_session.hpp"
#include "view_text.hpp"

namespace byname {

namespace {

class CasesCommand final : public Command {
 public:
  std::string name() const override { return "cases"; }
  std::string synopsis() const override { return "lists the cases of a register with their stages"; }
  std::string usage() const override { return "[--at DATE] [--status LINE] [--limit N]"; }
  std::string description() const override {
    return "Lists the cases that have a number: court and number as first written, the persons, how the case "
           "stands, and its stages in the order of time. Numbers are equal if no more than case, blanks and "
           "hyphens differ, and so are courts; what is written otherwise is another case. A stage that may "
           "be "
           "after DATE has a question mark. Cases that stand differently for several persons have all their "
           "statuses. "
           "Hidden persons are left out unless --hidden is given.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname cases --at 2023-12-31", "How the cases stood at the end of a year."},
            {"byname cases --limit 100000 --csv", "All cases, for a spreadsheet."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"--status", "LINE", "The line of statuses, as the rules name it.", &line_});
    add_event_options(table, events_);
    table.add({"--hidden", "", "Lists hidden persons and what is said of them, too.", &with_hidden_});
    table.add({"--limit", "N", "Shows so many at most.", &limit_});
    add_knowledge_option(table, as_of_);
    add_register_options(table, options_);
    table.begin_group("Output");
    add_json_option(table, shared, "the list");
    table.add({"--csv", "", "Prints CSV with a header.", &is_csv_});
  }

  int run(CommandEnvironment& environment) override {
    const std::unique_ptr<Register> opened = open_register(options_);
    const Knowledge knowledge(*opened, as_of_);
    const StatusTable table = statuses_asked(opened->database(), events_);
    const CaseList list = list_cases(opened->database(), line_asked(table, line_, events_), with_hidden_);
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const CaseLine& line : list.lines) {
      if (rows.size() >= limit_) break;
      rows.push_back({{"case", line.case_number},
                      {"court", line.court},
                      {"status", line.status.text},
                      {"may_be", fmt::format("{}", fmt::join(line.status.candidates, " or "))},
                      {"persons", fmt::format("{}", fmt::join(line.persons, " "))},
                      {"stages", fmt::format("{}", fmt::join(line.stages, "; "))}});
    }
    const bool is_json = environment.options.is_json;
    std::cout << listing_text(rows, {"case", "court", "status", "may_be", "persons", "stages"},
                              listing_form(is_json, is_csv_));
    if (!is_json && !is_csv_) std::cout << footer(list, rows.size());
    return kExitDone;
  }

 private:
  static std::string footer(const CaseList& list, std::size_t num_shown) {
    std::string text = "  " + format_counted(static_cast<std::int64_t>(list.lines.size()), "case", "cases");
    if (list.lines.size() > num_shown) text += fmt::format(", {} shown", num_shown);
    if (list.num_caseless_events > 0)
      text += "; " + format_counted(list.num_caseless_events, "event has", "events have") + " no case number";
    if (list.num_hidden > 0)
      text += "; " + format_counted(list.num_hidden, "hidden person", "hidden persons") + " left out";
    return text + "\n";
  }

  std::string line_ = "prosecution";
  EventOptions events_;
  std::string as_of_;
  bool with_hidden_ = false;
  std::uint64_t limit_ = 50;
  bool is_csv_ = false;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_cases_command() { return std::make_unique<CasesCommand>(); }

}  // namespace byname
