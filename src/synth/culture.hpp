// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace byname {

/// Whose naming customs a person follows.
enum class Culture : std::uint8_t {
  kRussian,
  kUkrainian,
  kBelarusian,
  kTatar,
  kAzerbaijani,
  kKazakh,
  kUzbek,
  kKyrgyz,
  kDagestani,
  kArmenian,
  kGeorgian,
  kBuryat,
};
inline constexpr std::size_t kNumCultures = 12;
inline constexpr std::array<std::string_view, kNumCultures> kCultureNames = {
    "russian", "ukrainian", "belarusian", "tatar",    "azerbaijani", "kazakh",
    "uzbek",   "kyrgyz",    "dagestani",  "armenian", "georgian",    "buryat"};

inline std::string_view culture_name(Culture culture) {
  return kCultureNames[static_cast<std::size_t>(culture)];
}

/// The language that a Cyrillic list is kept in.
enum class Language : std::uint8_t { kRussian, kUkrainian };

/// One given name with its form in both languages and its short forms, separated by commas. Lists of given
/// names begin with the most frequent.
struct GivenName {
  std::string_view russian;
  std::string_view ukrainian;  ///< empty: as in Russian; of Turkic and Caucasian names: by ukrainian_spelling
  std::string_view short_forms;      ///< in Russian; empty: none in use
  std::string_view ukrainian_short;  ///< empty: as in Russian
};

/// Given names of a culture. Russians, Ukrainians and Belarusians share theirs; how often each is given
/// differs.
std::span<const GivenName> given_names(Culture culture, bool is_female);

/// True for Russians, Ukrainians and Belarusians.
constexpr bool is_slavic(Culture culture) { return culture <= Culture::kBelarusian; }

/// True for cultures that may say "son of" in a word of its own: Рашид оглы.
bool has_turkic_patronymics(Culture culture);

/// Stems of family names, most frequent first, as a man's name without its ending; in Ukrainian spelling for
/// Ukrainians, in Russian for all others.
std::span<const std::string_view> family_stems(Culture culture);

}  // namespace byname
