// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/json_document.hpp"
#include "command_registry.hpp"
#include "register/explain_pair.hpp"
#include "register_session.hpp"
#include "second_use.hpp"

namespace byname {

namespace {

class RegisterExplainCommand final : public Command, public SecondUse {
 public:
  std::string name() const override { return "explain"; }
  std::string synopsis() const override { return "in a register: says why two mentions are linked or not"; }
  std::string usage() const override { return "ID ID   (in a register)"; }
  std::string description() const override {
    return "With a register (BYNAME_REGISTER or --register) and two ids: shows two held mentions side by "
           "side, what the "
           "register's model compares, and what each level weighs. An ID is LIST:KEY or the first digits of "
           "a mention's "
           "id.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname explain obituaries:1017 courts:88", "Explains two mentions."}};
  }

  bool takes(const std::vector<std::string>& arguments) const override {
    const bool is_of_folder = !arguments.empty() && std::filesystem::is_directory(arguments.front());
    return names_register(arguments) && !is_of_folder;
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"ID", "ID", "The first mention.", &left_, "", true});
    table.add({"ID2", "ID", "The second mention.", &right_, "", true});
    add_register_options(table, options_);
    table.begin_group("Output");
    add_json_option(table, shared, "the explanation");
    table.begin_group("Machine");
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const std::unique_ptr<Register> opened = open_register(options_);
    Database& database = opened->database();
    const std::vector<RecordKind> kinds = {RecordKind::kMention};
    const Explanation explanation =
        explain_held_pair(database, record_named(database, left_, kinds),
                          record_named(database, right_, kinds), environment.context);
    environment.context.end_steps();
    std::cout << (environment.options.is_json ? json_document(explain_json(explanation))
                                              : explain_text(explanation));
    return kExitDone;
  }

 private:
  std::string left_;
  std::string right_;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_register_explain_command() {
  return std::make_unique<RegisterExplainCommand>();
}

}  // namespace byname
