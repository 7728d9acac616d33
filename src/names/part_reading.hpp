// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "names/name_part.hpp"
#include "names/role_likelihood.hpp"

namespace byname {

/// Reads a word as one part of a name, a letter of NamePattern, of a person of one sex, in one case. What
/// only whole names need (the masks, is_full_name, may_be_related) is left.
NamePart read_part(const PlacedWord& word, char part, SexSet sex, CaseSet grammatical_case);

/// Puts a further word of the same part behind the others: a double family name, or more given names.
void join_part(NamePart& part, const NamePart& next);

}  // namespace byname
