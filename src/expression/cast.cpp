// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "expression/function_table.hpp"

namespace byname {

namespace {

enum class CastKind { kText, kInteger, kDecimal, kDouble, kFloat, kBoolean, kDate, kTimestamp };

struct CastType {
  CastKind kind = CastKind::kText;
  std::int64_t low = 0;  ///< kInteger
  std::int64_t high = 0;
  int width = 18;  ///< kDecimal: digits, and those behind the point
  int scale = 3;
};

std::optional<CastType> integer_type(std::string_view name) {
  constexpr std::int64_t kLow = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kHigh = std::numeric_limits<std::int64_t>::max();
  struct IntegerType {
    std::string_view name;
    std::int64_t low;
    std::int64_t high;
  };
  static constexpr IntegerType kTypes[] = {
      {"TINYINT", INT8_MIN, INT8_MAX}, {"SMALLINT", INT16_MIN, INT16_MAX},
      {"INT", INT32_MIN, INT32_MAX},   {"INTEGER", INT32_MIN, INT32_MAX},
      {"INT4", INT32_MIN, INT32_MAX},  {"BIGINT", kLow, kHigh},
      {"INT8", kLow, kHigh},           {"INT64", kLow, kHigh},
      {"LONG", kLow, kHigh},           {"HUGEINT", kLow, kHigh},
      {"UTINYINT", 0, UINT8_MAX},      {"USMALLINT", 0, UINT16_MAX},
      {"UINTEGER", 0, UINT32_MAX},     {"UBIGINT", 0, kHigh}};
  for (const IntegerType& type : kTypes) {
    if (name == type.name) return CastType{CastKind::kInteger, type.low, type.high};
  }
  return std::nullopt;
}

/// "DECIMAL(10,2)", "NUMERIC(5)", "DECIMAL"; wider ones than doubles can hold are doubles.
std::optional<CastType> decimal_type(std::string_view name, std::string_view sizes) {
  if (name != "DECIMAL" && name != "NUMERIC") return std::nullopt;
  CastType type{CastKind::kDecimal};
  if (sizes.empty()) return type;
  type.scale = 0;
  const std::size_t comma = std::min(sizes.find(','), sizes.size());
  std::from_chars(sizes.data(), sizes.data() + comma, type.width);
  if (comma < sizes.size()) {
    while (comma + 1 < sizes.size() && sizes[comma + 1] == ' ') sizes.remove_prefix(1);
    std::from_chars(sizes.data() + comma + 1, sizes.data() + sizes.size(), type.scale);
  }
  return type;
}

std::optional<CastType> type_of(std::string_view type) {
  const std::size_t bracket = std::min(type.find('('), type.size());
  std::string_view name = type.substr(0, bracket);
  while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
  if (const auto integer = integer_type(name)) return integer;
  const std::string_view sizes = bracket < type.size() ? type.substr(bracket + 1) : "";
  if (const auto decimal = decimal_type(name, sizes.substr(0, sizes.find(')')))) return decimal;
  for (const std::string_view text : {"VARCHAR", "TEXT", "STRING", "CHAR", "BPCHAR"})
    if (name == text) return CastType{CastKind::kText};
  for (const std::string_view number : {"DOUBLE", "DOUBLE PRECISION", "FLOAT8"})
    if (name == number) return CastType{CastKind::kDouble};
  for (const std::string_view single : {"FLOAT", "REAL", "FLOAT4"})
    if (name == single) return CastType{CastKind::kFloat};
  if (name == "BOOLEAN" || name == "BOOL") return CastType{CastKind::kBoolean};
  if (name == "DATE") return CastType{CastKind::kDate};
  if (name.starts_with("TIMESTAMP") || name == "DATETIME") return CastType{CastKind::kTimestamp};
  return std::nullopt;
}

/// The type of the elements of "INT[]" or "FLOAT[3]", or nothing.
std::optional<std::string_view> element_type(std::string_view type) {
  if (type.empty() || type.back() != ']') return std::nullopt;
  return type.substr(0, type.rfind('['));
}

/// Doubles are rounded to even, texts away from zero; NULL out of the type's range, before rounding too.
Value integer_of(const Value& value, const CastType& type) {
  const auto in_range = [&](std::int64_t integer) {
    return integer >= type.low && integer <= type.high ? integer_value(integer) : null_value();
  };
  std::int64_t integer = 0;
  double number = 0;
  if (value.type == ValueType::kInteger || value.type == ValueType::kBoolean) return in_range(value.integer);
  if (value.type == ValueType::kText && parse_integer(value.text, integer)) return in_range(integer);
  if (value.type == ValueType::kDouble && value.number >= static_cast<double>(type.low))
    number = std::nearbyint(value.number);
  else if (value.type == ValueType::kText && parse_double(value.text, number))
    number = std::round(number);
  else
    return null_value();
  constexpr double kEnd = 9223372036854775808.0;
  return number >= -kEnd && number < kEnd ? in_range(static_cast<std::int64_t>(number)) : null_value();
}

Value double_of(const Value& value) {
  double number = 0;
  if (value.is_number()) return double_value(value.as_double());
  if (value.type == ValueType::kBoolean) return double_value(static_cast<double>(value.integer));
  if (value.type == ValueType::kText && parse_double(value.text, number)) return double_value(number);
  return null_value();
}

/// A double with as many digits behind the point; NULL if it has too many before it.
Value decimal_of(const Value& value, const CastType& type) {
  const Value number = double_of(value);
  if (number.is_null()) return number;
  const double scale = std::pow(10.0, type.scale);
  const double scaled = std::round(number.number * scale);
  return std::abs(scaled) < std::pow(10.0, type.width) ? double_value(scaled / scale) : null_value();
}

/// Single precision; NULL for a double that is too large for it.
Value float_of(const Value& value) {
  const Value number = double_of(value);
  if (number.is_null()) return number;
  const auto single = static_cast<float>(number.number);
  const bool is_too_large =
      std::isinf(single) && !std::isinf(number.number) && value.type != ValueType::kText;
  return is_too_large ? null_value() : double_value(static_cast<double>(single));
}

Value boolean_of(const Value& value) {
  if (value.type == ValueType::kBoolean) return value;
  if (value.is_number()) return boolean_value(value.as_double() != 0);
  if (value.type != ValueType::kText) return null_value();
  const std::string text = lower_case(value.text);
  for (const std::string_view word : {"true", "t", "1", "yes", "y"})
    if (text == word) return boolean_value(true);
  for (const std::string_view word : {"false", "f", "0", "no", "n"})
    if (text == word) return boolean_value(false);
  return null_value();
}

Value time_of(const Value& value, bool is_date) {
  constexpr std::int64_t kMicrosecondsPerDay = 86'400'000'000;
  Value made;
  std::int64_t microseconds = 0;
  if (value.type == ValueType::kDate) {
    microseconds = value.integer * kMicrosecondsPerDay;
  } else if (value.type == ValueType::kTimestamp) {
    microseconds = value.integer;
  } else if (value.type != ValueType::kText || !parse_timestamp(value.text, microseconds)) {
    return null_value();
  }
  made.type = is_date ? ValueType::kDate : ValueType::kTimestamp;
  made.integer = microseconds;
  if (is_date)
    made.integer = microseconds / kMicrosecondsPerDay - (microseconds % kMicrosecondsPerDay < 0 ? 1 : 0);
  return made;
}

Value cast_scalar(const Value& value, const CastType& type, CallContext& context) {
  switch (type.kind) {
    case CastKind::kText:
      return value.type == ValueType::kText ? value : context.arena().text(text_of(value));
    case CastKind::kInteger:
      return integer_of(value, type);
    case CastKind::kDecimal:
      return decimal_of(value, type);
    case CastKind::kDouble:
      return double_of(value);
    case CastKind::kFloat:
      return float_of(value);
    case CastKind::kBoolean:
      return boolean_of(value);
    case CastKind::kDate:
      return time_of(value, true);
    case CastKind::kTimestamp:
      return time_of(value, false);
  }
  return null_value();
}

bool is_text(std::string_view type) {
  const auto scalar = type_of(type.substr(0, type.find('[')));
  return scalar && scalar->kind == CastKind::kText;
}

/// True if a number would be spelled otherwise as a text: 1.50, 1e5, or 30 digits.
bool has_fraction(const nlohmann::json& json) {
  return json.is_number_float() || (json.is_array() && std::any_of(json.begin(), json.end(), has_fraction));
}

Value value_of_json(const nlohmann::json& json, std::string_view type, CallContext& context) {
  if (json.is_null()) return null_value();
  if (json.is_array()) {
    const auto inner = element_type(type);
    std::vector<Value> elements;
    for (const nlohmann::json& element : json)
      elements.push_back(value_of_json(element, inner ? *inner : type, context));
    return context.arena().list(std::move(elements));
  }
  const Value text = context.arena().text(json.is_string() ? json.get<std::string>() : json.dump());
  return cast_value(text, type, context);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || (text.front() >= '\t' && text.front() <= '\r')))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || (text.back() >= '\t' && text.back() <= '\r')))
    text.remove_suffix(1);
  return text;
}

