// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "command_registry.hpp"
#include "register_session.hpp"
#include "verification_text.hpp"

namespace byname {

namespace {

class VerifyCommand final : public Command {
 public:
  std::string name() const override { return "verify"; }
  std::string synopsis() const override { return "checks that a register is whole and nobody altered it"; }
  std::string usage() const override { return "[--head HASH]"; }
  std::string description() const override {
    return "Checks every page of the file, every op's hash, signature, author and place in the order, every "
           "body "
           "against what was signed, and computes all tables anew from the log. Ends with exit code 1 if "
           "anything is "
           "wrong.\n\n"
           "Somebody with the key can put an older whole copy in the register's place, or cut the last ops "
           "off. That "
           "shows only against a head that was noted elsewhere: give it with --head.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname verify", "Checks everything."},
            {"byname verify --head 7f3a91c2", "Checks also that an op noted earlier is still there."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"--head", "HASH", "A head noted earlier (byname head), or its first digits.", &heads_});
    add_register_options(table, options_);
    table.begin_group("Output");
    add_json_option(table, shared, "the result");
  }

  int run(CommandEnvironment& environment) override {
    const std::unique_ptr<Register> opened = open_register(options_);
    const Verification result = verify_register(*opened, heads_);
    std::cout << (environment.options.is_json ? verification_json(result) : verification_text(result));
    return result.findings.empty() ? kExitDone : kExitFailed;
  }

 private:
  std::vector<std::string> heads_;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_verify_command() { return std::make_unique<VerifyCommand>(); }

}  // namespace byname
