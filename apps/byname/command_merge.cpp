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

class MergeCommand final : public ChangeCommand {
 public:
  std::string name() const override { return "merge"; }
  std::string synopsis() const override { return "says that persons of a register are one"; }
  std::string usage() const override { return "PERSON PERSON... | - | @FILE"; }
  std::string description() const override {
    return "Makes one person of two or more, each as it is shown now. The id that was given first stays; the "
           "others lead to it for ever. A later judgement \"different\" by an account of the same role, or "
           "any by one of a higher role, counts before this one.\n\nWith - or @FILE each line of the input "
           "or file is a group to merge; all are one op, and undone as one.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname merge 7K3QXM4T-9 B21ZP0RD-4 --why \"same grave, photo 12\"", "Merges two persons."},
            {"byname merge @pairs.txt --dry-run", "Shows what merging every pair of a file would do."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"PERSON", "PERSON", "Ids, which may be shortened while unique, or mentions of the persons.",
               &persons_, "", true});
    add_common_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const std::vector<std::vector<std::string>> groups = argument_lines(persons_);
    const std::unique_ptr<Register> opened = open_register(options_);
    const Change change = merge_persons(*opened, groups, asked_);
    print(environment, change, true, "", "", nlohmann::ordered_json::object());
    return kExitDone;
  }

 private:
  std::vector<std::string> persons_;
};

}  // namespace

std::unique_ptr<Command> make_merge_command() { return std::make_unique<MergeCommand>(); }

}  // namespace byname
