// SPDX-License-Identifier: Apache-2.0
#include "names/numeric_date.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "names/date_words.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

/// One part between the separators.
struct NumericPart {
  enum Kind { kNone, kNumber, kUnknown, kMonth } kind = kNone;
  int value = 0;
  int num_digits = 0;
  std::uint8_t unknown_year = 0;
  std::size_t num_tokens = 0;

  bool is_year() const { return kind == kNumber && num_digits == 4; }
  bool is_short() const { return kind == kNumber && num_digits <= 2; }
  bool is_unknown() const { return kind == kUnknown || (is_short() && value == 0); }
  bool is_month_word() const { return kind == kMonth; }
  bool may_be_year() const { return is_year() || (is_short() && num_digits == 2); }
};

bool is_unknown_word(const DateToken& token) {
  constexpr std::array<std::string_view, 8> kWords = {"xx", "хх", "дд", "мм", "dd", "mm", "ххх", "xxx"};
  return token.is_word() && std::find(kWords.begin(), kWords.end(), token.text) != kWords.end();
}

/// "??", "?", "__" and "**" before a separator.
std::size_t num_unknown_marks(const std::vector<DateToken>& tokens, std::size_t at) {
  std::size_t end = at;
  while (end < tokens.size() && end - at < 2 &&
         (tokens[end].is_mark('?') || tokens[end].is_mark('_') || tokens[end].is_mark('*')))
    ++end;
  return end - at;
}

NumericPart part_at(const std::vector<DateToken>& tokens, std::size_t at) {
  NumericPart part;
  if (at >= tokens.size()) return part;
  const DateToken& token = tokens[at];
  if (token.is_number() && token.text.empty() && token.num_digits <= 4) {
    return {NumericPart::kNumber, static_cast<int>(token.value), token.num_digits, token.unknown_year, 1};
  }
  if (is_unknown_word(token)) return {NumericPart::kUnknown, 0, 2, 0, 1};
  if (const std::size_t marks = num_unknown_marks(tokens, at); marks > 0)
    return {NumericPart::kUnknown, 0, 2, 0, marks};
  if (!token.is_word()) return part;
  const DateWords::Match match = date_words().find({token}, 0);
  if (match.meaning != nullptr && match.meaning->word == DateWord::kMonth)
    return {NumericPart::kMonth, match.meaning->value, 0, 0, 1};
  if (const int value = roman_value(token.text); value >= 1 && value <= 12)
    return {NumericPart::kMonth, value, 0, 0, 1};
  return part;
}

/// The separator at `at`, or 0; a hyphen only without spaces, since with them it may be a range.
char separator_at(const std::vector<DateToken>& tokens, std::size_t at) {
  if (at == 0 || at >= tokens.size()) return 0;
  for (const char c : {'.', '/', '-', '\\'}) {
    if (!tokens[at].is_mark(c)) continue;
    const bool touches = tokens[at].touches_next && tokens[at - 1].touches_next;
    return c != '-' || touches ? (c == '\\' ? '/' : c) : '\0';
  }
  return 0;
}

NumericDate refusal(DateRefusalKind kind, std::string text, std::size_t num_tokens) {
  return {DateRefusal{kind, std::move(text)}, num_tokens};
}

void set_year(PhraseDate& date, const NumericPart& part, const DateReference& reference) {
  date.year = part.is_year() ? part.value : full_year(part.value, reference);
  date.unknown_year = part.unknown_year;
}

/// Sets a month or day as far as it is known. "00" leaves it out, "??" says that it is not known.
bool set_month(PhraseDate& date, const NumericPart& part) {
  if (part.kind == NumericPart::kUnknown) date.has_unknown_month = true;
  date.month = part.value;
  return part.value <= 12;
}
bool set_day(PhraseDate& date, const NumericPart& part) {
  if (part.kind == NumericPart::kUnknown) date.has_unknown_day = true;
  date.day = part.value;
  return part.value <= 31 && (date.has_month() || part.value == 0);
}

std::optional<PhraseDate> dated(const NumericPart& year, const NumericPart& month, const NumericPart& day,
                                const DateReference& reference) {
  PhraseDate date;
  set_year(date, year, reference);
  if (!set_month(date, month) || !set_day(date, day)) return std::nullopt;
  if (date.has_unknown_day && !date.has_month()) date.has_unknown_day = false;
  return date;
}

bool is_day_or_month(const NumericPart& part) { return part.is_short() || part.is_unknown(); }

