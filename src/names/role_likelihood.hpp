// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

#include "names/word_reading.hpp"

namespace byname {

struct RoleLikelihoods;

/// A word of a name that is being read.
struct PlacedWord {
  const NameWord* word = nullptr;
  const WordReading* reading = nullptr;
  const RoleLikelihoods* likelihoods = nullptr;  ///< of this word
};

/// The parts that a word may play, as letters of NamePattern.
inline constexpr std::string_view kNamePartLetters = "FGPM";

/// role_likelihood() of one word in every part, for both sexes and all cases.
struct RoleLikelihoods {
  using OfParts = std::array<double, kNamePartLetters.size()>;
  std::array<std::array<OfParts, kNumCases>, 2> of_sex{};  ///< men first
};

RoleLikelihoods role_likelihoods(const NameWord& word, const WordReading& reading);

/// How likely a word plays a part in the name of a person of one sex, written in one case; 0 if it cannot.
/// `part` is a letter of NamePattern.
double role_likelihood(const PlacedWord& word, char part, SexSet sex, CaseSet grammatical_case);

/// The same for one form of a family name.
double form_likelihood(const FamilyForm& form, const PlacedWord& word, SexSet sex, CaseSet grammatical_case);

}  // namespace byname
