// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <variant>

#include "names/edtf.hpp"
#include "names/phrase_date.hpp"

namespace byname {

/// A phrase's date with nothing missing: one date, or all days from the first to the last.
struct ResolvedDate {
  EdtfDate first;
  EdtfDate last;
  bool is_range() const { return !(first == last); }
};

/// Gives each of two dates what only the other says: the year, and the month of a bare day ("с 3 по 7 мая").
void complete_each_other(PhraseDate& first, PhraseDate& last);

/// Turns a phrase's date into EDTF; a missing year is taken from the reference.
std::variant<ResolvedDate, DateRefusal> resolve(const PhraseDate& date, const DateReference& reference);

/// The same for the two ends of a range. An end whose year comes from the other one may lie in the year
/// beside it: "с 28 декабря по 3 января 2022".
std::variant<ResolvedDate, DateRefusal> resolve_range(PhraseDate first, PhraseDate last,
                                                      const DateReference& reference);

}  // namespace byname
