// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/random.hpp"
#include "synth/culture.hpp"

namespace byname {

/// A man's family name of a culture from its rank (0 = most frequent), in a language: stems with each ending
/// of the culture, then invented stems. Needs no memory.
std::string family_word(Culture culture, std::uint32_t rank, Language language);

/// The woman's form of a man's family name: -ов to -ова, -ский to -ская (-ська in Ukrainian); many have none
/// of their own.
std::string feminine_family(std::string_view masculine, Language language);

/// How family names are spread in a population: probability of a rank proportional to (rank + offset)^-0.9
/// below `size`. A small offset makes a few names frequent.
struct FamilySpread {
  double size = 5000;
  double offset = 40;
};
std::uint32_t draw_family_rank(RandomStream& random, const FamilySpread& spread);

}  // namespace byname
