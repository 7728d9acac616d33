// SPDX-License-Identifier: Apache-2.0
#include "names/brief_reading.hpp"

#include <algorithm>
#include <utility>

#include "names/part_reading.hpp"

namespace byname {

namespace {

std::string_view& view_of(NamePartViews& views, char part) {
  switch (part) {
    case 'F':
      return views.family;
    case 'G':
      return views.given;
    case 'P':
      return views.patronymic;
    default:
      return views.given2;
  }
}

}  // namespace

std::span<const BriefReading> BriefNameReader::read(std::string_view text) {
  readings_.clear();
  joined_.clear();
  if (read_plain(text)) return readings_;
  readings_.clear();
  parsed_ = parser_.parse(text);
  for (const NameReading& reading : parsed_.readings)
    readings_.push_back({reading.likelihood, &reading.pattern, reading.sex, reading.cases, &reading});
  return readings_;
}

NamePartViews BriefNameReader::written(const BriefReading& reading) {
  NamePartViews views;
  if (reading.whole != nullptr) {
    const NameReading& whole = *reading.whole;
    return {keep(whole.family.text), keep(whole.given.text), keep(whole.middle.text),
            keep(whole.patronymic.text)};
  }
  for (std::size_t i = 0; i < words_.size(); ++i) {
    std::string_view& view = view_of(views, (*reading.pattern)[i]);
    const std::string& word = words_[i]->word().text;
    view = view.empty() ? std::string_view(word) : keep(std::string(view).append(" ").append(word));
  }
  return views;
}

NamePartViews BriefNameReader::canonical(const BriefReading& reading) {
  if (reading.whole != nullptr) {
    CanonicalName name = canonical_name(*reading.whole, tables_);
    return {keep(std::move(name.family)), keep(std::move(name.given)), {}, keep(std::move(name.patronymic))};
  }
  NamePartViews views;
  for (const char letter : {'F', 'G', 'P'}) {
    const CanonicalPart* made = part(reading, letter);
    if (made == nullptr) continue;
    const bool is_joined = std::count(reading.pattern->begin(), reading.pattern->end(), letter) > 1;
    view_of(views, letter) = is_joined ? keep(made->canonical) : std::string_view(made->canonical);
  }
  return views;
}

bool BriefNameReader::knows_given_name(const BriefReading& reading) {
  if (reading.whole != nullptr) {
    const NamePart& given = reading.whole->given;
    return given.state == PartState::kInitial || (given.is_known && !given.is_misspelt);
  }
  const CanonicalPart* given = part(reading, 'G');
  return given != nullptr && given->is_sure_given;
}

bool BriefNameReader::read_plain(std::string_view text) {
  if (!find_words(text)) return false;
  find_assignments(placed_, 0, assignments_);
  for (const NameAssignment& assignment : assignments_) {
    add_plain(assignment);
    if (readings_.size() > 2 * kMostNameReadings) break;
  }
  std::stable_sort(readings_.begin(), readings_.end(),
                   [](const BriefReading& a, const BriefReading& b) { return a.likelihood > b.likelihood; });
  if (readings_.size() > kMostNameReadings) readings_.resize(kMostNameReadings);
  const double best = readings_.empty() ? 1 : readings_.front().likelihood;
  for (BriefReading& reading : readings_) reading.likelihood /= best;
  return true;
}

/// False: the text is no row of plain words of one alphabet, or may be damaged.
bool BriefNameReader::find_words(std::string_view text) {
  words_.clear();
  placed_.clear();
  LetterCounts counts;
  std::size_t num_characters = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    num_characters += end < text.size() ? 1 : 0;
    if (end > begin) {
      const KnownWord* word =
          words_.size() < kMostNameWords ? known_.find(text.substr(begin, end - begin)) : nullptr;
      if (word == nullptr) return false;
      counts += word->counts();
      num_characters += word->num_characters();
      words_.push_back(word);
      placed_.push_back(word->placed());
    }
    begin = end + 1;
  }
  return !words_.empty() && !may_need_repair(counts, num_characters) &&
         std::all_of(words_.begin(), words_.end(), [&](const KnownWord* word) {
           return word->word().script == words_.front()->word().script;
         });
}

/// As NameParser does it: readings that differ in the case alone are one.
void BriefNameReader::add_plain(const NameAssignment& assignment) {
  const BriefReading reading{assignment.likelihood, assignment.pattern, assignment.sex,
                             assignment.grammatical_case, nullptr};
  for (BriefReading& other : readings_) {
    if (other.pattern != reading.pattern || other.sex != reading.sex || !have_same_codes(other, reading))
      continue;
    other.likelihood += reading.likelihood;
    return;
  }
  readings_.push_back(reading);
}

bool BriefNameReader::have_same_codes(const BriefReading& a, const BriefReading& b) {
  for (const char letter : {'F', 'G', 'P'}) {
    const CanonicalPart* of_a = part(a, letter);
    const CanonicalPart* of_b = part(b, letter);
    if (of_a != nullptr && of_b != nullptr && of_a->codes != of_b->codes) return false;
  }
  return true;
}

const CanonicalPart* BriefNameReader::part(const BriefReading& reading, char part) {
  const std::string& pattern = *reading.pattern;
  const std::size_t first = pattern.find(part);
  if (first == pattern.npos) return nullptr;
  if (pattern.find(part, first + 1) == pattern.npos)
    return &words_[first]->part(part, reading.sex, reading.grammatical_case, tables_);
  NamePart whole = read_part(placed_[first], part, reading.sex, reading.grammatical_case);
  for (std::size_t i = first + 1; i < pattern.size(); ++i) {
    if (pattern[i] == part)
      join_part(whole, read_part(placed_[i], part, reading.sex, reading.grammatical_case));
  }
  return &joined_.emplace_back(canonical_form(whole, tables_));
}

std::string_view BriefNameReader::keep(std::string text) {
  return text.empty() ? std::string_view() : std::string_view(kept_.emplace_back(std::move(text)));
}

}  // namespace byname
