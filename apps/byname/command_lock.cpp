// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>

#include "command_registry.hpp"
#include "register/key_ring.hpp"
#include "register_session.hpp"

namespace byname {

namespace {

class LockCommand final : public Command {
 public:
  std::string name() const override { return "lock"; }
  std::string synopsis() const override { return "forgets what byname unlock keeps"; }
  std::string usage() const override { return ""; }
  std::string description() const override {
    return "Takes your account's key out of the kernel's keyring. From here on every verb asks for the "
           "passphrase.";
  }
  std::vector<CommandExample> examples() const override { return {{"byname lock", "Locks the register."}}; }

  void add_options(OptionTable& table, SharedOptions&) override {
    table.begin_group("Register");
    table.add({"--register", "FILE", "The register.", &options_.path, "the variable BYNAME_REGISTER"});
  }

  int run(CommandEnvironment&) override {
    const std::string path = register_path(options_);
    const bool was_open = forget_seed(key_file_of(path).register_id);
    std::cout << fmt::format("  {} {}\n", path, was_open ? "is locked" : "was not open");
    return kExitDone;
  }

 private:
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_lock_command() { return std::make_unique<LockCommand>(); }

}  // namespace byname
