// SPDX-License-Identifier: Apache-2.0
#include "table/csv_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>
#include <string>

#include "base/error.hpp"
#include "table/csv_record.hpp"
#include "table/memory_source.hpp"
#include "table/utf8_text.hpp"

namespace byname {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string error_of(std::string_view text) {
  try {
    read_csv_text(text);
  } catch (const DataError& error) {
    return error.what();
  }
  return "no error";
}

TEST(CsvReader, ReadsCellsRowsAndLines) {
  const ReadTable table = read_csv_text("given,family\nVera,Levshina\nIgor,Tamm\n");
  ASSERT_EQ(table.list.columns.size(), 2u);
  EXPECT_EQ(table.list.columns[1].name, "family");
  EXPECT_EQ(table.cell(0, 1), "Igor");
  EXPECT_THAT(table.list.row, ElementsAre(1, 2));
  EXPECT_THAT(table.list.line, ElementsAre(2, 3));
  EXPECT_EQ(table.file.num_rows, 2u);
}

TEST(CsvReader, TrimsSpacesOutsideQuotesOnly) {
  const ReadTable table = read_csv_text("id, name\n 1 ,  Vera \n2, \" Igor \" \n");
  EXPECT_EQ(table.list.columns[1].name, "name");
  EXPECT_EQ(table.cell(0, 0), "1");
  EXPECT_EQ(table.cell(1, 0), "Vera");
  EXPECT_EQ(table.cell(1, 1), " Igor ");
}

TEST(CsvReader, ReadsEveryLineEnd) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const ReadTable table =
        read_csv_text("a,b" + end + "1,2" + end + end + "3,\"4" + end + "5\"" + end + "6,7");
    EXPECT_EQ(table.list.num_mentions(), 3u);
    EXPECT_EQ(table.cell(1, 1), "4" + end + "5");
    EXPECT_THAT(table.list.line, ElementsAre(2, 4, 6));
    EXPECT_THAT(table.list.row, ElementsAre(1, 2, 3));
  }
}

TEST(CsvReader, ReadsDoubledAndEscapedQuotes) {
  const ReadTable doubled = read_csv_text("a,b\n\"say \"\"no\"\"\",x\n");
  EXPECT_EQ(doubled.cell(0, 0), "say \"no\"");
  const ReadTable escaped = read_csv_text("a,b\n\"say \\\"no\\\", \\\\ he\",x\n");
  EXPECT_EQ(escaped.cell(0, 0), "say \"no\", \\ he");
  EXPECT_TRUE(escaped.dialect.backslash_escapes);
}

TEST(CsvReader, TakesAStrayQuoteWithinALineAsText) {
  const ReadTable table = read_csv_text("a,b\n\"O\"Hara\",x\nJ \"Jo\" B,y\n");
  EXPECT_EQ(table.cell(0, 0), "O\"Hara");
  EXPECT_EQ(table.cell(0, 1), "J \"Jo\" B");
}

TEST(CsvReader, RejectsRaggedRowsWithTheirPlace) {
  const ReadTable table = read_csv_text("a,b,c\n1,2,3\n\n1,2\n1,2,3,4\n1,2,3,,\n");
  EXPECT_THAT(table.list.row, ElementsAre(1, 4));
  ASSERT_EQ(table.rejects.size(), 2u);
  EXPECT_EQ(table.rejects[0].reason, "2 fields where the header has 3");
  EXPECT_EQ(table.rejects[0].row, 2u);
  EXPECT_EQ(table.rejects[0].line, 4u);
  EXPECT_EQ(table.rejects[0].text, "1,2");
  EXPECT_EQ(table.rejects[1].reason, "4 fields where the header has 3");
  EXPECT_EQ(table.file.num_rejected, 2u);
}

