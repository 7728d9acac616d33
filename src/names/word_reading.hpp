// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "names/name_split.hpp"
#include "names/name_tables.hpp"

namespace byname {

/// A canonical form that a word may stand for, as a number: equal numbers, equal forms. A family of given
/// names has its index; all else the hash of a skeleton.
struct FormCode {
  std::uint64_t code = 0;
  float weight = 1;  ///< how likely among the readings of a romanised word; the likeliest has 1
  FormKind kind = FormKind::kCanonical;  ///< how a given name stands to the head of its row
};
using FormCodes = std::vector<FormCode>;

/// The codes of a list as a set of 64 bits: lists without a common bit have no common code.
inline std::uint64_t mask_of(const FormCodes& codes) noexcept {
  std::uint64_t mask = 0;
  for (const FormCode& code : codes) mask |= std::uint64_t{1} << ((code.code ^ code.code >> 32) & 63);
  return mask;
}

inline std::uint64_t code_of(GivenFamily family) noexcept { return family; }

/// A word read as a family name, for one sex and some cases.
struct FamilyForm {
  SexSet sex = kEitherSex;
  CaseSet cases = kNominative;
  float likelihood = 0;       ///< how much it looks like a family name
  bool is_usual = false;      ///< the tables know the likeliest nominative
  bool is_feminine = false;   ///< a woman's form of a name that has a man's
  bool is_masculine = false;  ///< a man's form, which women bear abroad only
  FormCodes codes;
  FormCodes components;                         ///< of a double name: each of its names
  std::u32string skeleton;                      ///< of the likeliest man's nominative
  std::vector<std::u32string> other_skeletons;  ///< of some more
};

/// A word read as a given name, for one sex and some cases.
struct GivenReading {
  SexSet sex = kEitherSex;
  CaseSet cases = kNominative;
  float likelihood = 0;
  bool is_known = false;  ///< the codes are families of given names
  bool is_diminutive = false;
  FormCodes codes;
  FormCodes components;  ///< of Бато-Доржи: each of its names
};

/// A word read as a patronymic, for one sex and some cases.
struct PatronymicReading {
  SexSet sex = kEitherSex;
  CaseSet cases = kNominative;
  float likelihood = 0;
  bool is_known = false;     ///< the codes are families of given names
  bool is_misspelt = false;  ///< see PatronymicForm
  FormCodes codes;
  std::u32string skeleton;  ///< of the father's name
};

/// Everything one word may be in a name. Depends on the word alone.
struct WordReading {
  std::vector<FamilyForm> family;
  std::vector<GivenReading> given;
  std::vector<PatronymicReading> patronymic;
  std::u32string skeleton;       ///< of the word as it stands, the likeliest
  std::u32string latin;          ///< of a Latin word: small letters without marks; else empty
  std::uint64_t consonants = 0;  ///< code of the consonants of the skeleton
  std::uint64_t letters = 0;  ///< set of first letters: initial_bit() of each that an initial of it may have
  bool is_known_given = false;       ///< a given name of the tables, in the nominative
  bool is_known_patronymic = false;  ///< the same of patronymics
  float as_family = 0;               ///< the likelihood of its likeliest form as a family name
  bool is_east = false;  ///< reads as a name of the East: known, or with the ending of such a family name
};

/// The bit of a skeleton's first letter, one of 64.
std::uint64_t initial_bit(char32_t letter) noexcept;

/// Reads one word of a name.
WordReading read_word(const NameWord& word, const NameTables& tables);

}  // namespace byname
