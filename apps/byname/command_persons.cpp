// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/number_format.hpp"
#include "command_registry.hpp"
#include "event_options.hpp"
#include "knowledge_options.hpp"
#include "person_conditions.hpp"
#include "register/event_count.hpp"
#include "register/person_list.hpp"
#include "register_session.hpp"
#include "view_text.hpp"

namespace byname {

namespace {

class PersonsCommand final : public Command {
 public:
  std::string name() const override { return "persons"; }
  std::string synopsis() const override { return "lists the persons of a register"; }
  std::string usage() const override {
    return "[--where ROLE=TEXT] [--status LINE=STATUS] [--at DATE] [--mentions] [--limit N]";
  }
  std::string description() const override {
    return "Lists persons, those mentioned first before others: name and details of the fullest mention, and "
           "how many mentions and sources "
           "name them. "
           "--where keeps those with a mention that has this value, as written or as it is compared; "
           "source=LABEL keeps "
           "those that a source names, verdict=confirmed, checks=1 and publishable=yes those that stand so. "
           "Hidden persons are left out unless --hidden is given.\n\n"
           "--status keeps those that have this status of a line of the rules, as byname number --status "
           "counts "
           "them: prosecution=imprisoned, border=unclear, fate=\"no event\".";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname persons --where region=Perm", "Lists those of a region, in any spelling."},
            {"byname persons --where verdict=provisional --where checks=1",
             "Lists whom one account has checked."},
            {"byname persons --where source=courts --limit 100000 --csv",
             "All that a source names, for a spreadsheet."},
            {"byname persons --mentions --limit 1000000 --csv",
             "Says of every row of every list which person it names."},
            {"byname persons --status prosecution=unclear --at 2023-12-31",
             "Those of whom it is unclear how their cases stood."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    add_person_conditions(table, where_);
    table.add({"--status", "LINE=STATUS", "Keeps persons with this status.", &status_});
    add_event_options(table, events_);
    table.add({"--hidden", "", "Lists hidden persons, too.", &with_hidden_});
    table.add({"--mentions", "", "Lists each of their mentions: the person of every row of a list.",
               &has_mentions_});
    table.add({"--limit", "N", "Shows so many persons at most.", &limit_});
    add_knowledge_option(table, as_of_);
    add_register_options(table, options_);
    table.begin_group("Output");
    add_json_option(table, shared, "the list");
    table.add({"--csv", "", "Prints CSV with a header.", &is_csv_});
  }

  int run(CommandEnvironment& environment) override {
    PersonFilter filter = filter_of(where_, with_hidden_);
    const std::unique_ptr<Register> opened = open_register(options_);
    const Knowledge knowledge(*opened, as_of_);
    const std::map<std::string, std::string> statuses = statuses_of(opened->database(), filter);
    if (has_mentions_) {
      print_mentions(opened->database(), filter, environment);
      return kExitDone;
    }
    const PersonList list = list_persons(opened->database(), filter, limit_, environment.context);
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    std::vector<std::string> columns = {"person",  "name",    "details", "mentions",
                                        "sources", "verdict", "state"};
    if (!status_.empty()) columns.emplace_back("status");
    for (const PersonLine& line : list.lines) {
      rows.push_back({{"person", line.id},
                      {"name", line.name},
                      {"details", line.details},
                      {"mentions", line.num_mentions},
                      {"sources", line.num_sources},
                      {"verdict", name_of(line.verdict)},
                      {"state", line.is_hidden ? "hidden" : ""}});
      if (!status_.empty()) rows.back()["status"] = statuses.at(line.id);
    }
    const bool is_json = environment.options.is_json;
    std::cout << listing_text(rows, columns, listing_form(is_json, is_csv_));
    if (!is_json && !is_csv_)
      std::cout << fmt::format(
          "  {}{}\n", format_counted(static_cast<std::int64_t>(list.num_all), "person", "persons"),
          list.num_all > list.lines.size() ? fmt::format(", {} shown", list.lines.size()) : "");
    return kExitDone;
  }

 private:
  void print_mentions(Database& database, const PersonFilter& filter,
                      const CommandEnvironment& environment) const {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const PersonMentionLine& line : list_person_mentions(database, filter, limit_, environment.context))
      rows.push_back({{"person", line.person},
                      {"mention", line.mention},
                      {"name", line.name},
                      {"details", line.details}});
    std::cout << listing_text(rows, {"person", "mention", "name", "details"},
                              listing_form(environment.options.is_json, is_csv_));
  }

  // Keeps in the filter who has the status that is asked for; what it is, or may be, by person.
  std::map<std::string, std::string> statuses_of(Database& database, PersonFilter& filter) const {
    std::map<std::string, std::string> statuses;
    if (status_.empty()) return statuses;
    const std::size_t equals = status_.find('=');
    if (equals == std::string::npos || equals + 1 == status_.size())
      throw UsageError("--status wants LINE=STATUS, such as prosecution=imprisoned.");
    const StatusTable table = statuses_asked(database, events_);
    const StatusLine line = line_asked(table, status_.substr(0, equals), events_);
    filter.ids.emplace();
    for (const PersonStatus& person : persons_with_status(database, line, status_.substr(equals + 1))) {
      filter.ids->insert(person.person);
      statuses[person.person] =
          person.status.candidates.empty()
              ? person.status.text
              : fmt::format("{}: {}", person.status.text, fmt::join(person.status.candidates, " or "));
    }
    return statuses;
  }

  std::vector<std::string> where_;
  std::string status_;
  EventOptions events_;
  std::string as_of_;
  bool with_hidden_ = false;
  bool has_mentions_ = false;
  std::uint64_t limit_ = 50;
  bool is_csv_ = false;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_persons_command() { return std::make_unique<PersonsCommand>(); }

}  // namespace byname
