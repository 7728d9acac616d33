// SPDX-License-Identifier: Apache-2.0
#include "names/beside_words.hpp"

#include <algorithm>
#include <array>

#include "names/name_letters.hpp"

namespace byname {

namespace {

constexpr std::array<std::string_view, 17> kKinds = {
    "",       "rank",    "title", "suffix",   "mark", "mark_small", "and",    "others",     "callsign",
    "maiden", "younger", "older", "particle", "son",  "daughter",   "son_of", "daughter_of"};

}  // namespace

BesideWords::BesideWords(std::span<const TableRow> rows) {
  for (const TableRow& row : rows) {
    const auto kind = std::find(kKinds.begin() + 1, kKinds.end(), row.cells[1]);
    if (kind == kKinds.end()) refuse_row(row, "there is no such kind of word");
    const bool is_new =
        kinds_.emplace(fold_name_letters(row.cells[0]), static_cast<BesideKind>(kind - kKinds.begin()))
            .second;
    if (!is_new) refuse_row(row, "the word has a row already");
  }
}

BesideKind BesideWords::kind_of(std::u32string_view word) const {
  const auto found = kinds_.find(word);
  return found == kinds_.end() ? BesideKind::kNone : found->second;
}

}  // namespace byname
