// SPDX-License-Identifier: Apache-2.0
#include "names/date_words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <optional>

#include "names/table_rows.hpp"

namespace byname {

namespace {

/// In the order of DateWord.
constexpr std::array<std::string_view, static_cast<std::size_t>(DateWord::kNumDateWords)> kMeanings = {
    "month", "season",      "weekday",   "part",         "half",    "ten_days",   "quarter",  "week",
    "last",  "year",        "years",     "decade_years", "century", "month_word", "day_word", "numbers_of",
    "hour",  "approximate", "uncertain", "before",       "until",   "by",         "after",    "since",
    "from",  "to",          "between",   "and",          "or",      "on",         "night",    "ago",
    "today", "relative",    "age",       "old",          "silent",  "missing",    "cardinal", "ordinal"};

DateMeaning meaning_of(const TableRow& row) {
  const auto found = std::find(kMeanings.begin(), kMeanings.end(), row.cells[0]);
  if (found == kMeanings.end()) refuse_row(row, fmt::format("no meaning '{}'", row.cells[0]));
  DateMeaning meaning;
  meaning.word = static_cast<DateWord>(found - kMeanings.begin());
  const std::string_view number = row.cells[1];
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), meaning.value);
  if (error != std::errc() || end != number.data() + number.size())
    refuse_row(row, fmt::format("'{}' is no number", number));
  return meaning;
}

/// Key of the tokens [begin, end); a dot behind a word does not count ("г. р." is "г р").
std::optional<std::string> key_of(const std::vector<DateToken>& tokens, std::size_t begin, std::size_t end) {
  std::string key;
  for (std::size_t i = begin; i < end; ++i) {
    if (tokens[i].is_number()) return std::nullopt;
    if (i > begin && tokens[i].is_mark('.')) continue;
    key += (key.empty() ? "" : " ") + tokens[i].text;
  }
  return key;
}

}  // namespace

DateWords::DateWords(const std::string& name, std::string_view table) {
  for (const TableRow& row : read_table_rows(name, table, 3)) {
    const DateMeaning meaning = meaning_of(row);
    for (const std::string_view form : forms_of_cell(row.cells[2])) {
      const std::vector<DateToken> tokens = split_date_text(form);
      const auto key = key_of(tokens, 0, tokens.size());
      if (!key || key->empty()) refuse_row(row, fmt::format("'{}' is no word", form));
      const auto [entry, is_new] = forms_.emplace(*key, meaning);
      if (!is_new && (entry->second.word != meaning.word || entry->second.value != meaning.value))
        refuse_row(row, fmt::format("'{}' stands above with another meaning", form));
      longest_ = std::max(longest_, tokens.size());
    }
  }
}

DateWords::Match DateWords::find(const std::vector<DateToken>& tokens, std::size_t at) const {
  // Dots may stand between the words of a form.
  const std::size_t furthest = std::min(tokens.size(), at + 2 * longest_);
  for (std::size_t end = furthest; end > at; --end) {
    const auto key = key_of(tokens, at, end);
    if (!key) continue;
    if (const auto found = forms_.find(*key); found != forms_.end()) return {&found->second, end - at};
  }
  return {};
}

const DateWords& date_words() {
  static const DateWords words("date_words.tsv", embedded_table("date_words.tsv"));
  return words;
}

}  // namespace byname
