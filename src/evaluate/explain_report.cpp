// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/number_format.hpp"
#include "evaluate/explain.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kValueWidth = 26;
constexpr double kShownBits = 0.05;  // what would read as 0.0 gets no line

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::size_t num_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

/// A value as one cell of a terminal: control characters, which could steer it, become '?'.
std::string shown_value(std::string_view raw) {
  std::string text;
  std::size_t characters = 0;
  for (const char c : raw) {
    if (!is_continuation(c) && ++characters > kValueWidth) break;
    const auto byte = static_cast<unsigned char>(c);
    text += byte < 0x20 || byte == 0x7F ? '?' : c;
  }
  if (num_characters(raw) <= kValueWidth) return text.empty() ? "-" : text;
  while (is_continuation(text.back())) text.pop_back();
  text.pop_back();
  return text + "\u2026";
}

std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(width - std::min(width, num_characters(text)), ' ');
}

/// Bits with a sign; what rounds to nothing has none.
std::string bits_text(double bits) {
  return std::abs(bits) < kShownBits ? "0.0" : fmt::format("{:+.1f}", bits);
}

std::string share_text(double share) { return fmt::format("{:.3g}", share); }

/// Columns of the table, wide enough for what stands in them.
struct Widths {
  std::size_t name = 13, left = 5, right = 5, level = 5;
};

std::string level_text(const ExplainedComparison& comparison) {
  if (comparison.is_swap_part) return "counted with the given names";
  return comparison.is_veto ? comparison.level + " (veto)" : comparison.level;
}

Widths widths_of(const Explanation& explanation) {
  Widths widths;
  widths.left = num_characters(explanation.left.name);
  widths.right = num_characters(explanation.right.name);
  const auto widen = [&](const std::string& name, const std::string& left, const std::string& right) {
    widths.name = std::max(widths.name, num_characters(name));
    widths.left = std::max(widths.left, num_characters(shown_value(left)));
    widths.right = std::max(widths.right, num_characters(shown_value(right)));
  };
  for (const ExplainedComparison& comparison : explanation.comparisons) {
    widen(comparison.name, comparison.left_raw, comparison.right_raw);
    widths.level = std::max(widths.level, num_characters(level_text(comparison)));
  }
  for (const UncomparedValue& value : explanation.uncompared) widen(value.name, value.left, value.right);
  return widths;
}

std::string row(const Widths& widths, const std::string& name, const std::string& left,
                const std::string& right, const std::string& level) {
  return fmt::format("  {}  {}  {}  {}", padded(name, widths.name), padded(left, widths.left),
                     padded(right, widths.right), padded(level, widths.level));
}

std::string comparison_rows(const Explanation& explanation, const Widths& widths) {
  std::string text = row(widths, "", explanation.left.name, explanation.right.name, "level");
  text += fmt::format("{:>10}{:>10}{:>8}\n", "m", "u", "bits");
  for (const ExplainedComparison& comparison : explanation.comparisons) {
    text += row(widths, comparison.name, shown_value(comparison.left_raw), shown_value(comparison.right_raw),
                level_text(comparison));
    text += comparison.is_missing ? fmt::format("{:>10}{:>10}{:>8}\n", "-", "-", "-")
                                  : fmt::format("{:>10}{:>10}{:>8}\n", share_text(comparison.m),
                                                share_text(comparison.u), bits_text(comparison.weight));
  }
  return text;
}

std::string sum_row(const Widths& widths, const std::string& what, double bits) {
  const std::size_t width = widths.name + widths.left + widths.right + widths.level + 6 + 20;
  return fmt::format("  {}{:>8}\n", padded(what, width), bits_text(bits));
}

std::string sum_rows(const Explanation& explanation, const Widths& widths) {
  std::string text = sum_row(widths, "starting point: two mentions taken at random", explanation.start);
  if (std::abs(explanation.correlation) >= kShownBits)
    text += sum_row(widths, "correction: what often agrees together, counted once", explanation.correlation);
  if (std::abs(explanation.rarity) >= kShownBits)
    text += sum_row(widths, "correction: how rare these names and values are", explanation.rarity);
  return text + sum_row(widths, "sum", explanation.weight);
}

std::string uncompared_rows(const Explanation& explanation, const Widths& widths) {
  std::string text;
  for (const UncomparedValue& value : explanation.uncompared) {
    text += row(widths, value.name, shown_value(value.left), shown_value(value.right), "not compared") + "\n";
  }
  return text;
}

std::string mention_line(const ExplainedMention& mention) {
  const std::string id = mention.id.empty() ? "" : fmt::format(" (id {})", shown_value(mention.id));
  return fmt::format("  {}{}: person {}\n", mention.name, id, mention.person);
}

std::string path_text(const Explanation& explanation) {
  std::string text;
  for (const LinkStep& step : explanation.path) {
    text += fmt::format("    {} - {}  {} bits, probability {}\n", step.left, step.right,
                        bits_text(step.weight), format_percent(step.probability, 2));
  }
  return text;
}

