// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/json_document.hpp"
#include "command_registry.hpp"
#include "count_stages.hpp"
#include "names/column_report.hpp"

namespace byname {

namespace {

class ColumnsCommand final : public Command {
 public:
  std::string name() const override { return "columns"; }
  std::string synopsis() const override { return "shows how every column of the lists is read"; }
  std::string usage() const override { return "[LABEL=]FILE..."; }
  std::string description() const override {
    return "Reads lists of people as byname count does, and says for every column what it is taken for and "
           "why, how much "
           "of it is filled, how many different values it has, which values cannot be read, and which words "
           "count as "
           "missing. A column that others already say is used once, and that is said.\n\n"
           "Where a role is wrong, give the right one with --map, here and in byname count.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname columns list.csv", "Shows the columns of one list."},
            {"byname columns list.csv --map who=name --map when=birth_date",
             "Shows them with two roles corrected."},
            {"byname columns a.csv b=part*.csv --json", "Prints the same as JSON."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Input");
    table.add({"FILE", "[LABEL=]FILE",
               "Lists of people: files, globs, or several files of one list as LABEL=PATTERN.", &files_, "",
               true});
    table.add({"--map", "[LIST:]COLUMN=ROLE",
               "Says what a column means; may be given again. docs/roles.md has the roles.", &mappings_});
    table.add(
        {"--truth", "COLUMN[~REGEX]", "Takes this column for the truth, as byname count does.", &truth_});
    table.begin_group("Output");
    add_json_option(table, shared, "the result");
    add_quiet_option(table, shared);
    table.begin_group("Machine");
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    std::vector<RoleMapping> mappings;
    for (const std::string& mapping : mappings_) mappings.push_back(parse_mapping(mapping));
    const std::optional<TruthOption> truth = parse_truth(truth_);
    const Input input = read_lists(parse_list_arguments(files_), environment.context);
    const std::vector<ListReading> readings = read_columns(input, mappings, truth, environment.context);
    environment.context.end_steps();
    if (environment.options.is_json) {
      std::cout << json_document(columns_json(input, readings));
    } else {
      std::cout << columns_text(input, readings);
    }
    return kExitDone;
  }

 private:
  std::vector<std::string> files_;
  std::vector<std::string> mappings_;
  std::string truth_;
};

}  // namespace

std::unique_ptr<Command> make_columns_command() { return std::make_unique<ColumnsCommand>(); }

}  // namespace byname