TEST(CsvReader, AnUnclosedQuoteCostsOneRow) {
  const ReadTable plain = read_csv_text("a,b\n1,\"x\n2,y\n3,z\n");
  EXPECT_THAT(plain.list.row, ElementsAre(2, 3));
  EXPECT_EQ(plain.rejects.at(0).reason, "a quote is opened and never closed");
  EXPECT_EQ(plain.rejects.at(0).column, "b");
  EXPECT_EQ(plain.rejects.at(0).line, 2u);
  const ReadTable before_quoted = read_csv_text("a,b\n1,\"x\n2,\"y\"\n3,\"z\"\n");
  EXPECT_THAT(before_quoted.list.row, ElementsAre(2, 3));
  const ReadTable first_cell = read_csv_text("a,b,c\n\"1,x,p\n2,\"y\",q\n3,z,\"r\"\n");
  EXPECT_THAT(first_cell.list.row, ElementsAre(2, 3));
}

TEST(CsvReader, AShortRecordOfSeveralLinesIsOneRow) {
  const ReadTable table = read_csv_text("a,b,c\n\"one\ntwo\",x\n1,2,3\n");
  EXPECT_EQ(table.file.num_rows, 2u);
  EXPECT_EQ(table.rejects.at(0).reason, "2 fields where the header has 3");
  EXPECT_THAT(table.list.line, ElementsAre(4));
}

TEST(CsvReader, RejectsNulAndBrokenUtf8) {
  const std::string text("a,b\n1,x\n2,x\0y\n3,\xFF\xFE\n4,\xC3\xA9\n", 24);
  const ReadTable table = read_csv_text(text);
  ASSERT_EQ(table.rejects.size(), 2u);
  EXPECT_EQ(table.rejects[0].reason, "a NUL byte");
  EXPECT_EQ(table.rejects[0].text, "2,x\\x00y");
  EXPECT_EQ(table.rejects[1].reason, "bytes that are not UTF-8");
  EXPECT_EQ(table.rejects[1].column, "b");
  EXPECT_EQ(table.rejects[1].text, "3,\\xFF\\xFE");
  EXPECT_EQ(table.cell(1, 1), "\xC3\xA9");
}

TEST(CsvReader, EmptyCellsAreNull) {
  const ReadTable table = read_csv_text("a,b\n,x\n\"\",y\n");
  EXPECT_EQ(table.cell(0, 0), "NULL");
  EXPECT_EQ(table.cell(0, 1), "NULL");
}

TEST(CsvReader, NamesColumnsWithoutAName) {
  const ReadTable table = read_csv_text("a,,c,\n1,2,3,4\n");
  EXPECT_EQ(table.list.columns[1].name, "column_2");
  EXPECT_EQ(table.list.columns[3].name, "column_4");
}

TEST(CsvReader, RefusesFilesWithoutRowsOrWithTwoColumnsOfOneName) {
  EXPECT_THAT(error_of("a,b\n"), HasSubstr("has a header but no rows"));
  EXPECT_THAT(error_of("\n \n"), HasSubstr("only blank lines"));
  EXPECT_THAT(error_of(""), HasSubstr("only blank lines"));
  EXPECT_THAT(error_of("name,b, name\n1,2,3\n"),
              HasSubstr("two columns named 'name': column 1 and column 3"));
  EXPECT_THAT(error_of("\"a,b\n"), HasSubstr("cannot be read"));
}

TEST(CsvReader, ReadsATenMegabyteCellAndRejectsOneOver64MiB) {
  const std::string large(10'000'000, 'x');
  const ReadTable table = read_csv_text("a,b\n1," + large + "\n2,\"" + large + "\"\n3,y\n");
  EXPECT_EQ(table.list.num_mentions(), 3u);
  EXPECT_EQ(table.list.columns[1].at(0).size(), large.size());
  const std::string too_large(kMaxCellBytes + 1, 'x');
  for (const std::string quote : {"", "\""}) {
    const ReadTable rejected = read_csv_text("a,b\n1," + quote + too_large + quote + "\n2,y\n");
    EXPECT_THAT(rejected.list.row, ElementsAre(2));
    EXPECT_EQ(rejected.rejects.at(0).reason, "a cell is over 64 MiB");
    EXPECT_EQ(rejected.rejects.at(0).column, "b");
    EXPECT_LE(rejected.rejects.at(0).text.size(), kRejectTextBytes);
  }
}

