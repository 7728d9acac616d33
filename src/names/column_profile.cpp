// SPDX-License-Identifier: Apache-2.0
#include "names/column_profile.hpp"

#include <algorithm>
#include <limits>

#include "names/comparable_date.hpp"
#include "names/contact_values.hpp"
#include "names/event_words.hpp"
#include "names/missing_words.hpp"
#include "names/name_words.hpp"
#include "text/normalise.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr std::uint32_t kSampledValues = 2048;
constexpr std::size_t kNumMissingWords = 5;
constexpr std::size_t kNumExamples = 3;
constexpr std::size_t kLongestTested = 256;  ///< bytes; longer values are free text

/// The most frequent codes of those `is_wanted`, ties by first appearance.
template <typename Wanted>
std::vector<std::string> most_frequent(const TextColumn& column, const ColumnProfile& profile,
                                       std::size_t limit, const Wanted& is_wanted) {
  std::vector<std::uint32_t> top;
  const auto is_before = [&](std::uint32_t a, std::uint32_t b) {
    return profile.counts[a] > profile.counts[b];
  };
  for (std::uint32_t code = 1; code < column.dictionary.size(); ++code) {
    if (profile.counts[code] == 0 || !is_wanted(code)) continue;
    if (top.size() == limit && !is_before(code, top.back())) continue;
    top.insert(std::upper_bound(top.begin(), top.end(), code, is_before), code);
    if (top.size() > limit) top.pop_back();
  }
  std::vector<std::string> texts;
  for (const std::uint32_t code : top) texts.emplace_back(column.dictionary.value(code));
  return texts;
}

void count_values(const TextColumn& column, ColumnProfile& profile) {
  profile.num_rows = column.codes.size();
  profile.counts.assign(column.dictionary.size(), 0);
  profile.is_missing.assign(column.dictionary.size(), false);
  profile.is_missing[Dictionary::kNull] = true;
  for (const std::uint32_t code : column.codes) ++profile.counts[code];
  for (std::uint32_t code = 1; code < column.dictionary.size(); ++code) {
    const std::string_view text = column.dictionary.value(code);
    profile.is_missing[code] = is_missing(text);
    if (!profile.is_missing[code]) {
      profile.num_filled += profile.counts[code];
      profile.num_distinct += profile.counts[code] > 0;
    } else if (!trim(text).empty()) {
      profile.num_missing_words += profile.counts[code];
    }
  }
}

