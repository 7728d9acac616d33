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

class SplitCommand final : public ChangeCommand {
 public:
  std::string name() const override { return "split"; }
  std::string synopsis() const override { return "says that some mentions of a person are somebody else"; }
  std::string usage() const override { return "PERSON MENTION... [--keep old|new|neither]"; }
  std::string description() const override {
    return "Takes the mentions out of the person: what is named and what is left belong together from now "
           "on, and never to one person. The id stays with the part that holds more mentions, unless --keep "
           "says otherwise: old, with those not named; new, with those named; neither, and then the old id "
           "leads to both.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname split 7K3QXM4T-9 courts:88 --why \"born 20 years earlier\"", "Takes one mention out."},
            {"byname split 7K3QXM4T-9 courts:88 lists:4 --keep neither", "Gives both parts new ids."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"PERSON", "PERSON", "An id, which may be shortened while unique, or a mention of the person.",
               &split_.person, "", true});
    table.add({"MENTION", "MENTION", "Mentions that go: LIST:KEY, or the first digits of an id.",
               &split_.mentions, "", true});
    table.add({"--keep",
               "PART",
               "Which part keeps the id.",
               &keep_,
               "the larger part",
               false,
               {"old", "new", "neither"}});
    add_common_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    if (keep_ == "new") split_.keeps = SplitKeeps::kFirstSide;
    if (keep_ == "old") split_.keeps = SplitKeeps::kSecondSide;
    if (keep_ == "neither") split_.keeps = SplitKeeps::kNeither;
    const std::unique_ptr<Register> opened = open_register(options_);
    const Change change = split_person(*opened, split_, asked_);
    print(environment, change, true, "", "", nlohmann::ordered_json::object());
    return kExitDone;
  }

 private:
  SplitAsked split_;
  std::string keep_;
};

}  // namespace

std::unique_ptr<Command> make_split_command() { return std::make_unique<SplitCommand>(); }

}  // namespace byname
