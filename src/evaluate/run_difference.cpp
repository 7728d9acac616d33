// SPDX-License-Identifier: Apache-2.0
#include "evaluate/run_difference.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace byname {

namespace {

template <typename Value>
void note(std::vector<std::string>& lines, const char* what, const Value& before, const Value& after) {
  if (before != after) lines.push_back(fmt::format("{}: {} before, {} after", what, before, after));
}

std::size_t num_missing(const std::vector<std::string>& texts, const std::vector<std::string>& others) {
  return static_cast<std::size_t>(std::count_if(texts.begin(), texts.end(), [&](const std::string& text) {
    return std::find(others.begin(), others.end(), text) == others.end();
  }));
}

void note_rules(std::vector<std::string>& lines, const LinkedRun& before, const LinkedRun& after) {
  const std::size_t gone = num_missing(before.rules, after.rules);
  const std::size_t added = num_missing(after.rules, before.rules);
  if (gone + added > 0)
    lines.push_back(fmt::format("blocking rules: {} new, {} gone", added, gone));
  else if (before.rules != after.rules)
    lines.emplace_back("blocking rules: the same in another order");
  if (!before.model || !after.model) return;
  note(lines, "all pairs compared", before.compares_all_pairs ? "yes" : "no",
       after.compares_all_pairs ? "yes" : "no");
}

/// The conditions of all levels, which say what is compared.
std::vector<std::string> conditions_of(const SplinkModel& model) {
  std::vector<std::string> conditions;
  for (const SplinkComparison& comparison : model.comparisons) {
    for (const SplinkLevel& level : comparison.levels)
      conditions.push_back(comparison.name + ": " + level.condition);
  }
  return conditions;
}

bool has_equal_parameters(const SplinkModel& a, const SplinkModel& b) {
  if (a.lambda != b.lambda) return false;
  for (std::size_t k = 0; k < a.comparisons.size(); ++k) {
    for (std::size_t i = 0; i < a.comparisons[k].levels.size(); ++i) {
      const SplinkLevel& left = a.comparisons[k].levels[i];
      const SplinkLevel& right = b.comparisons[k].levels[i];
      if (left.m != right.m || left.u != right.u || left.tf_column != right.tf_column ||
          left.tf_weight != right.tf_weight || left.tf_minimum_u != right.tf_minimum_u)
        return false;
    }
  }
  return true;
}

void note_models(std::vector<std::string>& lines, const LinkedRun& before, const LinkedRun& after) {
  if (!before.model || !after.model) return;
  if (conditions_of(*before.model) != conditions_of(*after.model))
    lines.emplace_back("model: other comparisons or levels");
  else if (!has_equal_parameters(*before.model, *after.model))
    lines.emplace_back("model: the same comparisons with other parameters");
}

}  // namespace

std::vector<std::string> run_differences(const LinkedRun& before, const LinkedRun& after) {
  std::vector<std::string> lines;
  const auto verb = [](const LinkedRun& run) { return kRunVerbNames[static_cast<std::size_t>(run.verb)]; };
  note(lines, "verb", verb(before), verb(after));
  const bool inputs_known = !before.input_hashes.empty() && !after.input_hashes.empty();
  if (inputs_known && before.input_hashes != after.input_hashes)
    lines.emplace_back("inputs: other lists or files");
  note_models(lines, before, after);
  note_rules(lines, before, after);
  note(lines, "threshold", before.threshold, after.threshold);
  if (!before.way.empty() && !after.way.empty()) note(lines, "clusters", before.way, after.way);
  if (before.model && after.model)
    note(lines, "pairs kept from probability", before.keep_probability, after.keep_probability);
  return lines;
}

}  // namespace byname
