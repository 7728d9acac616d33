// SPDX-License-Identifier: Apache-2.0
#include "table/csv_dialect.hpp"

#include <gtest/gtest.h>

namespace byname {
namespace {

CsvDialect sniff(std::string_view text) { return sniff_csv_dialect(text, true); }

TEST(CsvDialect, FindsTheDelimiter) {
  EXPECT_EQ(sniff("a,b\n1,2\n").delimiter, ',');
  EXPECT_EQ(sniff("a;b\n1,5;2,5\n").delimiter, ';');
  EXPECT_EQ(sniff("a\tb\n1, x\t2\n").delimiter, '\t');
  EXPECT_EQ(sniff("a|b|c\n1|2|3\n").delimiter, '|');
  EXPECT_EQ(sniff("a^b^c\n1^2^3\n").delimiter, '^');
  EXPECT_EQ(sniff("last, first;age;town\nLevshina, Vera;40;Tver\nTamm;50;Omsk, center\n").delimiter, ';');
}

TEST(CsvDialect, IgnoresDelimitersWithinQuotes) {
  EXPECT_EQ(sniff("\"a;x;y\",b\n\"1;2;3\",5\n").delimiter, ',');
  EXPECT_EQ(sniff("name;note\n\"a\";\"x, y\nz, w\"\n").delimiter, ';');
}

TEST(CsvDialect, OneColumnKeepsItsCommas) {
  EXPECT_NE(sniff("name\nLevshina, Vera\nTamm, Igor\n").delimiter, ',');
  EXPECT_NE(sniff("time\n12:30\n14:40\n").delimiter, ':');
}

TEST(CsvDialect, RaggedRowsDoNotHideTheDelimiter) {
  EXPECT_EQ(sniff("a,b,c\n1,2,3\n1,2\n4,5,6\n1,2,3,4\n").delimiter, ',');
}

TEST(CsvDialect, FindsTheQuote) {
  EXPECT_EQ(sniff("'a','b'\n'x, y','z'\n").quote, '\'');
  EXPECT_EQ(sniff("a,b\n't Hooft,x\nO'Hara,y\n").quote, '"');
  EXPECT_EQ(sniff("a,b\n\"x\",'y'\n").quote, '"');
}

TEST(CsvDialect, FindsBackslashEscapes) {
  EXPECT_TRUE(sniff("a,b\n\"say \\\"no\\\" now\",x\n").backslash_escapes);
  EXPECT_FALSE(sniff("a,b\n\"C:\\dir\\\",x\n").backslash_escapes);
}

}  // namespace
}  // namespace byname
