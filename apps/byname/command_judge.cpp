// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "change_command.hpp"
#include "command_registry.hpp"
#include "register/judging.hpp"

namespace byname {

namespace {

class JudgeCommand final : public ChangeCommand {
 public:
  std::string name() const override { return "judge"; }
  std::string synopsis() const override { return "says whether two mentions of a register are one person"; }
  std::string usage() const override { return "MENTION MENTION same|different|unsure"; }
  std::string description() const override {
    return "Two mentions (LIST:KEY, or the first digits of an id) or persons, each as it is shown now. same: "
           "they are one person. different: no person may hold mentions of "
           "both, whatever a machine finds. unsure: somebody looked and could not say.\n\nWhere judgements "
           "contradict each other, an owner's counts before an editor's, "
           "an editor's before a helper's, and then the latest; what does not count is named, and listed by "
           "byname todo.\n\n"
           "With - or @FILE each line of the input or file is one judgement.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname judge obituaries:17 volunteers:301 same", "Says that two mentions are one person."},
            {"byname judge 7K3QXM4T-9 courts:88 different --why \"father and son\"",
             "Says that a mention is nobody of this person."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"MENTION", "MENTION", "Two mentions or persons, then the verdict.", &words_, "", true});
    add_common_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    std::vector<JudgedMentions> pairs;
    for (const std::vector<std::string>& line : argument_lines(words_)) {
      const auto verdict = line.size() == 3 ? judgement_verdict_from_name(line[2]) : std::nullopt;
      if (!verdict)
        throw UsageError("a judgement is two mentions or persons and one of: same, different, unsure.");
      pairs.push_back({line[0], line[1], *verdict});
    }
    const std::unique_ptr<Register> opened = open_register(options_);
    const Change change = judge_pairs(*opened, pairs, asked_);
    print(environment, change, true, "", "", nlohmann::ordered_json::object());
    return kExitDone;
  }

 private:
  std::vector<std::string> words_;
};

}  // namespace

std::unique_ptr<Command> make_judge_command() { return std::make_unique<JudgeCommand>(); }

}  // namespace byname
