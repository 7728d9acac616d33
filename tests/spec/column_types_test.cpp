// SPDX-License-Identifier: Apache-2.0
#include "spec/column_types.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"

namespace byname {
namespace {

using Json = nlohmann::ordered_json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

SplinkModel model_of(const std::string& condition) {
  return SplinkModel::from_json(
      {{"comparisons", Json::array({{{"output_column_name", "city"},
                                     {"comparison_levels", Json::array({{{"sql_condition", condition}},
                                                                        {{"sql_condition", "ELSE"}}})}}})}});
}

ColumnTypes types(const std::string& condition) { return types_by_use(model_of(condition)); }

TEST(TypesByUse, TextsNeedNoType) {
  EXPECT_THAT(types("levenshtein(\"city_l\", \"city_r\") <= 2 AND lower(name_l) = 'x' OR l.dob = r.dob"),
              ElementsAre());
  EXPECT_THAT(types("length(name_l) > 2 AND CAST(age_l AS INT) = 3"), ElementsAre());
}

TEST(TypesByUse, WhatIsComputedWithIsANumber) {
  const auto number = ElementsAre(Pair("height", "DOUBLE"));
  EXPECT_THAT(types("abs(\"height_l\" - \"height_r\") <= 5"), number);
  EXPECT_THAT(types("l.height > 180"), number);
  EXPECT_THAT(types("-height_l = '2'"), number);
  EXPECT_THAT(types("round(height_l) = round(height_r)"), number);
  EXPECT_THAT(types("height_l BETWEEN 100 AND 200"), number);
  EXPECT_THAT(types("CASE WHEN height_r > height_l THEN height_r / 2 ELSE height_l END < 1"), number);
  EXPECT_THAT(types("height_l BETWEEN 'a' AND 'b'"), ElementsAre());
}

TEST(TypesByUse, DistancesInKilometresAreNumbers) {
  EXPECT_THAT(types("cast(acos(sin(radians(\"lat_l\")) * cos(radians(\"long_r\" - \"long_l\"))) * 6371 as "
                    "float) <= 10"),
              ElementsAre(Pair("lat", "DOUBLE"), Pair("long", "DOUBLE")));
}

TEST(TypesByUse, WhatIsAskedForItsTimeIsATime) {
  EXPECT_THAT(types("abs(epoch(\"seen_l\") - epoch(\"seen_r\")) <= 60"),
              ElementsAre(Pair("seen", "TIMESTAMP")));
  EXPECT_THAT(types("date_diff('day', seen_l, seen_r) < 3 AND year(dob_l) = year(dob_r)"),
              ElementsAre(Pair("dob", "TIMESTAMP"), Pair("seen", "TIMESTAMP")));
  EXPECT_THAT(types("epoch(try_strptime(dob_l, '%Y-%m-%d')) = 0"), ElementsAre());
}

TEST(TypesByUse, WhatIsAskedForElementsIsAList) {
  const auto list = ElementsAre(Pair("tags", "VARCHAR[]"));
  EXPECT_THAT(types("array_length(list_intersect(\"tags_l\", \"tags_r\")) >= 1"), list);
  EXPECT_THAT(types("tags_l[1] = tags_r[-1]"), list);
  EXPECT_THAT(
      types("list_min(list_transform(flatten(list_transform(tags_l, x -> list_transform(tags_r, y -> [x, "
            "y]))), pair -> levenshtein(pair[1], pair[2]))) <= 2"),
      list);
  EXPECT_THAT(types("array_length(list_filter(tags_l, x -> x <> '')) > 1"), list);
  EXPECT_THAT(types("array_cosine_similarity(vec_l, vec_r) >= 0.9"), ElementsAre(Pair("vec", "FLOAT[]")));
}

TEST(TypesByUse, WhatIsLookedForInAListIsNone) {
  EXPECT_THAT(types("list_contains(tags_l, name_r)"), ElementsAre(Pair("tags", "VARCHAR[]")));
}

TEST(TypesByUse, AParameterIsNoColumn) {
  EXPECT_THAT(types("array_length(list_filter(tags_l, x -> x > 3 AND abs(x) > name_l)) = 1"),
              ElementsAre(Pair("tags", "VARCHAR[]")));
  EXPECT_THAT(types("array_length(list_transform(tags_l, x -> x + l.x)) = 1"),
              ElementsAre(Pair("tags", "VARCHAR[]"), Pair("x", "DOUBLE")));
}

TEST(TypesByUse, TheFirstUseDecides) {
  EXPECT_THAT(types("born_l > 1900 AND year(born_l) > 1900"), ElementsAre(Pair("born", "DOUBLE")));
}

TEST(TypesByUse, LooksAtRulesToo) {
  Json json = model_of("city_l = city_r").to_json();
  json["blocking_rules_to_generate_predictions"] =
      Json::array({"l.age - r.age < 2",
                   {{"blocking_rule", "l.tags = r.tags"}, {"arrays_to_explode", Json::array({"tags"})}}});
  EXPECT_THAT(types_by_use(SplinkModel::from_json(json)),
              ElementsAre(Pair("age", "DOUBLE"), Pair("tags", "VARCHAR[]")));
}

TEST(TypesByUse, NamesAConditionThatCannotBeRead) {
  try {
    types("city_l = = city_r");
    FAIL() << "it was read";
  } catch (const DataError& error) {
    EXPECT_THAT(error.what(), HasSubstr("level 1 of comparison city"));
  }
}

TEST(ParseColumnType, TakesColumnAndType) {
  EXPECT_THAT(parse_column_type("height=double"), Pair("height", "DOUBLE"));
  EXPECT_THAT(parse_column_type("a=b=varchar[]"), Pair("a=b", "VARCHAR[]"));
  EXPECT_THAT(parse_column_type("born=Date"), Pair("born", "DATE"));
}

TEST(ParseColumnType, RefusesTheRest) {
  for (const char* text : {"height", "=DOUBLE", "height=", "height=UUID", "height=DOUBLE[", ""})
    EXPECT_THROW(parse_column_type(text), UsageError) << text;
  try {
    parse_column_type("height=number");
    FAIL() << "number is no type";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), testing::AllOf(HasSubstr("number"), HasSubstr("VARCHAR[]")));
  }
}

}  // namespace
}  // namespace byname
