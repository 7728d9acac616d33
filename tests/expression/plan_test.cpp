// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "expression/evaluator.hpp"

namespace byname {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A text column; an empty cell is NULL.
TextColumn text_column(const std::vector<std::string>& cells) {
  TextColumn column;
  for (const std::string& cell : cells)
    column.codes.push_back(cell.empty() ? Dictionary::kNull : column.dictionary.insert(cell));
  return column;
}

class PlanTest : public testing::Test {
 protected:
  PlanTest() : table(4) {
    table.add("name", text_column({"Olena", "OLENA", "", "Taras"}), "VARCHAR", context);
    table.add("city", text_column({"Lviv", "Lviv", "Kyiv", "Kyiv"}), "VARCHAR", context);
    table.add("height", text_column({"1.0", "1", "01", "x"}), "DOUBLE", context);
    table.add("tags", text_column({"[\"a\"]", "[\"a\", \"b\"]", "", "[]"}), "VARCHAR[]", context);
  }

  Plan plan(const std::string& condition) {
    return Plan(parse_expression(condition, "level 2 of comparison city"), "level 2 of comparison city",
                table, context);
  }

  std::string complaint(const std::string& condition) {
    const std::string start = "cannot use level 2 of comparison city: ";
    try {
      plan(condition);
    } catch (const DataError& error) {
      const std::string message = error.what();
      return message.starts_with(start) ? message.substr(start.size()) : "begins otherwise: " + message;
    }
    return "is bound";
  }

  std::string value(const std::string& condition, std::uint32_t left, std::uint32_t right) {
    CallContext calls;
    return text_of(plan(condition).evaluate(left, right, calls));
  }

