// SPDX-License-Identifier: Apache-2.0
#include "names/part_reading.hpp"

#include <algorithm>

namespace byname {

namespace {

void add_codes(FormCodes& codes, const FormCodes& more, double factor) {
  for (FormCode code : more) {
    code.weight *= static_cast<float>(factor);
    const auto same = std::find_if(codes.begin(), codes.end(),
                                   [&](const FormCode& other) { return other.code == code.code; });
    if (same == codes.end()) {
      codes.push_back(code);
    } else {
      same->weight = std::max(same->weight, code.weight);
    }
  }
}

/// A short list is enough to find slips by.
void cut_others(NamePart& part) {
  constexpr std::size_t kMostOthers = 3;
  std::erase(part.other_skeletons, part.skeleton);
  if (part.other_skeletons.size() > kMostOthers) part.other_skeletons.resize(kMostOthers);
}

void take_family(NamePart& part, const PlacedWord& word, SexSet sex, CaseSet grammatical_case) {
  double best = 0;
  for (const FamilyForm& form : word.reading->family)
    best = std::max(best, form_likelihood(form, word, sex, grammatical_case));
  bool is_first = true;
  for (const FamilyForm& form : word.reading->family) {
    const double likelihood = form_likelihood(form, word, sex, grammatical_case);
    if (likelihood <= 0.1 * best) continue;
    if (is_first || likelihood == best) {
      if (!is_first) part.other_skeletons.push_back(part.skeleton);
      part.skeleton = form.skeleton;
      part.is_feminine = form.is_feminine;
      part.is_usual = form.is_usual;
    } else {
      part.other_skeletons.push_back(form.skeleton);
    }
    part.other_skeletons.insert(part.other_skeletons.end(), form.other_skeletons.begin(),
                                form.other_skeletons.end());
    is_first = false;
    add_codes(part.codes, form.codes, likelihood / best);
    add_codes(part.components, form.components, 1);
  }
  cut_others(part);
}

void take_given(NamePart& part, const PlacedWord& word, SexSet sex, CaseSet grammatical_case) {
  // An unknown name that has no form in this case is not declined.
  for (const bool is_declined : {true, false}) {
    if (!is_declined && !part.codes.empty()) break;
    for (const GivenReading& reading : word.reading->given) {
      const bool is_of_case = (reading.cases & grammatical_case) != 0;
      const bool is_undeclined = !is_declined && !reading.is_known && (reading.cases & kNominative) != 0;
      if ((reading.sex & sex) == 0 || !(is_of_case || is_undeclined)) continue;
      part.is_known |= reading.is_known;
      add_codes(part.codes, reading.codes, 1);
      add_codes(part.components, reading.components, 1);
    }
  }
  if (part.codes.empty()) part.codes.push_back({skeleton_code(part.skeleton), 1, FormKind::kCanonical});
}

void take_patronymic(NamePart& part, const PlacedWord& word, SexSet sex, CaseSet grammatical_case) {
  for (const PatronymicReading& reading : word.reading->patronymic) {
    const bool fits =
        (reading.sex & sex) != 0 && ((reading.cases & grammatical_case) != 0 || word.word->child_of != 0);
    if (!fits) continue;
    if (part.codes.empty()) part.skeleton = reading.skeleton;
    part.is_known |= reading.is_known;
    part.is_misspelt |= reading.is_misspelt;
    add_codes(part.codes, reading.codes, 1);
  }
}

}  // namespace

NamePart read_part(const PlacedWord& word, char part, SexSet sex, CaseSet grammatical_case) {
  NamePart result;
  result.state = word.word->is_initial ? PartState::kInitial : PartState::kFull;
  result.script = word.word->script;
  result.text = word.word->text;
  result.latin = word.reading->latin;
  result.letters = word.reading->letters;
  result.consonants = word.reading->consonants;
  result.skeleton = word.reading->skeleton;
  result.word_code = skeleton_code(word.word->folded);
  result.is_east = word.reading->is_east;
  if (word.word->is_initial) return result;
  if (part == 'F') take_family(result, word, sex, grammatical_case);
  if (part == 'G' || part == 'M') take_given(result, word, sex, grammatical_case);
  if (part == 'P') take_patronymic(result, word, sex, grammatical_case);
  return result;
}

void join_part(NamePart& part, const NamePart& next) {
  if (part.components.empty()) part.components = part.codes;
  add_codes(part.components, next.components.empty() ? next.codes : next.components, 1);
  part.skeleton = name_skeleton(part.skeleton + next.skeleton);
  part.latin += next.latin;
  part.codes = {{skeleton_code(part.skeleton), 1, FormKind::kCanonical}};
  if (!part.latin.empty()) part.codes.push_back({skeleton_code(part.latin), 1, FormKind::kCanonical});
  part.word_code = part.word_code * 31 + next.word_code;
  part.is_known = false;
  part.text += " " + next.text;
  part.state = std::max(part.state, next.state);
}

}  // namespace byname
