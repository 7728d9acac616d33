// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "names/table_rows.hpp"
#include "names/word_map.hpp"

namespace byname {

/// What a word that stands beside a name is (words_beside_names.tsv says what each means).
enum class BesideKind : std::uint8_t {
  kNone,
  kRank,
  kTitle,
  kSuffix,
  kMark,
  kSmallMark,
  kAnd,
  kOthers,
  kCallsign,
  kMaiden,
  kYounger,
  kOlder,
  kParticle,
  kSon,
  kDaughter,
  kSonOf,
  kDaughterOf
};

/// The words of words_beside_names.tsv.
class BesideWords {
 public:
  /// Throws DataError with file and line for a kind that is none.
  explicit BesideWords(std::span<const TableRow> rows);
  /// `word` is folded by fold_name_letters, without a closing full stop.
  BesideKind kind_of(std::u32string_view word) const;

 private:
  WordMap<BesideKind> kinds_;
};

}  // namespace byname
