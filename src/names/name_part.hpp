// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "names/word_reading.hpp"

namespace byname {

enum class PartState : std::uint8_t { kAbsent, kInitial, kFull };

/// One part of a name as read: the canonical forms that it may be.
struct NamePart {
  PartState state = PartState::kAbsent;
  Script script = Script::kNone;
  bool is_known = false;        ///< of given names and patronymics: the codes are families of given names
  bool is_misspelt = false;     ///< of patronymics: only a slip makes it one
  bool is_feminine = false;     ///< of family names: a woman's form of a name that has a man's
  bool is_usual = false;        ///< of family names: the tables know it
  bool is_east = false;         ///< see WordReading
  bool is_full_name = false;    ///< of given names: the word stands at the head of a row
  bool may_be_related = false;  ///< of given names: related_names.tsv has one of the codes
  std::uint64_t code_mask = 0;  ///< mask_of(codes)
  std::uint64_t component_mask = 0;  ///< mask_of(components)
  FormCodes codes;
  FormCodes components;     ///< of a double name: each of its names
  std::u32string skeleton;  ///< of the likeliest nominative; of an initial, the letters there are
  std::vector<std::u32string> other_skeletons;  ///< of family names: of some more nominatives
  std::u32string latin;                         ///< of a Latin word: small letters without marks
  std::uint64_t letters = 0;                    ///< see WordReading
  std::uint64_t consonants = 0;
  std::uint64_t word_code = 0;  ///< of the word as folded: equal words, equal codes
  std::string text;             ///< as written
};

}  // namespace byname
