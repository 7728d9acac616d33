// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/number_format.hpp"
#include "command_registry.hpp"
#include "person_conditions.hpp"
#include "register/person_list.hpp"
#include "register_session.hpp"
#include "view_text.hpp"

namespace byname {

namespace {

class PersonsCommand final : public Command {
 public:
  std::string name() const override { return "persons"; }
  std::string synopsis() const override { return "lists the persons of a register"; }
  std::string usage() const override { return "[--where ROLE=TEXT] [--limit N]"; }
  std::string description() const override {
    return "Lists persons, those mentioned first before others: name and details of the fullest mention, and "
           "how many mentions and sources "
           "name them. "
           "--where keeps those with a mention that has this value, as written or as it is compared; "
           "source=LABEL keeps "
           "those that a source names, verdict=confirmed, checks=1 and publishable=yes those that stand so. "
           "Hidden persons are left out unless --hidden is given.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname persons --where region=Perm", "Lists those of a region, in any spelling."},
            {"byname persons --where verdict=provisional --where checks=1",
             "Lists whom one account has checked."},
            {"byname persons --where source=courts --limit 100000 --csv",
             "All that a source names, for a spreadsheet."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    add_person_conditions(table, where_);
    table.add({"--hidden", "", "Lists hidden persons, too.", &with_hidden_});
    table.add({"--limit", "N", "Shows so many at most.", &limit_});
    add_register_options(table, options_);
    table.begin_group("Output");
    add_json_option(table, shared, "the list");
    table.add({"--csv", "", "Prints CSV with a header.", &is_csv_});
  }

  int run(CommandEnvironment& environment) override {
    const PersonFilter filter = filter_of(where_, with_hidden_);
    const std::unique_ptr<Register> opened = open_register(options_);
    const PersonList list = list_persons(opened->database(), filter, limit_, environment.context);
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const PersonLine& line : list.lines)
      rows.push_back({{"person", line.id},
                      {"name", line.name},
                      {"details", line.details},
                      {"mentions", line.num_mentions},
                      {"sources", line.num_sources},
                      {"verdict", name_of(line.verdict)},
                      {"state", line.is_hidden ? "hidden" : ""}});
    const bool is_json = environment.options.is_json;
    std::cout << listing_text(rows, {"person", "name", "details", "mentions", "sources", "verdict", "state"},
                              is_json   ? ListingForm::kJson
                              : is_csv_ ? ListingForm::kCsv
                                        : ListingForm::kText);
    if (!is_json && !is_csv_)
      std::cout << fmt::format(
          "  {}{}\n", format_counted(static_cast<std::int64_t>(list.num_all), "person", "persons"),
          list.num_all > list.lines.size() ? fmt::format(", {} shown", list.lines.size()) : "");
    return kExitDone;
  }

 private:
  std::vector<std::string> where_;
  bool with_hidden_ = false;
  std::uint64_t limit_ = 50;
  bool is_csv_ = false;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_persons_command() { return std::make_unique<PersonsCommand>(); }

}  // namespace byname
