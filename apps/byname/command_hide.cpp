// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "change_command.hpp"
#include "command_registry.hpp"
#include "register/judging.hpp"

namespace byname {

namespace {

class HideCommand final : public ChangeCommand {
 public:
  std::string name() const override { return "hide"; }
  std::string synopsis() const override { return "keeps persons of a register out of listings at once"; }
  std::string usage() const override { return "PERSON... | - | @FILE"; }
  std::string description() const override {
    return "For the moment when somebody must not be seen before anybody has looked at why. Hidden persons "
           "count; they are not listed or found unless that is asked for. byname todo names them until the "
           "hiding is undone or decided.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname hide 7K3QXM4T-9 --why \"family asked, call them\"", "Hides a person."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"PERSON", "PERSON", "Ids, which may be shortened while unique, or mentions of the persons.",
               &persons_, "", true});
    add_common_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    std::vector<std::string> persons;
    for (const std::vector<std::string>& line : argument_lines(persons_))
      persons.insert(persons.end(), line.begin(), line.end());
    const std::unique_ptr<Register> opened = open_register(options_);
    const Change change = hide_persons(*opened, persons, asked_);
    const std::string text = fmt::format(
        "  {} hidden\n", persons.size() == 1 ? "1 person is" : fmt::format("{} persons are", persons.size()));
    print(environment, change, true, text, "", {{"hidden", persons.size()}});
    return kExitDone;
  }

 private:
  std::vector<std::string> persons_;
};

}  // namespace

std::unique_ptr<Command> make_hide_command() { return std::make_unique<HideCommand>(); }

}  // namespace byname
