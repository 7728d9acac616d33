// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "names/role.hpp"

namespace byname {

/// Header phrases of one role, separated by ';'. A phrase counts as the whole header or as words in it; one
/// with '~' in front is weak: in a longer header any other phrase wins. Case, script, '_' and spaces do not
/// matter.
struct HeaderPhrases {
  Role role;
  std::string_view phrases;
};

std::span<const HeaderPhrases> header_table();

/// Words that make a column speak of somebody else than the row's person: mother, contact, editor. Separated
/// by ';'.
std::string_view other_person_words();

}  // namespace byname
