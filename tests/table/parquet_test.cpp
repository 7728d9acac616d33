// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>
#include <sys/stat.h>

#include "base/error.hpp"
#include "table/duckdb_session.hpp"
#include "table/input.hpp"
#include "table/parquet_reader.hpp"
#include "table/parquet_writer.hpp"
#include "table/temporary_folder.hpp"

namespace byname {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::size_t kRows = 5000;

void write_example(const std::string& path) {
  write_parquet(path,
                {{"name", ParquetType::kText},
                 {"row_l", ParquetType::kInt64},
                 {"match_weight", ParquetType::kDouble},
                 {"gamma_given", ParquetType::kInt8}},
                kRows, [](ParquetBatch& batch) {
                  for (std::size_t i = 0; i < batch.size(); ++i) {
                    const std::size_t row = batch.first_row() + i;
                    if (row % 3 == 0)
                      batch.set_null(0, i);
                    else
                      batch.set_text(0, i, "имя " + std::to_string(row));
                    batch.set_int64(1, i, static_cast<std::int64_t>(row) << 33);
                    batch.set_double(2, i, static_cast<double>(row) / 4);
                    batch.set_int8(3, i, static_cast<std::int8_t>(row % 7) - 1);
                  }
                });
}

TEST(Parquet, WhatIsWrittenIsReadBack) {
  const TemporaryFolder folder;
  write_example(folder.path("a.parquet"));
  const auto columns = read_parquet_columns(folder.path("a.parquet"), {}, ExecutionContext{});
  ASSERT_EQ(columns.size(), 4u);
  EXPECT_EQ(columns[0].name, "name");
  EXPECT_EQ(columns[0].at(4999), "имя 4999");
  EXPECT_TRUE(columns[0].is_null(3));
  EXPECT_EQ(columns[2].at(4), "1");
  EXPECT_EQ(integers_of(columns[1], 0).at(4999), std::int64_t{4999} << 33);
  EXPECT_EQ(doubles_of(columns[2]).at(4999), 4999 / 4.0);
  EXPECT_EQ(integers_of(columns[3], 0).at(7), -1);
  EXPECT_THROW(doubles_of(columns[0]), DataError);
}

TEST(Parquet, ReadsChosenColumnsInOrder) {
  const TemporaryFolder folder;
  write_example(folder.path("a.parquet"));
  const auto columns =
      read_parquet_columns(folder.path("a.parquet"), {"gamma_given", "name"}, ExecutionContext{});
  EXPECT_EQ(columns.at(0).name, "gamma_given");
  EXPECT_EQ(columns.at(1).at(1), "имя 1");
  EXPECT_THROW(read_parquet_columns(folder.path("a.parquet"), {"none"}, ExecutionContext{}), DataError);
}

TEST(Parquet, EqualTablesGiveEqualBytesAndAPrivateFile) {
  const TemporaryFolder folder;
  write_example(folder.path("a.parquet"));
  write_example(folder.path("b.parquet"));
  EXPECT_TRUE(folder.read("a.parquet") == folder.read("b.parquet"));
  struct stat status{};
  ASSERT_EQ(::stat(folder.path("a.parquet").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST(Parquet, WritesATableWithoutRows) {
  const TemporaryFolder folder;
  write_parquet(folder.path("a.parquet"), {{"a", ParquetType::kText}}, 0, [](ParquetBatch&) { FAIL(); });
  EXPECT_EQ(read_parquet_columns(folder.path("a.parquet"), {}, ExecutionContext{}).at(0).codes.size(), 0u);
}

TEST(Parquet, PassesOnErrors) {
  const TemporaryFolder folder;
  const auto fail = [](ParquetBatch&) { throw std::out_of_range("mine"); };
  EXPECT_THROW(write_parquet(folder.path("a.parquet"), {{"a", ParquetType::kText}}, 1, fail),
               std::out_of_range);
  const auto fill = [](ParquetBatch& batch) { batch.set_text(0, 0, "x"); };
  EXPECT_THROW(write_parquet(folder.path("none/a.parquet"), {{"a", ParquetType::kText}}, 1, fill), UserError);
  EXPECT_THROW(write_parquet("/dev/full", {{"a", ParquetType::kText}}, 1, fill), UserError);
}

void copy_to_parquet(const std::string& select, const std::string& path) {
  DuckdbSession session(1);
  DuckdbResult result;
  ASSERT_EQ(result.run(session, "COPY (" + select + ") TO " + sql_literal(path) + " (FORMAT parquet)"), "");
}

TEST(Parquet, ReadsEveryTypeAsText) {
  const TemporaryFolder folder;
  copy_to_parquet(
      "SELECT 1980.0::DOUBLE AS year, 1.5::DECIMAL(4,2) AS d, [1, 2] AS l, {'a': 1, 'b': 'x'} AS s, '' AS e, "
      "TIMESTAMP '1980-02-03 00:00:00' AS t, DATE '1980-02-03' AS u, NULL::VARCHAR AS n, [{'a': 1}] AS ls, "
      "true AS b",
      folder.path("a.parquet"));
  const std::vector<ListArgument> arguments = {{"a", {folder.path("a.parquet")}}};
  const Input input = read_lists(arguments, ExecutionContext{});
  std::vector<std::string> texts;
  for (const TextColumn& column : input.lists.at(0).columns) {
    texts.emplace_back(column.is_null(0) ? "NULL" : column.at(0));
  }
  EXPECT_THAT(texts, ElementsAre("1980", "1.50", "1|2", "{\"a\":1,\"b\":\"x\"}", "NULL", "1980-02-03",
                                 "1980-02-03", "NULL", "[{\"a\":1}]", "true"));
  EXPECT_EQ(input.files.at(0).format, "parquet");
  EXPECT_THAT(input.lists[0].row, ElementsAre(1));
}

TEST(Parquet, KeepsTheOrderOfRows) {
  const TemporaryFolder folder;
  copy_to_parquet("SELECT range AS n FROM range(300000)", folder.path("a.parquet"));
  ExecutionContext context;
  context.num_threads = 3;
  const auto columns = read_parquet_columns(folder.path("a.parquet"), {}, context);
  const std::vector<std::int64_t> numbers = integers_of(columns.at(0), -1);
  ASSERT_EQ(numbers.size(), 300'000u);
  for (std::size_t i = 0; i < numbers.size(); ++i) ASSERT_EQ(numbers[i], static_cast<std::int64_t>(i));
}

TEST(Parquet, SaysThatAFileIsBroken) {
  const TemporaryFolder folder;
  const std::vector<ListArgument> arguments = {{"a", {folder.write("a.parquet", "PAR1 and no more")}}};
  EXPECT_THROW(read_lists(arguments, ExecutionContext{}), DataError);
}

}  // namespace
}  // namespace byname