TEST(CsvReader, SkipsARowOver256MiBWithoutHoldingMore) {
  std::string row = "1";
  for (int i = 0; i < 5; ++i) row += "," + std::string(60 << 20, 'y');
  const ReadTable table = read_csv_text("a,b\n0,x\n" + row + "\n2,z\n");
  EXPECT_THAT(table.list.row, ElementsAre(1, 3));
  EXPECT_THAT(table.list.line, ElementsAre(2, 4));
  EXPECT_EQ(table.file.num_rows, 3u);
}

TEST(CsvReader, ManyUnclosedQuotesTakeLinearTime) {
  std::string text = "a,b\n";
  for (int i = 0; i < 300'000; ++i) text += "x,\"\"\"y\n";
  const ReadTable table = read_csv_text(text);
  EXPECT_EQ(table.file.num_rows, 300'000u);
}

// Text that tries every border: quotes, doubled quotes, line ends of all kinds, broken bytes.
std::string random_text(std::mt19937& random) {
  static const std::vector<std::string> pieces = {"a",    "bc", ",",        ",",    "\n",   "\n",
                                                  "\r\n", "\r", "\"",       "\"\"", ",\"",  "\",",
                                                  "\"\n", " ",  "\xD0\x90", "\xFF", "\\\"", "x,y\n"};
  std::string text = "p,q\n";
  const std::size_t length = random() % 60;
  for (std::size_t i = 0; i < length; ++i) text += pieces[random() % pieces.size()];
  return text + "\nz,z\n";
}

TEST(CsvReader, CutsAndThreadsDoNotMatter) {
  std::mt19937 random(1);
  for (int trial = 0; trial < 400; ++trial) {
    const std::string text = random_text(random);
    const std::string whole = dump(read_csv_text(text));
    for (std::size_t chunk = 1; chunk < 12; ++chunk) {
      ASSERT_TRUE(dump(read_csv_text(text, {std::size_t{1} << 20, chunk})) == whole) << chunk << "\n" << text;
    }
    ASSERT_TRUE(dump(read_csv_text(text, {std::size_t{1} << 20, 5}, 3)) == whole) << text;
  }
}

TEST(CsvReader, SegmentsDoNotMatterBeyondTheDialectSample) {
  std::mt19937 random(2);
  for (int trial = 0; trial < 20; ++trial) {
    std::string text = "p,q\n";
    while (text.size() < 90'000) text += "aa,bb\n" + random_text(random).substr(4);
    const std::string whole = dump(read_csv_text(text));
    for (const std::size_t segment : {65'536u, 65'537u, 70'000u}) {
      ASSERT_TRUE(dump(read_csv_text(text, {segment, 1000}, 2)) == whole) << "segment " << segment;
    }
  }
}

TEST(CsvReader, KeepsBlanksAtTheEndsWhereAsked) {
  CsvCuts cuts;
  cuts.keeps_blanks = true;
  cuts.keeps_empty_texts = true;
  const ReadTable table = read_csv_text("name , city\n a , b  \n  ,\n  \" c \" ,\"\"\nd,e, \n", cuts);
  EXPECT_EQ(table.list.columns[0].name, "name");
  EXPECT_EQ(table.list.columns[1].name, "city");
  ASSERT_EQ(table.list.num_mentions(), 4u);
  EXPECT_EQ(table.cell(0, 0), " a ");
  EXPECT_EQ(table.cell(1, 0), " b  ");
  EXPECT_EQ(table.cell(0, 1), "  ");
  EXPECT_EQ(table.cell(1, 1), "NULL");
  EXPECT_EQ(table.cell(0, 2), " c ");
  EXPECT_EQ(table.cell(1, 2), "");
  EXPECT_EQ(table.cell(0, 3), "d");
  EXPECT_EQ(read_csv_text("name,city\n a , b \n").cell(0, 0), "a");
}

}  // namespace
}  // namespace byname
