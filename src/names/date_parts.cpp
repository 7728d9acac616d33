// SPDX-License-Identifier: Apache-2.0
#include "names/date_parts.hpp"

#include <algorithm>
#include <string>

#include "names/month_words.hpp"
#include "text/normalise.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr std::size_t kLongestDateBytes = 64;

/// Words that stand in dates and say nothing more. Folded.
constexpr std::array<std::string_view, 25> kSilentWords = {
    "г",  "год", "года", "гр", "р",   "рік", "року", "рр",   "y", "year", "of",  "the", "th",
    "st", "nd",  "rd",   "го", "ого", "е",   "ое",   "born", "b", "род",  "нар", "н"};

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_separator(char c) noexcept {
  return c == ' ' || c == '.' || c == ',' || c == '/' || c == '-' || c == '\\' || c == '(' || c == ')';
}

/// Cuts a time of day: everything from the number before the first ':', or from a 'T' between digits.
std::string_view without_time(std::string_view text) noexcept {
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    const bool is_iso_time =
        (text[i] == 'T' || text[i] == 't') && is_digit(text[i - 1]) && is_digit(text[i + 1]);
    if (is_iso_time) return text.substr(0, i);
  }
  std::size_t colon = text.find(':');
  if (colon == text.npos) return text;
  while (colon > 0 && is_digit(text[colon - 1])) --colon;
  return trim(text.substr(0, colon));
}

/// "1990.0": a whole number that went through a float.
std::string_view without_float_tail(std::string_view text) noexcept {
  if (!text.ends_with(".0") || text.size() < 6) return text;
  const std::string_view head = text.substr(0, text.size() - 2);
  return std::all_of(head.begin(), head.end(), is_digit) ? head : text;
}

std::size_t take_number(std::string_view text, std::size_t at, DateParts& parts) {
  DateNumber number;
  for (; at < text.size() && is_digit(text[at]); ++at) {
    number.value = number.num_digits < 9 ? number.value * 10 + (text[at] - '0') : number.value;
    ++number.num_digits;
  }
  if (parts.num_numbers == 3 || number.num_digits > 8) {
    parts.is_readable = false;
  } else {
    parts.numbers[static_cast<std::size_t>(parts.num_numbers++)] = number;
  }
  return at;
}

std::size_t take_word(std::string_view text, std::size_t at, DateParts& parts) {
  std::size_t end = at;
  while (end < text.size() && !is_digit(text[end]) && !is_separator(text[end])) ++end;
  const std::string_view word = text.substr(at, end - at);
  if (std::find(kSilentWords.begin(), kSilentWords.end(), word) != kSilentWords.end()) return end;
  const int month = month_of_word(word);
  if (month == 0 || parts.month != 0) parts.is_readable = false;
  parts.month = month;
  return end;
}

DateParts split_folded(std::string_view text) {
  DateParts parts;
  for (std::size_t at = 0; at < text.size() && parts.is_readable;) {
    if (is_digit(text[at])) {
      at = take_number(text, at, parts);
    } else if (is_separator(text[at])) {
      ++at;
    } else {
      at = take_word(text, at, parts);
    }
  }
  return parts;
}

bool has_letters(std::string_view text) noexcept {
  return std::any_of(text.begin(), text.end(), [](char c) { return !is_digit(c) && !is_separator(c); });
}

}  // namespace

DateParts split_date(std::string_view text) {
  text = without_float_tail(without_time(trim(text)));
  DateParts unreadable;
  unreadable.is_readable = false;
  if (text.empty() || text.size() > kLongestDateBytes || text.front() == '-') return unreadable;
  return has_letters(text) ? split_folded(fold_text(text)) : split_folded(text);
}

}  // namespace byname
