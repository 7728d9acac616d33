// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "command_registry.hpp"
#include "names/name_report.hpp"

namespace byname {

namespace {

class NameCommand final : public Command {
 public:
  std::string name() const override { return "name"; }
  std::string synopsis() const override { return "shows how a name is read, and how two names compare"; }
  std::string usage() const override { return "\"NAME\" [\"OTHER\"]"; }
  std::string description() const override {
    return "Reads a person's name and shows its parts and their canonical forms. With two names, says "
           "whether "
           "they may be of one person, part by part.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname name \"Гордеева Петра Ильича\"", "Shows how a name is read."},
            {"byname name \"Лапшин С. Т.\" \"Сергей Тимофеевич Лапшин\"", "Compares two names."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Input");
    table.add({"NAME", "NAME", "One name, or two to compare.", &names_, "", true});
    table.begin_group("Machine");
    add_machine_options(table, shared);
  }

  int run(CommandEnvironment&) override {
    if (names_.size() > 2) throw UsageError("give one name or two");
    const NameTables& tables = name_tables();
    NameParser parser(tables);
    std::vector<ParsedName> parsed;
    for (const std::string& text : names_) {
      parsed.push_back(parser.parse(text));
      std::cout << reading_text(text, parsed.back(), tables);
    }
    if (parsed.size() == 2) {
      const NameAgreement agreement = name_agreement(parsed[0], parsed[1], tables);
      std::cout << agreement_text(parsed[0], parsed[1], agreement);
    }
    return kExitDone;
  }

 private:
  std::vector<std::string> names_;
};

}  // namespace

std::unique_ptr<Command> make_name_command() { return std::make_unique<NameCommand>(); }

}  // namespace byname
