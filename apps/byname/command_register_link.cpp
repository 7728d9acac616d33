// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "add_text.hpp"
#include "base/json_document.hpp"
#include "base/number_format.hpp"
#include "change_text.hpp"
#include "command_registry.hpp"
#include "register/link_register.hpp"
#include "register_session.hpp"
#include "second_use.hpp"

namespace byname {

namespace {

class RegisterLinkCommand final : public Command, public SecondUse {
 public:
  std::string name() const override { return "link"; }
  std::string synopsis() const override {
    return "in a register: decides who the mentions are that nobody linked yet";
  }
  std::string usage() const override { return "[--retrain] [--dry-run]   (in a register)"; }
  std::string description() const override {
    return "With a register (BYNAME_REGISTER or --register) and without --model and -o: compares the "
           "mentions "
           "that no machine run has seen, such as those of byname add --no-link, with all that are held, and "
           "links them into persons, as byname count decides. No held person is taken apart as long as the "
           "model is kept; two are joined "
           "where a new mention shows that they are one, but none that people judged or decided on: what "
           "fits "
           "two of those well waits in byname todo.\n\n"
           "The model is trained at the first run and kept until there are twice as many mentions: the same "
           "mention is judged the same way on every day. Then a run trains a new one and decides all anew. "
           "--retrain trains a new one on all mentions, decides "
           "all machine links anew, and says which persons would be joined or taken apart; use --dry-run "
           "first. Persons that people judged or decided on stay whole, and apart from each other.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname link", "Links what was added without linking."},
            {"byname link --retrain --dry-run", "Shows what a new model would change."}};
  }

  bool takes(const std::vector<std::string>& arguments) const override {
    const bool is_of_files = std::any_of(arguments.begin(), arguments.end(), [](const std::string& word) {
      return word == "-o" || word.starts_with("--output") || word.starts_with("--model");
    });
    return names_register(arguments) && !is_of_files;
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Linking");
    table.add({"--retrain", "", "Trains a new model and decides all machine links anew.", &retrains_});
    table.begin_group("Change");
    add_change_options(table, reason_, is_dry_run_);
    table.begin_group("Register");
    add_register_options(table, options_);
    table.begin_group("Output");
    add_json_option(table, shared, "the result");
    table.begin_group("Machine");
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const std::unique_ptr<Register> opened = open_register(options_);
    const RegisterLinkOutcome outcome =
        link_register(*opened, {retrains_, is_dry_run_, reason_}, environment.context);
    environment.context.end_steps();
    if (environment.options.is_json) {
      nlohmann::ordered_json json = link_outcome_json(outcome.linked);
      json["op"] = outcome.op ? nlohmann::ordered_json(outcome.op->hex()) : nlohmann::ordered_json();
      std::cout << json_document(json);
    } else {
      std::cout << text_of(outcome);
    }
    return kExitDone;
  }

 private:
  std::string text_of(const RegisterLinkOutcome& outcome) const {
    std::string text;
    if (retrains_) {
      text += fmt::format(
          "  a new model of {}; {} would be joined to others, {} taken apart\n",
          format_counted(static_cast<std::int64_t>(outcome.linked.num_looked_at), "mention", "mentions"),
          format_counted(static_cast<std::int64_t>(outcome.linked.num_joined_persons), "person", "persons"),
          outcome.linked.num_divided_persons);
    } else if (outcome.linked.num_looked_at > 0) {
      text += link_outcome_text(outcome.linked);
    }
    return text + op_text(outcome.op, is_dry_run_);
  }

  bool retrains_ = false;
  bool is_dry_run_ = false;
  std::string reason_;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_register_link_command() { return std::make_unique<RegisterLinkCommand>(); }

}  // namespace byname
