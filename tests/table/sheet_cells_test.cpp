// SPDX-License-Identifier: Apache-2.0
#include "table/sheet_cells.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "table/memory_source.hpp"

namespace byname {
namespace {

using testing::ElementsAre;

struct ReadSheet {
  std::vector<SheetRow> rows;
  SheetRest rest;
  const SheetCell& cell(std::size_t row, std::size_t at) const { return rows.at(row).cells.at(at); }
};

ReadSheet read_sheet(const std::string& rows, const SharedCells& shared = {}) {
  const std::string xml = "<x:worksheet xmlns:x=\"m\"><sheetData>" + rows + "</sheetData></x:worksheet>";
  MemorySource source(xml);
  ReadSheet read;
  read.rest = read_sheet_cells(source, "sheet", shared, [&](SheetRow& row) { read.rows.push_back(row); });
  return read;
}

TEST(ReadCellPlace, ReadsPlacesOfASheetAlone) {
  EXPECT_EQ(read_cell_place("A1"), (CellPlace{1, 1}));
  EXPECT_EQ(read_cell_place("$AB$12"), (CellPlace{12, 28}));
  EXPECT_EQ(read_cell_place("XFD1048576"), (CellPlace{1048576, 16384}));
  for (const char* text :
       {"", "A", "1", "A0", "XFE1", "A1048577", "A-1", "AAAAAAAAAA1", "A1:B2", "A99999999999"})
    EXPECT_EQ(read_cell_place(text), std::nullopt) << text;
}

TEST(ColumnLetters, AreThoseOfASpreadsheet) {
  EXPECT_EQ(column_letters(1), "A");
  EXPECT_EQ(column_letters(26), "Z");
  EXPECT_EQ(column_letters(27), "AA");
  EXPECT_EQ(column_letters(16384), "XFD");
}

TEST(ReadSheetCells, ReadsEveryKindOfCell) {
  SharedCells shared;
  shared.texts = {"shared"};
  shared.formats = {NumberFormat(), read_number_format("yyyy-mm-dd")};
  const ReadSheet read = read_sheet(
      "<row r='3'><c r='B3' t='s'><v>0</v></c><c r='C3' "
      "t='inlineStr'><is><r><t>in</t></r><r><t>line</t></r></is></c>"
      "<c r='D3' t='b'><v>1</v></c><c r='E3' s='1'><v>33005</v></c><c r='F3' t='str'><f>A1</f><v>made</v></c>"
      "<c r='G3' t='e'><v>#N/A</v></c><c r='H3' t='d'><v>1990-05-12T00:00:00</v></c></row>",
      shared);
  ASSERT_EQ(read.rows.size(), 1u);
  EXPECT_EQ(read.rows[0].number, 3u);
  std::vector<std::string> texts;
  for (const SheetCell& cell : read.rows[0].cells) texts.push_back(cell.text);
  EXPECT_THAT(texts, ElementsAre("shared", "inline", "TRUE", "1990-05-12", "made", "#N/A", "1990-05-12"));
  EXPECT_EQ(read.cell(0, 0).column, 2u);
  EXPECT_TRUE(read.cell(0, 0).is_text);
  EXPECT_FALSE(read.cell(0, 3).is_text);
}

TEST(ReadSheetCells, CountsPlacesWhereNoneAreGiven) {
  const ReadSheet read = read_sheet("<row/><row><c><v>1</v></c><c/><c><v>2</v></c></row><row r='9'/>");
  ASSERT_EQ(read.rows.size(), 1u);
  EXPECT_EQ(read.rows[0].number, 2u);
  EXPECT_EQ(read.cell(0, 1).column, 3u);
}

TEST(ReadSheetCells, SaysWhatIsWrongWithACell) {
  const ReadSheet read =
      read_sheet("<row><c t='s'><v>5</v></c><c t='inlineStr'><is><t>a_x0000_b</t></is></c></row>");
  EXPECT_STREQ(read.cell(0, 0).fault, "a cell refers to a text that the workbook does not hold");
  EXPECT_STREQ(read.cell(0, 1).fault, "a cell holds a NUL byte");
}

TEST(ReadSheetCells, CountsFormulasWithoutAValueAndReadsTheirLinks) {
  const ReadSheet read = read_sheet(
      "<row><c><f>1+1</f></c><c t='str'><f>HYPERLINK(\"https://a.example\",\"b\")</f><v>b</v></c></row>");
  EXPECT_EQ(read.rest.num_uncomputed, 1u);
  ASSERT_EQ(read.rows.size(), 1u);
  EXPECT_EQ(read.cell(0, 0).link, "https://a.example");
}

TEST(ReadSheetCells, RefusesWhatIsNoSheet) {
  for (const char* rows : {"<row r='0'/>", "<row r='1048577'/>", "<row r='1'><c r='A2'/></row>",
                           "<row><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row>", "<row>", "&other;"})
    EXPECT_THROW(read_sheet(rows), DataError) << rows;
}

TEST(ReadSharedTexts, JoinsFontsAndDecodesEscapes) {
  MemorySource source(
      "<sst><si><t>a</t></si><si/><si><r><t>b </t></r><r><t>c</t></r><rPh><t>reading</t></rPh></si>"
      "<si><t>_x0041__xD83D__xDE00__xD800__xzz_</t></si></sst>");
  EXPECT_THAT(read_shared_texts(source, "texts"),
              ElementsAre("a", "", "b c", "A\xF0\x9F\x98\x80_xD800__xzz_"));
}

TEST(ReadSharedTexts, RefusesADocumentType) {
  MemorySource source("<!DOCTYPE sst [<!ENTITY a 'b'>]><sst><si><t>&a;</t></si></sst>");
  EXPECT_THROW(read_shared_texts(source, "texts"), DataError);
}

TEST(ReadSheetComments, ReadsThemByPlace) {
  MemorySource source(
      "<comments><comment ref='B2'><text><r><t>seen</t></r></text></comment><comment ref='x'/></comments>");
  std::uint64_t bytes_left = 100;
  const SheetComments comments = read_sheet_comments(source, "comments", bytes_left);
  ASSERT_EQ(comments.texts.size(), 1u);
  EXPECT_EQ(comments.texts.at({2, 2}), "seen");
  EXPECT_EQ(bytes_left, 100 - 4 - kBytesOfNote);
}

TEST(ReadSheetComments, KeepsAsManyAsMayBe) {
  std::string xml;
  for (int row = 1; row <= 5; ++row)
    xml += "<comment ref='B" + std::to_string(row) + "'><text><t>seen</t></text></comment>";
  const std::string whole = "<comments>" + xml + "</comments>";
  MemorySource source(whole);
  std::uint64_t bytes_left = 2 * (kBytesOfNote + 4) + 10;
  const SheetComments comments = read_sheet_comments(source, "comments", bytes_left);
  EXPECT_EQ(comments.texts.size(), 2u);
  EXPECT_EQ(comments.num_left_out, 3u);
  EXPECT_EQ(bytes_left, 10u);
}

}  // namespace
}  // namespace byname
