// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "add_text.hpp"
#include "base/error.hpp"
#include "base/json_document.hpp"
#include "change_text.hpp"
#include "command_registry.hpp"
#include "register/origins.hpp"
#include "register_session.hpp"

namespace byname {

namespace {

class OriginCommand final : public Command {
 public:
  std::string name() const override { return "origin"; }
  std::string synopsis() const override {
    return "says that documents of a register go back to one original, or do not";
  }
  std::string usage() const override { return "ITEM ITEM | ITEM --own"; }
  std::string description() const override {
    return "A reprint is no second witness: documents of one origin count once, however many they are. Equal "
           "documents "
           "have one origin from the start, and byname add puts a text that is nearly that of another one "
           "under its "
           "origin and says so. With two documents: the second, and all of its origin, go back to the origin "
           "of the "
           "first. With --own the document is an original itself.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname origin 7f3a91c2 c02d66e1", "Says that the second is a reprint of the first."},
            {"byname origin c02d66e1 --own", "Says that it is none."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Origin");
    table.add({"ITEM", "ITEM", "A document's id or its first digits.", &request_.item, "", true});
    table.add({"ITEM2", "ITEM", "One that goes back to it.", &request_.other});
    table.add({"--own", "", "The document is an original itself.", &is_own_});
    table.begin_group("Change");
    add_change_options(table, request_.reason, request_.is_dry_run);
    table.begin_group("Register");
    add_register_options(table, options_);
    table.begin_group("Output");
    add_json_option(table, shared, "the result");
  }

  int run(CommandEnvironment& environment) override {
    if (is_own_ == !request_.other.empty())
      throw UsageError("give two documents, or one with --own. See: byname origin --help");
    const std::unique_ptr<Register> opened = open_register(options_);
    const OriginOutcome outcome = set_origin(*opened, request_);
    if (environment.options.is_json) {
      std::cout << json_document(
          nlohmann::ordered_json{{"moved", outcome.num_moved}, {"op", outcome.op ? outcome.op->hex() : ""}});
    } else {
      std::cout << fmt::format("  {} of another origin now\n",
                               outcome.num_moved == 1 ? "1 document is"
                                                      : fmt::format("{} documents are", outcome.num_moved))
                << op_text(outcome.op, request_.is_dry_run);
    }
    return kExitDone;
  }

 private:
  OriginRequest request_;
  bool is_own_ = false;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_origin_command() { return std::make_unique<OriginCommand>(); }

}  // namespace byname
