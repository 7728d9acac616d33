// SPDX-License-Identifier: Apache-2.0
#include "evaluate/candidate_keys.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "expression/evaluator.hpp"

namespace byname {

namespace {

constexpr std::size_t kMostKeys = 64;
constexpr double kLeastFilled = 0.05;
constexpr double kMostly = 0.8;
constexpr double kJoined = 0.995;  // letters' case matters if it makes this many values of each

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_dashed_date(std::string_view text) {
  return text.size() == 10 && text[4] == '-' && text[7] == '-' && is_digits(text.substr(0, 4)) &&
         is_digits(text.substr(5, 2)) && is_digits(text.substr(8, 2));
}

bool is_plain_date(std::string_view text) {
  if (text.size() != 8 || !is_digits(text)) return false;
  const std::string_view century = text.substr(0, 2);
  const std::string_view month = text.substr(4, 2);
  return (century == "18" || century == "19" || century == "20") && month >= "01" && month <= "12";
}

/// Expressions over one column; {0} is the side. `base` is the column, perhaps in small letters.
std::vector<std::string> forms_of(const ColumnShape& shape, const std::string& base) {
  const auto of = [&](const char* form) { return fmt::format(fmt::runtime(form), base); };
  std::vector<std::string> forms = {base};
  if (!shape.is_text) return forms;
  if (shape.is_dashed_date || shape.is_plain_date) {
    forms.push_back(of("substr({0}, 1, 4)"));
    forms.push_back(of(shape.is_plain_date ? "substr({0}, 1, 6)" : "substr({0}, 1, 7)"));
    forms.push_back(of(shape.is_plain_date ? "substr({0}, 5, 4)" : "substr({0}, 6, 5)"));
    return forms;
  }
  if (shape.is_email) forms.push_back(of("nullif(regexp_extract({0}, '^[^@]+', 0), '')"));
  if (shape.has_words) {
    forms.push_back(of("nullif(regexp_extract({0}, '^[^ ]+', 0), '')"));
    forms.push_back(of("nullif(regexp_extract({0}, '[^ ]+$', 0), '')"));
  }
  if (shape.mean_length >= 3.5) forms.push_back(of("substr({0}, 1, 3)"));
  if (shape.mean_length >= 5) forms.push_back(of("substr({0}, 1, 4)"));
  if (shape.mean_length >= 4 && shape.is_number) forms.push_back(of("right({0}, 3)"));
  if (shape.mean_length >= 4 && !shape.is_number && !shape.is_email)
    forms.push_back(
        of("nullif(substr(regexp_replace(lower({0}), '[^bcdfghjklmnpqrstvwxz]', '', 'g'), 1, 4), '')"));
  return forms;
}

std::string with_side(const std::string& expression, char side) {
  return fmt::format(fmt::runtime(expression), std::string(1, side));
}

/// The column of the table that holds the values of an expression.
std::size_t bound_column(const std::string& expression, ValueTable& table, const ExecutionContext& context) {
  const std::string what = "a candidate key";
  const Plan plan(parse_expression(with_side(expression, 'l'), what), what, table, context);
  BYNAME_CHECK(plan.root().kind == PlanKind::kColumn, "a candidate key is no column: {}", expression);
  return plan.root().column;
}

std::size_t num_distinct(const ValueColumn& column) {
  std::vector<std::uint32_t> numbers = column.canonical;
  std::sort(numbers.begin(), numbers.end());
  return static_cast<std::size_t>(std::unique(numbers.begin(), numbers.end()) - numbers.begin());
}

std::vector<CandidateKey> keys_of_column(std::size_t source, ValueTable& table, const PairOrder& order,
                                         const ExecutionContext& context) {
  const ColumnShape shape = shape_of(table.column(source));
  std::vector<CandidateKey> keys;
  if (shape.filled < kLeastFilled || shape.num_distinct < 2 || shape.is_unique) return keys;
  std::string quoted;
  for (const char c : table.column(source).name) {
    if (c == '{' || c == '}') return keys;  // no place for the side can be marked in such a name
    quoted += c == '"' ? "\"\"" : std::string(1, c);
  }
  std::string base = "{0}.\"" + quoted + "\"";
  if (shape.is_text) {
    const std::size_t small = bound_column("lower(" + base + ")", table, context);
    if (static_cast<double>(num_distinct(table.column(small))) <
        kJoined * static_cast<double>(shape.num_distinct))
      base = "lower(" + base + ")";
  }
  for (const std::string& form : forms_of(shape, base)) {
    CandidateKey key{form, source, bound_column(form, table, context), 0};
    const RecordBlocks blocks = split_blocks(one_block(table.num_records()), table.column(key.column));
    key.pairs = num_pairs_within(blocks, order);
    const bool is_known = std::any_of(keys.begin(), keys.end(), [&](const CandidateKey& other) {
      return other.pairs == key.pairs &&
             num_pairs_within(split_blocks(blocks, table.column(other.column)), order) == key.pairs;
    });
    if (key.pairs > 0 && !is_known) keys.push_back(std::move(key));
  }
  return keys;
}

}  // namespace

std::string CandidateKey::condition() const {
  return with_side(expression, 'l') + " = " + with_side(expression, 'r');
}

std::string CandidateKey::label() const {
  std::string label = expression;
  for (std::size_t at = label.find("{0}."); at != std::string::npos; at = label.find("{0}."))
    label.erase(at, 4);
  std::erase(label, '"');
  return label;
}

ColumnShape shape_of(const ValueColumn& column) {
  ColumnShape shape;
  std::vector<double> count(column.values.size(), 0);
  for (const std::uint32_t code : *column.codes) ++count[code];
  double filled = 0, texts = 0, dashed = 0, plain = 0, emails = 0, numbers = 0, words = 0, bytes = 0;
  for (std::size_t code = 1; code < column.values.size(); ++code) {
    const Value& value = column.values[code];
    if (value.is_null() || count[code] == 0) continue;
    filled += count[code];
    if (value.type != ValueType::kText) continue;
    texts += count[code];
    bytes += count[code] * static_cast<double>(value.text.size());
    if (is_dashed_date(value.text)) dashed += count[code];
    if (is_plain_date(value.text)) plain += count[code];
    if (value.text.find('@') != std::string_view::npos) emails += count[code];
    if (is_digits(value.text)) numbers += count[code];
    if (value.text.find(' ') != std::string_view::npos) words += count[code];
  }
  if (filled == 0) return shape;
  shape.filled = filled / static_cast<double>(column.codes->size());
  shape.num_distinct = num_distinct(column) - 1;
  shape.is_unique = static_cast<double>(shape.num_distinct) == filled;
  shape.is_text = texts == filled;
  shape.mean_length = texts > 0 ? bytes / texts : 0;
  shape.is_dashed_date = dashed >= kMostly * filled;
  shape.is_plain_date = plain >= kMostly * filled;
  shape.is_email = emails >= kMostly * filled;
  shape.is_number = numbers >= kMostly * filled;
  shape.has_words = words >= 0.5 * filled;
  return shape;
}

std::vector<CandidateKey> candidate_keys(ValueTable& table, const PairOrder& order,
                                         const std::vector<std::size_t>& left_out,
                                         const ExecutionContext& context) {
  std::vector<CandidateKey> keys;
  const std::size_t columns = table.num_columns();
  for (std::size_t source = 0; source < columns; ++source) {
    if (table.column(source).name.empty() ||
        std::find(left_out.begin(), left_out.end(), source) != left_out.end())
      continue;
    for (CandidateKey& key : keys_of_column(source, table, order, context)) keys.push_back(std::move(key));
    context.check_cancelled();
  }
  std::stable_sort(keys.begin(), keys.end(),
                   [](const CandidateKey& a, const CandidateKey& b) { return a.pairs < b.pairs; });
  if (keys.size() > kMostKeys) keys.resize(kMostKeys);
  return keys;
}

}  // namespace byname
