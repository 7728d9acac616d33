// SPDX-License-Identifier: Apache-2.0
#include "names/parsed_name.hpp"

#include <algorithm>

#include "names/name_assignment.hpp"
#include "names/part_reading.hpp"

namespace byname {

namespace {

constexpr std::size_t kMostSeen = 1 << 20;

class NameReader {
 public:
  NameReader(const SplitName& split, std::vector<PlacedWord> words, const GivenNames& names)
      : split_(split), words_(std::move(words)), names_(names) {}

  std::vector<NameReading> read() {
    std::vector<NameAssignment> assignments;
    find_assignments(words_, split_.num_before_comma, assignments);
    std::vector<NameReading> readings;
    for (const NameAssignment& assignment : assignments) {
      add(make_reading(assignment), readings);
      if (readings.size() > 2 * kMostNameReadings) break;
    }
    std::stable_sort(readings.begin(), readings.end(),
                     [](const NameReading& a, const NameReading& b) { return a.likelihood > b.likelihood; });
    if (readings.size() > kMostNameReadings) readings.resize(kMostNameReadings);
    const double best = readings.empty() ? 1 : readings.front().likelihood;
    for (NameReading& reading : readings) {
      reading.likelihood /= best;
      for (NamePart* part : {&reading.family, &reading.given, &reading.patronymic, &reading.middle})
        finish(*part);
    }
    return readings;
  }

 private:
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

  NameReading make_reading(const NameAssignment& assignment) const {
    NameReading reading;
    reading.likelihood = assignment.likelihood;
    reading.pattern = *assignment.pattern;
    reading.sex = assignment.sex;
    reading.cases = assignment.grammatical_case;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      NamePart part = read_part(words_[i], reading.pattern[i], assignment.sex, assignment.grammatical_case);
      NamePart& place = part_of(reading, reading.pattern[i]);
      if (place.state == PartState::kAbsent) {
        place = std::move(part);
      } else {
        join_part(place, part);
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

  const SplitName& split_;
  std::vector<PlacedWord> words_;
  const GivenNames& names_;
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

const NameParser::SeenWord& NameParser::read(const NameWord& word) {
  std::string key = word.text;
  key.push_back(static_cast<char>('0' + word.child_of));
  key.push_back(word.is_initial ? 'i' : 'w');
  key += std::to_string(skeleton_code(word.folded));
  const auto found = seen_.find(key);
  if (found != seen_.end()) return found->second;
  SeenWord& seen = seen_[std::move(key)];
  seen.reading = read_word(word, tables_);
  seen.likelihoods = role_likelihoods(word, seen.reading);
  return seen;
}

ParsedName NameParser::parse(std::string_view text) {
  if (seen_.size() >= kMostSeen) seen_.clear();
  SplitName split = split_full_name(text, tables_);
  ParsedName name;
  std::vector<PlacedWord> words;
  for (const NameWord& word : split.words) {
    const SeenWord& seen = read(word);
    words.push_back({&word, &seen.reading, &seen.likelihoods});
  }
  if (!words.empty()) name.readings = NameReader(split, std::move(words), tables_.given).read();
  for (const NameWord& word : split.earlier) name.earlier.push_back(earlier_part(word, read(word).reading));
  name.left_out = std::move(split.left_out);
  name.generation = split.generation;
  name.names_others = split.names_others;
  name.repairs = split.repairs;
  return name;
}

}  // namespace byname
