// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fmt/format.h>
#include <iostream>
#include <memory>

#include "command_registry.hpp"
#include "register/backup_list.hpp"
#include "register/copies.hpp"
#include "register_session.hpp"

namespace byname {

namespace {

class CompactCommand final : public Command {
 public:
  std::string name() const override { return "compact"; }
  std::string synopsis() const override { return "writes a register anew, without gaps and under a new key"; }
  std::string usage() const override { return ""; }
  std::string description() const override {
    return "Writes the whole register into a new file under a new key and puts it in the old one's place. A "
           "revoked "
           "account, or who kept an old key file, cannot open it. Nobody else may have the register open. "
           "Backups "
           "made earlier stay as they are, and are named.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname compact", "Rewrites the register."}};
  }

  void add_options(OptionTable& table, SharedOptions&) override {
    table.begin_group("Register");
    add_register_options(table, options_);
  }

  int run(CommandEnvironment&) override {
    const std::string path = register_path(options_);
    std::unique_ptr<Register> opened = open_register(options_);
    const std::uintmax_t before = std::filesystem::file_size(path);
    compact_register(std::move(opened));
    std::cout << fmt::format("  {} has a new key   {} KiB -> {} KiB\n", path, before / 1024,
                             std::filesystem::file_size(path) / 1024);
    for (const KnownBackup& backup : known_backups(path))
      std::cout << fmt::format("  an older copy with the old key: {} ({})\n", backup.path, backup.day);
    return kExitDone;
  }

 private:
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_compact_command() { return std::make_unique<CompactCommand>(); }

}  // namespace byname
