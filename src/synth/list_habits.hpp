// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "synth/culture.hpp"

namespace byname {

/// In which letters a list is kept: Cyrillic, or Latin by one of the systems of romanisation.
enum class Writing : std::uint8_t {
  kCyrillic,
  kBgn,         ///< BGN/PCGN: Yevgeniy, Aleksey
  kPassport,    ///< ICAO 9303: Evgenii, Aleksei
  kKmu,         ///< Ukrainian cabinet, 2010: Yevhenii, Oleksii
  kScientific,  ///< near ISO 9, with marks: Evgenij, Aleksej, Žukov
  kGerman,      ///< Jewgeni, Schukow
  kInformal,    ///< as each writer likes
};

/// How a list divides names into columns.
enum class NameColumns : std::uint8_t { kOne, kThree, kFamilyAndRest };
enum class ListNameOrder : std::uint8_t { kFamilyFirst, kGivenFirst };
enum class DateStyle : std::uint8_t { kIso, kDotted, kWords };

/// What one list does with every row.
struct ListHabits {
  Writing writing = Writing::kCyrillic;
  Language language = Language::kRussian;
  NameColumns columns = NameColumns::kThree;
  ListNameOrder order = ListNameOrder::kFamilyFirst;
  DateStyle dates = DateStyle::kDotted;
  bool is_upper = false;   ///< family names in capitals; whole names where they share a column
  bool keeps_yo = false;   ///< writes ё; else е
  double informality = 1;  ///< factor on the shares of RowHabits: a register below 1, relatives above
};

/// How often rows are written in a way of their own: shares of rows, before the list's informality.
struct RowHabits {
  double initials = 0;         ///< given name and patronymic as initials
  double short_forms = 0;      ///< Саша for Александр
  double genitive = 0;         ///< the whole name in the genitive
  double no_patronymic = 0.1;  ///< of lists that have room for one
  double maiden_names = 0.03;  ///< of women: the name before marriage, alone or beside the other
  double ranks = 0;            ///< a soldier's rank before the name, in Cyrillic lists with one column for it
  double call_signs = 0;       ///< a call sign after the name, there too
  double year_only = 0;        ///< dates known to the year
  double month_only = 0;       ///< dates known to the month
  double phrases = 0;          ///< dates in words: "в начале марта 2022"
  double homoglyphs = 0;       ///< a Latin letter that looks alike in a Cyrillic word
};

/// Which facts lists have columns for, beside the name.
enum class FactColumns : std::uint8_t { kNone, kBirthYear, kBirthDate, kBirthAndPlace, kAll };

}  // namespace byname
