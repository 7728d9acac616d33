// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "expression/function_table.hpp"

namespace byname {

namespace {

enum class CastKind { kText, kInteger, kDouble, kFloat, kBoolean, kDate, kTimestamp };

std::optional<CastKind> kind_of(std::string_view type) {
  // DECIMAL(10,2), VARCHAR(20): what is in brackets narrows, and is not needed here.
  type = type.substr(0, type.find('('));
  while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
  for (const std::string_view name : {"VARCHAR", "TEXT", "STRING", "CHAR", "BPCHAR"})
    if (type == name) return CastKind::kText;
  for (const std::string_view name :
       {"INT", "INTEGER", "BIGINT", "SMALLINT", "TINYINT", "HUGEINT", "LONG", "INT4", "INT8", "INT64",
        "UINTEGER", "UBIGINT", "USMALLINT", "UTINYINT"})
    if (type == name) return CastKind::kInteger;
  for (const std::string_view name : {"DOUBLE", "DOUBLE PRECISION", "FLOAT8", "DECIMAL", "NUMERIC"})
    if (type == name) return CastKind::kDouble;
  for (const std::string_view name : {"FLOAT", "REAL", "FLOAT4"})
    if (type == name) return CastKind::kFloat;
  if (type == "BOOLEAN" || type == "BOOL") return CastKind::kBoolean;
  if (type == "DATE") return CastKind::kDate;
  if (type.starts_with("TIMESTAMP") || type == "DATETIME") return CastKind::kTimestamp;
  return std::nullopt;
}

/// The type of the elements of "INT[]" or "FLOAT[3]", or nothing.
std::optional<std::string_view> element_type(std::string_view type) {
  if (type.empty() || type.back() != ']') return std::nullopt;
  return type.substr(0, type.rfind('['));
}

Value integer_of(const Value& value) {
  std::int64_t integer = 0;
  double number = 0;
  if (value.type == ValueType::kInteger || value.type == ValueType::kBoolean)
    return integer_value(value.integer);
  if (value.type == ValueType::kText && parse_integer(value.text, integer)) return integer_value(integer);
  if (value.type == ValueType::kDouble)
    number = value.number;
  else if (value.type != ValueType::kText || !parse_double(value.text, number))
    return null_value();
  if (!(std::abs(number) < 9e18)) return null_value();
  return integer_value(static_cast<std::int64_t>(std::nearbyint(number)));
}

Value double_of(const Value& value) {
  double number = 0;
  if (value.is_number()) return double_value(value.as_double());
  if (value.type == ValueType::kBoolean) return double_value(static_cast<double>(value.integer));
  if (value.type == ValueType::kText && parse_double(value.text, number)) return double_value(number);
  return null_value();
}

Value boolean_of(const Value& value, CallContext&) {
  if (value.type == ValueType::kBoolean) return value;
  if (value.is_number()) return boolean_value(value.as_double() != 0);
  const std::string text = lower_case(text_of(value));
  if (text == "true" || text == "t" || text == "1" || text == "yes") return boolean_value(true);
  if (text == "false" || text == "f" || text == "0" || text == "no") return boolean_value(false);
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

Value cast_scalar(const Value& value, CastKind kind, CallContext& context) {
  switch (kind) {
    case CastKind::kText:
      return value.type == ValueType::kText ? value : context.arena().text(text_of(value));
    case CastKind::kInteger:
      return integer_of(value);
    case CastKind::kDouble:
      return double_of(value);
    case CastKind::kFloat: {
      Value made = double_of(value);
      if (!made.is_null()) made.number = static_cast<double>(static_cast<float>(made.number));
      return made;
    }
    case CastKind::kBoolean:
      return boolean_of(value, context);
    case CastKind::kDate:
      return time_of(value, true);
    case CastKind::kTimestamp:
      return time_of(value, false);
  }
  return null_value();
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

/// A list as DuckDB writes it: [a, b].
Value list_of_text(std::string_view text, std::string_view inner, CallContext& context) {
  if (text.size() < 2 || text.front() != '[' || text.back() != ']') return null_value();
  text = text.substr(1, text.size() - 2);
  std::vector<Value> elements;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string_view element = text.substr(0, comma);
    while (!element.empty() && element.front() == ' ') element.remove_prefix(1);
    elements.push_back(element == "NULL"
                           ? null_value()
                           : cast_value(context.arena().text(std::string(element)), inner, context));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return context.arena().list(std::move(elements));
}

}  // namespace

bool is_known_type(std::string_view type) {
  const auto inner = element_type(type);
  return inner ? is_known_type(*inner) : kind_of(type).has_value();
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
  const auto kind = kind_of(type);
  return kind ? cast_scalar(value, *kind, context) : null_value();
}

Value read_cell(std::string_view cell, std::string_view type, CallContext& context) {
  const auto inner = element_type(type);
  if (!inner) return cast_value(text_value(cell), type, context);
  const auto json = nlohmann::json::parse(cell, nullptr, false);
  if (json.is_array()) return value_of_json(json, type, context);
  return list_of_text(cell, *inner, context);
}

}  // namespace byname
