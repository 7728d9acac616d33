// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "synth/culture.hpp"

namespace byname {

/// The patronymic from a father's given name by the rules of Russian or Ukrainian: Сергей gives Сергеевич and
/// Сергеевна, Илья gives Ильич and Ильинична; Петро gives Петрович and Петрівна. `father` is in that
/// language.
std::string slavic_patronymic(std::string_view father, bool is_female, Language language);

/// "Son of" or "daughter of" in a word of its own, as written in Cyrillic: Рашид оглы, Рашид кызы, Рашид
/// уулу, Рашид улы, Рашид угли. The culture must have it (has_turkic_patronymics).
std::string turkic_patronymic(std::string_view father, bool is_female, Culture culture);

}  // namespace byname