/// A whole number, also as a float has left it; -1 if it is none.
std::int64_t whole_number(std::string_view text) {
  text = trim(text);
  if (text.ends_with(".0")) text.remove_suffix(2);
  constexpr std::size_t kMostDigits = 15;
  if (text.empty() || text.size() > kMostDigits) return -1;
  std::int64_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

bool is_postcode(std::string_view text) {
  std::string code;
  append_postcode(code, text);
  const auto digits = std::count_if(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
  return code.size() >= 3 && code.size() <= 10 && digits >= 1;
}

bool is_letters_only(std::string_view folded) {
  return std::none_of(folded.begin(), folded.end(), [](char c) {
    return (c >= '0' && c <= '9') || c == '@' || c == ':' || c == '\\' || c == '=' || c == '<';
  });
}

std::size_t count_words(std::string_view folded) {
  return 1 + static_cast<std::size_t>(std::count(folded.begin(), folded.end(), ' '));
}

bool holds_patronymic(std::string_view folded) {
  for (std::size_t begin = folded.find(' '); begin != folded.npos;) {
    const std::size_t end = folded.find(' ', begin + 1);
    if (has_patronymic_ending(folded.substr(begin + 1, end == folded.npos ? end : end - begin - 1)))
      return true;
    begin = end;
  }
  return false;
}

/// Sums of weights, turned into shares at the end.
struct Tally {
  double total = 0;
  int first_year = std::numeric_limits<int>::max();
  int last_year = std::numeric_limits<int>::min();
};

void tally_numbers(ColumnProfile& profile, std::string_view text, double weight) {
  const std::int64_t number = whole_number(text);
  if (number < 0) return;
  profile.integers += weight;
  if (number >= 1 && number <= 12) profile.months += weight;
  if (number >= 1 && number <= 31) profile.days += weight;
  if (number == 1 || number == 2) profile.sex_digits += weight;
}

/// A date in words, as "в начале марта 2022".
bool is_date_phrase(std::string_view text, const DateFormat& format) {
  if (text.find_first_of("0123456789") == text.npos) return false;
  std::string comparable;
  append_comparable_date(comparable, text, format);
  return !comparable.empty();
}

void tally_date(ColumnProfile& profile, Tally& tally, std::string_view text, double weight) {
  const auto date = read_date(text, profile.date_format);
  if (!date) {
    if (is_date_phrase(text, profile.date_format)) profile.dates += weight;
    return;
  }
  profile.dates += weight;
  if (date->month == 0) profile.years += weight;
  const bool is_bare_number = whole_number(text) >= 0;
  if (date->day != 0 && !is_bare_number) profile.full_dates += weight;
  tally.first_year = std::min(tally.first_year, date->year);
  tally.last_year = std::max(tally.last_year, date->year);
}

void tally_words(ColumnProfile& profile, std::string_view text, double weight) {
  const std::string folded = fold_text(text);
  const std::size_t words = count_words(folded);
  profile.mean_words += weight * static_cast<double>(words);
  if (is_letters_only(folded)) profile.letters += weight;
  if (words >= 3 && words <= 5 && holds_patronymic(folded)) profile.patronymics += weight;
  if (folded.starts_with("http") || folded.starts_with("www.") || folded.find("://") != folded.npos) {
    profile.urls += weight;
  }
}

void tally_value(ColumnProfile& profile, Tally& tally, std::string_view text, double weight) {
  tally.total += weight;
  if (text.size() > kLongestTested) {
    profile.mean_words += weight * static_cast<double>(count_words(text));
    return;
  }
  tally_numbers(profile, text, weight);
  tally_date(profile, tally, text, weight);
  tally_words(profile, text, weight);
  std::string out;
  if (is_email(trim(text))) profile.emails += weight;
  append_phones(out, text);
  if (!out.empty()) profile.phones += weight;
  if (read_age(text)) profile.ages += weight;
  if (read_sex(text, false) != 0) profile.sexes += weight;
  if (is_postcode(text)) profile.postcodes += weight;
  if (event_type_of(text)) profile.events += weight;
}

/// Calls `visit(text, weight)` for filled distinct values, evenly thinned to kSampledValues.
template <typename Visit>
void visit_sample(const TextColumn& column, const ColumnProfile& profile, const Visit& visit) {
  const std::uint32_t step = std::max<std::uint32_t>(1, column.dictionary.size() / kSampledValues);
  for (std::uint32_t code = 1; code < column.dictionary.size(); code += step) {
    if (profile.counts[code] == 0 || profile.is_missing[code]) continue;
    visit(column.dictionary.value(code), profile.counts[code]);
  }
}

void divide(ColumnProfile& profile, double total) {
  for (double* share : {&profile.dates, &profile.full_dates, &profile.years, &profile.integers,
                        &profile.months, &profile.days, &profile.ages, &profile.emails, &profile.phones,
                        &profile.sexes, &profile.sex_digits, &profile.postcodes, &profile.events,
                        &profile.urls, &profile.letters, &profile.patronymics, &profile.mean_words}) {
    *share /= total;
  }
}

}  // namespace

ColumnProfile profile_column(const TextColumn& column) {
  ColumnProfile profile;
  count_values(column, profile);
  profile.missing_words = most_frequent(column, profile, kNumMissingWords, [&](std::uint32_t code) {
    return profile.is_missing[code] && !trim(column.dictionary.value(code)).empty();
  });
  profile.examples = most_frequent(column, profile, kNumExamples,
                                   [&](std::uint32_t code) { return !profile.is_missing[code]; });
  DateFormatVote vote;
  visit_sample(column, profile, [&](std::string_view text, std::uint64_t weight) { vote.add(text, weight); });
  profile.date_format = vote.format();
  Tally tally;
  visit_sample(column, profile, [&](std::string_view text, std::uint64_t weight) {
    tally_value(profile, tally, text, static_cast<double>(weight));
  });
  if (tally.total > 0) divide(profile, tally.total);
  if (tally.last_year > tally.first_year) profile.year_span = tally.last_year - tally.first_year;
  return profile;
}

}  // namespace byname
