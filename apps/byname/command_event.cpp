// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <memory>
#include <nlohmann/json.hpp>

#include "change_command.hpp"
#include "command_registry.hpp"
#include "register/add_event.hpp"
#include "register/printable_text.hpp"
#include "rules/status_table.hpp"

namespace byname {

namespace {

class EventCommand final : public ChangeCommand {
 public:
  std::string name() const override { return "event"; }
  std::string synopsis() const override { return "says what happened to a person of a register, and when"; }
  std::string usage() const override {
    return "PERSON TYPE [--date DATE] [--case NUMBER] [--court COURT] [--place PLACE] [--item ITEM]";
  }
  std::string description() const override {
    return fmt::format(
        "Writes down an event. It stays with the mention of ITEM, or else with the person's first mention, "
        "wherever that goes. Which status events give is said by the rules; byname number --status counts "
        "by it.\n\nTypes are: {}. Their words in English, Russian and Ukrainian are read, too (sentenced, "
        "приговор, вирок).\n\nDATE is a day, month or year, a span, or words, as byname date reads them. "
        "Without it the event may have been at any time. Events with one court and case number are one "
        "case.\n\nA list whose rows are events is added with byname add: its columns have the roles event, "
        "event_date, case and court.",
        fmt::join(kEventTypes, ", "));
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname event 7K3QXM4T-9 sentence --date 2023-05-12 --court \"Lesnoi district court\" --case "
             "1-23/2023 --item 7f3a",
             "Says that somebody was sentenced."},
            {"byname event courts:88 border_exit --date \"spring 2022\" --why \"told by a friend\"",
             "Says that somebody left."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"PERSON", "PERSON", "An id, which may be shortened while unique, or a mention of the person.",
               &event_.person, "", true});
    table.add({"TYPE", "TYPE", "What happened.", &event_.type, "", true});
    table.add({"--date", "DATE", "When.", &event_.date, "not known"});
    table.add({"--case", "NUMBER", "The number of the case.", &event_.case_number, "of no case"});
    table.add({"--court", "COURT", "The court, as written.", &event_.court, "-"});
    table.add({"--place", "PLACE", "Where.", &event_.place, "-"});
    table.add({"--item", "ITEM", "The document that says so.", &event_.item, "-"});
    add_common_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const std::unique_ptr<Register> opened = open_register(options_);
    const EnteredEvent entered = add_event(*opened, event_, asked_);
    const EventBody& event = entered.event;
    std::string text = "  " + event.type;
    if (!event.edtf.empty()) text += " " + event.edtf;
    if (!event.case_id.empty()) text += ", case " + printable_text(event.case_id);
    print(environment, entered.change, true, text + "\n", "",
          {{"event", event.type}, {"date", event.edtf}, {"case", event.case_id}});
    return kExitDone;
  }

 private:
  EventAsked event_;
};

}  // namespace

std::unique_ptr<Command> make_event_command() { return std::make_unique<EventCommand>(); }

}  // namespace byname
