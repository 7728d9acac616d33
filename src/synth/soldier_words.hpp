// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "synth/named_population.hpp"

namespace byname {

/// The rank of a person, who has one and the same in all lists: "старший лейтенант", or short: "ст.
/// лейтенант".
std::string rank_of(const NamedPerson& person, Language language, bool is_short);
/// The call sign of a person as it stands after a name: «Гром». One and the same in all lists of a language.
std::string call_sign_of(const NamedPerson& person, Language language);

}  // namespace byname
