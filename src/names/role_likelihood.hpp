// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "names/word_reading.hpp"

namespace byname {

/// A word of a name that is being read.
struct PlacedWord {
  const NameWord* word = nullptr;
  const WordReading* reading = nullptr;
};

/// How likely a word plays a part in the name of a person of one sex, written in one case; 0 if it cannot.
/// `part` is a letter of NamePattern.
double role_likelihood(const PlacedWord& word, char part, SexSet sex, CaseSet grammatical_case);

/// The same for one form of a family name.
double form_likelihood(const FamilyForm& form, const PlacedWord& word, SexSet sex, CaseSet grammatical_case);

}  // namespace byname
