// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "change_command.hpp"
#include "command_registry.hpp"
#include "undoing_text.hpp"

namespace byname {

namespace {

class RetractCommand final : public ChangeCommand {
 public:
  std::string name() const override { return "retract"; }
  std::string synopsis() const override {
    return "takes mentions, documents, sources or changes out of a register's count";
  }
  std::string usage() const override { return "NAME... | --author PSEUDONYM --since TIME"; }
  std::string description() const override {
    return "NAME is a mention (LIST:KEY), a document, the label of a source, or an op: it counts no more, "
           "and nor does what rests on it. It stays in the register, can be "
           "looked at, and byname undo brings it back.\n\n"
           "With --author everything that an account wrote since TIME by its own clock is retracted: its "
           "additions, its judgements and what it retracted. Look at "
           "--dry-run first. An account that shall write no more is revoked apart: byname accounts revoke.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname retract tg-17 --why \"the channel forges obituaries\"",
             "Retracts a source with all its mentions."},
            {"byname retract --author heron --since 2025-03-01 --dry-run",
             "Shows what retracting the work of an account would do."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"NAME", "NAME", "What to retract.", &names_});
    table.add({"--author", "PSEUDONYM", "An account.", &author_, "-"});
    table.add({"--since", "TIME", "2025-03-01 or \"2025-03-01 14:05\", universal time.", &since_, "-"});
    add_common_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    if (names_.empty() == author_.empty() || author_.empty() != since_.empty())
      throw UsageError("retract needs either names, or --author and --since. See: byname retract --help");
    const std::unique_ptr<Register> opened = open_register(options_);
    std::vector<std::string> names;
    for (const std::vector<std::string>& line : argument_lines(names_))
      names.insert(names.end(), line.begin(), line.end());
    const Undoing undoing = author_.empty() ? retract_records(*opened, names, asked_)
                                            : retract_author(*opened, author_, read_moment(since_), asked_);
    print(environment, undoing.change, true, taken_back_text(undoing), "", undoing_json(undoing));
    return kExitDone;
  }

 private:
  std::vector<std::string> names_;
  std::string author_;
  std::string since_;
};

}  // namespace

std::unique_ptr<Command> make_retract_command() { return std::make_unique<RetractCommand>(); }

}  // namespace byname
