// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/random.hpp"
#include "synth/list_habits.hpp"
#include "synth/world.hpp"

namespace byname {

/// How much of a date is known.
enum class DatePrecision : std::uint8_t { kDay, kMonth, kYear };

/// The tongue that dates, headers and places of a list are in: its language, or English for Latin lists.
enum class Tongue : std::uint8_t { kRussian, kUkrainian, kEnglish };
Tongue tongue_of(const ListHabits& habits);

/// Writes what is known of a date in figures or, by kWords, with the name of the month; empty if unknown.
std::string date_words(const WorldDate& date, DatePrecision precision, DateStyle style, Tongue tongue);

/// Says a date loosely: "в начале марта 2022", "весной 2022", "около 1990". True of the date; a year after
/// "около" may be one off.
std::string date_phrase(const WorldDate& date, DatePrecision precision, Tongue tongue, RandomStream& random);

}  // namespace byname
