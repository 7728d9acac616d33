// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "names/case_endings.hpp"
#include "names/given_names.hpp"
#include "names/table_rows.hpp"
#include "names/word_map.hpp"

namespace byname {

/// One way to read a word as a patronymic.
struct PatronymicForm {
  std::vector<GivenFamily> fathers;  ///< the families of the father's name; empty if no table knows it
  std::u32string father;             ///< the father's name as the ending leaves it, folded
  SexSet sex = kEitherSex;
  CaseSet cases = 0;
  bool is_colloquial = false;
  bool is_misspelt = false;  ///< by an ending that is a slip of a usual one
};

/// Tells patronymics by patronymics.tsv and patronymic_words.tsv.
class Patronymics {
 public:
  /// Throws DataError with file and line for a sex or kind that is none, or a father without a row. The other
  /// tables must outlive it.
  Patronymics(std::span<const TableRow> endings, std::span<const TableRow> words, const GivenNames& names,
              const CaseEndings& cases);

  /// The readings of a Cyrillic word; those with known fathers alone where there are any.
  std::vector<PatronymicForm> read(std::u32string_view word) const;
  /// The same for the skeleton of a word that was romanised and read back; nominatives only.
  std::vector<PatronymicForm> read_skeleton(std::u32string_view skeleton) const;
  /// The families that a father's name, in the nominative, may be of: as written, else by its skeleton.
  std::vector<GivenFamily> fathers_of(std::u32string_view name) const;

 private:
  struct Ending {
    std::u32string father;
    SexSet sex;
    bool is_colloquial;
    bool is_misspelt;
  };
  struct Word {
    GivenFamily father;
    SexSet sex;
  };
  static constexpr std::size_t kLongestEnding = 8;

  void read_nominative(const Nominative& word, std::vector<PatronymicForm>& forms) const;

  const GivenNames& names_;
  const CaseEndings& cases_;
  WordMap<std::vector<Ending>> endings_;
  WordMap<std::vector<Word>> words_;
  WordMap<std::vector<Ending>> skeleton_endings_;
  WordMap<std::vector<Word>> skeleton_words_;
};

}  // namespace byname
