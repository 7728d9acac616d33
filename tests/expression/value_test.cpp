// SPDX-License-Identifier: Apache-2.0
#include "expression/value.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

#include "expression/function_table.hpp"

namespace byname {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::int64_t kDay = 86'400'000'000;

Value time_value(ValueType type, std::int64_t integer) {
  Value made;
  made.type = type;
  made.integer = integer;
  return made;
}
Value date(const std::string& text) {
  std::int64_t days = 0;
  EXPECT_TRUE(parse_date(text, days)) << text;
  return time_value(ValueType::kDate, days);
}
Value moment(const std::string& text) {
  std::int64_t microseconds = 0;
  EXPECT_TRUE(parse_timestamp(text, microseconds)) << text;
  return time_value(ValueType::kTimestamp, microseconds);
}

/// Days of a text, or "none".
std::string days_of(const std::string& text) {
  std::int64_t days = 0;
  return parse_date(text, days) ? std::to_string(days) : "none";
}
std::string microseconds_of(const std::string& text) {
  std::int64_t microseconds = 0;
  return parse_timestamp(text, microseconds) ? std::to_string(microseconds) : "none";
}
std::string double_of(const std::string& text) {
  double number = 0;
  return parse_double(text, number) ? text_of(double_value(number)) : "none";
}
std::string integer_of(const std::string& text) {
  std::int64_t integer = 0;
  return parse_integer(text, integer) ? std::to_string(integer) : "none";
}

TEST(Dates, EveryDayGoesThereAndBack) {
  std::int64_t days = days_of_date(1583, 1, 1);
  for (int year = 1583; year <= 2400; ++year) {
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; day <= 31; ++day) {
        if (!is_date(year, month, day)) continue;
        ASSERT_EQ(days_of_date(year, month, day), days);
        const CivilDate civil = date_of_days(days);
        ASSERT_EQ(civil.year, year);
        ASSERT_EQ(civil.month, month);
        ASSERT_EQ(civil.day, day);
        const std::string text = text_of(time_value(ValueType::kDate, days));
        ASSERT_EQ(days_of(text), std::to_string(days)) << text;
        ++days;
      }
    }
  }
  EXPECT_EQ(days, days_of_date(2401, 1, 1));
}

TEST(Dates, AreCountedFrom1970) {
  EXPECT_EQ(days_of_date(1970, 1, 1), 0);
  EXPECT_EQ(days_of_date(1969, 12, 31), -1);
  EXPECT_EQ(days_of_date(2000, 3, 1), 11017);
  EXPECT_EQ(days_of_date(0, 3, 1), -719468);
  EXPECT_EQ(date_of_days(-719469).month, 2);
  EXPECT_EQ(date_of_days(-719469).day, 29);
}

TEST(Dates, KnowLeapYears) {
  EXPECT_TRUE(is_date(2000, 2, 29));
  EXPECT_TRUE(is_date(2004, 2, 29));
  EXPECT_FALSE(is_date(1900, 2, 29));
  EXPECT_FALSE(is_date(2001, 2, 29));
  EXPECT_FALSE(is_date(2001, 4, 31));
  EXPECT_FALSE(is_date(2001, 0, 1));
  EXPECT_FALSE(is_date(2001, 13, 1));
  EXPECT_FALSE(is_date(2001, 1, 0));
}

TEST(ParseDate, TakesYearMonthDay) {
  const std::string days = std::to_string(days_of_date(2001, 2, 3));
  for (const char* text :
       {"2001-02-03", "2001-2-3", " 2001-02-03\t", "2001/02/03", "2001 02 03", "2001\\2\\3"})
    EXPECT_EQ(days_of(text), days) << text;
  EXPECT_EQ(days_of("99-1-1"), std::to_string(days_of_date(99, 1, 1)));
  EXPECT_EQ(days_of("12001-02-03"), std::to_string(days_of_date(12001, 2, 3)));
}

TEST(ParseDate, RefusesTheRest) {
  for (const char* text : {"", " ", "2001", "2001-02", "2001-02-", "2001-02-30", "2001-13-01", "2001-02/03",
                           "03.02.2001", "20010203", "2001-02-03x", "2001-02-03 10:11", "-2001-02-03",
                           "2001--02-03", "2001-002-03", "2001-02-033"})
    EXPECT_EQ(days_of(text), "none") << text;
}

