// SPDX-License-Identifier: Apache-2.0
#include "register/find.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

#include "names/canonical_names.hpp"
#include "names/comparable_values.hpp"
#include "names/name_tables.hpp"
#include "text/normalise.hpp"
#include "text/transliterate.hpp"

namespace byname {

namespace {

constexpr std::size_t kMostWords = 8;

// A word of what was typed, and the terms of name_index that it may stand for.
struct SoughtWord {
  std::string text;
  std::set<std::string> terms;
  bool is_prefix = false;
};

std::vector<std::string> split(std::string_view text, std::string_view separators) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::string small_letters(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

void add_terms(std::set<std::string>& terms, const std::string& canonical) {
  for (const std::string& term : split(canonical, " |")) terms.insert(small_letters(term));
}

void add_part(SoughtWord& word, const NamePart& part, const std::string& canonical) {
  if (part.state != PartState::kAbsent && part.text == word.text) add_terms(word.terms, canonical);
}

// What the word may be by itself, and what it is where the others stand beside it.
void read_word(SoughtWord& word, const ParsedName& whole, NameParser& parser) {
  const NameTables& tables = name_tables();
  for (const NameReading& reading : whole.readings) {
    const CanonicalName name = canonical_name(reading, tables);
    add_part(word, reading.family, name.family);
    add_part(word, reading.given, name.given);
    add_part(word, reading.patronymic, name.patronymic);
  }
  for (const NameReading& reading : parser.parse(word.text).readings) {
    const CanonicalName name = canonical_name(reading, tables);
    for (const std::string* part : {&name.family, &name.given, &name.patronymic})
      add_terms(word.terms, *part);
  }
  add_terms(word.terms, fold_romanised(latin_words(word.text)));
  for (const Role role : {Role::kNumber, Role::kEmail, Role::kPhone}) {
    std::string value;
    value_reader(role, {})(value, word.text);
    add_terms(word.terms, value);
  }
}

std::vector<SoughtWord> sought_words(std::string_view text) {
  NameParser parser(name_tables());
  const ParsedName whole = parser.parse(text);
  std::vector<SoughtWord> words;
  for (std::string& typed : split(text, " \t\n,;")) {
    SoughtWord word;
    word.is_prefix = typed.size() > 1 && typed.back() == '*';
    if (word.is_prefix) typed.pop_back();
    word.text = std::move(typed);
    if (word.is_prefix) {
      add_terms(word.terms, fold_romanised(latin_words(word.text)));
    } else {
      read_word(word, whole, parser);
    }
    // An initial fits too many to be looked for.
    std::erase_if(word.terms, [](const std::string& term) { return term.size() < 2; });
    if (!word.terms.empty()) words.push_back(std::move(word));
    if (words.size() == kMostWords) break;
  }
  return words;
}

std::vector<std::int64_t> mentions_of(Database& database, const SoughtWord& word) {
  std::vector<std::int64_t> numbers;
  for (const std::string& term : word.terms) {
    // The last character of Unicode: all terms that begin so come before.
    Rows rows = word.is_prefix
                    ? database.query("SELECT mention FROM name_index WHERE term >= ?1 AND term < ?1 || ?2",
                                     term, "\xF4\x8F\xBF\xBF")
                    : database.query("SELECT mention FROM name_index WHERE term = ?1", term);
    while (rows.next()) numbers.push_back(rows.number(0));
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

// Appends a text with a separator between texts.
void append(std::string& all, std::string_view text, std::string_view separator) {
  if (text.empty()) return;
  if (!all.empty()) all += separator;
  all += text;
}

MentionLine mention_line(Database& database, std::int64_t number) {
  MentionLine line;
  {
    Rows rows = database.query(
        "SELECT id, list, row_key, active, vanished_op IS NOT NULL FROM mention WHERE number = ?1", number);
    if (!rows.next()) return line;
    line = {number,
            rows.fixed<RecordId>(0),
            rows.text(1) + ":" + rows.text(2),
            "",
            "",
            rows.number(3) != 0,
            rows.number(4) != 0};
  }
  std::array<std::string, 4> names;  // family, given, second given, patronymic
  constexpr std::array<std::string_view, 4> kNames = {"family", "given", "given2", "patronymic"};
  constexpr std::array<std::string_view, 6> kDetails = {"birth_date", "death_date", "event_date",
                                                        "place",      "region",     "number"};
  Rows rows = database.query("SELECT role, raw, value FROM mention_value WHERE mention = ?1 ORDER BY ordinal",
                             number);
  while (rows.next()) {
    const std::string role = rows.text(0);
    const std::string raw = rows.is_null(1) || rows.bytes(1).empty() ? rows.text(2) : rows.text(1);
    const auto name = std::find(kNames.begin(), kNames.end(), role);
    if (name != kNames.end()) append(names[static_cast<std::size_t>(name - kNames.begin())], raw, " ");
    if (std::find(kDetails.begin(), kDetails.end(), role) != kDetails.end()) append(line.details, raw, ", ");
  }
  for (const std::string& name : names) append(line.name, name, " ");
  return line;
}

}  // namespace

std::vector<MentionLine> mention_lines(Database& database, const std::vector<std::int64_t>& numbers) {
  std::vector<MentionLine> lines;
  for (const std::int64_t number : numbers) lines.push_back(mention_line(database, number));
  return lines;
}

Found find_mentions(Database& database, std::string_view text, std::size_t limit) {
  const std::vector<SoughtWord> words = sought_words(text);
  std::unordered_map<std::int64_t, std::size_t> fitting;
  for (const SoughtWord& word : words) {
    for (const std::int64_t number : mentions_of(database, word)) ++fitting[number];
  }
  std::size_t most = 0;
  for (const auto& [number, num_words] : fitting) most = std::max(most, num_words);
  Found found;
  if (most == 0 || 2 * most < words.size()) return found;
  for (const auto& [number, num_words] : fitting) {
    if (num_words == most) found.mentions.push_back(number);
  }
  found.num_all = found.mentions.size();
  std::sort(found.mentions.begin(), found.mentions.end());
  if (found.mentions.size() > limit) found.mentions.resize(limit);
  found.num_words.assign(found.mentions.size(), most);
  return found;
}

}  // namespace byname
