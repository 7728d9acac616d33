// SPDX-License-Identifier: Apache-2.0
#include "table/xlsx_reader.hpp"

#include <cstdlib>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>

#include "base/error.hpp"
#include "table/sheet_cells.hpp"
#include "table/temporary_folder.hpp"

namespace byname {
namespace {

using testing::HasSubstr;

constexpr std::string_view kRelation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// What of a workbook of one sheet a test says.
struct InventedWorkbook {
  std::string rows{};
  std::string behind{};     ///< the rows: hyperlinks
  std::string relations{};  ///< of the sheet
  std::string comments{};
  std::string shared{};  ///< its <si>
  std::string sheet_name = "people";
  int level = 9;       ///< 0 packs nothing
  int num_sheets = 1;  ///< all of these rows
};

std::string relation(std::string_view id, std::string_view type, std::string_view target) {
  return fmt::format("<Relationship Id='{}' Type='{}{}' Target='{}'/>", id, kRelation, type, target);
}

void add_part(zipFile archive, const char* name, const std::string& bytes, int level) {
  zipOpenNewFileInZip64(archive, name, nullptr, nullptr, 0, nullptr, 0, nullptr, level == 0 ? 0 : Z_DEFLATED,
                        level, 0);
  zipWriteInFileInZip(archive, bytes.data(), static_cast<unsigned>(bytes.size()));
  zipCloseFileInZip(archive);
}

void write_workbook(const std::string& path, const InventedWorkbook& book) {
  zipFile archive = zipOpen64(path.c_str(), APPEND_STATUS_CREATE);
  const auto add = [&](const char* name, const std::string& bytes) {
    add_part(archive, name, bytes, book.level);
  };
  const auto relations = [&](const char* name, const std::string& lines) {
    add(name, "<Relationships>" + lines + "</Relationships>");
  };
  relations("_rels/.rels", relation("r1", "officeDocument", "xl/workbook.xml"));
  std::string sheets;
  for (int i = 0; i < book.num_sheets; ++i)
    sheets += fmt::format("<sheet name='{}{}' id='r1'/>", book.sheet_name, i == 0 ? "" : std::to_string(i));
  add("xl/workbook.xml", "<workbook><sheets>" + sheets + "</sheets></workbook>");
  relations("xl/_rels/workbook.xml.rels",
            relation("r1", "worksheet", "sheet.xml") + relation("r2", "sharedStrings", "texts.xml"));
  add("xl/texts.xml", "<sst>" + book.shared + "</sst>");
  add("xl/sheet.xml", "<worksheet><sheetData>" + book.rows + "</sheetData>" + book.behind + "</worksheet>");
  relations("xl/_rels/sheet.xml.rels", book.relations + relation("c", "comments", "comments.xml"));
  add("xl/comments.xml", "<comments>" + book.comments + "</comments>");
  zipClose(archive, nullptr);
}

std::string cell(std::string_view place, std::string_view text) {
  return fmt::format("<c r='{}' t='inlineStr'><is><t xml:space='preserve'>{}</t></is></c>", place, text);
}

std::string row(int number, std::initializer_list<std::string_view> texts) {
  std::string cells;
  std::uint32_t column = 0;
  for (const std::string_view text : texts)
    cells += cell(column_letters(++column) + std::to_string(number), text);
  return fmt::format("<row r='{}'>{}</row>", number, cells);
}

std::string comment(std::string_view place, std::string_view text) {
  return fmt::format("<comment ref='{}'><text><t>{}</t></text></comment>", place, text);
}

const std::string kTwoRows = row(1, {"id", "name"}) + row(2, {"1", "Gordeev"}) + row(4, {"2", "Lomov"});

class XlsxReader : public testing::Test {
 protected:
  Input read(const InventedWorkbook& book, bool keeps_blanks = false) {
    write_workbook(path(), book);
    ReadOptions options;
    options.keeps_cell_notes = true;
    options.keeps_blanks = keeps_blanks;
    const std::vector<ListArgument> arguments = {{"people", {path()}}};
    return read_lists(arguments, options, ExecutionContext());
  }
  std::string path() const { return folder_.path("people.xlsx"); }

  std::string fault_of(const std::string& file) {
    try {
      const std::vector<ListArgument> arguments = {{"people", {file}}};
      read_lists(arguments, ExecutionContext());
    } catch (const DataError& error) {
      return error.what();
    }
    return "";
  }

