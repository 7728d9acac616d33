// SPDX-License-Identifier: Apache-2.0
#include "spec/linkage_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace byname {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Adds a list, read from a file of its own; empty cells are NULL.
void add_list(Input& input, const std::string& label, const std::vector<std::string>& header,
              const std::vector<std::vector<std::string>>& rows) {
  InputList list;
  list.label = label;
  for (const std::string& name : header) {
    list.columns.emplace_back();
    list.columns.back().name = name;
  }
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t i = 0; i < header.size(); ++i) {
      TextColumn& column = list.columns[i];
      column.codes.push_back(rows[row][i].empty() ? Dictionary::kNull
                                                  : column.dictionary.insert(rows[row][i]));
    }
    list.file.push_back(static_cast<std::uint32_t>(input.files.size()));
    list.row.push_back(row + 1);
    list.line.push_back(row + 2);
  }
  InputFile file;
  file.name = label + ".csv";
  input.files.push_back(file);
  input.lists.push_back(std::move(list));
}

Input two_lists() {
  Input input;
  add_list(input, "births", {"id", "name", "height"}, {{"1", "Olena", "170"}, {"2", "", "tall"}});
  add_list(input, "deaths", {"height", "id", "tags"}, {{"1.5e2", "7", "[\"a\", \"b\"]"}});
  return input;
}

LinkageTable table_of(Input input, const std::vector<ColumnRename>& renames, const ColumnTypes& types) {
  return make_linkage_table(input, renames, types, "id", ExecutionContext{});
}

/// The values of a column, record by record.
std::vector<std::string> column(const LinkageTable& table, const std::string& name) {
  std::vector<std::string> texts;
  const auto index = table.values.find(name);
  if (!index) return {"no such column"};
  for (std::uint32_t record = 0; record < table.values.num_records(); ++record)
    texts.push_back(text_of(table.values.column(*index).at(record)));
  return texts;
}

template <typename Error>
std::string complaint(Input input, const std::vector<ColumnRename>& renames) {
  try {
    table_of(std::move(input), renames, {});
  } catch (const Error& error) {
    return error.what();
  }
  return "is made";
}

TEST(LinkageTable, StacksListsByTheNamesOfTheirColumns) {
  const LinkageTable table = table_of(two_lists(), {}, {});
  EXPECT_EQ(table.values.num_records(), 3u);
  EXPECT_THAT(table.values.names(), ElementsAre("id", "name", "height", "tags"));
  EXPECT_THAT(column(table, "name"), ElementsAre("Olena", "NULL", "NULL"));
  EXPECT_THAT(column(table, "height"), ElementsAre("170", "tall", "1.5e2"));
  EXPECT_THAT(column(table, "tags"), ElementsAre("NULL", "NULL", "[\"a\", \"b\"]"));
}

TEST(LinkageTable, KnowsWhereRecordsAreFrom) {
  const LinkageTable table = table_of(two_lists(), {}, {});
  EXPECT_THAT(table.list_labels, ElementsAre("births", "deaths"));
  EXPECT_THAT(table.file_names, ElementsAre("births.csv", "deaths.csv"));
  EXPECT_THAT(table.list, ElementsAre(0, 0, 1));
  EXPECT_THAT(table.file, ElementsAre(0, 0, 1));
  EXPECT_THAT(table.row, ElementsAre(1, 2, 1));
  EXPECT_THAT(table.ids, ElementsAre("1", "2", "7"));
  EXPECT_TRUE(table.has_ids);
  EXPECT_TRUE(table.ids_are_numbers);
  EXPECT_TRUE(table.warnings.empty());
}

TEST(LinkageTable, ReadsCellsByTheirTypesAndCountsWhatCannotBe) {
  const LinkageTable table =
      table_of(two_lists(), {}, {{"height", "DOUBLE"}, {"tags", "VARCHAR[]"}, {"absent", "DATE"}});
  EXPECT_THAT(column(table, "height"), ElementsAre("170.0", "NULL", "150.0"));
  EXPECT_THAT(column(table, "tags"), ElementsAre("NULL", "NULL", "[a, b]"));
  EXPECT_THAT(table.warnings,
              ElementsAre("column height: 1 different values are no DOUBLE and count as missing"));
}

