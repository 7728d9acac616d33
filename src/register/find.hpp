// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "register/database.hpp"
#include "register/fixed_bytes.hpp"

namespace byname {

/// A mention as a line of a listing.
struct MentionLine {
  std::int64_t number = 0;
  RecordId id;
  std::string label;    ///< "LIST:KEY"
  std::string name;     ///< its names as written, family name first
  std::string details;  ///< birth date, place, dates: as written
  bool is_active = true;
  bool has_vanished = false;
};

/// Texts of some mentions, in their order.
std::vector<MentionLine> mention_lines(Database& database, const std::vector<std::int64_t>& numbers);

/// Mentions that a text names.
struct Found {
  std::vector<std::int64_t> mentions;  ///< those that fit most words first, then by number; at most `limit`
  std::vector<std::size_t> num_words;  ///< per mention: words of the text that it fits
  std::size_t num_all = 0;             ///< that fit as many words as the best, with or without the limit
};

/// Finds mentions by the words of a name in any script, order, case or spelling, short forms of given names
/// too, or by official numbers, addresses and telephone numbers. A word that ends with * stands for all that
/// begin so. Where no mention fits all words, those that fit most are found, if these are at least half.
Found find_mentions(Database& database, std::string_view text, std::size_t limit);

}  // namespace byname
