// SPDX-License-Identifier: Apache-2.0
#include "names/place_key.hpp"

#include <algorithm>
#include <array>

#include "text/normalise.hpp"
#include "text/transliterate.hpp"

namespace byname {

namespace {

/// Endings behind "sk" of Russian and Ukrainian adjectives, in every case, as fold_romanised leaves them.
constexpr std::array<std::string_view, 13> kAdjectiveEndings = {"aia", "a",   "oi",  "oiu", "uiu", "u",  "i",
                                                                "ii",  "ogo", "omu", "om",  "im",  "imi"};

/// A 'g' that some write 'h' (Ukrainian г) or 'kh' (х), but not the second letter of sh, ch, zh and th.
void fold_breath(std::string& key) {
  for (std::size_t i = 0; i < key.size(); ++i) {
    const bool is_digraph = i > 0 && std::string_view("sczt").find(key[i - 1]) != std::string_view::npos;
    if (key[i] == 'h' && !is_digraph) key[i] = 'g';
  }
}

/// -ое, -ово and -ево in Russian are -е, -ове and -еве in Ukrainian.
void fold_neuter_ending(std::string& key) {
  constexpr std::size_t kShortest = 5;
  if (key.size() < kShortest || !key.ends_with('e')) return;
  key.pop_back();
  if (!key.ends_with('o')) key.push_back('o');
}

/// Where the ending of an adjective begins, npos if there is none.
std::size_t adjective_ending(std::string_view key) {
  const std::size_t at = key.rfind("sk");
  if (at == key.npos || at == 0) return key.npos;
  const std::string_view ending = key.substr(at + 2);
  const bool is_ending =
      std::find(kAdjectiveEndings.begin(), kAdjectiveEndings.end(), ending) != kAdjectiveEndings.end();
  return is_ending ? at + 2 : key.npos;
}

}  // namespace

std::string place_key(std::string_view name) {
  std::string key = fold_romanised(latin_words(name));
  fold_breath(key);
  fold_neuter_ending(key);
  return key;
}

std::string region_key(std::string_view key) {
  const std::size_t ending = adjective_ending(key);
  return std::string(ending == key.npos ? key : key.substr(0, ending));
}

bool is_adjective_key(std::string_view key) {
  if (adjective_ending(key) != key.npos) return true;
  return key.size() > 4 && (key.ends_with("aia") || key.ends_with("ogo") || key.ends_with("oi"));
}

}  // namespace byname
