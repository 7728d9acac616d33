// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/random.hpp"

namespace byname {

/// Errors of hand, ear and machine in a word in Cyrillic letters. Each changes one place where the word
/// allows it; a word without a fitting place comes back as it is.

/// One slip at a Russian keyboard: a neighbour's key, a letter left out, doubled, or swapped with the next.
std::string mistype_cyrillic(std::string_view word, RandomStream& random);
/// One respelling by ear: о and а, и and е, в and ф, one letter for two.
std::string mishear_cyrillic(std::string_view word, RandomStream& random);
/// One confusion of look-alike letters, as from a scan: н and и, ш and щ, з and 3, о and 0.
std::string misread_cyrillic(std::string_view word, RandomStream& random);
/// Latin letters that look the same in the place of one or all of а, с, е, о, р, х, у and some capitals.
std::string with_homoglyphs(std::string_view word, RandomStream& random);

}  // namespace byname