/// Cuts the elements off the text of a list as DuckDB writes it, and Python: [a, 'b c', "it's", [1, 2],
/// NULL].
class ListText {
 public:
  explicit ListText(std::string_view inside) : rest_(inside) {}

  bool is_at_end() const { return is_at_end_; }
  bool is_broken() const { return is_broken_; }

  /// The next element without its quotes, or nothing for NULL.
  std::optional<std::string> next() {
    text_.clear();
    std::size_t kept = 0;  // bytes of the text that are not blanks at its end
    bool is_quoted = false;
    int depth = 0;
    is_at_end_ = true;
    for (std::size_t at = 0; at < rest_.size(); ++at) {
      const char c = rest_[at];
      if (c == ',' && depth == 0) {
        rest_.remove_prefix(at + 1);
        is_at_end_ = false;
        break;
      }
      if ((c == '\'' || c == '"') && depth == 0) {
        is_quoted = true;
        at = take_quoted(at);
        kept = text_.size();
        continue;
      }
      depth += c == '[' || c == '{' || c == '(';
      depth -= c == ']' || c == '}' || c == ')';
      is_broken_ = is_broken_ || depth < 0;
      const bool is_blank = trimmed(rest_.substr(at, 1)).empty();
      if (!is_blank || !text_.empty()) text_ += c;
      if (!is_blank) kept = text_.size();
    }
    is_broken_ = is_broken_ || depth != 0;
    text_.resize(kept);
    if (!is_quoted && is_null_word(text_)) return std::nullopt;
    return text_;
  }