TEST(ParseTimestamp, TakesADateAndAClock) {
  const std::int64_t midnight = days_of_date(2001, 2, 3) * kDay;
  const std::int64_t minute = midnight + (10 * 60 + 11) * std::int64_t{60'000'000};
  EXPECT_EQ(microseconds_of("2001-02-03"), std::to_string(midnight));
  for (const char* text : {"2001-02-03 10:11", "2001-02-03T10:11", "2001-02-03  10:11:00",
                           "2001-02-03 10:11:00Z", " 2001-02-03 10:11 "})
    EXPECT_EQ(microseconds_of(text), std::to_string(minute)) << text;
  EXPECT_EQ(microseconds_of("2001-02-03 10:11:00.5"), std::to_string(minute + 500'000));
  EXPECT_EQ(microseconds_of("2001-02-03 10:11:00.1234567"), std::to_string(minute + 123'456));
  EXPECT_EQ(microseconds_of("1969-12-31 23:59:59.999999"), "-1");
}

TEST(ParseTimestamp, RefusesTheRest) {
  for (const char* text :
       {"", "10:11", "2001-02-03 10", "2001-02-03 24:00", "2001-02-03 10:60", "2001-02-03 10:11:60",
        "2001-02-03x10:11", "2001-02-03 10:11 noon", "2001-02-03T", "2001-02-30 10:11"})
    EXPECT_EQ(microseconds_of(text), "none") << text;
}

TEST(ParseNumbers, TakeWholeTexts) {
  EXPECT_EQ(double_of("1"), "1.0");
  EXPECT_EQ(double_of(" -1.5e3 "), "-1500.0");
  EXPECT_EQ(double_of("+.5"), "0.5");
  EXPECT_EQ(double_of("5."), "5.0");
  EXPECT_EQ(double_of("NaN"), "nan");
  EXPECT_EQ(double_of("-Infinity"), "-inf");
  for (const char* text : {"", " ", "+", "1,5", "1 2", "0x10", "1_000", "one", "1e", "--1"})
    EXPECT_EQ(double_of(text), "none") << text;
  EXPECT_EQ(integer_of(" +42 "), "42");
  EXPECT_EQ(integer_of("-9223372036854775808"), "-9223372036854775808");
  for (const char* text : {"", "1.0", "9223372036854775808", "1e3", "x"})
    EXPECT_EQ(integer_of(text), "none") << text;
}

TEST(CompareValues, OrdersNumbersWithNanAboveAll) {
  const std::vector<Value> ordered = {double_value(-kInfinity), integer_value(-1), double_value(-0.5),
                                      integer_value(0),         double_value(0.5), integer_value(1),
                                      double_value(kInfinity),  double_value(NAN)};
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    for (std::size_t k = 0; k < ordered.size(); ++k)
      EXPECT_EQ(compare_values(ordered[i], ordered[k]), i < k ? -1 : i > k ? 1 : 0) << i << " and " << k;
  }
  EXPECT_EQ(compare_values(double_value(-0.0), integer_value(0)), 0);
}

TEST(CompareValues, KeepsLargeIntegersApart) {
  EXPECT_EQ(compare_values(integer_value(9007199254740993), integer_value(9007199254740992)), 1);
}

TEST(CompareValues, OrdersTextsByBytes) {
  EXPECT_EQ(compare_values(text_value("a"), text_value("B")), 1);
  EXPECT_EQ(compare_values(text_value("z"), text_value("я")), -1);
  EXPECT_EQ(compare_values(text_value("a"), text_value("a")), 0);
  EXPECT_EQ(compare_values(text_value(""), text_value("a")), -1);
}

TEST(CompareValues, OrdersTimes) {
  EXPECT_EQ(compare_values(date("2001-02-03"), moment("2001-02-03 00:00")), 0);
  EXPECT_EQ(compare_values(date("2001-02-03"), moment("2001-02-03 00:01")), -1);
  EXPECT_EQ(compare_values(moment("2001-02-03 10:11"), moment("2001-02-03 10:10")), 1);
}

TEST(CompareValues, ReadsATextBesideAnotherKindAsThatKind) {
  EXPECT_EQ(compare_values(text_value("10"), integer_value(9)), 1);
  EXPECT_EQ(compare_values(integer_value(9), text_value("10")), -1);
  EXPECT_EQ(compare_values(text_value("2001-2-3"), date("2001-02-03")), 0);
  EXPECT_EQ(compare_values(date("2001-02-03"), text_value("2001-02-04")), -1);
  EXPECT_EQ(compare_values(text_value("x"), integer_value(9)), 2);
  EXPECT_EQ(compare_values(integer_value(9), text_value("x")), 2);
  EXPECT_EQ(compare_values(text_value("x"), date("2001-02-03")), 2);
}

TEST(CompareValues, KnowsTruthValuesAsNumbers) {
  EXPECT_EQ(compare_values(boolean_value(false), boolean_value(true)), -1);
  EXPECT_EQ(compare_values(boolean_value(true), integer_value(1)), 0);
  EXPECT_EQ(compare_values(double_value(0.5), boolean_value(true)), -1);
  EXPECT_EQ(hash_value(boolean_value(true)), hash_value(double_value(1)));
}

TEST(CompareValues, KindsThatDoNotMixAreNeither) {
  EXPECT_EQ(compare_values(integer_value(1), date("2001-02-03")), 2);
  EXPECT_EQ(compare_values(list_value({}), text_value("[]")), 2);
  EXPECT_EQ(compare_values(boolean_value(true), text_value("true")), 2);
}

TEST(CompareValues, OrdersListsByElementsNullsLast) {
  ValueArena arena;
  const Value empty = arena.list({});
  const Value one = arena.list({integer_value(1)});
  const Value one_two = arena.list({integer_value(1), double_value(2)});
  const Value one_null = arena.list({integer_value(1), null_value()});
  const Value two = arena.list({integer_value(2)});
  const std::vector<Value> ordered = {empty, one, one_two, one_null, two};
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    for (std::size_t k = 0; k < ordered.size(); ++k)
      EXPECT_EQ(compare_values(ordered[i], ordered[k]), i < k ? -1 : i > k ? 1 : 0) << i << " and " << k;
  }
  EXPECT_TRUE(equal_values(one_null, one_null));
}

TEST(HashValue, IsEqualForEqualValues) {
  ValueArena arena;
  EXPECT_EQ(hash_value(integer_value(1)), hash_value(double_value(1)));
  EXPECT_EQ(hash_value(double_value(-0.0)), hash_value(integer_value(0)));
  EXPECT_EQ(hash_value(double_value(NAN)), hash_value(double_value(-NAN)));
  EXPECT_EQ(hash_value(date("2001-02-03")), hash_value(moment("2001-02-03")));
  EXPECT_EQ(hash_value(arena.list({integer_value(1), null_value()})),
            hash_value(arena.list({double_value(1), null_value()})));
}

TEST(ValueArena, KeepsCopies) {
  ValueArena lasting;
  Value kept;
  {
    ValueArena passing;
    kept = lasting.keep(passing.list(
        {passing.text("a long text that is not stored in place"), passing.list({null_value()})}));
  }
  EXPECT_EQ(text_of(kept), "[a long text that is not stored in place, [NULL]]");
}

TEST(TextOf, WritesAsDuckDb) {
  EXPECT_EQ(text_of(null_value()), "NULL");
  EXPECT_EQ(text_of(boolean_value(true)), "true");
  EXPECT_EQ(text_of(double_value(1e15)), "1000000000000000.0");
  EXPECT_EQ(text_of(double_value(1e16)), "1e+16");
  EXPECT_EQ(text_of(double_value(1e-5)), "1e-05");
  EXPECT_EQ(text_of(double_value(0.1)), "0.1");
  EXPECT_EQ(text_of(moment("2001-02-03 10:11:12.5")), "2001-02-03 10:11:12.5");
  EXPECT_EQ(text_of(moment("1969-12-31 23:59:59.000001")), "1969-12-31 23:59:59.000001");
  EXPECT_EQ(text_of(moment("2001-02-03")), "2001-02-03 00:00:00");
  EXPECT_EQ(text_of(date("0-1-1")), "0001-01-01 (BC)");
}

TEST(TextOf, QuotesElementsThatCouldBeReadOtherwise) {
  ValueArena arena;
  const auto written = [&](const char* text) { return text_of(arena.list({text_value(text)})); };
  EXPECT_EQ(written("a b"), "[a b]");
  EXPECT_EQ(written(""), "['']");
  EXPECT_EQ(written(" a"), "[' a']");
  EXPECT_EQ(written("null"), "['null']");
  EXPECT_EQ(written("a,b"), "['a,b']");
  EXPECT_EQ(written("it's"), "['it\\'s']");
}

RC_GTEST_PROP(ListTextProperty, AListIsReadBackFromItsText, (const std::vector<std::string>& texts)) {
  CallContext calls;
  std::vector<Value> elements;
  for (const std::string& text : texts) {
    RC_PRE(text.find('\0') == std::string::npos);
    elements.push_back(text.size() % 7 == 6 ? null_value() : text_value(text));
  }
  const Value list = list_value(elements);
  const Value read = cast_value(text_value(text_of(list)), "VARCHAR[]", calls);
  RC_LOG() << text_of(list) << '\n';
  // A text of JSON is read as JSON: ["a"] of quotes only.
  RC_ASSERT(read.type == ValueType::kList);
  RC_ASSERT(equal_values(read, list));
}

}  // namespace
}  // namespace byname
