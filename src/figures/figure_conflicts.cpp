// SPDX-License-Identifier: Apache-2.0
#include "figures/figure_conflicts.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "text/normalise.hpp"

namespace byname {
namespace {

struct Named {
  std::string who;
  const FigureDefinition* definition;
  bool is_own = false;
};

std::vector<Named> everything(const std::vector<Figure>& figures, const std::vector<OwnNumber>& own) {
  std::vector<Named> all;
  for (const Figure& figure : figures) all.push_back({figure.source, &figure.definition, false});
  for (const OwnNumber& number : own) all.push_back({"by name: " + number.label, &number.definition, true});
  return all;
}

void add_name(std::string& names, const std::string& name) {
  // The same source may have several figures.
  if (names == name || names.ends_with("; " + name) || names.find(name + "; ") != std::string::npos) return;
  names += (names.empty() ? "" : "; ") + name;
}

/// One part of the definition: who says what, in the order of first appearance.
void compare_texts(const std::vector<Named>& all, std::string FigureDefinition::* part,
                   const std::string& kind, const std::string& question,
                   std::vector<FigureConflict>& conflicts) {
  std::vector<std::pair<std::string, std::string>> says;  // folded text, who
  std::map<std::string, std::string> as_written;
  std::string silent;
  for (const Named& each : all) {
    const std::string& text = each.definition->*part;
    if (text.empty()) {
      add_name(silent, each.who);
      continue;
    }
    const std::string folded = fold_text(text);
    as_written.emplace(folded, text);
    const auto found =
        std::find_if(says.begin(), says.end(), [&](const auto& entry) { return entry.first == folded; });
    if (found == says.end()) {
      says.emplace_back(folded, each.who);
    } else {
      add_name(found->second, each.who);
    }
  }
  if (says.size() > 1) {
    std::string text = fmt::format("{} differs.", question);
    for (const auto& [folded, who] : says) text += fmt::format(" \"{}\": {}.", as_written[folded], who);
    conflicts.push_back({kind, text});
  }
  if (!silent.empty()) conflicts.push_back({kind, fmt::format("{} is not said by: {}.", question, silent)});
}

bool has_both_ends(const DaySpan& span) { return span.earliest != kNoEarliest && span.latest != kNoLatest; }

/// Days from the end of the earlier to the beginning of the later; 0 where they overlap.
std::int64_t days_apart(const DaySpan& a, const DaySpan& b) {
  if (!has_both_ends(a) || !has_both_ends(b)) return 0;
  return std::max<std::int64_t>(0, std::max(a.earliest, b.earliest) - std::min(a.latest, b.latest));
}

void compare_dates(const std::vector<Named>& all, std::vector<FigureConflict>& conflicts) {
  const Named* first = nullptr;
  const Named* last = nullptr;
  std::string undated;
  for (const Named& each : all) {
    if (!each.definition->days || !has_both_ends(*each.definition->days)) {
      add_name(undated, each.who);
      continue;
    }
    const auto is_before = [](const Named& a, const Named& b) {
      return a.definition->days->latest < b.definition->days->latest;
    };
    if (first == nullptr || is_before(each, *first)) first = &each;
    if (last == nullptr || is_before(*last, each)) last = &each;
  }
  if (first != nullptr && days_apart(*first->definition->days, *last->definition->days) > kSameTimeDays)
    conflicts.push_back(
        {"date", fmt::format("The dates go from {} ({}) to {} ({}): later figures hold more deaths.",
                             first->definition->as_of, first->who, last->definition->as_of, last->who)});
  if (!undated.empty()) conflicts.push_back({"date", fmt::format("Undated: {}.", undated)});
}

bool is_same_question(const FigureDefinition& a, const FigureDefinition& b) {
  if (a.counted.empty() || a.population.empty() || !a.days || !b.days) return false;
  return fold_text(a.counted) == fold_text(b.counted) && fold_text(a.population) == fold_text(b.population) &&
         days_apart(*a.days, *b.days) <= kSameTimeDays;
}

void compare_numbers(const std::vector<Figure>& figures, std::vector<FigureConflict>& conflicts) {
  for (std::size_t i = 0; i < figures.size(); ++i) {
    for (std::size_t j = i + 1; j < figures.size(); ++j) {
      const Figure &a = figures[i], &b = figures[j];
      if (!is_same_question(a.definition, b.definition)) continue;
      const Interval first = interval_of_figure(a.value), second = interval_of_figure(b.value);
      const bool is_vague = a.value.is_about || b.value.is_about;
      if (first.low <= second.high && second.low <= first.high) continue;
      conflicts.push_back(
          {"number",
           fmt::format("{} ({}) and {} ({}) say that they count the same people at the same time, and "
                       "their numbers do not meet{}.",
                       a.source, a.text, b.source, b.text,
                       is_vague ? ", though one of them is only about right" : "")});
    }
  }
}

}  // namespace

std::vector<FigureConflict> find_conflicts(const std::vector<Figure>& figures,
                                           const std::vector<OwnNumber>& own) {
  const std::vector<Named> all = everything(figures, own);
  std::vector<FigureConflict> conflicts;
  compare_texts(all, &FigureDefinition::counted, "counted", "What is counted", conflicts);
  compare_texts(all, &FigureDefinition::population, "population", "The population", conflicts);
  compare_dates(all, conflicts);
  compare_numbers(figures, conflicts);
  return conflicts;
}

}  // namespace byname
