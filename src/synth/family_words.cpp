// SPDX-License-Identifier: Apache-2.0
#include "synth/family_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <span>

#include "synth/cyrillic_endings.hpp"
#include "synth/spelling.hpp"

namespace byname {
namespace {

// Parts of invented stems.
constexpr std::string_view kOnsets[] = {"Б",  "Бр", "В", "Вл", "Г",  "Гр", "Д",  "Др", "Ж", "З",  "К",
                                        "Кл", "Кр", "Л", "М",  "Н",  "П",  "Пр", "Р",  "С", "Ск", "Ст",
                                        "Т",  "Тр", "Ф", "Х",  "Хл", "Ч",  "Ш",  "Шк", "Щ"};
constexpr std::string_view kVowels[] = {"а", "о", "у", "е", "и"};
constexpr std::string_view kMiddles[] = {"б", "в", "г", "д", "ж", "з", "к", "л", "м",
                                         "н", "п", "р", "с", "т", "х", "ч", "ш"};
constexpr std::string_view kCodas[] = {"к", "л",  "н",   "р",  "т",  "ш",  "ч",  "б",  "д", "м",
                                       "с", "нк", "льч", "рд", "ст", "рн", "шк", "лк", "х"};
constexpr std::string_view kEasternFirsts[] = {"Абд", "Нур", "Бек", "Гай", "Сул", "Мир", "Шах", "Хан",
                                               "Ахм", "Зай", "Тем", "Ид",  "Кам", "Раш", "Сад", "Таг",
                                               "Фаз", "Хам", "Шар", "Яр",  "Дав", "Мур", "Наз", "Ял"};
constexpr std::string_view kEasternJoins[] = {"ы", "а", "и", "у", "ил", "ам", "ар"};
constexpr std::string_view kEasternSeconds[] = {
    "бай", "дин", "кан", "лет", "мал", "рат", "зам", "хан", "тай", "сен", "гул", "жан", "мат", "дар", "лик",
    "нас", "пар", "рим", "сур", "фар", "хат", "шад", "бул", "вал", "гер", "зад", "кул", "миш", "тим"};

/// The family names in -ов, -ев and -ин that a stem takes by its last letter.
std::string natural_family(std::string_view stem) {
  if (ends_with_any(stem, {"а", "я"})) return with_ending(stem, 1, "ин");
  if (ends_with_any(stem, {"й", "ь"})) return with_ending(stem, 1, "ев");
  if (ends_with_any(stem, {"о", "у", "и", "э"})) return std::string(stem) + "ев";
  if (ends_with_any(stem, {"ов", "ев", "ин"})) return std::string(stem);
  return std::string(stem) + (ends_with_hush(stem) ? "ев" : "ов");
}

/// The stem without what an ending that begins with a vowel pushes out.
std::string_view bare(std::string_view stem) {
  while (ends_with_vowel(stem) || ends_with_any(stem, {"й", "ь"})) stem.remove_suffix(kLetterBytes);
  return stem;
}

std::string with(std::string_view stem, std::string_view ending) {
  return std::string(bare(stem)) + std::string(ending);
}
std::string joined(std::string_view stem, std::string_view ending) {
  return std::string(stem) + std::string(ending);
}

std::string russian_family(std::string_view stem, std::uint32_t pattern) {
  if (pattern == 1) return natural_family(stem) + "ский";
  if (pattern == 2) return with(stem, ends_with_back(bare(stem)) || ends_with_hush(bare(stem)) ? "их" : "ых");
  return natural_family(stem);
}

std::string ukrainian_family(std::string_view stem, std::uint32_t pattern) {
  switch (pattern) {
    case 1:
      return with(stem, "ук");
    case 2:
      return with(stem, "івський");
    case 3:
      return with(stem, "ак");
    default:
      return with(stem, "енко");
  }
}

std::string belarusian_family(std::string_view stem, std::uint32_t pattern) {
  switch (pattern) {
    case 1:
      return with(stem, "ёнок");
    case 2:
      return with(stem, ends_with_back(bare(stem)) ? "ович" : "евич");
    case 3:
      return with(stem, "овский");
    default:
      return with(stem, "ович");
  }
}

/// Families of the cultures that took the Russian endings, with an ending of their own in some.
std::string eastern_family(Culture culture, std::string_view stem, std::uint32_t pattern) {
  if (pattern == 0) return natural_family(stem);
  switch (culture) {
    case Culture::kAzerbaijani:
      return pattern == 1 ? with(stem, "заде") : with(stem, "лы");
    case Culture::kKazakh:
      return pattern == 1 ? with(stem, "улы") : with(stem, "баев");
    case Culture::kUzbek:
      return pattern == 1 ? with(stem, "ходжаев") : with(stem, "баев");
    case Culture::kKyrgyz:
      return pattern == 1 ? with(stem, "беков") : with(stem, "алиев");
    case Culture::kDagestani:
      return pattern == 1 ? with(stem, "гаджиев") : with(stem, "алиев");
    case Culture::kBuryat:
      return pattern == 1 ? joined(stem, "-Доржиев") : joined(stem, "-Цыренов");
    default:
      return pattern == 1 ? with(stem, "уллин") : with(stem, "гареев");
  }
}

std::string georgian_family(std::string_view stem, std::uint32_t pattern) {
  switch (pattern) {
    case 1:
      return joined(ends_with_vowel(stem) ? std::string(stem) : joined(stem, "и"), "дзе");
    case 2:
      return with(stem, "ава");
    case 3:
      return with(stem, "иани");
    default:
      return joined(ends_with_vowel(stem) ? std::string(stem) : joined(stem, "и"), "швили");
  }
}

std::uint32_t num_patterns(Culture culture) {
  switch (culture) {
    case Culture::kUkrainian:
    case Culture::kBelarusian:
    case Culture::kGeorgian:
      return 4;
    case Culture::kArmenian:
      return 2;
    default:
      return 3;
  }
}

std::string family_of(Culture culture, std::string_view stem, std::uint32_t pattern) {
  switch (culture) {
    case Culture::kRussian:
      return russian_family(stem, pattern);
    case Culture::kUkrainian:
      return ukrainian_family(stem, pattern);
    case Culture::kBelarusian:
      return belarusian_family(stem, pattern);
    case Culture::kArmenian:
      return with(stem, pattern == 1 ? "янц" : "ян");
    case Culture::kGeorgian:
      return georgian_family(stem, pattern);
    default:
      return eastern_family(culture, stem, pattern);
  }
}

/// Puts together one of each of the parts. Numbers are scattered over all combinations, so that stems of near
/// numbers are no near words; beyond the combinations they begin again.
std::string scattered(std::initializer_list<std::span<const std::string_view>> parts, std::uint64_t number) {
  constexpr std::uint64_t kStride = 1'000'003;  // a prime, so coprime to the number of combinations
  std::uint64_t combinations = 1;
  for (const auto& part : parts) combinations *= part.size();
  std::uint64_t rest = number * kStride % combinations;
  std::string word;
  for (const auto& part : parts) {
    word += part[rest % part.size()];
    rest /= part.size();
  }
  return word;
}

std::string invented_stem(Culture culture, std::uint32_t number) {
  if (!is_slavic(culture)) return scattered({kEasternFirsts, kEasternJoins, kEasternSeconds}, number);
  const std::string stem = scattered({kOnsets, kVowels, kMiddles, kVowels, kCodas}, number);
  return culture == Culture::kUkrainian ? ukrainian_spelling(stem) : stem;
}

/// The ending of an invented stem: the first of the culture's is the most frequent.
std::uint32_t tail_pattern(std::uint32_t number, std::uint32_t num_patterns) {
  constexpr std::array<std::uint32_t, 8> kFour = {0, 1, 0, 2, 0, 1, 3, 0};
  constexpr std::array<std::uint32_t, 8> kThree = {0, 0, 1, 0, 0, 1, 0, 2};
  if (num_patterns == 4) return kFour[number % 8];
  return num_patterns == 3 ? kThree[number % 8] : number % 8 == 0 ? 1 : 0;
}

}  // namespace

std::string family_word(Culture culture, std::uint32_t rank, Language language) {
  const std::span<const std::string_view> stems = family_stems(culture);
  const auto num_stems = static_cast<std::uint32_t>(stems.size());
  const std::uint32_t patterns = num_patterns(culture);
  std::string word;
  if (rank < num_stems * patterns) {
    word = family_of(culture, stems[rank % num_stems], rank / num_stems);
  } else {
    const std::uint32_t number = rank - num_stems * patterns;
    word = family_of(culture, invented_stem(culture, number), tail_pattern(number, patterns));
  }
  const Language own = culture == Culture::kUkrainian ? Language::kUkrainian : Language::kRussian;
  if (own == language) return word;
  return language == Language::kUkrainian ? ukrainian_spelling(word) : russian_spelling(word);
}

std::string feminine_family(std::string_view masculine, Language language) {
  if (ends_with_any(masculine, {"ов", "ев", "ёв", "єв", "ин", "ын", "ін", "їн"}))
    return std::string(masculine) + "а";
  if (language == Language::kUkrainian && masculine.ends_with("ький")) return with_ending(masculine, 2, "а");
  if (ends_with_any(masculine, {"ий", "ый", "ой"}))
    return with_ending(masculine, 2, language == Language::kUkrainian ? "а" : "ая");
  return std::string(masculine);
}

std::uint32_t draw_family_rank(RandomStream& random, const FamilySpread& spread) {
  constexpr double kRoot = 0.1;  // 1 - 0.9
  const double low = std::pow(spread.offset, kRoot);
  const double high = std::pow(spread.size + spread.offset, kRoot);
  const double x = std::pow(low + random.uniform() * (high - low), 1 / kRoot) - spread.offset;
  return static_cast<std::uint32_t>(std::clamp(x, 0.0, spread.size - 1));
}

}  // namespace byname
