// SPDX-License-Identifier: Apache-2.0
#include "synth/invented_words.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <string_view>

namespace byname {
namespace {

// A word is syllables of consonants and one vowel, then an ending without a vowel in front: it can be taken
// apart in one way only, so different numbers give different words.
constexpr std::string_view kOnsets[] = {"b", "d", "f", "g", "h", "j", "k",  "l",  "m",  "n",
                                        "p", "r", "s", "t", "v", "z", "br", "dr", "st", "kl"};
constexpr std::string_view kVowels = "aeiou";
constexpr std::string_view kEndings[] = {"", "n", "r", "l", "s", "k", "m", "t", "nd", "rt", "ck", "sch"};
constexpr std::string_view kTownEndings[] = {"ton", "burg", "ville", "by", "grad", "stead", "ford", "mouth"};
constexpr std::uint64_t kNumSyllables = std::size(kOnsets) * kVowels.size();
constexpr std::uint64_t kNumShortFamilyWords = 20'000;
// A prime that divides no number of words, so that neighbours in rank are not neighbours in spelling.
constexpr std::uint64_t kStride = 2'654'435'761;

void append_word(std::uint64_t rank, int num_syllables, std::span<const std::string_view> endings,
                 std::string& text) {
  std::uint64_t size = endings.size();
  for (int i = 0; i < num_syllables; ++i) size *= kNumSyllables;
  std::uint64_t number = rank * kStride % size;
  const std::string_view ending = endings[number % endings.size()];
  number /= endings.size();
  const std::size_t start = text.size();
  for (int i = 0; i < num_syllables; ++i) {
    text += kOnsets[number % std::size(kOnsets)];
    number /= std::size(kOnsets);
    text += kVowels[number % kVowels.size()];
    number /= kVowels.size();
  }
  text += ending;
  text[start] = static_cast<char>(text[start] - 'a' + 'A');
}

double draw_stretched(RandomStream& random, double root_of_end) {
  return 1 + random.uniform() * (root_of_end - 1);
}

std::uint64_t rank_of(double x, std::uint64_t size) {
  return std::min(static_cast<std::uint64_t>(x) - 1, size - 1);
}

}  // namespace

void append_given_word(std::uint64_t rank, std::string& text) { append_word(rank, 2, kEndings, text); }

void append_family_word(std::uint64_t rank, std::string& text) {
  if (rank < kNumShortFamilyWords) {
    append_word(rank, 2, kEndings, text);
  } else {
    append_word(rank - kNumShortFamilyWords, 3, kEndings, text);
  }
}

void append_town_word(std::uint64_t rank, std::string& text) { append_word(rank, 2, kTownEndings, text); }

std::uint64_t draw_name_rank(RandomStream& random, std::uint64_t size) {
  const double root = draw_stretched(random, std::sqrt(std::sqrt(static_cast<double>(size) + 1)));
  return rank_of(root * root * (root * root), size);
}

std::uint64_t draw_town_rank(RandomStream& random, std::uint64_t size) {
  const double root = draw_stretched(random, std::sqrt(static_cast<double>(size) + 1));
  return rank_of(root * root, size);
}

std::uint64_t vocabulary_size(std::uint64_t num_people, double base, double exponent, std::uint64_t least,
                              std::uint64_t most) {
  const double size = base * std::pow(static_cast<double>(num_people) / 700'000, exponent);
  return std::clamp(static_cast<std::uint64_t>(size), least, most);
}

}  // namespace byname
