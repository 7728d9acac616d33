// SPDX-License-Identifier: Apache-2.0
#include "table/xlsx_writer.hpp"

#include <filesystem>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.hpp"
#include "table/csv_writer.hpp"
#include "table/guarded_cell.hpp"
#include "table/input.hpp"
#include "temporary_folder.hpp"

namespace byname {
namespace {

std::vector<std::string> read_back(const std::string& path) {
  ReadOptions options;
  options.keeps_blanks = true;
  options.keeps_empty_texts = true;
  options.use_of = [](const std::string&, const std::string&) { return ColumnUse::kIds; };
  const std::vector<ListArgument> arguments = {{"sheet", {path}}};
  const Input input = read_lists(arguments, options, ExecutionContext{});
  std::vector<std::string> cells;
  for (const TextColumn& column : input.lists.at(0).columns) {
    if (column.name == "text") {
      for (std::size_t i = 0; i < column.codes.size(); ++i)
        cells.emplace_back(column.is_null(i) ? "" : column.at(i));
    }
  }
  return cells;
}

void write_workbook(const std::string& path, const std::vector<std::string>& texts) {
  XlsxWriter writer(path, "persons & others");
  writer.row(std::vector<std::string>{"id", "text"});
  for (const std::string& text : texts) writer.row(std::vector<std::string>{"x", text});
  writer.close();
}

// What a person's spreadsheet must not touch.
const std::vector<std::string> kHostile = {
    "=1+1",       "@SUM(A1)", "-5",   "+380441234567",    "0380441234567", "1990-05-12", "MAR1",
    "<b>&amp;\"", "_x0041_",  "a\nb", "\xD0\x93\xD0\xBE", "'quoted'",      "1E5",        "a\tb"};

TEST(XlsxWriter, EveryTextComesBack) {
  const TemporaryFolder folder;
  write_workbook(folder.path("a.xlsx"), kHostile);
  EXPECT_EQ(read_back(folder.path("a.xlsx")), kHostile);
}

TEST(XlsxWriter, TheSameRowsGiveTheSameBytesAndTheFileIsPrivate) {
  const TemporaryFolder folder;
  write_workbook(folder.path("a.xlsx"), kHostile);
  write_workbook(folder.path("b.xlsx"), kHostile);
  EXPECT_EQ(folder.read("a.xlsx"), folder.read("b.xlsx"));
  EXPECT_EQ(std::filesystem::status(folder.path("a.xlsx")).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_THROW(XlsxWriter(folder.path("a.xlsx"), "x"), UserError);
}

TEST(XlsxWriter, RefusesWhatACellCannotHold) {
  const TemporaryFolder folder;
  XlsxWriter writer(folder.path("a.xlsx"), "x");
  writer.row(std::vector<std::string>{std::string(XlsxWriter::kLongestCell, 'a')});
  EXPECT_THROW(writer.row(std::vector<std::string>{std::string(XlsxWriter::kLongestCell + 1, 'a')}),
               UserError);
}

TEST(XlsxWriter, LettersGoOnAfterZ) {
  const TemporaryFolder folder;
  XlsxWriter writer(folder.path("a.xlsx"), "x");
  std::vector<std::string> header, row;
  for (int i = 0; i < 60; ++i) {
    header.push_back(i == 59 ? "text" : "column " + std::to_string(i));
    row.push_back(std::to_string(i));
  }
  writer.row(header);
  writer.row(row);
  writer.close();
  EXPECT_EQ(read_back(folder.path("a.xlsx")), std::vector<std::string>{"59"});
}

RC_GTEST_PROP(GuardedCell, ComesBackAndIsNeverComputed, (const std::string& text)) {
  const std::string guarded = guarded_cell(text);
  RC_ASSERT(unguarded_cell(guarded) == text);
  RC_ASSERT(guarded.empty() || std::string("=+-@\t\r\n").find(guarded[0]) == std::string::npos);
}

TEST(GuardedCell, HostileTextsComeBackThroughCsv) {
  const TemporaryFolder folder;
  CsvRows rows;
  rows.cell("id");
  rows.cell("text");
  rows.end_row();
  for (const std::string& text : kHostile) {
    rows.cell("x");
    rows.cell(guarded_cell(text));
    rows.end_row();
  }
  folder.write("a.csv", rows.text());
  std::vector<std::string> cells;
  for (const std::string& cell : read_back(folder.path("a.csv"))) cells.emplace_back(unguarded_cell(cell));
  EXPECT_EQ(cells, kHostile);
}

}  // namespace
}  // namespace byname
