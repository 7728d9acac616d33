// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>

#include "base/error.hpp"
#include "command_registry.hpp"
#include "names/name_pairs.hpp"
#include "names/name_report.hpp"
#include "table/output_file.hpp"

namespace byname {

namespace {

class NameCommand final : public Command {
 public:
  std::string name() const override { return "name"; }
  std::string synopsis() const override { return "shows how a name is read, and how two names compare"; }
  std::string usage() const override { return "\"NAME\" [\"OTHER\"] | --pairs FILE -o FILE"; }
  std::string description() const override {
    return "Reads a person's name and shows its parts and their canonical forms. With two names, says "
           "whether "
           "they may be of one person, part by part.\n\n"
           "With --pairs: compares the columns a and b of a table and adds the columns outcome (same, "
           "compatible, "
           "review or different), weight (in bits, by how rare the names are among those of the table) and "
           "reason "
           "(a word of a closed list, docs/names.md). Rows that cannot be read are counted and left out.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname name \"Гордеева Петра Ильича\"", "Shows how a name is read."},
            {"byname name \"Лапшин С. Т.\" \"Сергей Тимофеевич Лапшин\"", "Compares two names."},
            {"byname name --pairs pairs.csv -o compared.csv", "Compares the names of a table."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Input");
    table.add({"NAME", "NAME", "One name, or two to compare.", &names_});
    table.add(
        {"--pairs", "FILE", "A table with the columns a and b: names to compare, a pair a row.", &pairs_});
    table.begin_group("Output");
    table.add({"-o,--output", "FILE", "With --pairs: where the table goes, as CSV.", &shared.output});
    table.add({"-f,--force", "", "Replace what is at -o.", &shared.force});
    add_quiet_option(table, shared);
    table.begin_group("Machine");
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    if (names_.empty() == pairs_.empty()) throw UsageError("give one name or two, or a table with --pairs");
    if (!pairs_.empty()) return compare_table(environment);
    if (names_.size() > 2) throw UsageError("give one name or two; more are compared with --pairs");
    if (!environment.options.output.empty()) throw UsageError("-o is for --pairs; names given are printed");
    show_names();
    return kExitDone;
  }

 private:
  void show_names() const {
    const NameTables& tables = name_tables();
    NameParser parser(tables);
    std::vector<ParsedName> parsed;
    for (const std::string& text : names_) {
      parsed.push_back(parser.parse(text));
      std::cout << reading_text(text, parsed.back(), tables);
    }
    if (parsed.size() < 2) return;
    const NameAgreement agreement = name_agreement(parsed[0], parsed[1], tables);
    std::cout << agreement_text(parsed[0], parsed[1], agreement);
  }

  int compare_table(CommandEnvironment& environment) const {
    const SharedOptions& shared = environment.options;
    if (shared.output.empty()) throw UsageError("say where the compared pairs go: -o FILE");
    const OutputFile file(shared.output, shared.force);
    const std::vector<std::string> arguments = {pairs_};
    const Input input = read_lists(parse_list_arguments(arguments), environment.context);
    const NamePairs pairs = compare_name_pairs(input.lists.front(), name_tables());
    file.write(pairs.csv);
    environment.context.end_steps();
    if (!shared.is_quiet) std::cout << summary(pairs, input.rejects.size());
    return kExitDone;
  }

  static std::string summary(const NamePairs& pairs, std::size_t num_rejects) {
    std::string text = fmt::format("  {} pairs: {} same, {} compatible, {} for review, {} different\n",
                                   pairs.counts[0] + pairs.counts[1] + pairs.counts[2] + pairs.counts[3],
                                   pairs.counts[0], pairs.counts[1], pairs.counts[2], pairs.counts[3]);
    if (num_rejects > 0) text += fmt::format("  {} rows could not be read and are left out\n", num_rejects);
    return text;
  }

  std::vector<std::string> names_;
  std::string pairs_;
};

}  // namespace

std::unique_ptr<Command> make_name_command() { return std::make_unique<NameCommand>(); }

}  // namespace byname
