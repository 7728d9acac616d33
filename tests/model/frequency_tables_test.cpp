// SPDX-License-Identifier: Apache-2.0
#include "model/frequency_tables.hpp"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "reference/value_tables.hpp"
#include "table/temporary_folder.hpp"

namespace byname {
namespace {

using testing::HasSubstr;

SplinkModel model() {
  return SplinkModel::from_json(
      {{"comparisons",
        {{{"comparison_levels",
           {{{"sql_condition", "name_l = name_r"}, {"tf_adjustment_column", "name"}},
            {{"sql_condition", "ELSE"}}}}},
         {{"output_column_name", "h"},
          {"comparison_levels",
           {{{"sql_condition", "height_l = height_r"}, {"tf_adjustment_column", "height"}},
            {{"sql_condition", "ELSE"}}}}}}}});
}

ValueTable table() {
  ValueTable made(5);
  reference::add_column(made, "name", "VARCHAR", {"Anna", "", std::nullopt, "Anna", "Bela"});
  reference::add_column(made, "height", "DOUBLE", {"1", "1.0", "2", std::nullopt, "1"});
  return made;
}

TEST(FrequencyTables, CountTheFirstRecords) {
  const ValueTable records = table();
  const FrequencyTables counted = FrequencyTables::count(model(), records, 4);
  ASSERT_EQ(counted.tables().size(), 2u);
  EXPECT_EQ(share_of(*counted.find("NAME"), text_value("Anna")), 2.0 / 3);
  EXPECT_EQ(share_of(*counted.find("name"), text_value("")), 1.0 / 3);
  EXPECT_EQ(share_of(*counted.find("name"), text_value("Bela")), 0);  // only the fifth
  EXPECT_EQ(share_of(*counted.find("name"), null_value()), 0);
  EXPECT_EQ(share_of(*counted.find("height"), double_value(1)), 2.0 / 3);
  EXPECT_EQ(counted.find("city"), nullptr);
}

TEST(FrequencyTables, AreReadAsTheyWereWritten) {
  const ValueTable records = table();
  const FrequencyTables counted = FrequencyTables::count(model(), records, 5);
  const TemporaryFolder folder;
  FrequencyTables().write(folder.path("tf.parquet"), model(), records);
  FrequencyTables read;
  read.read(folder.path("tf.parquet"), ExecutionContext{});
  ASSERT_EQ(read.tables().size(), 2u);
  for (const FrequencyTables::Table& each : counted.tables()) {
    const FrequencyTables::Table* again = read.find(each.column);
    ASSERT_NE(again, nullptr);
    for (std::uint32_t code = 1; code < each.values.size(); ++code)
      EXPECT_EQ(share_of(*again, text_value(each.values.value(code))), each.frequencies[code]);
  }
}

TEST(FrequencyTables, OfSplinkAreRead) {
  const TemporaryFolder folder;
  std::ofstream(folder.path("tf.csv")) << "name,tf_name\nAnna,0.25\nBela,0.5\n";
  FrequencyTables read;
  read.read(folder.path("tf.csv"), ExecutionContext{});
  EXPECT_EQ(share_of(*read.find("name"), text_value("Bela")), 0.5);
}

TEST(FrequencyTables, WhatIsNoneIsRefused) {
  const TemporaryFolder folder;
  const auto complaint = [&](const std::string& text) -> std::string {
    std::ofstream(folder.path("x.csv")) << text;
    try {
      FrequencyTables().read(folder.path("x.csv"), ExecutionContext{});
    } catch (const DataError& error) {
      return error.what();
    }
    return "is read";
  };
  EXPECT_THAT(complaint("name,age\nAnna,3\n"), HasSubstr("holds no term frequencies"));
  EXPECT_THAT(complaint("name,tf_name\nAnna,1.5\n"), HasSubstr("row 1 has no share above 0, up to 1"));
  EXPECT_THAT(complaint("name,tf_name\nAnna,0.1\nAnna,0.2\n"), HasSubstr("row 2 has a value of name that"));
}

}  // namespace
}  // namespace byname
