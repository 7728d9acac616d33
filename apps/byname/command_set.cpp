// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "change_command.hpp"
#include "command_registry.hpp"
#include "register/judging.hpp"
#include "register/printable_text.hpp"

namespace byname {

namespace {

class SetCommand final : public ChangeCommand {
 public:
  std::string name() const override { return "set"; }
  std::string synopsis() const override { return "says a value of a person of a register"; }
  std::string usage() const override { return "PERSON PROPERTY VALUE [--item ITEM]"; }
  std::string description() const override {
    return "Writes down that a property of a person has a value, or with --denies that it has not. What "
           "lists and documents say stays beside it; byname show names both. The value stays with the "
           "mention of ITEM, or else with the person's first mention, wherever that goes.\n\nProperties are "
           "the roles of byname columns: name, given, family, birth_date, birth_year, death_date, region and "
           "so on.";
  }
  std::vector<CommandExample> examples() const override {
    return {
        {"byname set 7K3QXM4T-9 birth_year 1985 --item 7f3a --why \"gravestone\"", "Corrects a birth year."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"PERSON", "PERSON", "An id, which may be shortened while unique, or a mention of the person.",
               &value_.person, "", true});
    table.add({"PROPERTY", "PROPERTY", "What is said of it.", &value_.property, "", true});
    table.add({"VALUE", "VALUE", "The value.", &value_.value, "", true});
    table.add({"--item", "ITEM", "The document that says so.", &value_.item, "-"});
    table.add({"--denies", "", "Says that the value is wrong.", &value_.denies});
    add_common_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const std::unique_ptr<Register> opened = open_register(options_);
    const Change change = set_value(*opened, value_, asked_);
    const std::string text = fmt::format("  {} {} {}\n", value_.property, value_.denies ? "is not" : "is",
                                         printable_text(value_.value));
    print(environment, change, true, text, "",
          {{"property", value_.property}, {"value", value_.value}, {"denies", value_.denies}});
    return kExitDone;
  }

 private:
  ValueAsked value_;
};

}  // namespace

std::unique_ptr<Command> make_set_command() { return std::make_unique<SetCommand>(); }

}  // namespace byname
