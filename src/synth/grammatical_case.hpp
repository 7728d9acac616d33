// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "synth/culture.hpp"

namespace byname {

/// Genitives, as in "список Иванова Петра Ильича". Names that a language does not decline stay.
std::string genitive_family(std::string_view nominative, bool is_female, Language language);
std::string genitive_given(std::string_view nominative, bool is_female, Language language);
/// Of one in -ич or -на; others (Рашид оглы) stay.
std::string genitive_patronymic(std::string_view nominative, Language language);

}  // namespace byname