  static std::string text(const Input& input, std::string_view column, std::size_t row) {
    for (const TextColumn& held : input.lists.at(0).columns) {
      if (held.name != column) continue;
      return held.is_null(row) ? "NULL" : std::string(held.dictionary.value(held.codes.at(row)));
    }
    return "no such column";
  }
  static std::string remark(const Input& input) { return input.remarks.empty() ? "" : input.remarks[0]; }

  TemporaryFolder folder_;
};

TEST_F(XlsxReader, TakesNoTwoCellsFarBelowForTheHeader) {
  std::string rows = row(1, {"name"});
  for (int number = 2; number < 40; ++number) rows += row(number, {"Gordeev"});
  const Input input = read({.rows = rows + row(40, {"Lomov", "a stray note"})});
  EXPECT_EQ(input.lists[0].num_mentions(), 39u);
  EXPECT_EQ(text(input, "name", 0), "Gordeev");
}

TEST_F(XlsxReader, LeavesOutALinkOfAMegabyteOverEverything) {
  const Input input = read({.rows = kTwoRows,
                            .behind = fmt::format("<hyperlinks><hyperlink ref='A1:XFD1048576' location='{}'/>"
                                                  "</hyperlinks>",
                                                  std::string(1 << 20, 'x'))});
  EXPECT_EQ(input.lists[0].num_mentions(), 2u);
  EXPECT_THAT(remark(input), HasSubstr("1 link of 'people' left out: too long or too many"));
}

TEST_F(XlsxReader, BoundsTheLinksOverEverything) {
  std::string links;
  for (int i = 0; i < 5000; ++i)
    links += fmt::format("<hyperlink ref='A1:XFD1048576' location='{}{}'/>", i, std::string(1000, 'x'));
  const Input input = read({.rows = kTwoRows, .behind = "<hyperlinks>" + links + "</hyperlinks>"});
  EXPECT_EQ(input.lists[0].num_mentions(), 2u);
  EXPECT_THAT(remark(input), HasSubstr("links of 'people' left out: too long or too many"));
}

TEST_F(XlsxReader, SaysThatALinkOverManyCellsIsCut) {
  const Input input = read(
      {.rows = kTwoRows, .behind = "<hyperlinks><hyperlink ref='A1:B1048576' location='x'/></hyperlinks>"});
  EXPECT_EQ(text(input, "name (link)", 0), "#x");
  EXPECT_THAT(remark(input),
              HasSubstr("1 link of 'people' over more than 10,000 cells, kept in the first of them"));
}

TEST_F(XlsxReader, RejectsARowOfOneTextSharedAThousandTimes) {
  std::string cells;
  for (std::uint32_t column = 1; column <= 1000; ++column)
    cells += fmt::format("<c r='{}2' t='s'><v>0</v></c>", column_letters(column));
  const Input input =
      read({.rows = row(1, {"id", "name"}) + "<row r='2'>" + cells + "</row>" + row(3, {"2", "Lomov"}),
            .shared = "<si><t>" + std::string(4 << 20, 'x') + "</t></si>",
            .level = 1});
  EXPECT_EQ(input.lists[0].num_mentions(), 1u);
  ASSERT_EQ(input.rejects.size(), 1u);
  EXPECT_THAT(input.rejects[0].reason, HasSubstr("the row is over 256 MiB"));
}

TEST_F(XlsxReader, RefusesASheetThatSpansTooMuch) {
  std::string header = "<row r='1'>";
  for (std::uint32_t column = 1; column <= kMaxSheetColumns; ++column)
    header += cell(column_letters(column) + "1", "c" + std::to_string(column));
  std::string rows = header + "</row>";
  for (int number = 2; number < 20'000; ++number)
    rows += fmt::format("<row r='{0}'><c r='A{0}'><v>1</v></c></row>", number);
  std::string more = rows;
  for (int number = 20'000; number < 40'000; ++number)
    more += fmt::format("<row r='{0}'><c r='A{0}'><v>1</v></c></row>", number);
  write_workbook(path(), {.rows = more, .level = 1});
  EXPECT_THAT(fault_of(path()), HasSubstr("spans 16384 columns and 39998 rows, too many to be read"));
  write_workbook(path(), {.rows = rows, .level = 1, .num_sheets = 2});
  EXPECT_THAT(fault_of(path()), HasSubstr("span 16384 columns and 39996 rows together, too many to be read"));
}

TEST_F(XlsxReader, TrimsCellsAndTakesBlankOnesForEmpty) {
  const InventedWorkbook book{.rows = row(1, {" id ", "name", " "}) + row(2, {" 1\n", " \t", "\n"}) +
                                      row(3, {" ", " "}) + row(4, {"2", "Lomov  Anton "})};
  const Input input = read(book);
  ASSERT_EQ(input.lists[0].num_mentions(), 2u);
  EXPECT_EQ(input.lists[0].columns.size(), 2u);
  EXPECT_EQ(text(input, "id", 0), "1");
  EXPECT_EQ(text(input, "name", 0), "NULL");
  EXPECT_EQ(text(input, "name", 1), "Lomov  Anton");
  EXPECT_EQ(text(read(book, true), "id", 0), " 1\n");
}

TEST_F(XlsxReader, SaysWhichCommentsStandOnNoRow) {
  const Input input = read({.rows = kTwoRows,
                            .comments = comment("A1", "on the header") + comment("B2", "kept") +
                                        comment("A3", "on an empty row") + comment("Z2", "on no column")});
  EXPECT_EQ(text(input, "name (comment)", 0), "kept");
  EXPECT_THAT(remark(input),
              HasSubstr("3 comments of 'people' left out: on its header, an empty row or no column of it"));
}

TEST_F(XlsxReader, ReadsASheetWithoutAName) {
  const Input input = read({.rows = kTwoRows, .sheet_name = ""});
  EXPECT_EQ(input.lists[0].num_mentions(), 2u);
  EXPECT_EQ(input.files[0].name, "people.xlsx#sheet 1");
}

TEST_F(XlsxReader, SaysThatTheFileChangedMeanwhile) {
  // Nothing packed, so that the parts of both files lie in the same places, and further apart than what is
  // read ahead.
  const std::string far = comment("A1", std::string(100'000, 'x'));
  write_workbook(path(), {.rows = kTwoRows, .comments = far, .level = 0});
  XlsxFile workbook(path(), true, ExecutionContext());
  for (const auto& rows : {row(1, {"id", "name"}) + row(2, {"1", "Gordeev"}) + "<row r='4'>" +
                               cell("A4", "2") + cell("C4", "Lomov") + "</row>",
                           row(1, {"id", "name"}) + row(2, {"1", "Gordeev"}) + "<row r='4'>" +
                               std::string(row(4, {"2", "Lomov"}).size() - 17, ' ') + "</row>"}) {
    ASSERT_EQ(rows.size(), kTwoRows.size());
    write_workbook(path(), {.rows = rows, .comments = far, .level = 0});
    Input input;
    input.lists.emplace_back();
    input.files.emplace_back();
    try {
      workbook.read_sheet(0, 0, input.files[0], input.lists[0], input.rejects, {}, ExecutionContext());
      FAIL() << "read";
    } catch (const DataError& error) {
      EXPECT_THAT(error.what(), HasSubstr("changed while it was read"));
    }
  }
}

std::string utf16(std::string_view text) {
  std::string units;
  for (const char c : text) units += std::string(1, c) + '\0';
  return units;
}

TEST_F(XlsxReader, NamesWhatIsNoWorkbookOfXml) {
  const std::string ole("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  const std::string zeros(600, '\0');
  EXPECT_THAT(fault_of(folder_.write("a.xlsx", ole + zeros + utf16("EncryptedPackage") + zeros)),
              HasSubstr("a.xlsx is protected by a passphrase. Open it in its program, save it without one"));
  EXPECT_THAT(
      fault_of(folder_.write("b.xls", ole + zeros + utf16("Workbook") + zeros)),
      HasSubstr(
          "b.xls is an old Excel workbook (.xls). Open it in its program and save it as .xlsx or CSV."));
  EXPECT_THAT(fault_of(folder_.write("c.doc", ole + zeros)), HasSubstr("an old Word document or another"));
  write_workbook(path(), {.rows = kTwoRows});
  const std::string packed = folder_.path("d.xlsx.gz");
  ASSERT_EQ(std::system(fmt::format("gzip -c '{}' > '{}'", path(), packed).c_str()), 0);
  EXPECT_THAT(fault_of(packed),
              HasSubstr("d.xlsx.gz is a packed workbook. Unpack it (gunzip) and read the .xlsx."));
}

}  // namespace
}  // namespace byname
