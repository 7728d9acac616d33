// SPDX-License-Identifier: Apache-2.0
#include "publish/pair_score_text.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

std::string level_text(const ComparisonScore& part) {
  if (part.level == nullptr) return "no condition holds";
  if (part.gamma < 0) return fmt::format("{}; not compared", part.level->label);
  return part.level->label;
}

std::string frequency_text(const FrequencyAdjustment& frequency) {
  if (frequency.used == 0) return fmt::format("no frequency of {} is known", frequency.column);
  return fmt::format("{} comes with frequency {:.3g}; u was {:.3g}", frequency.column, frequency.used,
                     frequency.exact_u);
}

std::string line(std::size_t width, const std::string& name, double factor, const std::string& text) {
  return fmt::format("  {:<{}}  {:>+8.2f}  {}\n", name, width, std::log2(factor), text);
}

/// JSON has no infinity.
Json number_or_text(double number) {
  return std::isfinite(number) ? Json(number) : Json(number > 0 ? "Infinity" : "-Infinity");
}

Json frequency_json(const FrequencyAdjustment& frequency) {
  const auto known = [](double share) { return share == 0 ? Json(nullptr) : Json(share); };
  return {{"column", frequency.column},
          {"u", frequency.exact_u},
          {"frequency_l", known(frequency.left)},
          {"frequency_r", known(frequency.right)},
          {"frequency", known(frequency.used)},
          {"bayes_factor", number_or_text(frequency.multiplier)},
          {"match_weight", number_or_text(std::log2(frequency.multiplier))}};
}

Json comparison_json(const ComparisonScore& part) {
  Json json = {{"comparison", part.comparison->name}, {"gamma", part.gamma}};
  json["level"] = part.level == nullptr ? Json(nullptr) : Json(part.level->label);
  json["condition"] = part.level == nullptr ? Json(nullptr) : Json(part.level->condition);
  if (part.gamma >= 0) {
    json["m"] = part.m;
    json["u"] = part.u;
  }
  json["bayes_factor"] = number_or_text(part.bayes_factor);
  json["match_weight"] = number_or_text(std::log2(part.bayes_factor));
  if (part.frequency) json["term_frequency"] = frequency_json(*part.frequency);
  return json;
}

}  // namespace

std::string pair_score_text(const PairExplanation& explanation, double lambda) {
  std::size_t width = 12;
  for (const ComparisonScore& part : explanation.comparisons)
    width = std::max(width, part.comparison->name.size());
  std::string text =
      line(width, "start", explanation.prior_odds,
           fmt::format("lambda {:.3g}: 1 in {:.0f} pairs matches", lambda, std::min(1 / lambda, 1e15)));
  for (const ComparisonScore& part : explanation.comparisons) {
    std::string what = level_text(part);
    if (part.gamma >= 0) what += fmt::format("   m {:.3g}, u {:.3g}", part.m, part.u);
    text += line(width, part.comparison->name, part.bayes_factor, what);
    if (part.frequency)
      text += line(width, "  frequency", part.frequency->multiplier, frequency_text(*part.frequency));
  }
  text += fmt::format("  {:<{}}  {:>+8.2f}  probability {:.6g}\n", "match weight", width,
                      explanation.score.match_weight, explanation.score.match_probability);
  return text;
}

Json pair_score_json(const PairExplanation& explanation, double lambda,
                     const std::vector<std::string>& notes) {
  Json comparisons = Json::array();
  for (const ComparisonScore& part : explanation.comparisons) comparisons.push_back(comparison_json(part));
  return {{"match_weight", explanation.score.match_weight},
          {"match_probability", explanation.score.match_probability},
          {"lambda", lambda},
          {"start_weight", number_or_text(std::log2(explanation.prior_odds))},
          {"comparisons", std::move(comparisons)},
          {"notes", notes}};
}

}  // namespace byname
