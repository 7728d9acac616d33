// SPDX-License-Identifier: Apache-2.0
#include "names/contact_values.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "text/normalise.hpp"
#include "text/normalise_letters.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr std::size_t kFewestPhoneDigits = 7;
constexpr std::size_t kMostPhoneDigits = 15;  // ITU-T E.164
constexpr std::size_t kPhoneDigitsKept = 10;

constexpr std::array<std::string_view, 16> kMaleWords = {
    "m",   "male",    "man",      "boy", "м",       "муж",  "мужской",  "мужчина",
    "чол", "чоловік", "чоловіча", "ч",   "хлопець", "muzh", "muzhskoy", "мужск"};
constexpr std::array<std::string_view, 16> kFemaleWords = {
    "f",   "female", "woman",  "girl",  "ж", "жен",  "женский",  "женщина",
    "жін", "жінка",  "жіноча", "женск", "w", "zhen", "zhenskiy", "дівчина"};

bool is_ascii_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Whole numbers that went through a float: "4223.0".
std::string_view without_float_tail(std::string_view text) {
  if (!text.ends_with(".0")) return text;
  const std::string_view head = text.substr(0, text.size() - 2);
  return std::all_of(head.begin(), head.end(), is_ascii_digit) ? head : text;
}

/// Splits at any of `separators`, puts each part through `read` (empty = not readable) and joins what is
/// left.
template <typename Read>
void append_set(std::string& out, std::string_view text, std::string_view separators, const Read& read) {
  if (text.find_first_of(separators) == text.npos) {
    out += read(trim(text));
    return;
  }
  std::vector<std::string> values;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(separators, begin), text.size());
    std::string value = read(trim(text.substr(begin, end - begin)));
    if (!value.empty()) values.push_back(std::move(value));
    begin = end + 1;
  }
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  for (std::size_t i = 0; i < values.size(); ++i) out.append(i == 0 ? "" : "|").append(values[i]);
}

std::string lower_case(std::string_view text) {
  if (!is_ascii(text)) return fold_text(text);
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return lower;
}

/// An address with a typing error ("annaexample.org") still tells more than nothing.
std::string read_email(std::string_view text) {
  constexpr std::size_t kShortest = 6;
  const bool is_near = text.size() >= kShortest && text.find_first_of("@.") != text.npos;
  return is_email(text) || is_near ? lower_case(text) : std::string();
}

std::string read_phone(std::string_view text) {
  text = without_float_tail(text);
  std::string digits;
  std::size_t num_others = 0;
  for (const char c : text) {
    if (is_ascii_digit(c)) {
      digits.push_back(c);
    } else if (std::string_view("+-() ./").find(c) == std::string_view::npos) {
      ++num_others;
    }
  }
  if (digits.starts_with("00")) digits.erase(0, 2);
  if (digits.size() < kFewestPhoneDigits || digits.size() > kMostPhoneDigits || num_others > digits.size())
    return {};
  return digits.size() > kPhoneDigitsKept ? digits.substr(digits.size() - kPhoneDigitsKept) : digits;
}

/// Capitals of both scripts that look the same become Latin, so that "МК 12" is one number in either.
char32_t as_latin_capital(char32_t c) {
  static constexpr std::u32string_view kCyrillic = U"авекмнорстухі";
  static constexpr std::u32string_view kLatin = U"ABEKMHOPCTYXI";
  if (const std::size_t at = kCyrillic.find(c); at != kCyrillic.npos) return kLatin[at];
  return is_latin_lower(c) ? c - 32 : c;
}

std::string alphanumerics(std::string_view text) {
  text = without_float_tail(text);
  std::string out;
  if (is_ascii(text)) {
    for (const char c : text) {
      if (is_ascii_digit(c) || (c >= 'A' && c <= 'Z')) out.push_back(c);
      if (c >= 'a' && c <= 'z') out.push_back(static_cast<char>(c - 32));
    }
    return out;
  }
  for (const char32_t c : fold_characters(text)) {
    if (is_digit(c) || is_latin_lower(c) || c >= 0x80) append_utf8(out, as_latin_capital(c));
  }
  return out;
}

}  // namespace

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != text.npos && at > 0 && at + 1 < text.size() && text.find('@', at + 1) == text.npos;
}

char read_sex(std::string_view text, bool digits_count) {
  text = without_float_tail(trim(text));
  if (digits_count && (text == "1" || text == "2")) return text == "1" ? 'm' : 'f';
  constexpr std::size_t kLongestBytes = 24;
  if (text.empty() || text.size() > kLongestBytes) return 0;
  std::string word = fold_text(text);
  if (word.ends_with('.')) word.pop_back();
  if (std::find(kMaleWords.begin(), kMaleWords.end(), word) != kMaleWords.end()) return 'm';
  if (std::find(kFemaleWords.begin(), kFemaleWords.end(), word) != kFemaleWords.end()) return 'f';
  return 0;
}

std::optional<int> read_age(std::string_view text) {
  text = without_float_tail(trim(text));
  constexpr int kOldest = 120;
  constexpr std::size_t kLongestBytes = 24;
  std::size_t at = 0;
  int age = 0;
  for (; at < text.size() && at < 3 && is_ascii_digit(text[at]); ++at) age = age * 10 + (text[at] - '0');
  if (at == 0 || age > kOldest || text.size() > kLongestBytes) return std::nullopt;
  if (at == text.size()) return age;
  const std::string unit = latin_words(text.substr(at));
  for (const std::string_view word : {"y", "yo", "years", "year", "yrs", "let", "god", "goda", "rokiv", "rik",
                                      "roky", "years old", "l", "polnykh let", "r"}) {
    if (unit == word) return age;
  }
  return std::nullopt;
}

void append_emails(std::string& out, std::string_view text) { append_set(out, text, ";, |", read_email); }
void append_phones(std::string& out, std::string_view text) { append_set(out, text, ";,|", read_phone); }
void append_numbers(std::string& out, std::string_view text) { append_set(out, text, ";,|", alphanumerics); }
void append_postcode(std::string& out, std::string_view text) { out += alphanumerics(trim(text)); }

}  // namespace byname
