// SPDX-License-Identifier: Apache-2.0
#include "names/parsed_name.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "names/name_patterns.hpp"
#include "names/role_likelihood.hpp"

namespace byname {

namespace {

constexpr double kLeastLikelihood = 0.03;  ///< against the likeliest reading
constexpr std::size_t kMostReadings = 4;
constexpr double kAgainstHint = 0.05;  ///< a reading against comma or capitals
constexpr std::size_t kMostSeen = 1 << 20;

/// How usual a case is for a name in a list; the rest of a text is not known.
constexpr double kCasePriors[kNumCases] = {1, 0.2, 0.1, 0.05, 0.05, 0.02, 0.02};

/// One consistent way: parts, sex, case.
struct Assignment {
  const std::string* pattern = nullptr;
  SexSet sex = 0;
  CaseSet grammatical_case = 0;
  double likelihood = 0;
};

class NameReader {
 public:
  NameReader(const SplitName& split, std::vector<PlacedWord> words, const GivenNames& names)
      : split_(split), words_(std::move(words)), names_(names) {}

  std::vector<NameReading> read() {
    const bool is_cyrillic = std::any_of(words_.begin(), words_.end(), [](const PlacedWord& word) {
      return word.word->script == Script::kCyrillic;
    });
    patterns_ = name_patterns(words_.size(), is_cyrillic);
    for (const SexSet sex : {kMale, kFemale}) {
      for (int i = 0; i < kNumCases; ++i) {
        if (!fill_likelihoods(sex, i)) continue;
        for (const NamePattern& pattern : patterns_) assign(pattern, sex, i);
      }
    }
    return merged_readings();
  }

 private:
  static constexpr std::string_view kParts = "FGPM";

  /// Of every word in every part, for one sex and case; false if some word can be nothing.
  bool fill_likelihoods(SexSet sex, int case_index) {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      double best = 0;
      for (std::size_t part = 0; part < kParts.size(); ++part) {
        likelihoods_[i][part] =
            role_likelihood(words_[i], kParts[part], sex, static_cast<CaseSet>(1 << case_index));
        best = std::max(best, likelihoods_[i][part]);
      }
      if (best == 0) return false;
    }
    return true;
  }

  void assign(const NamePattern& pattern, SexSet sex, int case_index) {
    double likelihood = pattern.prior * kCasePriors[case_index];
    for (std::size_t i = 0; i < words_.size(); ++i)
      likelihood *= likelihoods_[i][kParts.find(pattern.parts[i])];
    if (likelihood < best_likelihood_ * kLeastLikelihood) return;
    likelihood *= hint_factor(pattern.parts);
    best_likelihood_ = std::max(best_likelihood_, likelihood);
    if (likelihood > 0)
      assignments_.push_back({&pattern.parts, sex, static_cast<CaseSet>(1 << case_index), likelihood});
  }

  /// What a comma and a word in capitals say of the order.
  double hint_factor(const std::string& parts) const {
    double factor = 1;
    if (split_.num_before_comma > 0) {
      for (std::size_t i = 0; i < parts.size(); ++i) {
        if ((parts[i] == 'F') != (i < split_.num_before_comma)) factor = kAgainstHint;
      }
    }
    const auto is_capitals = [](const PlacedWord& word) { return word.word->is_capitals; };
    if (std::count_if(words_.begin(), words_.end(), is_capitals) != 1 || words_.size() < 2) return factor;
    const auto at = std::find_if(words_.begin(), words_.end(), is_capitals) - words_.begin();
    return parts[static_cast<std::size_t>(at)] == 'F' ? factor : factor * kAgainstHint;
  }

  std::vector<NameReading> merged_readings() {
    std::stable_sort(assignments_.begin(), assignments_.end(),
                     [](const Assignment& a, const Assignment& b) { return a.likelihood > b.likelihood; });
    std::vector<NameReading> readings;
    for (const Assignment& assignment : assignments_) {
      if (assignment.likelihood < assignments_.front().likelihood * kLeastLikelihood) break;
      add(make_reading(assignment), readings);
      if (readings.size() > 2 * kMostReadings) break;
    }
    std::stable_sort(readings.begin(), readings.end(),
                     [](const NameReading& a, const NameReading& b) { return a.likelihood > b.likelihood; });
    if (readings.size() > kMostReadings) readings.resize(kMostReadings);
    const double best = readings.empty() ? 1 : readings.front().likelihood;
    for (NameReading& reading : readings) {
      reading.likelihood /= best;
      for (NamePart* part : {&reading.family, &reading.given, &reading.patronymic, &reading.middle})
        finish(*part);
    }
    return readings;
  }

  void finish(NamePart& part) const {
    part.code_mask = mask_of(part.codes);
    part.component_mask = mask_of(part.components);
    for (const FormCode& code : part.codes) {
      if (code.code >= names_.num_families()) continue;
      part.may_be_related |= names_.has_related(static_cast<GivenFamily>(code.code));
      part.is_full_name |= code.kind == FormKind::kCanonical;
    }
  }

  static bool have_same_codes(const NamePart& a, const NamePart& b) {
    return std::equal(a.codes.begin(), a.codes.end(), b.codes.begin(), b.codes.end(),
                      [](const FormCode& x, const FormCode& y) { return x.code == y.code; });
  }

  /// Readings that differ in the case alone are one.
  static void add(NameReading reading, std::vector<NameReading>& readings) {
    for (NameReading& other : readings) {
      if (other.pattern != reading.pattern || other.sex != reading.sex ||
          !have_same_codes(other.family, reading.family) || !have_same_codes(other.given, reading.given) ||
          !have_same_codes(other.patronymic, reading.patronymic))
        continue;
      other.likelihood += reading.likelihood;
      return;
    }
    readings.push_back(std::move(reading));
  }

