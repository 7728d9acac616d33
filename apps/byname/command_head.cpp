// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/json_document.hpp"
#include "command_registry.hpp"
#include "register_session.hpp"

namespace byname {

namespace {

class HeadCommand final : public Command {
 public:
  std::string name() const override { return "head"; }
  std::string synopsis() const override {
    return "prints the hash that stands for everything a register holds";
  }
  std::string usage() const override { return ""; }
  std::string description() const override {
    return "Prints the id of the last op: a hash over it and all before it. Print it on paper or post it "
           "where others "
           "see it: byname verify --head says later whether the register still holds all that it held then. "
           "It tells "
           "nothing about what is in the register.";
  }
  std::vector<CommandExample> examples() const override { return {{"byname head", "Prints the head."}}; }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    add_register_options(table, options_);
    table.begin_group("Output");
    add_json_option(table, shared, "the result");
  }

  int run(CommandEnvironment& environment) override {
    const std::unique_ptr<Register> opened = open_register(options_);
    const std::vector<OpId> heads = opened->log().heads();
    nlohmann::ordered_json json = {{"ops", opened->log().num_ops()},
                                   {"heads", nlohmann::ordered_json::array()}};
    for (const OpId& head : heads) json["heads"].push_back(head.hex());
    if (environment.options.is_json) {
      std::cout << json_document(json);
      return kExitDone;
    }
    for (const OpId& head : heads) std::cout << head.hex() << "\n";
    return kExitDone;
  }

 private:
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_head_command() { return std::make_unique<HeadCommand>(); }

}  // namespace byname
