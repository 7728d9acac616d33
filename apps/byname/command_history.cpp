// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/json_document.hpp"
#include "command_registry.hpp"
#include "register/history.hpp"
#include "register/printable_text.hpp"
#include "register_session.hpp"
#include "time_text.hpp"

namespace byname {

namespace {

std::string why_text(const HistoryEntry& entry) {
  if (entry.is_kept) return "   (why is kept from you until you have decided)";
  return entry.reason.empty() ? "" : "   " + printable_text(entry.reason);
}

class HistoryCommand final : public Command {
 public:
  std::string name() const override { return "history"; }
  std::string synopsis() const override { return "shows who changed a register, when and why"; }
  std::string usage() const override { return "[OP | PERSON | MENTION]"; }
  std::string description() const override {
    return "Lists all ops in their order: id, time by the author's clock (universal time), author, verb, "
           "reason, and whether the op was undone. With OP, an id or its first digits, that one only; with a "
           "person's id, also a former one, or a mention (LIST:KEY), all ops that have to do with it.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname history", "Shows all changes."},
            {"byname history 7f3a91c2", "Shows one."},
            {"byname history 7K3QXM4T-9", "Shows what made a person what it is, with who and why."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"OP", "OP", "An op's id or its first digits, a person's id, or a mention.", &op_});
    add_register_options(table, options_);
    table.begin_group("Output");
    add_json_option(table, shared, "the result");
  }

  int run(CommandEnvironment& environment) override {
    const std::unique_ptr<Register> opened = open_register(options_);
    const std::vector<HistoryEntry> entries = history_named(*opened, op_);
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const HistoryEntry& entry : entries) {
      json.push_back({{"op", entry.op.hex()},
                      {"time", entry.time},
                      {"author", entry.author},
                      {"verb", entry.verb},
                      {"why", entry.reason},
                      {"kept", entry.is_kept},
                      {"undone", entry.is_undone}});
      if (!environment.options.is_json)
        std::cout << fmt::format("  {}  {}  {:<12} {}{}{}\n", entry.op.short_hex(), minute_text(entry.time),
                                 printable_text(entry.author), printable_text(entry.verb), why_text(entry),
                                 entry.is_undone ? "   (undone)" : "");
    }
    if (environment.options.is_json) std::cout << json_document(json);
    return kExitDone;
  }

 private:
  std::string op_;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_history_command() { return std::make_unique<HistoryCommand>(); }

}  // namespace byname
