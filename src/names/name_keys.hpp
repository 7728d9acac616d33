// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "names/parsed_name.hpp"

namespace byname {

/// What a key is made of. Two names that may be of one person have a key in common, also when one part is
/// misspelt, in another script, short or missing.
enum class NameKeyKind : std::uint8_t {
  kFamilyGiven,      ///< family name and given name
  kSoundGiven,       ///< what is heard of the family name, and the given name: bears a slip
  kFamily,           ///< family name alone: weak, to be joined with a birth year
  kSound,            ///< what is heard of the family name alone
  kGivenPatronymic,  ///< given name and patronymic: bears another family name
  kFamilyPatronymic  ///< family name and patronymic: bears a slip in the given name
};

/// A key made of canonical forms, so that it does not depend on script, case or short forms.
struct NameKey {
  NameKeyKind kind = NameKeyKind::kFamily;
  std::uint64_t key = 0;
  float weight = 0;  ///< how likely the name is read so, 0 to 1
};

/// The keys of a name, sorted and each once. A short name gives one for each name it may stand for, a
/// romanised one for each reading, down to a weight of kLeastKeyWeight.
std::vector<NameKey> name_keys(const ParsedName& name);

inline constexpr float kLeastKeyWeight = 0.1F;

}  // namespace byname
