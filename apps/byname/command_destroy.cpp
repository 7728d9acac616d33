// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>

#include "base/error.hpp"
#include "command_registry.hpp"
#include "register/copies.hpp"
#include "register_session.hpp"

namespace byname {

namespace {

class DestroyCommand final : public Command {
 public:
  std::string name() const override { return "destroy"; }
  std::string synopsis() const override {
    return "removes the key file, so that a register can be opened no more";
  }
  std::string usage() const override { return "FILE --yes"; }
  std::string description() const override {
    return "Overwrites and removes FILE.key. Without it nobody opens FILE, whatever the passphrase; it needs "
           "no "
           "passphrase, so that it is quick. Backups that are known to open still are named. A disk may keep "
           "the old "
           "bytes of the key file where nothing here can reach them: against somebody who takes the machine "
           "the "
           "passphrase protects, not this.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname destroy list.byname --yes", "Makes the register unreadable."}};
  }

  void add_options(OptionTable& table, SharedOptions&) override {
    table.begin_group("Register");
    table.add({"FILE", "FILE", "The register; always by name.", &file_, "", true});
    table.add({"--yes", "", "Says that this is meant.", &is_meant_});
  }

  int run(CommandEnvironment&) override {
    if (!is_meant_)
      throw UsageError(fmt::format(
          "this makes the register unreadable for ever. If it is meant: byname destroy {} --yes", file_));
    const Destruction destruction = destroy_register(file_);
    std::cout << fmt::format("  {}.key is gone; {} opens no more\n", file_, file_);
    for (const std::string& backup : destruction.opening_backups)
      std::cout << fmt::format("  a backup that still opens: {}\n", backup);
    return kExitDone;
  }

 private:
  std::string file_;
  bool is_meant_ = false;
};

}  // namespace

std::unique_ptr<Command> make_destroy_command() { return std::make_unique<DestroyCommand>(); }

}  // namespace byname
