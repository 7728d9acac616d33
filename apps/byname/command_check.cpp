// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "command_registry.hpp"
#include "evaluate/check_folder.hpp"

namespace byname {

namespace {

class CheckCommand final : public Command {
 public:
  std::string name() const override { return "check"; }
  std::string synopsis() const override { return "compares a count with the truth, where it is known"; }
  std::string usage() const override { return "OUT [--truth FILE]"; }
  std::string description() const override {
    return "Reads the output folder of byname count and says how well it linked: precision, recall and F1 of "
           "pairs after "
           "clustering and of the scored pairs, what the blocking lost on its own, B-cubed, and the persons "
           "found against "
           "the true persons.\n\n"
           "The truth is the column that --truth of byname count named. Mentions without a truth are left "
           "out and "
           "counted.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname check out", "Checks against the truth that byname count saved."},
            {"byname check out --truth known.csv --json",
             "Checks against a table with the columns list, row and truth."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Input");
    table.add({"OUT", "OUT", "A folder that byname count wrote.", &folder_, "", true});
    table.add({"--truth", "FILE",
               "Takes the truth from this table: the columns truth and row (or id), and list where there are "
               "several.",
               &truth_file_});
    table.begin_group("Output");
    add_json_option(table, shared, "the result");
    add_quiet_option(table, shared);
    table.begin_group("Machine");
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const CheckResult result = check_folder(folder_, truth_file_, environment.context);
    if (environment.options.is_json) {
      std::cout << check_json(result).dump(2) << "\n";
    } else {
      std::cout << check_text(result);
    }
    return kExitDone;
  }

 private:
  std::string folder_;
  std::string truth_file_;
};

}  // namespace

std::unique_ptr<Command> make_check_command() { return std::make_unique<CheckCommand>(); }

}  // namespace byname
