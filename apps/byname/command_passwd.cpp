// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "command_registry.hpp"
#include "register/access.hpp"
#include "register_session.hpp"

namespace byname {

namespace {

class PasswdCommand final : public Command {
 public:
  std::string name() const override { return "passwd"; }
  std::string synopsis() const override { return "changes your passphrase of a register"; }
  std::string usage() const override { return ""; }
  std::string description() const override {
    return "Asks for the present passphrase, or the recovery code, and then for the new one. The recovery "
           "code stays "
           "as it is. Earlier copies of the key file, in backups too, still open with the old passphrase: "
           "where it was "
           "seen by somebody, run byname compact and replace the backups.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname passwd", "Asks for the old and the new one."},
            {"byname passwd --passphrase-fd 3 3<phrases", "Takes them from two lines of a file."}};
  }

  void add_options(OptionTable& table, SharedOptions&) override {
    table.begin_group("Register");
    add_register_options(table, options_);
  }

  int run(CommandEnvironment&) override {
    const std::string path = register_path(options_);
    PassphraseReader reader(options_.passphrase_fd);
    const std::unique_ptr<Register> opened = open_register_with(path, reader);
    const PassphraseCost cost = cost_in_use(key_file_of(path));
    change_passphrase(*opened, reader.read_new("New passphrase"), cost);
    std::cout << "  passphrase changed for " << opened->account().pseudonym << "\n";
    return kExitDone;
  }

 private:
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_passwd_command() { return std::make_unique<PasswdCommand>(); }

}  // namespace byname
