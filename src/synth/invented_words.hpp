// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "base/random.hpp"

namespace byname {

/// Vocabularies of any size that need no memory: a word is computed from its rank (0 = most frequent), and no
/// two ranks of one vocabulary give the same word. ASCII letters, the first a capital.

/// Given names of two syllables.
inline constexpr std::uint64_t kMostGivenWords = 120'000;
void append_given_word(std::uint64_t rank, std::string& text);
/// Family names; the 20,000 most frequent have two syllables, the others three.
inline constexpr std::uint64_t kMostFamilyWords = 12'000'000;
void append_family_word(std::uint64_t rank, std::string& text);
/// Towns.
inline constexpr std::uint64_t kMostTownWords = 80'000;
void append_town_word(std::uint64_t rank, std::string& text);

/// Draws a rank below `size` with a frequency that falls as rank^-3/4: the inverse of the continuous
/// distribution with density x^-3/4 on [1, size + 1), rounded down.
std::uint64_t draw_name_rank(RandomStream& random, std::uint64_t size);
/// The same with rank^-1/2.
std::uint64_t draw_town_rank(RandomStream& random, std::uint64_t size);

/// How many distinct words `num_people` people use, if 700,000 use `base`: base (n / 700,000)^exponent
/// (Heaps' law), at least `least`, at most `most`.
std::uint64_t vocabulary_size(std::uint64_t num_people, double base, double exponent, std::uint64_t least,
                              std::uint64_t most);

}  // namespace byname
