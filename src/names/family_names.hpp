// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "names/given_names.hpp"
#include "names/table_rows.hpp"
#include "names/word_map.hpp"

namespace byname {

/// How two family names that are not the same stand to one another.
enum class FamilyNearness { kSlip, kOther };

/// What the tables know of family names (family_names.tsv, family_suffixes.tsv). All names are skeletons of
/// the man's nominative.
class FamilyNames {
 public:
  /// Throws DataError with file and line for a suffix alike to one without a row. `given` must outlive it.
  FamilyNames(std::span<const TableRow> names, std::span<const TableRow> suffixes, const GivenNames& given);

  /// A usual name: in the table, or made of a given name by a suffix.
  bool is_known(std::u32string_view skeleton) const;
  /// It ends in a suffix of the table.
  bool has_suffix(std::u32string_view skeleton) const { return suffix_length(skeleton) > 0; }
  /// Whether two different names may be one with a slip of ear, pen or eye, or are surely two: other
  /// suffixes, two usual names, an unlike letter in a short root.
  FamilyNearness nearness(std::u32string_view a, std::u32string_view b) const;

 private:
  std::size_t suffix_length(std::u32string_view skeleton) const;
  /// The given names that a family name is made of.
  std::vector<GivenForm> roots(std::u32string_view skeleton) const;
  bool has_root(std::u32string_view skeleton) const;
  /// Calls visit(forms) for each root that a suffix leaves, until it returns false.
  template <typename Visit>
  void for_each_root(std::u32string_view skeleton, const Visit& visit) const;
  bool have_common_root(std::u32string_view a, std::u32string_view b) const;
  bool have_other_suffixes(std::u32string_view a, std::u32string_view b) const;

  const GivenNames& given_;
  WordSet names_;
  WordMap<std::u32string> suffixes_;  ///< with the one it is alike to
};

/// True if one slip makes `a` of `b` that ear or pen explain: letters that sound alike (о and а, е and и, a
/// voiced and an unvoiced consonant), two neighbours exchanged.
bool is_heard_slip(std::u32string_view a, std::u32string_view b) noexcept;

}  // namespace byname
