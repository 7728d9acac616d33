// SPDX-License-Identifier: Apache-2.0
#include "estimate/table_columns.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "names/header_words.hpp"
#include "names/missing_words.hpp"

namespace byname {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes out blanks between groups of three digits. Other blanks stay, so that the text is no number.
std::string without_group_blanks(std::string_view text) {
  constexpr std::array<std::string_view, 3> kBlanks = {" ", "\u00A0", "\u202F"};
  std::string plain;
  for (std::size_t i = 0; i < text.size();) {
    const auto blank = std::find_if(kBlanks.begin(), kBlanks.end(),
                                    [&](std::string_view each) { return text.substr(i).starts_with(each); });
    if (blank == kBlanks.end()) {
      plain += text[i++];
      continue;
    }
    const std::string_view rest = text.substr(i + blank->size());
    const bool has_group = rest.size() >= 3 && is_digit(rest[0]) && is_digit(rest[1]) && is_digit(rest[2]) &&
                           (rest.size() == 3 || !is_digit(rest[3]));
    if (plain.empty() || !is_digit(plain.back()) || !has_group) return std::string(text);
    i += blank->size();
  }
  return plain;
}

}  // namespace

std::optional<double> read_plain_number(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  std::string plain = without_group_blanks(text);
  if (plain.starts_with("\u2212")) plain = "-" + plain.substr(3);
  double value = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (error != std::errc() || end != plain.data() + plain.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

std::string column_names(const InputList& list) {
  std::string names;
  for (const TextColumn& column : list.columns) names += (names.empty() ? "" : ", ") + column.name;
  return names;
}

const TextColumn* find_column(const InputList& list, const std::string& wanted,
                              const std::vector<std::string_view>& words) {
  for (const TextColumn& column : list.columns) {
    if (!wanted.empty() && column.name == wanted) return &column;
  }
  if (!wanted.empty())
    throw UserError(fmt::format("the file has no column '{}'; it has: {}", wanted, column_names(list)));
  for (const std::string_view word : words) {
    for (const TextColumn& column : list.columns) {
      if (header_words(column.name) == word) return &column;
    }
  }
  return nullptr;
}

std::string place_of_row(const Input& input, const InputList& list, std::size_t mention) {
  return fmt::format("row {} (line {}) of {}", list.row[mention], list.line[mention],
                     input.files[list.file[mention]].name);
}

std::optional<double> number_in_cell(const Input& input, const InputList& list, const TextColumn& column,
                                     std::size_t mention) {
  const std::string_view text = column.at(mention);
  if (column.is_null(mention) || is_missing(text)) return std::nullopt;
  const std::optional<double> number = read_plain_number(text);
  if (!number)
    throw DataError(fmt::format("{}, column '{}': not a number. Write numbers as 1234 or 1234.5.",
                                place_of_row(input, list, mention), column.name));
  return number;
}

Input read_number_table(const std::string& path, const ExecutionContext& context) {
  const std::vector<std::string> arguments = {path};
  Input input = read_lists(parse_list_arguments(arguments), context);
  if (input.lists.size() != 1) throw UsageError(fmt::format("{} means several lists; give one table", path));
  if (!input.rejects.empty()) {
    const Reject& first = input.rejects.front();
    throw DataError(fmt::format("{}, row {} in line {}: {}. A table of numbers must be whole.",
                                input.files[first.file].name, first.row, first.line, first.reason));
  }
  return input;
}

}  // namespace byname
