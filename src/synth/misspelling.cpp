// SPDX-License-Identifier: Apache-2.0
#include "synth/misspelling.hpp"

#include <array>
#include <span>
#include <utility>
#include <vector>

namespace byname {
namespace {

using Respelling = std::pair<std::string_view, std::string_view>;

// Row by row of a QWERTY keyboard: the keys beside a to z.
constexpr std::array<std::string_view, 26> kNeighbours = {
    "qsz",  "vnhg", "xvdf", "sfec", "wrd", "dgrc", "fhtv", "gjyb", "uok", "hkun", "jlim", "kop", "njk",
    "bmhj", "ipl",  "ol",   "wa",   "etf", "adwx", "rygf", "yij",  "cbg", "qes",  "zcsd", "tuh", "xas"};

constexpr Respelling kLookAlikes[] = {{"rn", "m"}, {"m", "rn"}, {"l", "i"},  {"i", "l"}, {"cl", "d"},
                                      {"d", "cl"}, {"e", "c"},  {"c", "e"},  {"h", "b"}, {"u", "v"},
                                      {"v", "u"},  {"g", "q"},  {"n", "ri"}, {"t", "f"}, {"a", "o"},
                                      {"vv", "w"}, {"w", "vv"}};

constexpr Respelling kSoundAlikes[] = {{"ph", "f"}, {"f", "ph"}, {"ck", "k"},   {"k", "c"},  {"c", "k"},
                                       {"v", "w"},  {"w", "v"},  {"y", "i"},    {"i", "y"},  {"th", "t"},
                                       {"ss", "s"}, {"s", "ss"}, {"sch", "sh"}, {"z", "s"},  {"ei", "ai"},
                                       {"x", "ks"}, {"ll", "l"}, {"e", "a"},    {"ou", "u"}, {"o", "u"},
                                       {"j", "y"},  {"nn", "n"}, {"mm", "m"},   {"tt", "t"}};

constexpr Respelling kMarks[] = {
    {"á", "a"}, {"à", "a"}, {"ä", "a"}, {"ā", "a"}, {"å", "a"}, {"é", "e"}, {"è", "e"}, {"ê", "e"},
    {"í", "i"}, {"ó", "o"}, {"ö", "o"}, {"ô", "o"}, {"ø", "o"}, {"ú", "u"}, {"ü", "u"}, {"ů", "u"},
    {"č", "c"}, {"ç", "c"}, {"ř", "r"}, {"š", "s"}, {"ž", "z"}, {"ł", "l"}, {"Á", "A"}, {"É", "E"},
    {"Š", "S"}, {"Ž", "Z"}, {"Č", "C"}, {"Ł", "L"}, {"Ø", "O"}, {"ć", "c"}, {"ñ", "n"}};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

char lowered(char c) { return is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c; }

char raised(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

/// Applies one fitting rule at one fitting place; the text itself where none fits.
std::string respell(std::string_view text, std::span<const Respelling> rules, RandomStream& random) {
  std::string small(text);
  for (char& c : small) c = lowered(c);
  std::vector<std::pair<std::size_t, const Respelling*>> places;
  for (const Respelling& rule : rules) {
    for (std::size_t at = small.find(rule.first); at != std::string::npos;
         at = small.find(rule.first, at + 1)) {
      places.emplace_back(at, &rule);
    }
  }
  if (places.empty()) return std::string(text);
  const auto [at, rule] = places[random.below(places.size())];
  std::string result(text);
  std::string written(rule->second);
  if (is_capital(text[at])) written[0] = raised(written[0]);
  return result.replace(at, rule->first.size(), written);
}

}  // namespace

std::string mistype(std::string_view text, RandomStream& random) {
  std::vector<std::size_t> letters;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_letter(text[i])) letters.push_back(i);
  }
  std::string result(text);
  if (letters.empty()) return result;
  const std::size_t at = letters[random.below(letters.size())];
  const std::string_view keys = kNeighbours[static_cast<std::size_t>(lowered(text[at]) - 'a')];
  const char key = keys[random.below(keys.size())];
  switch (random.below(4)) {
    case 0:
      if (letters.size() > 2) return result.erase(at, 1);
      break;
    case 1:
      return result.insert(at + 1, 1, lowered(text[at]));
    case 2:
      if (at + 1 < text.size() && is_letter(text[at + 1]) && lowered(text[at]) != lowered(text[at + 1])) {
        result[at] = is_capital(text[at]) ? raised(text[at + 1]) : text[at + 1];
        result[at + 1] = lowered(text[at]);
        return result;
      }
      break;
    default:
      break;
  }
  result[at] = is_capital(text[at]) ? raised(key) : key;
  return result;
}

std::string misread(std::string_view text, RandomStream& random) {
  return respell(text, kLookAlikes, random);
}

std::string mishear(std::string_view text, RandomStream& random) {
  return respell(text, kSoundAlikes, random);
}

std::string mistype_digit(std::string_view text, RandomStream& random) {
  std::vector<std::size_t> digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] >= '0' && text[i] <= '9') digits.push_back(i);
  }
  std::string result(text);
  if (digits.empty()) return result;
  const std::size_t at = digits[random.below(digits.size())];
  result[at] = static_cast<char>('0' + (text[at] - '0' + 1 + static_cast<int>(random.below(9))) % 10);
  return result;
}

std::string without_marks(std::string_view text) {
  std::string result(text);
  for (const auto& [marked, plain] : kMarks) {
    for (std::size_t at = result.find(marked); at != std::string::npos; at = result.find(marked, at + 1)) {
      result.replace(at, marked.size(), plain);
    }
  }
  return result;
}

}  // namespace byname
