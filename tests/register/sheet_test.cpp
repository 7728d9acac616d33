// SPDX-License-Identifier: Apache-2.0
#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "error_text.hpp"
#include "peopled_register.hpp"
#include "register/judging.hpp"
#include "register/rule_versions.hpp"
#include "register/sheet_import.hpp"
#include "register/sheet_mangling.hpp"
#include "register/standings.hpp"
#include "register/undoing.hpp"
#include "register/verify.hpp"
#include "table/csv_writer.hpp"

namespace byname {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using SheetRows = std::vector<std::vector<std::string>>;

class SheetTest : public testing::Test {
 protected:
  SheetTest() {
    take_rules(opened_, "checks = 1\n[[confirm]]\nname = \"official\"\nneeds = [{ class = \"official\" }]\n",
               "r.toml", {});
    add("state", "official", "",
        {{"gordev", "1990-05-12", "0380441234567"}, {"lomov", "1988-03-02", "0441112233"}});
    add("tips", "tip", "sealed", {{"secretov", "1979-11-30", "+79990001122"}});
  }

  void add(const std::string& list, const std::string& kind, const std::string& zone, const SheetRows& rows) {
    OpWriter writer(opened_, "add");
    writer.add(body_kind::kSource, source_body({list, kind, "", zone, ""}));
    int key = 0;
    for (const std::vector<std::string>& row : rows) {
      MentionBody mention;
      mention.list = list;
      mention.key = std::to_string(++key);
      mention.values = {{"family", "Name", row[0], row[0], ""},
                        {"birth_date", "Born", row[1], row[1], ""},
                        {"phone", "Phone", row[2], row[2], ""}};
      writer.add(body_kind::kMention, mention_body(mention));
    }
    writer.append();
    writer.commit();
  }

  SheetRows sheet(ValueZones zones = ValueZones::kOpen) {
    SheetRows rows;
    write_sheet(opened_, {{}, zones}, ExecutionContext{},
                [&](std::span<const std::string> row) { rows.emplace_back(row.begin(), row.end()); });
    return rows;
  }
  static std::string& cell(SheetRows& rows, std::size_t row, const std::string& column) {
    const auto found = std::find(rows[0].begin(), rows[0].end(), column);
    return rows[row].at(static_cast<std::size_t>(found - rows[0].begin()));
  }
  SheetEdits edits_of(const SheetRows& rows) {
    CsvRows csv;
    for (const std::vector<std::string>& row : rows) {
      for (const std::string& text : row) csv.cell(text);
      csv.end_row();
    }
    FileWriter file(scratch_.folder.file(std::to_string(++num_files_) + ".csv"));
    file.append(csv.text());
    file.close();
    return read_sheet_edits(opened_, scratch_.folder.file(std::to_string(num_files_) + ".csv"),
                            ExecutionContext{});
  }
  std::string now(const std::string& list, const std::string& key, const std::string& column) {
    return sheet_cells(opened_.database(), person_of(opened_, list, key), ValueZones::kAll)[column];
  }

