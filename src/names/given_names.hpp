// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "names/grammar.hpp"
#include "names/table_rows.hpp"
#include "names/word_map.hpp"

namespace byname {

/// How a form stands to the name at the head of its row.
enum class FormKind : std::uint8_t { kCanonical, kVariant, kDoublet, kLatin, kDiminutive };

/// A family of given names: an index into GivenNames.
using GivenFamily = std::uint32_t;

/// One row in which a form stands.
struct GivenForm {
  GivenFamily family = 0;
  FormKind kind = FormKind::kCanonical;
  SexSet sex = kEitherSex;
  bool is_rare = false;  ///< rather a form of another name where both fit
};

/// What the tables know of given names: which families a form belongs to (a diminutive to several), and
/// which families are undecidable (related_names.tsv).
class GivenNames {
 public:
  /// Rows of given_names.tsv, western_names.tsv and related_names.tsv. Throws DataError with file and line
  /// for a sex that is none, a row that is there twice, or a related name without a row.
  GivenNames(std::span<const TableRow> names, std::span<const TableRow> western,
             std::span<const TableRow> related);

  /// The rows of a form written so, in any script; `word` is folded by fold_name_letters. Empty if none.
  std::span<const GivenForm> find(std::u32string_view word) const;
  /// The rows of all Cyrillic forms with this skeleton.
  std::span<const GivenForm> find_skeleton(std::u32string_view skeleton) const;
  bool are_related(GivenFamily a, GivenFamily b) const;
  bool has_related(GivenFamily family) const { return families_[family].has_related; }
  /// The name at the head of a row, as the table writes it.
  const std::string& name_of(GivenFamily family) const { return families_[family].name; }
  /// The skeletons of the head, the variants and the doublets of a row: whose letters initials may be.
  std::span<const std::u32string> full_forms(GivenFamily family) const {
    return families_[family].full_forms;
  }
  std::size_t num_families() const { return families_.size(); }

 private:
  struct Family {
    std::string name;
    std::vector<std::u32string> full_forms;
    bool has_related = false;
  };
  using FormMap = WordMap<std::vector<GivenForm>>;

  GivenFamily add_family(const TableRow& row, bool is_rare);
  void add_form(std::string_view word, const GivenForm& form);
  void add_related(const TableRow& row);

  std::vector<Family> families_;
  FormMap by_word_;
  FormMap by_skeleton_;
  std::vector<std::uint64_t> related_;  ///< both families in one number, sorted
};

}  // namespace byname
