// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>

#include "base/number_format.hpp"
#include "command_registry.hpp"
#include "register/copies.hpp"
#include "register_session.hpp"

namespace byname {

namespace {

class BackupCommand final : public Command {
 public:
  std::string name() const override { return "backup"; }
  std::string synopsis() const override { return "copies a register with its key file and items"; }
  std::string usage() const override { return "TO"; }
  std::string description() const override {
    return "Writes TO, TO.key and TO.items: a whole register that opens with the same passphrases and "
           "recovery codes. "
           "Where backups lie is noted in plain text beside the register (FILE.backups), so that a lost key "
           "file can "
           "be found again. Try a backup now and then: byname restore --try TO.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname backup /media/stick/list-2025-03.byname", "Copies the register to a stick."}};
  }

  void add_options(OptionTable& table, SharedOptions&) override {
    table.begin_group("Register");
    table.add({"TO", "TO", "A name that is not there yet.", &target_, "", true});
    add_register_options(table, options_);
  }

  int run(CommandEnvironment&) override {
    const std::unique_ptr<Register> opened = open_register(options_);
    back_up_register(*opened, target_);
    std::cout << fmt::format("  {0}   ({1})   try it: byname restore --try {0}\n", target_,
                             format_counted(static_cast<std::int64_t>(opened->log().num_ops()), "op", "ops"));
    return kExitDone;
  }

 private:
  std::string target_;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_backup_command() { return std::make_unique<BackupCommand>(); }

}  // namespace byname