 private:
  /// Copies what is in the quotes that begin at `at`; where they end.
  std::size_t take_quoted(std::size_t at) {
    const char quote = rest_[at];
    while (++at < rest_.size() && rest_[at] != quote) {
      if (rest_[at] == '\\' && at + 1 < rest_.size()) ++at;
      text_ += rest_[at];
    }
    is_broken_ = is_broken_ || at >= rest_.size();
    return at;
  }

  std::string_view rest_;
  std::string text_;
  bool is_at_end_ = false;
  bool is_broken_ = false;
};

Value list_of_text(std::string_view text, std::string_view inner, CallContext& context) {
  text = trimmed(text);
  if (text.size() < 2 || text.front() != '[' || text.back() != ']') return null_value();
  const std::string_view inside = trimmed(text.substr(1, text.size() - 2));
  if (inside.empty()) return context.arena().list({});
  std::vector<Value> elements;
  for (ListText list(inside); !list.is_at_end();) {
    auto element = list.next();
    if (list.is_broken()) return null_value();
    elements.push_back(element ? cast_value(context.arena().text(std::move(*element)), inner, context)
                               : null_value());
  }
  return context.arena().list(std::move(elements));
}

}  // namespace

bool is_known_type(std::string_view type) {
  const auto inner = element_type(type);
  return inner ? is_known_type(*inner) : type_of(type).has_value();
}

Value cast_value(const Value& value, std::string_view type, CallContext& context) {
  if (value.is_null()) return value;
  if (const auto inner = element_type(type)) {
    if (value.type == ValueType::kText) return read_cell(value.text, type, context);
    if (value.type != ValueType::kList) return null_value();
    std::vector<Value> elements;
    for (const Value& element : value.list) elements.push_back(cast_value(element, *inner, context));
    return context.arena().list(std::move(elements));
  }
  const auto scalar = type_of(type);
  return scalar ? cast_scalar(value, *scalar, context) : null_value();
}

Value read_cell(std::string_view cell, std::string_view type, CallContext& context) {
  const auto inner = element_type(type);
  if (!inner) return cast_value(text_value(cell), type, context);
  const auto json = nlohmann::json::parse(cell, nullptr, false);
  if (json.is_array() && !(is_text(*inner) && has_fraction(json))) return value_of_json(json, type, context);
  return list_of_text(cell, *inner, context);
}

}  // namespace byname