std::string veto_sentence(const ExplainedComparison& comparison) {
  if (comparison.is_certain)
    return fmt::format("Veto: {} is \"{}\". That bars a link whatever else agrees.", comparison.name,
                       comparison.level);
  return fmt::format("Veto: {} is \"{}\". In these lists {} of true pairs are like this, so it bars a link.",
                     comparison.name, comparison.level, format_percent(comparison.m, 2));
}

std::string absence_sentence(const Explanation& explanation) {
  const std::string_view reason =
      explanation.all_pairs_compared
          ? "its score is under the cut (--keep-pairs)"
          : "no key brought the two together, or its score is under the cut (--keep-pairs)";
  return fmt::format("The pair is not in pairs.parquet: {}. It was compared anew here.", reason);
}

std::string decision_sentence(const Explanation& explanation) {
  if (!explanation.is_one_person) return "They are counted as two persons.";
  const bool is_direct = explanation.outcome == PairOutcome::kLink && explanation.path.empty();
  return is_direct ? "They are counted as one person, by this pair." : "They are counted as one person.";
}

Json mention_json(const ExplainedMention& mention) {
  return {{"mention", mention.name}, {"id", mention.id}, {"person", mention.person}};
}

Json comparison_json(const ExplainedComparison& comparison) {
  Json json = {{"name", comparison.name},
               {"left", comparison.left_raw},
               {"right", comparison.right_raw},
               {"left_comparable", comparison.left_comparable},
               {"right_comparable", comparison.right_comparable},
               {"level", comparison.level},
               {"veto", comparison.is_veto}};
  if (comparison.is_missing) {
    json["m"] = json["u"] = nullptr;
  } else {
    json["m"] = comparison.m;
    json["u"] = comparison.u;
  }
  json["weight"] = comparison.weight;
  return json;
}

}  // namespace

std::vector<std::string> explain_outcome(const Explanation& explanation) {
  std::vector<std::string> sentences;
  for (const ExplainedComparison& comparison : explanation.comparisons) {
    if (comparison.is_veto) sentences.push_back(veto_sentence(comparison));
  }
  if (explanation.is_hard_veto) {
    sentences.push_back(
        "Veto: a judgement says that they are different, or their list was said to name nobody twice "
        "(--unique).");
  }
  if (!explanation.outcome) {
    sentences.push_back(absence_sentence(explanation));
  } else if (explanation.outcome == PairOutcome::kReview) {
    sentences.push_back("The pair is open: it should be reviewed.");
  } else if (explanation.outcome == PairOutcome::kNo) {
    sentences.push_back("The pair is not a link.");
  }
  sentences.push_back(decision_sentence(explanation));
  return sentences;
}

std::string explain_text(const Explanation& explanation) {
  const Widths widths = widths_of(explanation);
  std::string text = mention_line(explanation.left) + mention_line(explanation.right) + "\n";
  text += comparison_rows(explanation, widths) + sum_rows(explanation, widths);
  text +=
      fmt::format("  probability that they are one person: {}\n", format_percent(explanation.probability, 4));
  if (!explanation.uncompared.empty()) text += "\n" + uncompared_rows(explanation, widths);
  text += fmt::format(
      "\n  outcome: {}\n",
      explanation.outcome ? kPairOutcomeNames[static_cast<std::size_t>(*explanation.outcome)] : "not scored");
  for (const std::string& sentence : explain_outcome(explanation)) text += "  " + sentence + "\n";
  if (!explanation.path.empty()) text += "  The links that join them:\n" + path_text(explanation);
  return text;
}

Json explain_json(const Explanation& explanation) {
  Json json;
  json["left"] = mention_json(explanation.left);
  json["right"] = mention_json(explanation.right);
  json["one_person"] = explanation.is_one_person;
  json["outcome"] = nullptr;
  if (explanation.outcome)
    json["outcome"] = kPairOutcomeNames[static_cast<std::size_t>(*explanation.outcome)];
  json["in_pairs"] = explanation.outcome.has_value();
  json["hard_veto"] = explanation.is_hard_veto;
  json["comparisons"] = Json::array();
  for (const ExplainedComparison& comparison : explanation.comparisons)
    json["comparisons"].push_back(comparison_json(comparison));
  json["not_compared"] = Json::array();
  for (const UncomparedValue& value : explanation.uncompared)
    json["not_compared"].push_back({{"name", value.name}, {"left", value.left}, {"right", value.right}});
  json["start"] = explanation.start;
  json["correlation"] = explanation.correlation;
  json["rarity"] = explanation.rarity;
  json["match_weight"] = explanation.weight;
  json["match_probability"] = explanation.probability;
  json["path"] = Json::array();
  for (const LinkStep& step : explanation.path) {
    json["path"].push_back({{"left", step.left},
                            {"right", step.right},
                            {"match_weight", step.weight},
                            {"match_probability", step.probability}});
  }
  return json;
}

}  // namespace byname
