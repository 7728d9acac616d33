// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/json_document.hpp"
#include "base/number_format.hpp"
#include "change_text.hpp"
#include "command_registry.hpp"
#include "person_conditions.hpp"
#include "register/person_sheet.hpp"
#include "register_session.hpp"
#include "table/csv_writer.hpp"
#include "table/guarded_cell.hpp"
#include "table/output_file.hpp"
#include "table/xlsx_writer.hpp"

namespace byname {

namespace {

class ExportCommand final : public Command {
 public:
  std::string name() const override { return "export"; }
  std::string synopsis() const override {
    return "writes the persons of a register to a sheet that may be edited";
  }
  std::string usage() const override { return "-o FILE.csv|FILE.xlsx [--where ROLE=TEXT]"; }
  std::string description() const override {
    return "Writes a row for each person: id, values, verdict, and a column base by which byname import "
           "knows what was "
           "edited. All cells are text. The file is not encrypted; its mode is 0600.\n\n"
           "What sources, documents and values in the zone sealed say is left out, and so are numbers, "
           "addresses, "
           "e-mail and telephone. --sealed writes them, too, and notes that in the log.";
  }
  std::vector<CommandExample> examples() const override {
    return {{"byname export -o persons.xlsx", "Writes all persons to a workbook."},
            {"byname export -o omsk.csv --where region=Omsk", "Writes those of a region."}};
  }

  void add_options(OptionTable& table, SharedOptions& shared) override {
    table.begin_group("Register");
    add_person_conditions(table, where_);
    table.add({"--hidden", "", "Writes hidden persons, too.", &with_hidden_});
    table.add({"--sealed", "", "Writes sealed values, too; that is noted in the log.", &is_sealed_});
    add_reason_option(table, reason_);
    add_register_options(table, options_);
    table.begin_group("Output");
    table.add({"-o", "FILE", "The sheet: .csv or .xlsx.", &path_, "", true});
    table.add({"--force", "", "Replaces a file that is there.", &is_forced_});
    add_json_option(table, shared, "how many persons were written");
  }

  int run(CommandEnvironment& environment) override {
    const bool is_workbook = path_.ends_with(".xlsx");
    if (!is_workbook && !path_.ends_with(".csv")) throw UsageError("-o is a sheet: FILE.csv or FILE.xlsx");
    const OutputFile file(path_, is_forced_);
    const std::unique_ptr<Register> opened = open_register(options_);
    SheetAsked asked;
    asked.filter = filter_of(where_, with_hidden_);
    asked.zones = is_sealed_ ? ValueZones::kAll : ValueZones::kOpen;
    std::size_t num_rows = 0;
    std::optional<OpId> op;
    file.write_by([&](const std::string& path) {
      num_rows = is_workbook ? write_workbook(*opened, asked, path, environment.context)
                             : write_csv(*opened, asked, path, environment.context);
      // Noted before the file is in its place: no sealed value leaves unnoted.
      if (is_sealed_) op = log_sealed_export(*opened, num_rows, reason_);
    });
    if (environment.options.is_json) {
      nlohmann::ordered_json json = {{"persons", num_rows}, {"file", path_}, {"sealed", is_sealed_}};
      json["op"] = op ? nlohmann::ordered_json(op->hex()) : nlohmann::ordered_json();
      std::cout << json_document(json);
    } else {
      std::cout << fmt::format("  {} in {}, not encrypted\n",
                               format_counted(static_cast<std::int64_t>(num_rows), "person", "persons"),
                               path_);
      if (op) std::cout << fmt::format("  sealed values are in it   op {}\n", op->short_hex());
    }
    return kExitDone;
  }

 private:
  static std::size_t write_workbook(Register& opened, const SheetAsked& asked, const std::string& path,
                                    const ExecutionContext& context) {
    XlsxWriter writer(path, "persons");
    std::size_t num_rows = 0;
    write_sheet(opened, asked, context, [&](std::span<const std::string> row) {
      writer.row(row);
      ++num_rows;
    });
    writer.close();
    return num_rows - 1;
  }

  static std::size_t write_csv(Register& opened, const SheetAsked& asked, const std::string& path,
                               const ExecutionContext& context) {
    FileWriter file(path);
    CsvRows rows;
    std::size_t num_rows = 0;
    write_sheet(opened, asked, context, [&](std::span<const std::string> row) {
      for (const std::string& cell : row) rows.cell(guarded_cell(cell));
      rows.end_row();
      file.append(rows.text());
      rows.clear();
      ++num_rows;
    });
    file.close();
    return num_rows - 1;
  }

  std::vector<std::string> where_;
  bool with_hidden_ = false;
  bool is_sealed_ = false;
  std::string reason_;
  std::string path_;
  bool is_forced_ = false;
  RegisterOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_export_command() { return std::make_unique<ExportCommand>(); }

}  // namespace byname
