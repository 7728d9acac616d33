// SPDX-License-Identifier: Apache-2.0
#include "synth/cyrillic_slips.hpp"

#include <span>
#include <unicode/uchar.h>
#include <vector>

#include "text/utf8.hpp"

namespace byname {
namespace {

using Respelling = std::pair<std::u32string_view, std::u32string_view>;

// Letters of the Russian keyboard by row; neighbours stand side by side or one row above.
constexpr std::u32string_view kKeyRows[] = {U"йцукенгшщзхъ", U"фывапролджэ", U"ячсмитьбю"};

constexpr Respelling kSoundAlikes[] = {
    {U"о", U"а"},  {U"а", U"о"},   {U"е", U"и"},    {U"и", U"е"},   {U"в", U"ф"},  {U"ф", U"в"},
    {U"д", U"т"},  {U"б", U"п"},   {U"г", U"х"},    {U"з", U"с"},   {U"нн", U"н"}, {U"лл", U"л"},
    {U"сс", U"с"}, {U"ь", U""},    {U"ьев", U"ев"}, {U"ий", U"ей"}, {U"я", U"е"},  {U"тс", U"ц"},
    {U"щ", U"сч"}, {U"ый", U"ой"}, {U"н", U"нн"},   {U"ё", U"о"},   {U"і", U"и"},  {U"и", U"і"},
    {U"э", U"е"},  {U"хм", U"гм"}, {U"аи", U"ай"}};

constexpr Respelling kLookAlikes[] = {
    {U"н", U"и"}, {U"и", U"н"},  {U"ш", U"щ"}, {U"щ", U"ш"}, {U"ц", U"п"}, {U"п", U"н"},  {U"о", U"0"},
    {U"з", U"3"}, {U"б", U"6"},  {U"с", U"е"}, {U"е", U"с"}, {U"л", U"п"}, {U"м", U"н"},  {U"в", U"з"},
    {U"а", U"о"}, {U"ы", U"ьі"}, {U"й", U"и"}, {U"г", U"т"}, {U"т", U"г"}, {U"ю", U"ко"}, {U"ж", U"ок"},
    {U"р", U"ф"}, {U"ч", U"ц"},  {U"д", U"л"}, {U"х", U"к"}, {U"к", U"н"}, {U"ш", U"пі"}, {U"ь", U"в"}};

constexpr std::u32string_view kCyrillicTwins = U"асеорхуіАСЕОРХКМНТВІ";
constexpr std::u32string_view kLatinTwins = U"aceopxyiACEOPXKMHTBI";

char32_t lower(char32_t c) { return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))); }
char32_t upper(char32_t c) { return static_cast<char32_t>(u_toupper(static_cast<UChar32>(c))); }

/// A key beside that of the letter; the letter itself where it has no key.
char32_t neighbour_of(char32_t letter, RandomStream& random) {
  for (std::size_t row = 0; row < std::size(kKeyRows); ++row) {
    const std::size_t at = kKeyRows[row].find(letter);
    if (at == std::u32string_view::npos) continue;
    std::u32string keys;
    if (at > 0) keys += kKeyRows[row][at - 1];
    if (at + 1 < kKeyRows[row].size()) keys += kKeyRows[row][at + 1];
    if (row > 0) keys += kKeyRows[row - 1][at];
    return keys[random.below(keys.size())];
  }
  return letter;
}

/// Applies one fitting rule at one fitting place, beyond the first letter where `keeps_first`.
std::string respell(std::string_view word, std::span<const Respelling> rules, bool keeps_first,
                    RandomStream& random) {
  std::u32string text = to_utf32(word);
  std::u32string small = text;
  for (char32_t& c : small) c = lower(c);
  std::vector<std::pair<std::size_t, const Respelling*>> places;
  for (const Respelling& rule : rules) {
    for (std::size_t at = small.find(rule.first, keeps_first ? 1 : 0); at != std::u32string::npos;
         at = small.find(rule.first, at + 1)) {
      places.emplace_back(at, &rule);
    }
  }
  if (places.empty()) return std::string(word);
  const auto [at, rule] = places[random.below(places.size())];
  std::u32string written(rule->second);
  if (text[at] != small[at] && !written.empty()) written[0] = upper(written[0]);
  return to_utf8(text.replace(at, rule->first.size(), written));
}

}  // namespace

std::string mistype_cyrillic(std::string_view word, RandomStream& random) {
  std::u32string text = to_utf32(word);
  if (text.size() < 2) return std::string(word);
  const std::size_t at = random.below(text.size());
  const char32_t small = lower(text[at]);
  const bool is_capital = small != text[at];
  switch (random.below(4)) {
    case 0:
      if (at > 0 && text.size() > 2) return to_utf8(text.erase(at, 1));
      break;
    case 1:
      return to_utf8(text.insert(at + 1, 1, small));
    case 2:
      if (at > 0 && at + 1 < text.size() && text[at] != text[at + 1]) {
        std::swap(text[at], text[at + 1]);
        return to_utf8(text);
      }
      break;
    default:
      break;
  }
  const char32_t key = neighbour_of(small, random);
  text[at] = is_capital ? upper(key) : key;
  return to_utf8(text);
}

std::string mishear_cyrillic(std::string_view word, RandomStream& random) {
  return respell(word, kSoundAlikes, true, random);
}

std::string misread_cyrillic(std::string_view word, RandomStream& random) {
  return respell(word, kLookAlikes, false, random);
}

std::string with_homoglyphs(std::string_view word, RandomStream& random) {
  std::u32string text = to_utf32(word);
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (kCyrillicTwins.find(text[at]) != std::u32string_view::npos) places.push_back(at);
  }
  if (places.empty()) return std::string(word);
  if (random.below(3) != 0) places = {places[random.below(places.size())]};
  for (const std::size_t at : places) text[at] = kLatinTwins[kCyrillicTwins.find(text[at])];
  return to_utf8(text);
}

}  // namespace byname
