// SPDX-License-Identifier: Apache-2.0
#include "names/place_folding.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "text/normalise.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

/// Words for kinds of places, in Cyrillic: dropped wherever they stand. Written in Latin they are dropped
/// too.
constexpr std::array kCyrillicPlaceWords = {
    "г",       "гор",   "город",   "м",    "місто",      "пос",        "поселок", "посёлок", "п",
    "пгт",     "смт",   "с",       "село", "сел",        "слобода",    "д",       "дер",     "деревня",
    "ст",      "ст-ца", "станица", "х",    "хутор",      "хут",        "аул",     "селище",  "обл",
    "область", "края",  "край",    "респ", "республика", "республіка", "р-н",     "район",   "рн",
    "окр",     "округ", "ао",      "аг",   "вёска",      "області",    "области", "района",  "району"};

constexpr std::array kLatinPlaceWords = {"oblast", "raion", "rayon", "oblast'",
                                         "krai",   "kray",  "gorod", "misto"};

/// English says it in front ("city of", "county of") or behind ("county").
constexpr std::array<std::string_view, 8> kEnglishPrefixes = {
    "city of ", "town of ", "county of ", "village of ", "township of ", "state of ", "region of ", "the "};
constexpr std::array<std::string_view, 4> kEnglishEndings = {" city", " town", " village", " region"};

constexpr std::array<std::array<std::string_view, 2>, 30> kStreetWords = {
    {{"st", "street"},     {"str", "street"},     {"rd", "road"},     {"ave", "avenue"},
     {"av", "avenue"},     {"dr", "drive"},       {"ct", "court"},    {"crt", "court"},
     {"cres", "crescent"}, {"cr", "crescent"},    {"pl", "place"},    {"ln", "lane"},
     {"cl", "close"},      {"blvd", "boulevard"}, {"hwy", "highway"}, {"pde", "parade"},
     {"tce", "terrace"},   {"ter", "terrace"},    {"sq", "square"},   {"apt", ""},
     {"flat", ""},         {"unit", ""},          {"no", ""},         {"ul", ""},
     {"ulitsa", ""},       {"vul", ""},           {"vulitsya", ""},   {"dom", ""},
     {"kv", ""},           {"kvartira", ""}}};

const std::unordered_set<std::string>& cyrillic_place_words() {
  static const std::unordered_set<std::string> words = [] {
    std::unordered_set<std::string> latin;
    for (const char* word : kCyrillicPlaceWords) latin.insert(latin_words(word));
    latin.insert("r");  // р-н in two words
    latin.insert("n");
    return latin;
  }();
  return words;
}

bool is_latin_place_word(std::string_view word) {
  return std::find(kLatinPlaceWords.begin(), kLatinPlaceWords.end(), word) != kLatinPlaceWords.end();
}

/// Calls `visit` for each space-separated word.
template <typename Visit>
void for_each_word(std::string_view words, const Visit& visit) {
  for (std::size_t begin = 0; begin < words.size();) {
    const std::size_t end = std::min(words.find(' ', begin), words.size());
    visit(words.substr(begin, end - begin));
    begin = end + 1;
  }
}

std::string_view without_english_kind(std::string_view words) {
  for (const std::string_view prefix : kEnglishPrefixes) {
    if (words.starts_with(prefix)) words.remove_prefix(prefix.size());
  }
  for (const std::string_view ending : kEnglishEndings) {
    // "york city" may lose its ending; what is left must still be a word.
    if (words.ends_with(ending) && words.size() > ending.size() + 2) words.remove_suffix(ending.size());
  }
  return words;
}

std::string fold_part(std::string_view text) {
  const std::string words = latin_words(text);
  const bool is_cyrillic = has_cyrillic(text);
  std::string kept;
  for_each_word(without_english_kind(words), [&](std::string_view word) {
    const bool is_kind =
        is_latin_place_word(word) || (is_cyrillic && cyrillic_place_words().contains(std::string(word)));
    if (!is_kind) kept.append(kept.empty() ? "" : " ").append(word);
  });
  return kept.empty() ? words : kept;
}

const std::unordered_map<std::string_view, std::string_view>& street_words() {
  static const std::unordered_map<std::string_view, std::string_view> words = [] {
    std::unordered_map<std::string_view, std::string_view> map;
    for (const auto& [from, to] : kStreetWords) map.emplace(from, to);
    return map;
  }();
  return words;
}

}  // namespace

void append_place(std::string& out, std::string_view text) {
  const std::size_t start = out.size();
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(",;|", begin), text.size());
    const std::string part = fold_part(text.substr(begin, end - begin));
    if (!part.empty()) out.append(out.size() > start ? " | " : "").append(part);
    begin = end + 1;
  }
}

void append_address(std::string& out, std::string_view text) {
  const std::size_t start = out.size();
  const std::string words = latin_words(text);
  const bool is_cyrillic = has_cyrillic(text);
  for_each_word(words, [&](std::string_view word) {
    if (const auto found = street_words().find(word); found != street_words().end()) word = found->second;
    if (is_cyrillic && (word == "d" || word == "g")) return;
    if (!word.empty()) out.append(out.size() > start ? " " : "").append(word);
  });
  if (out.size() == start) out += words;
}

}  // namespace byname
