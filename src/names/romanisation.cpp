// SPDX-License-Identifier: Apache-2.0
#include "names/romanisation.hpp"

#include <algorithm>

#include "names/name_letters.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr std::size_t kLongestGroup = 7;  ///< "schtsch" is щ
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
  std::vector<GroupWays> groups(systems_.size());
  for (const TableRow& row : rules) {
    const std::u32string group = to_utf32(row.cells[1]);
    const std::size_t letters = group.size() - (group.ends_with(U'$') ? 1 : 0);
    if (letters == 0 || letters > kLongestGroup) refuse_row(row, "a group has 1 to 7 letters");
    groups[system_of(row)][group].push_back({to_utf32(row.cells[2]), weight_of_cell(row, 3)});
  }
  for (std::size_t i = 0; i < systems_.size(); ++i) {
    add_rules(groups[i], systems_[i]);
    if (i > 0) add_rules(groups.front(), systems_[i]);
    for (auto& [letter, of_letter] : systems_[i].rules) {
      std::stable_sort(of_letter.begin(), of_letter.end(), [](const Rule& one, const Rule& other) {
        if (one.group.size() != other.group.size()) return one.group.size() > other.group.size();
        return one.is_at_end && !other.is_at_end;
      });
    }
  }
}

std::size_t Romanisation::system_of(const TableRow& row) const {
  for (std::size_t i = 0; i < systems_.size(); ++i) {
    if (systems_[i].name == row.cells[0]) return i;
  }
  refuse_row(row, "romanisation_systems.tsv has no such system");
}

void Romanisation::add_rules(const GroupWays& groups, System& system) {
  for (const auto& [written, ways] : groups) {
    const bool is_at_end = written.back() == U'$';
    std::u32string group = written.substr(0, written.size() - (is_at_end ? 1 : 0));
    const char32_t first = group.front();
    system.rules[first].push_back({std::move(group), is_at_end, ways});
  }
}

const Romanisation::Rule* Romanisation::longest_rule(const System& system, std::u32string_view rest) {
  const auto of_letter = system.rules.find(rest.front());
  if (of_letter == system.rules.end()) return nullptr;
  for (const Rule& rule : of_letter->second) {
    if (rest.starts_with(rule.group) && !(rule.is_at_end && rule.group.size() < rest.size())) return &rule;
  }
  return nullptr;
}

void Romanisation::read_by(const System& system, std::u32string_view word,
                           std::vector<CyrillicReading>& readings) const {
  std::vector<CyrillicReading> beam = {{U"", U"", system.weight}};
  std::vector<CyrillicReading> next;
  const auto is_unlikely = [](const CyrillicReading& begun) { return !(begun.weight >= kLeastWeight); };
  for (std::size_t at = 0; at < word.size();) {
    const Rule* rule = longest_rule(system, word.substr(at));
    if (rule == nullptr || rule->ways.size() == 1) {
      // One way leaves the readings in their order.
      for (CyrillicReading& begun : beam) {
        begun.word += rule == nullptr ? word.substr(at, 1) : rule->ways.front().cyrillic;
        if (rule != nullptr) begun.weight *= rule->ways.front().weight;
      }
      std::erase_if(beam, is_unlikely);
    } else {
      next.clear();
      for (const CyrillicReading& begun : beam) {
        for (const Reading& way : rule->ways) {
          if (begun.weight * way.weight >= kLeastWeight)
            next.push_back({begun.word + way.cyrillic, U"", begun.weight * way.weight});
        }
      }
      sort_and_cut(next, kBeam);
      std::swap(beam, next);
    }
    at += rule == nullptr ? 1 : rule->group.size();
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
