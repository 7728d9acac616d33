// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <variant>

#include "names/date_items.hpp"
#include "names/phrase_date.hpp"

namespace byname {

/// Reads the items of one date (no range, no border): day, month and year in any usual order, a part of a
/// month, season, year, decade or century, a quarter, a week, "last year", "3 days ago".
std::variant<PhraseDate, DateRefusal> read_phrase_date(std::span<const DateItem> items,
                                                       const DateReference& reference);

}  // namespace byname