  ExecutionContext context;
  ValueTable table;
};

TEST_F(PlanTest, NamesAnUnknownColumnAndThoseThereAre) {
  EXPECT_EQ(complaint("\"surname_l\" = \"surname_r\""),
            "no list has the column \"surname\". The columns are: name, city, height, tags");
  EXPECT_EQ(complaint("l.name = r.surname"),
            "no list has the column \"surname\". The columns are: name, city, height, tags");
}

TEST_F(PlanTest, DoesNotListDerivedColumns) {
  plan("lower(name_l) = lower(name_r)");
  EXPECT_EQ(complaint("x_l = 1"), "no list has the column \"x\". The columns are: name, city, height, tags");
}

TEST_F(PlanTest, WantsToKnowTheRecordOfAColumn) {
  EXPECT_THAT(complaint("name = 'Olena'"), testing::AllOf(HasSubstr("\"name\" says not of which record"),
                                                          HasSubstr("\"name_l\""), HasSubstr("r.\"name\"")));
}

TEST_F(PlanTest, RefusesWhatIsNoFunction) {
  EXPECT_EQ(complaint("soundex(name_l) = soundex(name_r)"),
            "there is no function soundex(); docs/expressions.md lists those there are");
}

TEST_F(PlanTest, RefusesAWrongNumberOfArguments) {
  EXPECT_EQ(complaint("levenshtein(name_l) <= 1"), "levenshtein() has 1 arguments; it wants 2");
  EXPECT_EQ(complaint("substr(name_l) = 'a'"), "substr() has 1 arguments; it wants 2 to 3");
  EXPECT_EQ(complaint("lower() = 'a'"), "lower() has 0 arguments; it wants 1");
  EXPECT_EQ(complaint("nullif(name_l) = 'a'"), "nullif() wants two values");
  EXPECT_EQ(complaint("coalesce() = 'a'"), "coalesce() wants a value");
  EXPECT_EQ(complaint("if(TRUE, 1) = 1"), "if() wants three values");
}

TEST_F(PlanTest, RefusesATypeThatThereIsNot) {
  EXPECT_EQ(complaint("CAST(name_l AS UUID) = 1"), "there is no type UUID");
  EXPECT_EQ(complaint("name_l::JSON[] = 1"), "there is no type JSON[]");
}

TEST_F(PlanTest, LambdasStandOnlyInTheFunctionsOfLists) {
  EXPECT_EQ(complaint("lower(x -> x) = 'a'"), "a lambda can stand only inside list_transform or list_filter");
  EXPECT_EQ(complaint("list_transform(tags_l, 1) = 'a'"), "list_transform() wants a list and a lambda");
  EXPECT_EQ(complaint("list_filter(tags_l) = 'a'"), "list_filter() wants a list and a lambda");
  EXPECT_EQ(complaint("list_transform(tags_l, (x, y, z) -> x) = 'a'"),
            "the lambda of list_transform() wants one parameter, or two");
}

TEST_F(PlanTest, AParameterIsKnownInItsLambdaOnly) {
  EXPECT_THAT(complaint("list_transform(tags_l, x -> x) = x"), HasSubstr("\"x\" says not of which record"));
  EXPECT_EQ(value("list_transform(tags_l, name_r -> name_r || '!')", 1, 0), "[a!, b!]");
}

TEST_F(PlanTest, FindsColumnsInAnyCaseUnlessTwoDifferByIt) {
  EXPECT_EQ(value("NAME_l", 0, 0), "Olena");
  EXPECT_EQ(value("L.Name", 0, 0), "Olena");
  table.add("NAME", text_column({"x", "y", "z", "w"}), "VARCHAR", context);
  EXPECT_EQ(value("l.NAME", 0, 0), "x");
  EXPECT_EQ(value("l.name", 0, 0), "Olena");
}

TEST_F(PlanTest, WhatDependsOnOneRecordBecomesAColumn) {
  const std::size_t before = table.num_columns();
  const Plan lowered = plan("lower(name_l) || '!' = lower(name_r) || '!'");
  EXPECT_EQ(table.num_columns(), before + 1);
  ASSERT_EQ(lowered.root().kind, PlanKind::kCompare);
  const PlanNode& left = lowered.root().children[0];
  const PlanNode& right = lowered.root().children[1];
  EXPECT_EQ(left.kind, PlanKind::kColumn);
  EXPECT_EQ(right.kind, PlanKind::kColumn);
  EXPECT_EQ(left.column, right.column);
  EXPECT_FALSE(left.is_right);
  EXPECT_TRUE(right.is_right);
  EXPECT_TRUE(table.column(left.column).name.empty());
  CallContext calls;
  EXPECT_TRUE(lowered.holds(0, 1, calls));
  EXPECT_FALSE(lowered.holds(0, 3, calls));
  EXPECT_FALSE(lowered.holds(2, 2, calls));
}

TEST_F(PlanTest, PlansShareDerivedColumns) {
  plan("lower(name_l) = lower(name_r)");
  const std::size_t before = table.num_columns();
  plan("levenshtein(lower(name_l), lower(l.name)) = 0 OR lower(r.name) = 'olena'");
  plan("LOWER(\"name_r\") <> LOWER(\"name_l\")");
  EXPECT_EQ(table.num_columns(), before + 2);  // the levenshtein and the comparison with 'olena', not lower()
}

TEST_F(PlanTest, DifferentExpressionsDoNotShareAColumn) {
  for (const auto& [a, b] :
       {std::pair("substr(name_l, 1)", "substr(name_l, 2)"), std::pair("name_l || '1'", "name_l || 1.0"),
        std::pair("name_l LIKE 'a'", "name_l ILIKE 'a'"), std::pair("name_l IN ('a')", "name_l NOT IN ('a')"),
        std::pair("lower(name_l)", "lower(city_l)"), std::pair("height_l::INT", "height_l::VARCHAR"),
        std::pair("CASE name_l WHEN 'a' THEN 'b' END", "CASE WHEN name_l = 'a' THEN 'b' END")}) {
    const Plan first = plan(a);
    const Plan second = plan(b);
    EXPECT_NE(first.root().column, second.root().column) << a << " and " << b;
  }
}

TEST_F(PlanTest, ADerivedColumnOfTwoColumnsHasAValuePerRecord) {
  const Plan joined = plan("name_l || ' ' || city_l = name_r || ' ' || city_r");
  const ValueColumn& column = table.column(joined.root().children[0].column);
  EXPECT_EQ(text_of(column.at(0)), "Olena Lviv");
  EXPECT_EQ(text_of(column.at(2)), "NULL");
  EXPECT_EQ(text_of(column.at(3)), "Taras Kyiv");
}

TEST_F(PlanTest, ACodeWithoutARecordHasNoValue) {
  TextColumn column = text_column({"a", "b", "a", "b"});
  column.dictionary.insert("in no record");
  table.add("rest", std::move(column), "VARCHAR", context);
  EXPECT_EQ(value("upper(rest_l)", 1, 1), "B");
}

TEST_F(PlanTest, WhatDependsOnNoRecordIsAConstant) {
  for (const char* condition :
       {"1 + 1 = 2", "lower('A') = 'a'", "list_max(list_transform([1, 2], x -> x * 2)) = 4"}) {
    const Plan constant = plan(condition);
    EXPECT_EQ(constant.root().kind, PlanKind::kConstant) << condition;
    EXPECT_TRUE(constant.root().constant.is_true()) << condition;
  }
}

TEST_F(PlanTest, AnExpressionInsideALambdaStandsAlone) {
  // The inner list does not depend on x: it is computed once a value of r.tags.
  const Plan nested = plan("list_transform(tags_l, x -> list_max(list_transform(tags_r, y -> y || '!')))");
  ASSERT_EQ(nested.root().kind, PlanKind::kTransform);
  EXPECT_EQ(nested.root().children[1].kind, PlanKind::kColumn);
  CallContext calls;
  EXPECT_EQ(text_of(nested.evaluate(0, 1, calls)), "[b!]");
  EXPECT_EQ(text_of(nested.evaluate(1, 0, calls)), "[a!, a!]");
  const std::size_t before = table.num_columns();
  plan("list_max(list_transform(tags_l, z -> z || '!')) = 'a!'");
  EXPECT_EQ(table.num_columns(), before + 1);  // only the comparison: the list is known already
}

TEST_F(PlanTest, AChainOfOneOperatorIsOneNode) {
  const Plan chain = plan("name_l = name_r AND (city_l = city_r AND height_l = height_r) AND TRUE");
  EXPECT_EQ(chain.root().kind, PlanKind::kAnd);
  EXPECT_EQ(chain.root().children.size(), 4u);
}

TEST_F(PlanTest, HoldsIsFalseForNull) {
  CallContext calls;
  EXPECT_FALSE(plan("name_l = name_r").holds(2, 2, calls));
  EXPECT_FALSE(plan("NULL").holds(0, 0, calls));
  EXPECT_TRUE(plan("1").holds(0, 0, calls));
  EXPECT_FALSE(plan("0").holds(0, 0, calls));
}

TEST_F(PlanTest, TextsLiveAsLongAsTheTable) {
  CallContext calls;
  Value kept;
  {
    const Plan upper_plan = plan("upper(name_l)");
    kept = upper_plan.evaluate(3, 3, calls);
    calls.arena().clear();
  }
  EXPECT_EQ(kept.text, "TARAS");
}

TEST(PlanBinding, RefusesWhatNoRecordCouldMakeRight) {
  ValueTable table(1);
  table.add("name", text_column({"x"}), "VARCHAR", ExecutionContext{});
  const auto complaint = [&](const std::string& condition) -> std::string {
    try {
      const Plan plan(parse_expression(condition, "level 2 of comparison name"), "level 2 of comparison name",
                      table, ExecutionContext{});
    } catch (const DataError& error) {
      return error.what();
    }
    return "is bound";
  };
  EXPECT_THAT(
      complaint("regexp_extract(name_l, '(a') = name_r"),
      testing::StartsWith("cannot use level 2 of comparison name: regexp_extract() has a regular expression "
                          "that cannot be read: "));
  EXPECT_THAT(complaint("regexp_matches(name_l, '[a' || 'b')"), testing::HasSubstr("a [ is not closed"));
  EXPECT_THAT(complaint("date_diff('fortnight', name_l::DATE, name_r::DATE) < 2"),
              testing::HasSubstr("has no part of a time named 'fortnight'"));
  EXPECT_EQ(complaint("regexp_matches(name_l, '[a-z]+')"), "is bound");
  EXPECT_EQ(complaint("regexp_matches(name_l, name_r)"), "is bound");
  EXPECT_EQ(complaint("date_diff('days', name_l::DATE, name_r::DATE) < 2"), "is bound");
}

TEST(ValueTable, EqualValuesHaveOneCanonicalNumber) {
  ValueTable table(7);
  const ExecutionContext context;
  EXPECT_EQ(table.add("height", text_column({"1.0", "1", "-0", "0", "nan", "NaN", ""}), "DOUBLE", context),
            0u);
  const ValueColumn& column = table.column(0);
  std::vector<std::uint32_t> numbers;
  for (std::uint32_t record = 0; record < 7; ++record) numbers.push_back(column.canonical_at(record));
  EXPECT_THAT(numbers, ElementsAre(1, 1, 2, 2, 3, 3, 0));
}

TEST(ValueTable, CanonicalNumbersOfListsAndDates) {
  ValueTable table(4);
  const ExecutionContext context;
  table.add("tags", text_column({"[1, 2]", "[1.0,2]", "[2, 1]", "[1, null]"}), "DOUBLE[]", context);
  table.add("born", text_column({"2001-02-03", "2001-2-3", "2001-02-04", ""}), "DATE", context);
  const auto numbers = [&](std::size_t column) {
    std::vector<std::uint32_t> all;
    for (std::uint32_t record = 0; record < 4; ++record)
      all.push_back(table.column(column).canonical_at(record));
    return all;
  };
  EXPECT_THAT(numbers(0), ElementsAre(1, 1, 2, 3));
  EXPECT_THAT(numbers(1), ElementsAre(1, 1, 2, 0));
}

TEST(ValueTable, CountsDifferentCellsThatCannotBeRead) {
  ValueTable table(5);
  EXPECT_EQ(
      table.add("born", text_column({"2001-02-03", "x", "x", "2001-02-30", ""}), "DATE", ExecutionContext{}),
      2u);
  EXPECT_TRUE(table.column(0).at(1).is_null());
  EXPECT_EQ(table.column(0).canonical_at(3), 0u);
}

TEST(ValueTable, ReadsTheSameWithAnyNumberOfThreads) {
  std::vector<std::string> cells;
  for (int i = 0; i < 30000; ++i) cells.push_back(std::to_string(i) + (i % 3 == 0 ? ".0" : ""));
  std::vector<std::string> texts[2];
  for (const int threads : {1, 3}) {
    ValueTable table(cells.size());
    ExecutionContext context;
    context.num_threads = threads;
    table.add("height", text_column(cells), "DOUBLE", context);
    const Plan doubled(parse_expression("height_l::VARCHAR || '!'", "a test"), "a test", table, context);
    CallContext calls;
    for (std::uint32_t record = 0; record < cells.size(); ++record)
      texts[threads == 1 ? 0 : 1].emplace_back(doubled.evaluate(record, record, calls).text);
  }
  EXPECT_EQ(texts[0], texts[1]);
  EXPECT_EQ(texts[0][29999], "29999.0!");
}

}  // namespace
}  // namespace byname
