// SPDX-License-Identifier: Apache-2.0
#include "evaluate/weight_change.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace byname {

namespace {

constexpr double kMostBits = 1000;  // where Splink clamps, 1e300
constexpr double kShownBits = 0.5;
constexpr std::size_t kMostTexts = 4;

double bits_of(double ratio) { return std::clamp(std::log2(ratio), -kMostBits, kMostBits); }

/// What one level of a model weighs, and what it is called.
struct Level {
  std::string label;
  double weight = 0;
};

Level level_at(const SplinkComparison& comparison, int gamma) {
  if (gamma >= 0)
    return {comparison.level_of(gamma).label, bits_of(comparison.m_of(gamma) / comparison.u_of(gamma))};
  for (const SplinkLevel& level : comparison.levels) {
    if (level.is_null) return {level.label, 0};
  }
  return {"missing", 0};
}

std::optional<std::size_t> place_of(const SplinkModel& model, const std::string& name) {
  for (std::size_t k = 0; k < model.comparisons.size(); ++k) {
    if (model.comparisons[k].name == name) return k;
  }
  return std::nullopt;
}

WeightPart part_of(const std::string& name, const WeighedPair& before, const WeighedPair& after) {
  WeightPart part;
  part.name = name;
  if (const auto k = place_of(*before.model, name)) {
    const Level level = level_at(before.model->comparisons[*k], before.gammas[*k]);
    part.level_before = level.label;
    part.before = level.weight;
  }
  if (const auto k = place_of(*after.model, name)) {
    const Level level = level_at(after.model->comparisons[*k], after.gammas[*k]);
    part.level_after = level.label;
    part.after = level.weight;
  }
  return part;
}

std::string text_of(const WeightPart& part) {
  if (part.is_start)
    return fmt::format("any pair starts at {:+.1f} bits, before {:+.1f}", part.after, part.before);
  if (part.name.empty())
    return fmt::format("rarity of the values and other corrections: {:+.1f} bits, before {:+.1f}", part.after,
                       part.before);
  if (!part.level_before)
    return fmt::format("{} is new among the comparisons: [{}], {:+.1f} bits", part.name, *part.level_after,
                       part.after);
  if (!part.level_after)
    return fmt::format("{} is not compared any more: before [{}], {:+.1f} bits", part.name,
                       *part.level_before, part.before);
  if (*part.level_before != *part.level_after)
    return fmt::format("{}: [{}], {:+.1f} bits, before [{}], {:+.1f}", part.name, *part.level_after,
                       part.after, *part.level_before, part.before);
  return fmt::format("{}: [{}] weighs {:+.1f} bits, before {:+.1f}", part.name, *part.level_after, part.after,
                     part.before);
}

}  // namespace

std::vector<WeightPart> weight_changes(const WeighedPair& before, const WeighedPair& after) {
  std::vector<WeightPart> parts(1);
  parts[0].is_start = true;
  parts[0].before = bits_of(before.model->lambda / (1 - before.model->lambda));
  parts[0].after = bits_of(after.model->lambda / (1 - after.model->lambda));
  for (const SplinkComparison& comparison : before.model->comparisons)
    parts.push_back(part_of(comparison.name, before, after));
  for (const SplinkComparison& comparison : after.model->comparisons) {
    if (!place_of(*before.model, comparison.name)) parts.push_back(part_of(comparison.name, before, after));
  }
  WeightPart rest;
  rest.before = before.weight;
  rest.after = after.weight;
  for (const WeightPart& part : parts) {
    rest.before -= part.before;
    rest.after -= part.after;
  }
  parts.push_back(rest);
  return parts;
}

std::vector<std::string> weight_change_texts(std::vector<WeightPart> parts) {
  std::stable_sort(parts.begin(), parts.end(), [](const WeightPart& a, const WeightPart& b) {
    return std::abs(a.change()) > std::abs(b.change());
  });
  std::vector<std::string> texts;
  for (const WeightPart& part : parts) {
    if (texts.size() == kMostTexts || (!texts.empty() && std::abs(part.change()) < kShownBits)) break;
    texts.push_back(text_of(part));
  }
  return texts;
}

}  // namespace byname