  NameReading make_reading(const Assignment& assignment) const {
    NameReading reading;
    reading.likelihood = assignment.likelihood;
    reading.pattern = *assignment.pattern;
    reading.sex = assignment.sex;
    reading.cases = assignment.grammatical_case;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      NamePart part = make_part(words_[i], reading.pattern[i], assignment);
      NamePart& place = part_of(reading, reading.pattern[i]);
      if (place.state == PartState::kAbsent) {
        place = std::move(part);
      } else {
        join(place, part);
      }
    }
    return reading;
  }

  static NamePart& part_of(NameReading& reading, char part) {
    switch (part) {
      case 'F':
        return reading.family;
      case 'G':
        return reading.given;
      case 'P':
        return reading.patronymic;
      default:
        return reading.middle;
    }
  }

  static NamePart make_part(const PlacedWord& word, char part, const Assignment& assignment) {
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
    if (part == 'F') take_family(result, word, assignment);
    if (part == 'G' || part == 'M') take_given(result, word, assignment);
    if (part == 'P') take_patronymic(result, word, assignment);
    return result;
  }

  static void add_codes(FormCodes& codes, const FormCodes& more, double factor) {
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

  static void take_family(NamePart& part, const PlacedWord& word, const Assignment& assignment) {
    double best = 0;
    for (const FamilyForm& form : word.reading->family)
      best = std::max(best, form_likelihood(form, word, assignment.sex, assignment.grammatical_case));
    bool is_first = true;
    for (const FamilyForm& form : word.reading->family) {
      const double likelihood = form_likelihood(form, word, assignment.sex, assignment.grammatical_case);
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

  /// A short list is enough to find slips by.
  static void cut_others(NamePart& part) {
    constexpr std::size_t kMostOthers = 3;
    std::erase(part.other_skeletons, part.skeleton);
    if (part.other_skeletons.size() > kMostOthers) part.other_skeletons.resize(kMostOthers);
  }

  static void take_given(NamePart& part, const PlacedWord& word, const Assignment& assignment) {
    // An unknown name that has no form in this case is not declined.
    for (const bool is_declined : {true, false}) {
      if (!is_declined && !part.codes.empty()) break;
      for (const GivenReading& reading : word.reading->given) {
        const bool is_of_case = (reading.cases & assignment.grammatical_case) != 0;
        const bool is_undeclined = !is_declined && !reading.is_known && (reading.cases & kNominative) != 0;
        if ((reading.sex & assignment.sex) == 0 || !(is_of_case || is_undeclined)) continue;
        part.is_known |= reading.is_known;
        add_codes(part.codes, reading.codes, 1);
        add_codes(part.components, reading.components, 1);
      }
    }
    if (part.codes.empty()) part.codes.push_back({skeleton_code(part.skeleton), 1, FormKind::kCanonical});
  }

  static void take_patronymic(NamePart& part, const PlacedWord& word, const Assignment& assignment) {
    for (const PatronymicReading& reading : word.reading->patronymic) {
      const bool fits = (reading.sex & assignment.sex) != 0 &&
                        ((reading.cases & assignment.grammatical_case) != 0 || word.word->child_of != 0);
      if (!fits) continue;
      if (part.codes.empty()) part.skeleton = reading.skeleton;
      part.is_known |= reading.is_known;
      part.is_misspelt |= reading.is_misspelt;
      add_codes(part.codes, reading.codes, 1);
    }
  }

  /// Several words of one part: a double family name or more given names.
  static void join(NamePart& part, const NamePart& next) {
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

  const SplitName& split_;
  std::vector<PlacedWord> words_;
  const GivenNames& names_;
  std::vector<NamePattern> patterns_;
  std::array<std::array<double, 4>, kMostNameWords> likelihoods_{};
  double best_likelihood_ = 0;
  std::vector<Assignment> assignments_;
};

/// An earlier family name stands for itself, whatever its sex and case.
NamePart earlier_part(const NameWord& word, const WordReading& reading) {
  NamePart part;
  part.state = PartState::kFull;
  part.script = word.script;
  part.text = word.text;
  part.skeleton = reading.skeleton;
  for (const FamilyForm& form : reading.family)
    part.codes.insert(part.codes.end(), form.codes.begin(), form.codes.end());
  part.code_mask = mask_of(part.codes);
  return part;
}

}  // namespace

const WordReading& NameParser::read(const NameWord& word) {
  std::string key = word.text;
  key.push_back(static_cast<char>('0' + word.child_of));
  key.push_back(word.is_initial ? 'i' : 'w');
  key += std::to_string(skeleton_code(word.folded));
  const auto found = seen_.find(key);
  if (found != seen_.end()) return found->second;
  return seen_.emplace(std::move(key), read_word(word, tables_)).first->second;
}

ParsedName NameParser::parse(std::string_view text) {
  if (seen_.size() >= kMostSeen) seen_.clear();
  SplitName split = split_full_name(text, tables_);
  ParsedName name;
  std::vector<PlacedWord> words;
  for (const NameWord& word : split.words) words.push_back({&word, &read(word)});
  if (!words.empty()) name.readings = NameReader(split, std::move(words), tables_.given).read();
  for (const NameWord& word : split.earlier) name.earlier.push_back(earlier_part(word, read(word)));
  name.left_out = std::move(split.left_out);
  name.generation = split.generation;
  name.names_others = split.names_others;
  name.repairs = split.repairs;
  return name;
}

}  // namespace byname
