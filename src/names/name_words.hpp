// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace byname {

// All words here are folded (text/normalise.hpp), in their own script, without a closing full stop.

/// A rank, title or form of address that stands in front of a name: "mr", "капитан", "гв".
bool is_title(std::string_view word);
/// What follows a name and is no part of it: "jr", "phd", "мл".
bool is_name_suffix(std::string_view word);
/// A word that belongs to the family name behind it: "van", "de", "ter".
bool is_family_particle(std::string_view word);
/// A word that makes the word before it a patronymic: "оглы", "qizi".
bool is_patronymic_marker(std::string_view word);
/// A word that ends like an East Slavic patronymic. -ович and -евич end family names too: the place in the
/// name decides.
bool has_patronymic_ending(std::string_view word);
/// The same for endings that no family name has: -овна, -инична, -івна, -ovna.
bool has_feminine_patronymic_ending(std::string_view word);
/// A mark that stands beside names and is none: "г", "р", "др", "†".
bool is_name_noise(std::string_view word);

}  // namespace byname