std::optional<PhraseDate> read_three(const NumericPart& a, const NumericPart& b, const NumericPart& c,
                                     const DateReference& reference) {
  if (b.is_month_word() && a.is_year() && is_day_or_month(c)) return dated(a, b, c, reference);
  if (b.is_month_word() && is_day_or_month(a) && c.may_be_year()) return dated(c, b, a, reference);
  if (a.is_month_word() && is_day_or_month(b) && c.may_be_year()) return dated(c, a, b, reference);
  if (a.is_month_word() || b.is_month_word() || c.is_month_word() || !is_day_or_month(b)) return std::nullopt;
  if (a.is_year() && is_day_or_month(c)) return dated(a, b, c, reference);
  if (!is_day_or_month(a) || !c.may_be_year()) return std::nullopt;
  if (a.value > 31 && !c.is_year()) return dated(a, b, c, reference);  // 90-05-03
  const NumericPart& month = reference.is_month_first ? a : b;
  const NumericPart& day = reference.is_month_first ? b : a;
  if (month.value > 12 && day.value <= 12) return dated(c, day, month, reference);
  return dated(c, month, day, reference);
}

NumericDate read_three_at(const std::vector<DateToken>& tokens, std::size_t at,
                          const DateReference& reference) {
  const NumericPart a = part_at(tokens, at);
  const std::size_t first_border = at + a.num_tokens;
  const char separator = a.kind == NumericPart::kNone ? '\0' : separator_at(tokens, first_border);
  if (separator == 0) return {};
  const NumericPart b = part_at(tokens, first_border + 1);
  const std::size_t second_border = first_border + 1 + b.num_tokens;
  if (b.kind == NumericPart::kNone || separator_at(tokens, second_border) != separator) return {};
  const NumericPart c = part_at(tokens, second_border + 1);
  if (c.kind == NumericPart::kNone) return {};
  const std::size_t num_tokens = second_border + 1 + c.num_tokens - at;
  const bool has_year = a.is_year() || c.may_be_year();
  if (!has_year || (a.is_year() && b.is_year())) return {};
  if (auto date = read_three(a, b, c, reference)) return {*date, num_tokens};
  return refusal(DateRefusalKind::kNoSuchDay, "there is no such day: day or month is too large", num_tokens);
}

std::optional<PhraseDate> month_of_year(const NumericPart& month, const NumericPart& year,
                                        const DateReference& reference) {
  PhraseDate date;
  set_year(date, year, reference);
  if (!set_month(date, month)) return std::nullopt;
  return date;
}

/// "03.05": day and month in the order of the reference.
PhraseDate day_and_month(const NumericPart& a, const NumericPart& b, const DateReference& reference) {
  const bool is_month_first = (reference.is_month_first && a.value <= 12) || b.value > 12;
  PhraseDate date;
  date.month = is_month_first ? a.value : b.value;
  date.day = is_month_first ? b.value : a.value;
  return date;
}

NumericDate read_two_short(const NumericPart& a, const NumericPart& b, const DateReference& reference,
                           std::size_t num_tokens) {
  if (a.is_unknown() || b.is_unknown() || a.value > 31) return {};
  if (b.value > 31 && b.num_digits == 2 && a.value <= 12)
    return {*month_of_year(a, b, reference), num_tokens};
  if (b.value > 31) return {};
  if (b.value > 12 && !reference.is_month_first) {
    return refusal(
        DateRefusalKind::kAmbiguous,
        fmt::format("'{:02}.{:02}' may be month and day or month and year; write the year in four digits",
                    a.value, b.value),
        num_tokens);
  }
  return {day_and_month(a, b, reference), num_tokens};
}

/// A single mark is a doubt ("1990?-1995") rather than an unknown month.
bool is_question_mark(const std::vector<DateToken>& tokens, std::size_t at, const NumericPart& part) {
  return part.kind == NumericPart::kUnknown && part.num_tokens == 1 && !tokens[at].is_word();
}