TEST(LinkageTable, RenamesColumnsOfOneListOrOfAll) {
  const LinkageTable one = table_of(two_lists(), {{"deaths", "height", "size"}}, {});
  EXPECT_THAT(column(one, "size"), ElementsAre("NULL", "NULL", "1.5e2"));
  EXPECT_THAT(column(one, "height"), ElementsAre("170", "tall", "NULL"));
  const LinkageTable all = table_of(two_lists(), {{"", "height", "size"}}, {});
  EXPECT_THAT(column(all, "size"), ElementsAre("170", "tall", "1.5e2"));
}

TEST(LinkageTable, TwoColumnsCanChangeNames) {
  const LinkageTable table =
      table_of(two_lists(), {{"births", "name", "height"}, {"births", "height", "name"}}, {});
  EXPECT_THAT(column(table, "height"), ElementsAre("Olena", "NULL", "1.5e2"));
  EXPECT_THAT(column(table, "name"), ElementsAre("170", "tall", "NULL"));
}

TEST(LinkageTable, RefusesARenameOfWhatIsNotThere) {
  EXPECT_EQ(complaint<UserError>(two_lists(), {{"", "age", "size"}}),
            "--map names a column that no list has: age");
  EXPECT_EQ(complaint<UserError>(two_lists(), {{"births", "tags", "size"}}),
            "--map names a column that no list has: births:tags");
  EXPECT_EQ(complaint<UserError>(two_lists(), {{"weddings", "id", "size"}}),
            "--map names a column that no list has: weddings:id");
}

TEST(LinkageTable, RefusesTwoColumnsOfOneName) {
  EXPECT_EQ(complaint<DataError>(two_lists(), {{"births", "name", "height"}}),
            "two columns of the list births come to one name: height");
}

TEST(LinkageTable, RowsAreNamedByTheirNumberWithoutAnIdColumn) {
  Input input = two_lists();
  const LinkageTable table = make_linkage_table(input, {}, {}, "unique_id", ExecutionContext{});
  EXPECT_FALSE(table.has_ids);
  EXPECT_TRUE(table.ids_are_numbers);
  EXPECT_THAT(table.ids, ElementsAre("1", "2", "1"));
  EXPECT_THAT(table.warnings,
              ElementsAre("no list has the id column unique_id: rows are named by their number"));
}

TEST(LinkageTable, RefusesARowWithoutId) {
  Input input;
  add_list(input, "births", {"id"}, {{"1"}, {""}});
  EXPECT_EQ(complaint<DataError>(std::move(input), {}),
            "row 2 of the list births has no id in the column id");
  Input missing = two_lists();
  add_list(missing, "weddings", {"name"}, {{"Olena"}});
  EXPECT_EQ(complaint<DataError>(std::move(missing), {}),
            "row 1 of the list weddings has no id in the column id");
}

TEST(LinkageTable, IdsAreNumbersIfAllAreAndTheTypeDoesNotSayOtherwise) {
  const auto are_numbers = [](const std::vector<std::string>& ids, const ColumnTypes& types) {
    Input input;
    std::vector<std::vector<std::string>> rows;
    for (const std::string& id : ids) rows.push_back({id});
    add_list(input, "births", {"id"}, rows);
    return table_of(std::move(input), {}, types).ids_are_numbers;
  };
  EXPECT_TRUE(are_numbers({"1", "-20", "9223372036854775807"}, {}));
  EXPECT_FALSE(are_numbers({"1", "x2"}, {}));
  EXPECT_FALSE(are_numbers({"1", "02"}, {}));
  EXPECT_FALSE(are_numbers({"1", "9223372036854775808"}, {}));
  EXPECT_FALSE(are_numbers({"1", "2"}, {{"id", "VARCHAR"}}));
  EXPECT_TRUE(are_numbers({"1", "02"}, {{"id", "BIGINT"}}));
}

TEST(ParseRename, TakesListColumnAndName) {
  const auto parts = [](const std::string& text) {
    const ColumnRename rename = parse_rename(text);
    return std::vector<std::string>{rename.list, rename.column, rename.name};
  };
  EXPECT_THAT(parts("surname=family"), ElementsAre("", "surname", "family"));
  EXPECT_THAT(parts("births:surname=family"), ElementsAre("births", "surname", "family"));
  EXPECT_THAT(parts("births:a:b=family"), ElementsAre("births", "a:b", "family"));
  EXPECT_THAT(parts("a=b=family"), ElementsAre("", "a=b", "family"));
}

TEST(ParseRename, RefusesTheRest) {
  for (const char* text : {"surname", "=family", "surname=", "births:=family", "", "="})
    EXPECT_THROW(parse_rename(text), UsageError) << text;
}

}  // namespace
}  // namespace byname
