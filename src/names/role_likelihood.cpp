// SPDX-License-Identifier: Apache-2.0
#include "names/role_likelihood.hpp"

#include <algorithm>

#include "names/name_letters.hpp"

namespace byname {

namespace {

// How likely an initial stands for a part, and what speaks against one. Chosen so that golden names are read
// as a reader would; only the order of readings and large gaps between them matter.
constexpr double kInitialGiven = 0.3;
constexpr double kInitialFamily = 0.001;
constexpr double kGivenAsFamily = 0.15;  // a known given name without the ending of a family name
constexpr double kPatronymicAsFamily = 0.1;
constexpr double kFamilyAsGiven = 0.2;  // an unknown word with the ending of a family name
constexpr double kManFormLatin = 0.15;  // a woman named by the man's form, abroad
constexpr double kManFormCyrillic = 0.03;
constexpr double kWomanFormOfMan = 0.03;
constexpr double kUndeclined = 0.5;
constexpr double kWronglyUndeclined = 0.02;

double sex_factor(const FamilyForm& form, bool is_cyrillic, SexSet sex) {
  if ((form.sex & sex) != 0) return 1;
  if (sex == kMale) return (form.cases & kNominative) != 0 ? kWomanFormOfMan : 0;
  if (!form.is_masculine) return 0;
  return is_cyrillic ? kManFormCyrillic : kManFormLatin;
}

/// Names on consonants are not declined for women, those on -о, -е, -и, -у for nobody.
double case_factor(const FamilyForm& form, const NameWord& word, SexSet sex, CaseSet grammatical_case) {
  if ((form.cases & grammatical_case) != 0) return 1;
  if ((form.cases & kNominative) == 0 || form.sex != kEitherSex) return 0;
  const char32_t last = word.folded.empty() ? 0 : word.folded.back();
  if (last == U'а' || last == U'я') return 0;
  return sex == kFemale || is_cyrillic_vowel(last) ? kUndeclined : kWronglyUndeclined;
}

double family_likelihood(const PlacedWord& word, SexSet sex, CaseSet grammatical_case) {
  if (word.word->is_initial) return kInitialFamily;
  double best = 0;
  for (const FamilyForm& form : word.reading->family)
    best = std::max(best, form_likelihood(form, word, sex, grammatical_case));
  if (word.reading->is_known_given && word.reading->as_family < 0.5) best *= kGivenAsFamily;
  if (word.reading->is_known_given && word.reading->as_family >= 0.5) best *= 2 * kGivenAsFamily;
  if (word.reading->is_known_patronymic) best *= kPatronymicAsFamily;
  return best;
}

double given_likelihood(const PlacedWord& word, SexSet sex, CaseSet grammatical_case) {
  if (word.word->is_initial) return kInitialGiven;
  double best = 0;
  for (const GivenReading& reading : word.reading->given) {
    if ((reading.sex & sex) == 0) continue;
    double likelihood = reading.likelihood;
    if ((reading.cases & grammatical_case) == 0) likelihood *= reading.is_known ? 0 : 0.3;
    if (!reading.is_known && word.reading->as_family >= 0.5) likelihood *= kFamilyAsGiven;
    best = std::max(best, likelihood);
  }
  return best;
}

double patronymic_likelihood(const PlacedWord& word, SexSet sex, CaseSet grammatical_case) {
  if (word.word->is_initial) return kInitialGiven;
  double best = 0;
  for (const PatronymicReading& reading : word.reading->patronymic) {
    const bool fits =
        (reading.sex & sex) != 0 && ((reading.cases & grammatical_case) != 0 || word.word->child_of != 0);
    if (fits) best = std::max<double>(best, reading.likelihood);
  }
  return best;
}

double middle_likelihood(const PlacedWord& word) {
  if (word.word->is_initial) return kInitialGiven;
  if (word.word->child_of != 0) return 0;
  return word.reading->is_known_given ? 0.5 : 0.1;
}

}  // namespace

double form_likelihood(const FamilyForm& form, const PlacedWord& word, SexSet sex, CaseSet grammatical_case) {
  return form.likelihood * sex_factor(form, word.word->script == Script::kCyrillic, sex) *
         case_factor(form, *word.word, sex, grammatical_case);
}

double role_likelihood(const PlacedWord& word, char part, SexSet sex, CaseSet grammatical_case) {
  switch (part) {
    case 'F':
      return word.word->child_of != 0 ? 0 : family_likelihood(word, sex, grammatical_case);
    case 'G':
      return word.word->child_of != 0 ? 0 : given_likelihood(word, sex, grammatical_case);
    case 'P':
      return patronymic_likelihood(word, sex, grammatical_case);
    default:
      return middle_likelihood(word);
  }
}

RoleLikelihoods role_likelihoods(const NameWord& word, const WordReading& reading) {
  RoleLikelihoods result;
  const PlacedWord placed{&word, &reading, nullptr};
  for (const SexSet sex : {kMale, kFemale}) {
    for (int i = 0; i < kNumCases; ++i) {
      RoleLikelihoods::OfParts& parts = result.of_sex[sex == kMale ? 0 : 1][static_cast<std::size_t>(i)];
      for (std::size_t part = 0; part < parts.size(); ++part)
        parts[part] = role_likelihood(placed, kNamePartLetters[part], sex, static_cast<CaseSet>(1 << i));
    }
  }
  return result;
}

}  // namespace byname