NumericDate read_two_at(const std::vector<DateToken>& tokens, std::size_t at,
                        const DateReference& reference) {
  const NumericPart a = part_at(tokens, at);
  const std::size_t border = at + a.num_tokens;
  const char separator = a.kind == NumericPart::kNone ? '\0' : separator_at(tokens, border);
  if (separator == 0) return {};
  const NumericPart b = part_at(tokens, border + 1);
  if (is_question_mark(tokens, at, a) || is_question_mark(tokens, border + 1, b)) return {};
  const std::size_t num_tokens = border + 1 + b.num_tokens - at;
  const auto year_behind_month = [&] {
    return b.is_year() || (b.may_be_year() && at == 0 && at + num_tokens == tokens.size());
  };
  const bool is_roman = a.is_month_word() && roman_value(tokens[at].text) != 0;
  const auto month_word_of_year = [&](const NumericPart& month, const NumericPart& year) -> NumericDate {
    return {*month_of_year(month, year, reference), num_tokens};
  };
  if (a.is_month_word() && (is_roman || separator != '.') && year_behind_month())
    return month_word_of_year(a, b);
  if (b.kind == NumericPart::kNone || a.is_month_word() || b.is_month_word()) return {};
  if (a.is_year() && is_day_or_month(b)) {
    const bool may_be_range = (separator == '/' && b.num_digits == 2 && b.value == (a.value + 1) % 100) ||
                              (b.num_digits == 1 && b.value == (a.value + 1) % 10);
    if (may_be_range && b.value >= 1 && b.value <= 12) {
      return refusal(DateRefusalKind::kAmbiguous,
                     fmt::format("'{}/{:02}' may be a month or two years; write {}-{:02} or {}/{}", a.value,
                                 b.value, a.value, b.value, a.value, a.value + 1),
                     num_tokens);
    }
    if (b.value > 12) return {};
    return month_word_of_year(b, a);
  }
  if (is_day_or_month(a) && b.is_year() && a.value <= 12) return month_word_of_year(a, b);
  const bool has_digits = a.is_short() && b.is_short();
  return has_digits && separator != '-' ? read_two_short(a, b, reference, num_tokens) : NumericDate{};
}

struct PackedForm {
  int num_digits;
  std::string_view form;  ///< which part each digit belongs to
};
constexpr std::array<PackedForm, 6> kPackedForms = {
    {{8, "YYYYMMDD"}, {8, "DDMMYYYY"}, {6, "YYYYMM"}, {6, "DDMMYY"}, {6, "YYMMDD"}, {6, "MMYYYY"}}};

/// The digits of a packed number that belong to one part.
int packed_part(std::int64_t value, const PackedForm& form, char part) {
  int result = 0;
  std::int64_t unit = 1;
  for (int i = 1; i < form.num_digits; ++i) unit *= 10;
  for (int i = 0; i < form.num_digits; ++i, unit /= 10) {
    if (form.form[static_cast<std::size_t>(i)] == part)
      result = result * 10 + static_cast<int>(value / unit % 10);
  }
  return result;
}

std::optional<PhraseDate> read_packed(std::int64_t value, const PackedForm& form,
                                      const DateReference& reference) {
  PhraseDate date;
  const int year = packed_part(value, form, 'Y');
  const bool is_short = form.form.find("YYYY") == form.form.npos;
  date.year = is_short ? full_year(year, reference) : year;
  date.month = packed_part(value, form, 'M');
  const bool has_day = form.form.find('D') != form.form.npos;
  date.day = has_day ? packed_part(value, form, 'D') : 0;
  if (*date.year < kFirstPhraseYear || *date.year > kLastPhraseYear) return std::nullopt;
  const CalendarDay day{*date.year, date.month, has_day ? date.day : 1};
  return is_calendar_day(day) ? std::optional(date) : std::nullopt;
}

NumericDate read_packed_at(const DateToken& token, const DateReference& reference) {
  std::vector<PhraseDate> readings;
  for (const PackedForm& form : kPackedForms) {
    if (form.num_digits != token.num_digits) continue;
    if (const auto date = read_packed(token.value, form, reference)) readings.push_back(*date);
  }
  if (readings.size() == 1) return {readings[0], 1};
  if (readings.empty())
    return refusal(DateRefusalKind::kNoSuchDay, "the digits are no day; write it as YYYY-MM-DD", 1);
  return refusal(DateRefusalKind::kAmbiguous, "the digits may be more than one day; write it as YYYY-MM-DD",
                 1);
}

}  // namespace

int roman_value(std::string_view word) {
  std::string latin;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = next_code_point(word, at);
    latin.push_back(c == U'х' ? 'x' : c == U'і' ? 'i' : c < 0x80 ? static_cast<char>(c) : '-');
  }
  constexpr std::array<std::string_view, 10> kUnits = {"",  "i",  "ii",  "iii",  "iv",
                                                       "v", "vi", "vii", "viii", "ix"};
  for (int value = 1; value < 40; ++value) {
    const std::string roman = std::string(static_cast<std::size_t>(value / 10), 'x') +
                              std::string(kUnits[static_cast<std::size_t>(value % 10)]);
    if (latin == roman) return value;
  }
  return 0;
}

NumericDate read_numeric_date(const std::vector<DateToken>& tokens, std::size_t at,
                              const DateReference& reference) {
  if (NumericDate three = read_three_at(tokens, at, reference); three.num_tokens > 0) return three;
  if (NumericDate two = read_two_at(tokens, at, reference); two.num_tokens > 0) return two;
  const DateToken& token = tokens[at];
  const bool is_packed = token.is_number() && (token.num_digits == 8 || token.num_digits == 6);
  return is_packed && token.text.empty() ? read_packed_at(token, reference) : NumericDate{};
}

}  // namespace byname
