// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "change_command.hpp"
#include "command_registry.hpp"
#include "undoing_text.hpp"

namespace byname {

namespace {

class UndoCommand final : public ChangeCommand {
 public:
  std::string name() const override { return "undo"; }
  std::string synopsis() const override { return "undoes a change of a register"; }
  std::string usage() const override { return "[OP]"; }
  std::string description() const override {
    return "Takes back all that an op said; without OP, your own last change that counts. Nothing is "
           "deleted: the op stays in the history, and undoing the undoing brings "
           "everything back as it was. What came after it stays. New registers, accounts, erasures and joins "
           "cannot be undone.\n\n"
           "Undoing a merge gives both persons their ids back. Mentions that came since go with what they "
           "are linked to; those that a machine linked to both sides stand "
           "alone and are listed by byname todo.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname undo", "Undoes your last change."},
            {"byname undo c02d66e1 --dry-run", "Shows what undoing a change would do."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"OP", "OP", "An op's id or its first digits.", &op_});
    add_common_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const std::unique_ptr<Register> opened = open_register(options_);
    const Undoing undoing = undo_op(*opened, op_, asked_);
    print(environment, undoing.change, true, taken_back_text(undoing), "", undoing_json(undoing));
    return kExitDone;
  }

 private:
  std::string op_;
};

}  // namespace

std::unique_ptr<Command> make_undo_command() { return std::make_unique<UndoCommand>(); }

}  // namespace byname
