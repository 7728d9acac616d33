// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "names/date_token.hpp"

namespace byname {

/// What a word of a date means: the first column of src/names/tables/date_words.tsv.
enum class DateWord : std::uint8_t {
  kMonth,
  kSeason,
  kWeekday,
  kPart,
  kHalf,
  kTenDays,
  kQuarter,
  kWeek,
  kLast,
  kYear,
  kYears,
  kDecadeYears,
  kCentury,
  kMonthWord,
  kDayWord,
  kNumbersOf,
  kHour,
  kApproximate,
  kUncertain,
  kBefore,
  kUntil,
  kBy,
  kAfter,
  kSince,
  kFrom,
  kTo,
  kBetween,
  kAnd,
  kOr,
  kOn,
  kNight,
  kAgo,
  kToday,
  kRelative,
  kAge,
  kOld,
  kSilent,
  kMissing,
  kCardinal,
  kOrdinal,
  kNumDateWords,
};

struct DateMeaning {
  DateWord word = DateWord::kSilent;
  int value = 0;
};

/// The words of dates in Russian, Ukrainian and English, found by their tokens.
class DateWords {
 public:
  /// Reads a table as date_words.tsv is. Throws DataError for a malformed row, a meaning that there is not,
  /// or a form that stands twice with different meanings.
  DateWords(const std::string& name, std::string_view table);

  struct Match {
    const DateMeaning* meaning = nullptr;  ///< nullptr: no form begins here
    std::size_t num_tokens = 0;
  };
  /// The longest form that begins at `at`.
  Match find(const std::vector<DateToken>& tokens, std::size_t at) const;

 private:
  std::unordered_map<std::string, DateMeaning> forms_;  ///< by token texts joined by spaces
  std::size_t longest_ = 1;                             ///< tokens of the longest form
};

/// The table that is built in.
const DateWords& date_words();

}  // namespace byname
