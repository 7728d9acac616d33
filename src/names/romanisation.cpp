// SPDX-License-Identifier: Apache-2.0
#include "names/romanisation.hpp"

#include <algorithm>

#include "names/name_letters.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr std::size_t kLongestGroup = 6;
constexpr std::size_t kLongestWord = 40;  ///< what is longer is no name; it is read letter by letter, once
constexpr std::size_t kBeam = 24;
constexpr double kLeastWeight = 0.02;

bool has_mark(std::u32string_view word, std::u32string_view mark) {
  if (mark.back() != U'$') return word.find(mark) != word.npos;
  return word.ends_with(mark.substr(0, mark.size() - 1));
}

void sort_and_cut(std::vector<CyrillicReading>& readings, std::size_t most) {
  std::stable_sort(readings.begin(), readings.end(),
                   [](const CyrillicReading& a, const CyrillicReading& b) { return a.weight > b.weight; });
  if (readings.size() > most) readings.resize(most);
}

/// Keeps the likeliest of those with one skeleton.
void drop_doubles(std::vector<CyrillicReading>& readings) {
  std::vector<CyrillicReading> kept;
  for (CyrillicReading& reading : readings) {
    const auto is_same = [&](const CyrillicReading& other) { return other.skeleton == reading.skeleton; };
    if (std::none_of(kept.begin(), kept.end(), is_same)) kept.push_back(std::move(reading));
  }
  readings = std::move(kept);
}

}  // namespace

Romanisation::Romanisation(std::span<const TableRow> systems, std::span<const TableRow> rules) {
  for (const TableRow& row : systems) {
    System system{std::string(row.cells[0]), weight_of_cell(row, 1), {}, {}};
    for (const std::string_view mark : words_of_cell(row.cells[2])) system.marks.push_back(to_utf32(mark));
    systems_.push_back(std::move(system));
  }
  for (const TableRow& row : rules) {
    const std::u32string group = to_utf32(row.cells[1]);
    if (group.empty() || group.size() > kLongestGroup + 1) refuse_row(row, "a group has 1 to 6 letters");
    find_system(row).rules[group].push_back({to_utf32(row.cells[2]), weight_of_cell(row, 3)});
  }
}

Romanisation::System& Romanisation::find_system(const TableRow& row) {
  for (System& system : systems_) {
    if (system.name == row.cells[0]) return system;
  }
  refuse_row(row, "romanisation_systems.tsv has no such system");
}

const std::vector<Romanisation::Reading>* Romanisation::longest_rule(const System& system,
                                                                     std::u32string_view rest,
                                                                     std::size_t& length) const {
  for (length = std::min(rest.size(), kLongestGroup); length > 0; --length) {
    std::u32string group(rest.substr(0, length));
    for (const bool is_at_end : {true, false}) {
      if (is_at_end && length != rest.size()) continue;
      const std::u32string key = is_at_end ? group + U'$' : group;
      for (const System* with : {&system, &systems_.front()}) {
        const auto found = with->rules.find(key);
        if (found != with->rules.end()) return &found->second;
      }
    }
  }
  return nullptr;
}

void Romanisation::read_by(const System& system, std::u32string_view word,
                           std::vector<CyrillicReading>& readings) const {
  std::vector<CyrillicReading> beam = {{U"", U"", system.weight}};
  for (std::size_t at = 0; at < word.size();) {
    std::size_t length = 0;
    const std::vector<Reading>* rule = longest_rule(system, word.substr(at), length);
    const std::vector<Reading> as_it_is = {{std::u32string(word.substr(at, 1)), 1}};
    std::vector<CyrillicReading> next;
    for (const CyrillicReading& begun : beam) {
      for (const Reading& way : rule == nullptr ? as_it_is : *rule) {
        if (begun.weight * way.weight >= kLeastWeight)
          next.push_back({begun.word + way.cyrillic, U"", begun.weight * way.weight});
      }
    }
    sort_and_cut(next, kBeam);
    beam = std::move(next);
    at += rule == nullptr ? 1 : length;
  }
  std::move(beam.begin(), beam.end(), std::back_inserter(readings));
}

std::vector<CyrillicReading> Romanisation::read(std::u32string_view word) const {
  std::vector<CyrillicReading> readings;
  word = word.substr(0, kLongestWord);
  for (const System& system : systems_) {
    const auto is_there = [&](const std::u32string& mark) { return has_mark(word, mark); };
    if (system.marks.empty() || std::any_of(system.marks.begin(), system.marks.end(), is_there))
      read_by(system, word, readings);
  }
  for (CyrillicReading& reading : readings) reading.skeleton = name_skeleton(reading.word);
  sort_and_cut(readings, readings.size());
  drop_doubles(readings);
  sort_and_cut(readings, kMostReadings);
  const double best = readings.empty() ? 1 : readings.front().weight;
  for (CyrillicReading& reading : readings) reading.weight /= best;
  return readings;
}

}  // namespace byname
