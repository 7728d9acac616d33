// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>

#include "base/error.hpp"
#include "command_registry.hpp"
#include "register/copies.hpp"
#include "register_session.hpp"
#include "verification_text.hpp"

namespace byname {

namespace {

class RestoreCommand final : public Command {
 public:
  std::string name() const override { return "restore"; }
  std::string synopsis() const override { return "tries a backup, or puts it where no register is"; }
  std::string usage() const override { return "BACKUP [--try | --to FILE]"; }
  std::string description() const override {
    return "Opens a backup with a passphrase and checks all of it, as byname verify does. With --to it is "
           "then copied to "
           "FILE, where no register may be. The backup itself is never changed.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname restore --try /media/stick/list-2025-03.byname",
             "Says whether the backup opens and is whole."},
            {"byname restore /media/stick/list-2025-03.byname --to list.byname", "Puts it in place."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Backup");
    table.add({"BACKUP", "BACKUP", "What byname backup wrote.", &backup_, "", true});
    table.add({"--try", "", "Checks only.", &only_try_});
    table.add({"--to", "FILE", "Where the register shall be.", &target_});
    add_passphrase_option(table, options_);
    table.begin_group("Output");
    add_json_option(table, shared, "the result of the checks");
  }

  int run(CommandEnvironment& environment) override {
    if (only_try_ == !target_.empty())
      throw UsageError("give either --try or --to FILE. See: byname restore --help");
    PassphraseReader reader(options_.passphrase_fd);
    const std::unique_ptr<Register> opened = open_register_with(backup_, reader);
    const Verification result = verify_register(*opened, {});
    std::cout << (environment.options.is_json ? verification_json(result) : verification_text(result));
    if (!result.findings.empty()) return kExitFailed;
    if (only_try_) return kExitDone;
    restore_register(*opened, target_);
    if (!environment.options.is_json) std::cout << fmt::format("  restored: {}\n", target_);
    return kExitDone;
  }

 private:
  std::string backup_;
  bool only_try_ = false;
  std::string target_;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_restore_command() { return std::make_unique<RestoreCommand>(); }

}  // namespace byname
