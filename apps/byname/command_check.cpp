// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/json_document.hpp"
#include "command_registry.hpp"
#include "evaluate/check_folder.hpp"

namespace byname {

namespace {

class CheckCommand final : public Command {
 public:
  std::string name() const override { return "check"; }
  std::string synopsis() const override { return "compares a run with the truth, where it is known"; }
  std::string usage() const override { return "OUT [--truth FILE] [--thresholds]"; }
  std::string description() const override {
    return "Reads a folder that byname count, link or cluster wrote and says how well it linked: precision, "
           "recall and F1 of pairs after clustering and of the scored pairs, what the blocking lost on its "
           "own, "
           "B-cubed, and the persons found against the true persons.\n\n"
           "The truth is the column that --truth of byname count or link named, or a table. Mentions without "
           "a "
           "truth are left out and counted. Scored pairs are judged within the lists that were compared: "
           "with "
           "link_only, pairs of one list are none.\n\n"
           "--thresholds shows what each threshold would make of the pairs. Missed true pairs that are not "
           "among "
           "the pairs are given apart: no threshold finds them. To see those of low probability, link with "
           "--all-pairs.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname check out", "Checks against the truth that byname count or link saved."},
            {"byname check out --truth known.csv --json",
             "Checks against a table with the columns list, row and truth."},
            {"byname check out --thresholds", "Shows precision and recall at every whole bit of weight."},
            {"byname check out --threshold 0.9 --threshold 0.99", "The same at two probabilities."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Input");
    table.add({"OUT", "OUT", "A folder that byname count, link or cluster wrote.", &folder_, "", true});
    table.add(
        {"--truth", "FILE",
         "Takes the truth from this table: the columns truth and row (or id, unique_id), and list and file "
         "where they are needed to tell mentions apart.",
         &truth_file_});
    table.begin_group("Thresholds");
    table.add({"--thresholds", "", "Judges every whole bit of match weight.", &with_thresholds_});
    table.add({"--threshold", "P", "Judges this probability; may be given again.", &thresholds_});
    table.begin_group("Output");
    add_json_option(table, shared, "the result");
    add_quiet_option(table, shared);
    table.begin_group("Machine");
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const CheckResult result = check_folder(question(), environment.context);
    environment.context.end_steps();
    if (environment.options.is_json) {
      std::cout << json_document(check_json(result));
    } else {
      std::cout << check_text(result);
    }
    return kExitDone;
  }

 private:
  CheckQuestion question() const {
    if (with_thresholds_ && !thresholds_.empty())
      throw UsageError("--thresholds judges every bit and --threshold the given ones: leave one out.");
    CheckQuestion question{folder_, truth_file_, with_thresholds_ || !thresholds_.empty(), {}};
    for (const std::string& text : thresholds_) {
      double value = -1;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
      if (error != std::errc() || end != text.data() + text.size() || !(value >= 0 && value <= 1))
        throw UsageError(fmt::format("--threshold is a probability, 0 to 1: {}", text));
      question.thresholds.push_back(value);
    }
    return question;
  }

  std::string folder_;
  std::string truth_file_;
  bool with_thresholds_ = false;
  std::vector<std::string> thresholds_;
};

}  // namespace

std::unique_ptr<Command> make_check_command() { return std::make_unique<CheckCommand>(); }

}  // namespace byname
