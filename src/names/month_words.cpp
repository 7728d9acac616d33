// SPDX-License-Identifier: Apache-2.0
#include "names/month_words.hpp"

#include <array>

namespace byname {

namespace {

struct MonthStem {
  std::string_view stem;  ///< the word begins with it
  int month;
};

/// Stems, folded; the first that fits counts.
constexpr std::array<MonthStem, 60> kMonthStems = {{
    {"jan", 1},   {"feb", 2},   {"mar", 3},     {"apr", 4},   {"may", 5},   {"jun", 6},   {"jul", 7},
    {"aug", 8},   {"sep", 9},   {"oct", 10},    {"nov", 11},  {"dec", 12},  {"янв", 1},   {"фев", 2},
    {"март", 3},  {"мар", 3},   {"апр", 4},     {"мая", 5},   {"май", 5},   {"июн", 6},   {"июл", 7},
    {"авг", 8},   {"сен", 9},   {"окт", 10},    {"ноя", 11},  {"дек", 12},  {"січ", 1},   {"лют", 2},
    {"берез", 3}, {"бер", 3},   {"квіт", 4},    {"трав", 5},  {"черв", 6},  {"лип", 7},   {"серп", 8},
    {"вер", 9},   {"жовт", 10}, {"листоп", 11}, {"лист", 11}, {"груд", 12}, {"студз", 1}, {"сакав", 3},
    {"крас", 4},  {"траўн", 5}, {"чэрв", 6},    {"ліп", 7},   {"жні", 8},   {"верас", 9}, {"кастр", 10},
    {"ліст", 11}, {"снеж", 12}, {"yanv", 1},    {"fevr", 2},  {"maya", 5},  {"iyun", 6},  {"iyul", 7},
    {"avg", 8},   {"sent", 9},  {"okt", 10},    {"dek", 12},
}};

}  // namespace

int month_of_word(std::string_view folded) {
  constexpr std::size_t kLongestMonthBytes = 24;  // "листопада" and the like, two bytes a letter
  if (folded.size() > kLongestMonthBytes) return 0;
  for (const MonthStem& entry : kMonthStems) {
    if (folded.starts_with(entry.stem)) return entry.month;
  }
  return 0;
}

}  // namespace byname
