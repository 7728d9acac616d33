// SPDX-License-Identifier: Apache-2.0
#include "synth/date_wording.hpp"

#include <array>
#include <fmt/format.h>

namespace byname {
namespace {

using Months = std::array<std::string_view, 12>;

// The name of a month as it stands alone, after a day, and after "in".
constexpr Months kRussian = {"январь", "февраль", "март",     "апрель",  "май",    "июнь",
                             "июль",   "август",  "сентябрь", "октябрь", "ноябрь", "декабрь"};
constexpr Months kRussianOf = {"января", "февраля", "марта",    "апреля",  "мая",    "июня",
                               "июля",   "августа", "сентября", "октября", "ноября", "декабря"};
constexpr Months kRussianIn = {"январе", "феврале", "марте",    "апреле",  "мае",    "июне",
                               "июле",   "августе", "сентябре", "октябре", "ноябре", "декабре"};
constexpr Months kUkrainian = {"січень", "лютий",   "березень", "квітень", "травень",  "червень",
                               "липень", "серпень", "вересень", "жовтень", "листопад", "грудень"};
constexpr Months kUkrainianOf = {"січня", "лютого", "березня", "квітня", "травня",    "червня",
                                 "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"};
constexpr Months kUkrainianIn = {"січні", "лютому", "березні", "квітні", "травні",    "червні",
                                 "липні", "серпні", "вересні", "жовтні", "листопаді", "грудні"};
constexpr Months kEnglish = {"January", "February", "March",     "April",   "May",      "June",
                             "July",    "August",   "September", "October", "November", "December"};

/// Words that differ by tongue, in the order of Tongue.
using Words = std::array<std::string_view, 3>;
constexpr Words kAbout = {"около", "близько", "about"};
constexpr std::array<Words, 3> kThirds = {{{"в начале", "на початку", "early"},
                                           {"в середине", "в середині", "mid"},
                                           {"в конце", "в кінці", "late"}}};
constexpr std::array<Words, 4> kSeasons = {{{"зимой", "взимку", "winter"},
                                            {"весной", "навесні", "spring"},
                                            {"летом", "влітку", "summer"},
                                            {"осенью", "восени", "autumn"}}};
constexpr std::array<const Months*, 3> kAlone = {&kRussian, &kUkrainian, &kEnglish};
constexpr std::array<const Months*, 3> kAfterDay = {&kRussianOf, &kUkrainianOf, &kEnglish};
constexpr std::array<const Months*, 3> kAfterIn = {&kRussianIn, &kUkrainianIn, &kEnglish};
constexpr Words kIn = {"в", "у", "in"};

std::string_view month(const std::array<const Months*, 3>& months, int number, std::size_t tongue) {
  return (*months[tongue])[static_cast<std::size_t>(number - 1)];
}

std::size_t third_of(int day) { return day <= 10 ? 0 : day <= 20 ? 1 : 2; }

}  // namespace

Tongue tongue_of(const ListHabits& habits) {
  if (habits.writing != Writing::kCyrillic) return Tongue::kEnglish;
  return habits.language == Language::kUkrainian ? Tongue::kUkrainian : Tongue::kRussian;
}

std::string date_words(const WorldDate& date, DatePrecision precision, DateStyle style, Tongue tongue) {
  if (!date.is_known()) return "";
  const auto words = static_cast<std::size_t>(tongue);
  if (precision == DatePrecision::kYear) return fmt::format("{}", date.year);
  if (precision == DatePrecision::kMonth) {
    if (style == DateStyle::kWords) return fmt::format("{} {}", month(kAlone, date.month, words), date.year);
    return style == DateStyle::kIso ? fmt::format("{:04}-{:02}", date.year, date.month)
                                    : fmt::format("{:02}.{:04}", date.month, date.year);
  }
  if (style == DateStyle::kWords)
    return fmt::format("{} {} {}", date.day, month(kAfterDay, date.month, words), date.year);
  return style == DateStyle::kIso ? fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day)
                                  : fmt::format("{:02}.{:02}.{:04}", date.day, date.month, date.year);
}

std::string date_phrase(const WorldDate& date, DatePrecision precision, Tongue tongue, RandomStream& random) {
  if (!date.is_known()) return "";
  const auto words = static_cast<std::size_t>(tongue);
  const std::uint64_t choice = random.below(3);
  if (precision == DatePrecision::kYear) {
    const int slip = static_cast<int>(random.below(3)) - 1;
    return fmt::format("{} {}", kAbout[words], date.year + slip);
  }
  if (choice == 0 && date.month != 12)
    return fmt::format("{} {}", kSeasons[static_cast<std::size_t>(date.month / 3)][words], date.year);
  if (choice == 1)
    return fmt::format("{} {} {}", kThirds[third_of(date.day)][words], month(kAfterDay, date.month, words),
                       date.year);
  return fmt::format("{} {} {}", kIn[words], month(kAfterIn, date.month, words), date.year);
}

}  // namespace byname
