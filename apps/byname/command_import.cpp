// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/json_document.hpp"
#include "base/number_format.hpp"
#include "change_command.hpp"
#include "command_registry.hpp"
#include "register/printable_text.hpp"
#include "register/sheet_import.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

std::string counted(std::size_t number, const char* singular, const char* plural) {
  return format_counted(static_cast<std::int64_t>(number), singular, plural);
}

Json findings_json(const std::vector<SheetFinding>& findings) {
  Json json = Json::array();
  for (const SheetFinding& each : findings)
    json.push_back(
        {{"row", each.row}, {"person", each.person}, {"column", each.column}, {"text", each.text}});
  return json;
}

class ImportCommand final : public ChangeCommand {
 public:
  std::string name() const override { return "import"; }
  std::string synopsis() const override { return "takes the edits of an exported sheet into a register"; }
  std::string usage() const override { return "FILE"; }
  std::string description() const override {
    return "Compares a sheet that byname export wrote with what it was then and what the register says now. "
           "Cells that "
           "were edited become values that persons have (an emptied cell: that they have not), decisions "
           "(verdict) and "
           "merges (merge_into), as one change by whoever imports. Where the register has changed the same "
           "cell "
           "meanwhile, nothing is taken and the conflict is listed. Rows and columns that are missing say "
           "nothing.\n\n"
           "Where a spreadsheet program has altered a column by itself (dates in another form, long numbers "
           "cut), "
           "nothing is imported and the column is shown.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname import persons.xlsx --dry-run", "Shows what was edited."},
            {"byname import persons.xlsx --why \"read against the photographs\"", "Takes it."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    table.add({"FILE", "FILE", "The edited sheet.", &path_, "", true});
    add_common_options(table, shared);
  }

  int run(CommandEnvironment& environment) override {
    const std::unique_ptr<Register> opened = open_register(options_);
    const SheetEdits edits = read_sheet_edits(*opened, path_, environment.context);
    const bool is_json = environment.options.is_json;
    const Json json = edits_json(edits);
    if (edits.num_edits() == 0) {
      std::cout << (is_json ? json_document(json) : edits_text(edits) + "  nothing was changed\n");
    } else {
      print(environment, import_sheet(*opened, edits, asked_), true, edits_text(edits), "", json);
    }
    return edits.refused.empty() && edits.conflicts.empty() ? kExitDone : kExitRejects;
  }

 private:
  static Json edits_json(const SheetEdits& edits) {
    return {{"rows", edits.num_rows},
            {"as_before", edits.num_as_before},
            {"values", findings_json(edits.values)},
            {"denied", findings_json(edits.denials)},
            {"verdicts", findings_json(edits.verdicts)},
            {"merges", findings_json(edits.merges)},
            {"conflicts", findings_json(edits.conflicts)},
            {"refused", findings_json(edits.refused)},
            {"unknown_columns", edits.unknown_columns}};
  }

  static std::string lines(const char* what, const std::vector<SheetFinding>& findings) {
    std::string text;
    for (const SheetFinding& each : findings)
      text += fmt::format("  {} row {}, {}, {}: {}\n", what, each.row, printable_text(each.person),
                          printable_text(each.column), printable_text(each.text));
    return text;
  }

  static std::string edits_text(const SheetEdits& edits) {
    std::string text =
        fmt::format("  {}: {} as before", counted(edits.num_rows, "row", "rows"), edits.num_as_before);
    const auto add = [&](std::size_t number, const char* singular, const char* plural) {
      if (number > 0) text += ", " + counted(number, singular, plural);
    };
    add(edits.values.size(), "value set", "values set");
    add(edits.denials.size(), "value denied", "values denied");
    add(edits.verdicts.size(), "decision", "decisions");
    add(edits.merges.size(), "merge", "merges");
    add(edits.conflicts.size(), "conflict", "conflicts");
    add(edits.refused.size(), "refused", "refused");
    text += "\n" + lines("set     ", edits.values) + lines("denied  ", edits.denials) +
            lines("decided ", edits.verdicts) + lines("merged  ", edits.merges) +
            lines("conflict", edits.conflicts) + lines("refused ", edits.refused);
    for (const std::string& column : edits.unknown_columns)
      text +=
          fmt::format("  the column {} is none of the sheet's, and was not read\n", printable_text(column));
    return text;
  }

  std::string path_;
};

}  // namespace

std::unique_ptr<Command> make_import_command() { return std::make_unique<ImportCommand>(); }

}  // namespace byname