  ScratchRegister scratch_;
  Register opened_ = scratch_.open();
  int num_files_ = 0;
};

TEST_F(SheetTest, UnchangedSaysNothing) {
  const SheetEdits edits = edits_of(sheet());
  EXPECT_EQ(edits.num_rows, 3u);
  EXPECT_EQ(edits.num_as_before, 3u);
  EXPECT_EQ(edits.num_edits(), 0u);
  EXPECT_THAT(edits.refused, IsEmpty());
  EXPECT_THAT(error_of([&] { import_sheet(opened_, edits, {}); }), HasSubstr("nothing new"));
}

TEST_F(SheetTest, ManyPersonsAreReadAtOnceToTheSameRows) {
  set_value(opened_, {"state:1", "family", "gordeev", "", false}, {});
  set_value(opened_, {"state:2", "birth_date", "1988-03-02", "", true}, {});
  for (const ValueZones zones : {ValueZones::kOpen, ValueZones::kAll}) {
    const SheetRows one_by_one = sheet(zones);
    SheetRows at_once;
    write_sheet(
        opened_, {{}, zones}, ExecutionContext{},
        [&](std::span<const std::string> row) { at_once.emplace_back(row.begin(), row.end()); }, 0);
    EXPECT_EQ(at_once, one_by_one);
    EXPECT_EQ(at_once.size(), 4u);
  }
}

TEST_F(SheetTest, EditsBecomeClaimsDecisionsAndMerges) {
  SheetRows rows = sheet();
  cell(rows, 1, "family") = "gordeev";
  cell(rows, 1, "verdict") = "confirmed";
  cell(rows, 2, "birth_date") = "";
  cell(rows, 3, "merge_into") = rows[1][0];
  std::swap(rows[1], rows[3]);  // sorted in between
  const SheetEdits edits = edits_of(rows);
  EXPECT_EQ(edits.num_edits(), 4u);
  const Change change = import_sheet(opened_, edits, {});
  EXPECT_EQ(now("state", "1", "family"), "gordeev");
  EXPECT_EQ(now("state", "2", "birth_date"), "");
  EXPECT_EQ(person_of(opened_, "tips", "1"), person_of(opened_, "state", "1"));
  EXPECT_EQ(now("state", "1", "verdict"), "confirmed");
  EXPECT_EQ(edits_of(rows).num_edits(), 0u);  // a second time it says what is there
  undo_op(opened_, change.op.hex(), {});
  EXPECT_EQ(now("state", "1", "family"), "gordev");
  EXPECT_EQ(now("state", "2", "birth_date"), "1988-03-02");
  EXPECT_THAT(verify_register(opened_, {}).findings, IsEmpty());
}

TEST_F(SheetTest, WhatBothSidesChangedIsAConflict) {
  SheetRows rows = sheet();
  set_value(opened_, {person_of(opened_, "state", "1"), "family", "gordeyev", "", false}, {});
  cell(rows, 1, "family") = "gordeev";
  cell(rows, 2, "family") = "lomova";
  const SheetEdits edits = edits_of(rows);
  ASSERT_EQ(edits.conflicts.size(), 1u);
  EXPECT_EQ(edits.conflicts[0].text, "the sheet says gordeev, and the register by now gordeyev");
  EXPECT_EQ(edits.values.size(), 1u);
  // The same change on both sides is none.
  cell(rows, 1, "family") = "gordeyev";
  EXPECT_THAT(edits_of(rows).conflicts, IsEmpty());
}

TEST_F(SheetTest, MissingRowsAndColumnsSayNothing) {
  SheetRows rows = sheet();
  rows.erase(rows.begin() + 2);
  for (std::vector<std::string>& row : rows) row.erase(row.begin() + 1);  // the column family
  rows[0][1] = "a column of mine";
  const SheetEdits edits = edits_of(rows);
  EXPECT_EQ(edits.num_as_before, 2u);
  EXPECT_THAT(edits.unknown_columns, ElementsAre("a column of mine"));
}

TEST_F(SheetTest, RowsThatCannotBeTakenAreListed) {
  SheetRows rows = sheet();
  cell(rows, 1, "birth_date") = "some day";
  cell(rows, 2, "verdict") = "maybe";
  rows.push_back(rows[3]);
  cell(rows, 4, "id") = "";
  rows.push_back(rows[3]);
  std::vector<std::string> reasons;
  for (const SheetFinding& each : edits_of(rows).refused) reasons.push_back(each.text);
  EXPECT_THAT(reasons, testing::UnorderedElementsAre(HasSubstr("cannot be read as birth_date"),
                                                     HasSubstr("a verdict is one of"), HasSubstr("no id"),
                                                     HasSubstr("in a row above")));
  EXPECT_THAT(error_of([&] { edits_of({{"id", "family"}, {"a", "b"}}); }), HasSubstr("no column base"));
}

TEST_F(SheetTest, AFormerIdIsSaidToBeOne) {
  SheetRows rows = sheet();
  merge_persons(opened_, {{"state:1", "state:2"}}, {});
  cell(rows, 2, "family") = "lomova";
  ASSERT_EQ(edits_of(rows).refused.size(), 1u);
  EXPECT_THAT(edits_of(rows).refused[0].text, HasSubstr("is part of"));
}

TEST_F(SheetTest, AColumnThatAProgramAlteredIsRefusedAsAWhole) {
  SheetRows rows = sheet();
  cell(rows, 1, "birth_date") = "12.05.90";
  cell(rows, 2, "birth_date") = "02.03.88";
  EXPECT_THAT(error_of([&] { edits_of(rows); }),
              testing::AllOf(HasSubstr("birth_date (2 cells)"), HasSubstr("row 1")));
  SheetRows sealed = sheet(ValueZones::kAll);
  cell(sealed, 1, "phone") = "3.80E+11";
  cell(sealed, 2, "phone") = "441112233";
  EXPECT_THAT(error_of([&] { edits_of(sealed); }), HasSubstr("phone (2 cells)"));
}

TEST(SheetMangling, KnowsWhatSpreadsheetProgramsDo) {
  EXPECT_EQ(mangling_of("0380441234567", "380441234567"), "leading zeros or the sign are lost");
  EXPECT_EQ(mangling_of("+79990001122", "79990001122"), "leading zeros or the sign are lost");
  EXPECT_EQ(mangling_of("0380441234567", "3.80441E+11"), "a long number was rounded");
  EXPECT_EQ(mangling_of("1990-05-12", "33005"), "a date became the number of a day");
  EXPECT_EQ(mangling_of("1990-05-12", "12.05.1990"), "a date stands in another form");
  EXPECT_EQ(mangling_of("1990-05-12", "12/05/90"), "a date has lost its century");
  EXPECT_EQ(mangling_of("1990-05-12", "1990-05-13"), "");
  EXPECT_EQ(mangling_of("1990-05-12", "1990"), "");
  EXPECT_EQ(mangling_of("gordev", "gordeev"), "");
  EXPECT_EQ(mangling_of("12345", "12346"), "");
}

// R3: what is sealed is in no sheet but one that is asked for so, and that is in the log.
TEST_F(SheetTest, R3SealedValuesAreInASealedSheetOnly) {
  std::string open;
  for (const std::vector<std::string>& row : sheet()) {
    for (const std::string& text : row) open += text + "\n";
  }
  EXPECT_THAT(open, testing::Not(HasSubstr("secretov")));
  EXPECT_THAT(open, testing::Not(HasSubstr("0380441234567")));
  SheetRows sealed = sheet(ValueZones::kAll);
  EXPECT_EQ(cell(sealed, 3, "family"), "secretov");
  EXPECT_EQ(cell(sealed, 1, "phone"), "0380441234567");
  const OpId op = log_sealed_export(opened_, 3, "for the lawyer");
  EXPECT_EQ(opened_.log().find(op)->verb, "export");
  EXPECT_THAT(error_of([&] { undo_op(opened_, op.hex(), {}); }), HasSubstr("cannot be undone"));
}

}  // namespace
}  // namespace byname
