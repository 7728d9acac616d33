// SPDX-License-Identifier: Apache-2.0
#include "table/json_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "table/json_text.hpp"
#include "table/memory_source.hpp"

namespace byname {
namespace {

using testing::ElementsAre;
using testing::StartsWith;

std::string value_of(const std::string& json) {
  const JsonRow row = read_json_object("{\"a\": " + json + "}", JsonLists::kJoined);
  if (!row.fault.empty()) return "fault: " + row.fault;
  return row.cells.at(0).text.value_or("NULL");
}

TEST(JsonText, MakesTextOfEveryValue) {
  EXPECT_EQ(value_of("\"Vera\\u0021\""), "Vera!");
  EXPECT_EQ(value_of("1980"), "1980");
  EXPECT_EQ(value_of("1980.0"), "1980");
  EXPECT_EQ(value_of("1.50"), "1.50");
  EXPECT_EQ(value_of("12345678901234567890123"), "12345678901234567890123");
  EXPECT_EQ(value_of("true"), "true");
  EXPECT_EQ(value_of("null"), "NULL");
  EXPECT_EQ(value_of("[1, \"b\", null]"), "1|b");
  EXPECT_EQ(value_of("{\"x\": [1, {\"y\": \"q\\\"\"}], \"z\": null}"),
            "{\"x\":[1,{\"y\":\"q\\\"\"}],\"z\":null}");
  EXPECT_EQ(value_of("[[1], 2]"), "[[1],2]");
  EXPECT_EQ(value_of("[]"), "");
}

TEST(JsonText, SaysWhatIsWrong) {
  EXPECT_EQ(read_json_object("[1]", JsonLists::kJoined).fault, "not a JSON object");
  EXPECT_EQ(read_json_object("5", JsonLists::kJoined).fault, "not a JSON object");
  EXPECT_THAT(read_json_object("{\"a\": }", JsonLists::kJoined).fault, StartsWith("not valid JSON"));
  EXPECT_THAT(read_json_object("{\"a\": 1} x", JsonLists::kJoined).fault, StartsWith("not valid JSON"));
  EXPECT_EQ(read_json_object("{\"a\": 1, \"a\": 2}", JsonLists::kJoined).fault, "a key comes twice");
  EXPECT_EQ(read_json_object("{\"a\": 1, \"a\": 2}", JsonLists::kJoined).fault_key, "a");
  EXPECT_EQ(value_of(std::string(100'000, '[')), "fault: lists or objects too deep in one another");
}

TEST(JsonReader, PlacesEveryBadLine) {
  const ReadTable table =
      read_json_text("\n{\"a\": 1, \"b\": \"x\"}\r\n{\"a\": 2,\n\n[3]\n{\"c\": \"z\"}\n{\"a\": \"\xFF\"}");
  EXPECT_THAT(table.list.row, ElementsAre(1, 4));
  EXPECT_THAT(table.list.line, ElementsAre(2, 6));
  ASSERT_EQ(table.rejects.size(), 3u);
  EXPECT_EQ(table.rejects[0].row, 2u);
  EXPECT_EQ(table.rejects[0].line, 3u);
  EXPECT_EQ(table.rejects[1].reason, "not a JSON object");
  EXPECT_EQ(table.rejects[2].reason, "bytes that are not UTF-8");
  EXPECT_EQ(table.rejects[2].text, "{\"a\": \"\\xFF\"}");
  EXPECT_EQ(table.cell(0, 1), "NULL");
  EXPECT_EQ(table.list.columns.at(2).name, "c");
  EXPECT_EQ(table.cell(2, 1), "z");
  EXPECT_EQ(table.file.num_rows, 5u);
}

TEST(JsonReader, ReadsAnArrayOfObjects) {
  const ReadTable table = read_json_text(
      "[\n  {\"a\": \"x, ]}\", \"b\": {\"k\": [1]}},\n  7,\n  {\n    \"a\": \"y\\\"\"\n  },\n  {\"a\": "
      "\"bad},\n  {\"a\": \"z\"}\n]\n");
  EXPECT_EQ(table.cell(0, 0), "x, ]}");
  EXPECT_EQ(table.cell(0, 1), "y\"");
  EXPECT_THAT(table.list.line, testing::Contains(4));
  EXPECT_EQ(table.rejects.at(0).reason, "not a JSON object");
  EXPECT_EQ(table.rejects.at(0).line, 3u);
  EXPECT_EQ(read_json_text("[{\"a\": 1},]").file.num_rows, 1u);
  EXPECT_EQ(read_json_text("[{\"a\": 1}").rejects.at(0).reason, "the array is not closed");
  EXPECT_EQ(read_json_text("[{\"a\": 1}] x").rejects.at(0).reason, "text after the end of the array");
}

TEST(JsonReader, WindowsDoNotMatter) {
  const std::string lines = "{\"a\": \"one\"}\r\n\r\n{\"a\": 2}\r{bad\n{\"b\": [1,2]}";
  const std::string array = "[ {\"a\": \"one\"},\r\n 5,\n{\"a\": {\"x\": 2}} , {\"b\": \"]\"} ]\n";
  const std::string rest = "[{\"a\": 1}] " + std::string(40, 'x');
  for (const std::string& text : {lines, array, rest}) {
    const std::string whole = dump(read_json_text(text));
    for (std::size_t segment = 16; segment < 60; ++segment)
      EXPECT_EQ(dump(read_json_text(text, {segment, false, JsonLists::kJoined})), whole);
  }
}

TEST(JsonReader, RefusesAFileWithoutRows) { EXPECT_THROW(read_json_text("[]"), DataError); }

TEST(JsonReader, KeepsListsAsJsonWhereAsked) {
  const std::string text = "{\"a\": [\"x\", null, \"y|z\"]}";
  EXPECT_EQ(read_json_text(text, {1 << 20, true, JsonLists::kAsJson}).cell(0, 0), "[\"x\",null,\"y|z\"]");
}

TEST(JsonReader, KeepsEmptyTextsWhereAsked) {
  const std::string text = "{\"a\": \"\"}\n{\"a\": null}\n";
  EXPECT_EQ(read_json_text(text, {1 << 20, true, JsonLists::kAsJson}).cell(0, 0), "");
  EXPECT_EQ(read_json_text(text, {1 << 20, true, JsonLists::kAsJson}).cell(0, 1), "NULL");
  EXPECT_EQ(read_json_text(text).cell(0, 0), "NULL");
}

}  // namespace
}  // namespace byname
