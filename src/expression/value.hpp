// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace byname {

enum class ValueType : std::uint8_t {
  kNull,
  kBoolean,    ///< `integer` 0 or 1
  kInteger,    ///< `integer`
  kDouble,     ///< `number`
  kText,       ///< `text`, UTF-8
  kDate,       ///< `integer` = days since 1970-01-01
  kTimestamp,  ///< `integer` = microseconds since 1970-01-01 00:00
  kList,       ///< `list`
};

/// A value of an expression. Texts and lists are views: what made the value (a column, a ValueArena) owns
/// them.
struct Value {
  ValueType type = ValueType::kNull;
  union {
    std::int64_t integer;
    double number;  ///< of kDouble
  };
  union {
    std::string_view text;
    std::span<const Value> list;  ///< of kList
  };
  Value() noexcept : integer(0), text() {}

  bool is_null() const { return type == ValueType::kNull; }
  bool is_number() const { return type == ValueType::kInteger || type == ValueType::kDouble; }
  /// Of a number.
  double as_double() const { return type == ValueType::kDouble ? number : static_cast<double>(integer); }
  /// True for TRUE and for numbers that are not 0: NULL is not true.
  bool is_true() const {
    return (type == ValueType::kBoolean && integer != 0) || (is_number() && as_double() != 0);
  }
};

Value null_value();
Value boolean_value(bool value);
Value integer_value(std::int64_t value);
Value double_value(double value);
Value text_value(std::string_view view);
Value list_value(std::span<const Value> view);

/// Owns the texts and lists that evaluating makes.
class ValueArena {
 public:
  Value text(std::string_view value);
  Value list(std::vector<Value> values);
  /// A copy of a value whose texts and lists live here.
  Value keep(const Value& value);
  void clear();

 private:
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;
  };
  std::vector<Block> blocks_;  ///< texts one after another; a block never moves
  std::size_t used_ = 0;       ///< of the last block
  std::deque<std::vector<Value>> lists_;
};

/// -1, 0 or 1 as DuckDB orders two non-NULL values of one kind: numbers by value (NaN equals NaN and is above
/// all), texts by bytes, lists by elements (NULLs last). A text beside a number or a date is read as one,
/// TRUE beside a number is 1; 2 where the two cannot be compared.
int compare_values(const Value& a, const Value& b);

/// Equal as `=` and NULL-safe inside lists; neither is NULL.
inline bool equal_values(const Value& a, const Value& b) { return compare_values(a, b) == 0; }

/// Hash that is equal for equal values of one kind.
std::uint64_t hash_value(const Value& value);

/// Days since 1970-01-01 of "YYYY-MM-DD" as DuckDB casts it; false if it is no date.
bool parse_date(std::string_view text, std::int64_t& days);
/// Microseconds of a date or "YYYY-MM-DD[ T]HH:MM[:SS[.ffffff]][Z]"; false if it is no time.
bool parse_timestamp(std::string_view text, std::int64_t& microseconds);
/// Reads a whole text as a number, blanks at the ends aside; "nan", "inf" in any case count.
bool parse_double(std::string_view text, double& number);
bool parse_integer(std::string_view text, std::int64_t& integer);

/// Proleptic Gregorian calendar, days since 1970-01-01.
std::int64_t days_of_date(std::int64_t year, int month, int day);
struct CivilDate {
  std::int64_t year = 0;
  int month = 0;
  int day = 0;
};
CivilDate date_of_days(std::int64_t days);
/// True if the day is in the calendar.
bool is_date(std::int64_t year, int month, int day);

/// True for NULL in any case: what stands for no element in the text of a list.
bool is_null_word(std::string_view text);

/// The value as DuckDB casts it to text.
std::string text_of(const Value& value);

}  // namespace byname
