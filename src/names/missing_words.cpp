// SPDX-License-Identifier: Apache-2.0
#include "names/missing_words.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

#include "text/normalise.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

/// Folded, without a closing full stop. "no" and "нет" alone are answers of a kind, not gaps, and stay out;
/// so does "nan" in the middle of names: whole cells only.
constexpr std::array kMissingWords = {"na",
                                      "n/a",
                                      "#n/a",
                                      "n.a",
                                      "nan",
                                      "null",
                                      "nil",
                                      "none",
                                      "-",
                                      "--",
                                      "---",
                                      "?",
                                      "??",
                                      "???",
                                      ".",
                                      "..",
                                      "*",
                                      "/",
                                      "_",
                                      "x",
                                      "xx",
                                      "xxx",
                                      "unknown",
                                      "unk",
                                      "unkn",
                                      "not known",
                                      "not available",
                                      "not given",
                                      "not specified",
                                      "not stated",
                                      "no data",
                                      "missing",
                                      "undefined",
                                      "(null)",
                                      "(none)",
                                      "<na>",
                                      "<null>",
                                      "[null]",
                                      "\\n",
                                      "tbd",
                                      "не указано",
                                      "не указан",
                                      "не указана",
                                      "нет данных",
                                      "данных нет",
                                      "данные отсутствуют",
                                      "отсутствует",
                                      "неизвестно",
                                      "неизвестен",
                                      "неизвестна",
                                      "не известно",
                                      "не установлено",
                                      "не установлен",
                                      "неизв",
                                      "н/д",
                                      "нд",
                                      "н/у",
                                      "б/д",
                                      "б/н",
                                      "нет сведений",
                                      "сведений нет",
                                      "не определено",
                                      "невідомо",
                                      "невідомий",
                                      "невідома",
                                      "не відомо",
                                      "немає даних",
                                      "дані відсутні",
                                      "не вказано",
                                      "не вказаний",
                                      "не зазначено",
                                      "не встановлено",
                                      "відсутнє",
                                      "няма даных",
                                      "невядома"};

constexpr std::size_t kLongestWordBytes = 48;

const std::unordered_set<std::string>& missing_words() {
  static const std::unordered_set<std::string> words = [] {
    std::unordered_set<std::string> folded;
    for (const char* word : kMissingWords) folded.insert(fold_text(word));
    return folded;
  }();
  return words;
}

/// Most cells are names or numbers: a digit first, or a plain ASCII word that is too long, needs no folding.
bool is_surely_value(std::string_view cell) noexcept {
  constexpr std::size_t kLongestAsciiWord = 13;
  return cell.size() > kLongestWordBytes || (cell[0] >= '0' && cell[0] <= '9') ||
         (cell.size() > kLongestAsciiWord && static_cast<unsigned char>(cell[0]) < 0x80);
}

/// Lower-cases ASCII in place of the full folding.
std::string fold_cell(std::string_view cell) {
  if (!is_ascii(cell)) return fold_text(cell);
  std::string folded(cell);
  std::transform(folded.begin(), folded.end(), folded.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return folded;
}

}  // namespace

bool is_missing_word(std::string_view cell) {
  cell = trim(cell);
  if (cell.empty() || is_surely_value(cell)) return false;
  std::string folded = fold_cell(cell);
  if (missing_words().contains(folded)) return true;
  if (folded.size() < 2 || folded.back() != '.') return false;
  folded.pop_back();
  return missing_words().contains(folded);
}

bool is_missing(std::string_view cell) { return trim(cell).empty() || is_missing_word(cell); }

}  // namespace byname
