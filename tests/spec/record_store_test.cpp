// SPDX-License-Identifier: Apache-2.0
#include "spec/record_store.hpp"

#include <gtest/gtest.h>

#include "reference/value_tables.hpp"
#include "table/temporary_folder.hpp"

namespace byname {
namespace {

using reference::Cell;

TextColumn column_of(const std::string& name, const std::vector<Cell>& cells) {
  TextColumn column;
  column.name = name;
  for (const Cell& cell : cells)
    column.codes.push_back(cell ? column.dictionary.insert(*cell) : Dictionary::kNull);
  return column;
}

class RecordStoreTest : public testing::Test {
 protected:
  RecordStoreTest() : store_(folder_.path(""), {{"born", "BIGINT"}}, {"name", "born", "town"}) {}

  using Columns = std::vector<std::pair<std::string, std::vector<Cell>>>;
  void append(const Columns& cells, std::size_t rows) {
    std::vector<TextColumn> columns;
    for (const auto& [name, of_column] : cells) columns.push_back(column_of(name, of_column));
    store_.append(columns, rows, context_);
    store_.make_table(std::move(columns), rows, context_);
  }

  TemporaryFolder folder_;
  ExecutionContext context_;
  RecordStore store_;
};

TEST_F(RecordStoreTest, LooksRecordsUp) {
  std::vector<Cell> names;
  std::vector<Cell> born;
  for (int i = 0; i < 10000; ++i) {
    names.push_back(i % 3 == 0 ? Cell() : Cell("name " + std::to_string(i)));
    born.push_back(std::to_string(1900 + i % 100));
  }
  append({{"name", names}, {"born", born}}, names.size());
  const std::vector<std::uint32_t> wanted = {0, 1, 4095, 4096, 9999};
  const auto table = store_.table_of(wanted, context_);
  ASSERT_EQ(table->num_records(), wanted.size());
  for (std::uint32_t i = 0; i < wanted.size(); ++i) {
    const Value& name = table->column(*table->find("name")).at(i);
    if (wanted[i] % 3 == 0) {
      EXPECT_TRUE(name.is_null());
    } else {
      EXPECT_EQ(name.text, "name " + std::to_string(wanted[i]));
    }
    EXPECT_EQ(table->column(*table->find("born")).at(i).integer, 1900 + wanted[i] % 100);
  }
}

TEST_F(RecordStoreTest, TellsEmptyTextsFromNulls) {
  append({{"name", {Cell(""), Cell(), Cell("x")}}}, 3);
  const auto table = store_.table_of(std::vector<std::uint32_t>{0, 1, 2}, context_);
  const ValueColumn& names = table->column(*table->find("name"));
  EXPECT_FALSE(names.at(0).is_null());
  EXPECT_EQ(names.at(0).text, "");
  EXPECT_TRUE(names.at(1).is_null());
}

TEST_F(RecordStoreTest, HasNullsWhereAListLacksAColumn) {
  append({{"name", {Cell("a")}}}, 1);
  append({{"name", {Cell("b")}}, {"town", {Cell("Unter")}}}, 1);
  const auto table = store_.table_of(std::vector<std::uint32_t>{0, 1}, context_);
  const ValueColumn& towns = table->column(*table->find("town"));
  EXPECT_TRUE(towns.at(0).is_null());
  EXPECT_EQ(towns.at(1).text, "Unter");
  EXPECT_TRUE(table->column(*table->find("born")).at(0).is_null());
}

TEST_F(RecordStoreTest, CountsWhatCannotBeRead) {
  append({{"born", {Cell("1900"), Cell("about 1900"), Cell("about 1900")}}}, 3);
  append({{"born", {Cell("about 1900"), Cell("?")}}}, 2);
  ASSERT_EQ(store_.warnings().size(), 1u);
  EXPECT_EQ(store_.warnings()[0], "column born: 2 different values are no BIGINT and count as missing");
}

}  // namespace
}  // namespace byname
