// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "base/number_format.hpp"
#include "cluster/constraints.hpp"
#include "cluster/trained_model.hpp"
#include "publish/charts.hpp"
#include "publish/number_text.hpp"
#include "publish/report_parts.hpp"
#include "publish/report_sections.hpp"

namespace byname {
namespace {

constexpr double kTellingRatio = 2;  // below, two properties agree together about as often as by chance
constexpr std::size_t kMaxCorrelations = 5;

WeightGroup weight_group(const ComparisonSpec& comparison, std::size_t index, const RuleVetoes& vetoes) {
  WeightGroup group{comparison_label(comparison), {}};
  for (int gamma = comparison.num_gammas() - 1; gamma >= 0; --gamma) {
    const LevelSpec& level = comparison.level(gamma);
    const double weight = level_weight(level);
    const bool is_veto = vetoes.bars_gamma(index, gamma);
    if (!std::isfinite(weight) && !is_veto) continue;
    group.levels.push_back({level.label, weight, is_veto});
  }
  return group;
}

std::string probability_text(double value) {
  if (!std::isfinite(value)) return "";
  return value >= 0.01 || value == 0 ? fmt::format("{:.3f}", value) : fmt::format("{:.1e}", value);
}

std::string pairs_text(const LinkResults& links, std::size_t comparison, int gamma) {
  if (gamma < 0 || comparison >= links.level_counts.size()) return "";
  const auto& counts = links.level_counts[comparison];
  return static_cast<std::size_t>(gamma) < counts.size()
             ? short_text(counts[static_cast<std::size_t>(gamma)][0])
             : "";
}

Markup levels_table(const LinkResults& links) {
  std::vector<std::vector<Markup>> rows;
  for (std::size_t i = 0; i < links.model.comparisons.size(); ++i) {
    const ComparisonSpec& comparison = links.model.comparisons[i];
    for (int gamma = comparison.num_gammas() - 1; gamma >= 0; --gamma) {
      const LevelSpec& level = comparison.level(gamma);
      const bool is_first = gamma == comparison.num_gammas() - 1;
      const double weight = level_weight(level);
      rows.push_back({escape_html(is_first ? comparison_label(comparison) : ""), escape_html(level.label),
                      escape_html(std::isfinite(weight) ? weight_text(weight) : ""),
                      escape_html(probability_text(level.m)), escape_html(probability_text(level.u)),
                      escape_html(pairs_text(links, i, gamma))});
    }
  }
  Markup markup = element("summary", "", say_html(Message::kLevelsSummary));
  markup += table({say(Message::kPropertyHead), say(Message::kLevelHead), say(Message::kWeightHead),
                   say(Message::kSameHead), say(Message::kDifferentHead), say(Message::kPairsHead)},
                  rows, {2, 3, 4, 5});
  return element("details", "", markup);
}

Markup correlations_part(const ModelSpec& model) {
  std::vector<Correlation> telling;
  for (const Correlation& correlation : model.correlations) {
    if (correlation.ratio >= kTellingRatio) telling.push_back(correlation);
  }
  std::stable_sort(telling.begin(), telling.end(),
                   [](const Correlation& a, const Correlation& b) { return a.ratio > b.ratio; });
  if (telling.size() > kMaxCorrelations) telling.resize(kMaxCorrelations);
  Markup items;
  for (const Correlation& correlation : telling) {
    const auto label = [&](int i) {
      return comparison_label(model.comparisons[static_cast<std::size_t>(i)]);
    };
    items += element("li", "",
                     say_html(Message::kCorrelation, label(correlation.first), label(correlation.second),
                              whole_text(correlation.ratio)));
  }
  if (model.household.lambda > 0) items += element("li", "", say_html(Message::kHousehold));
  return items.html.empty() ? Markup{} : element("ul", R"(id="correlations")", items);
}

Markup weights_part(const LinkResults& links) {
  std::vector<WeightGroup> groups;
  bool uses_frequency = false;
  const RuleVetoes vetoes(links.model, parameters_of(links.model), links.model.veto_error);
  for (std::size_t i = 0; i < links.model.comparisons.size(); ++i) {
    const ComparisonSpec& comparison = links.model.comparisons[i];
    WeightGroup group = weight_group(comparison, i, vetoes);
    if (!group.levels.empty()) groups.push_back(std::move(group));
    for (const LevelSpec& level : comparison.levels)
      uses_frequency = uses_frequency || level.uses_term_frequency;
  }
  const bool is_trained = std::any_of(groups.begin(), groups.end(), [](const WeightGroup& group) {
    return std::any_of(group.levels.begin(), group.levels.end(),
                       [](const WeightGroup::Level& level) { return std::isfinite(level.weight); });
  });
  if (!is_trained) return paragraph(Message::kWeightsNone);
  Markup intro = say_html(Message::kWeightsIntro);
  if (uses_frequency) intro += say_html(Message::kWeightsRare);
  Markup markup = element("p", "", intro);
  const std::string veto = say(Message::kVeto);
  const std::string description = say(Message::kWeightsChart);
  markup += figure("weights", [&](ChartSize size) { return chart_weights(groups, veto, description, size); });
  markup += correlations_part(links.model);
  return markup += levels_table(links);
}

double bits(double probability) { return std::log2(probability / (1 - probability)); }

Markup scores_part(const LinkResults& links) {
  Markup markup = subheading(Message::kHeadScores);
  const bool has_pairs = std::any_of(links.weight_histogram.begin(), links.weight_histogram.end(),
                                     [](const auto& bin) { return bin.second > 0; });
  if (!has_pairs) return markup += paragraph(Message::kScoresEmpty);
  markup += paragraph(Message::kScoresIntro);
  ScoreChart data;
  data.bins = links.weight_histogram;
  data.threshold = bits(links.model.link_probability);
  data.review_low = bits(links.model.review_probability);
  data.review_high = bits(1 - links.model.review_probability);
  data.threshold_text = say(Message::kScoresThreshold);
  data.review_text = links.num_review_pairs > 0 ? say(Message::kScoresReview,
                                                      format_counted(links.num_review_pairs, "pair", "pairs"))
                                                : say(Message::kScoresReviewNone);
  data.is_log = needs_log_scale(data.bins);
  data.description = say(Message::kScoresChart);
  markup += figure("scores", [&](ChartSize size) { return chart_scores(data, size); });
  return markup += note(data.is_log ? Message::kScoresLog : Message::kScoresHeight);
}

/// Keys are named by the columns that they use: "family + birth_date (year)".
std::string key_label(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

BlockChart block_chart(const BlockingReport& blocking) {
  BlockChart data;
  for (const BlockingKeyReport& key : blocking.keys) {
    const bool is_capped = key.num_capped_blocks > 0;
    const std::string pairs = short_text(static_cast<double>(key.num_pairs));
    const std::string added = short_text(static_cast<double>(key.num_new_pairs));
    data.keys.push_back({key_label(key.name), static_cast<double>(key.num_pairs),
                         static_cast<double>(key.num_new_pairs),
                         say(is_capped ? Message::kKeyTextCapped : Message::kKeyText, pairs, added),
                         key.size_histogram, is_capped});
  }
  data.pairs_text = say(Message::kKeysPairs);
  data.sizes_text = say(Message::kKeysSizes);
  data.description = say(Message::kKeysChart);
  return data;
}

Markup capped_sentence(const BlockingReport& blocking) {
  std::uint64_t blocks = 0;
  double pairs = 0;
  for (const BlockingKeyReport& key : blocking.keys) {
    blocks += key.num_capped_blocks;
    pairs += static_cast<double>(key.num_capped_pairs);
  }
  if (blocks == 0) return {};
  return say_html(Message::kKeysCapped, format_counted(static_cast<std::int64_t>(blocks), "block", "blocks"),
                  short_text(pairs));
}

Markup keys_part(const BlockingReport& blocking) {
  Markup markup = subheading(Message::kHeadKeys);
  if (blocking.num_possible_pairs == 0) return markup += paragraph(Message::kNoPairs);
  if (blocking.all_pairs)
    return markup += paragraph(Message::kAllPairs, short_text(blocking.num_possible_pairs));
  Markup text = say_html(Message::kKeysIntro, short_text(static_cast<double>(blocking.num_candidate_pairs)),
                         short_text(blocking.num_possible_pairs));
  text += say_html(Message::kKeysRecall, percent_text(blocking.recall), percent_text(blocking.recall_low),
                   percent_text(blocking.recall_high));
  text += capped_sentence(blocking);
  markup += element("p", "", text);
  if (blocking.keys.empty()) return markup;
  const BlockChart data = block_chart(blocking);
  markup += figure("blocks", [&](ChartSize size) { return chart_blocks(data, size); });
  return markup += note(Message::kKeysNote);
}

}  // namespace

Markup linking_section(const CountOutput& output) {
  Markup markup = element("h2", R"(id="links")", say_html(Message::kHeadLinking));
  markup += weights_part(*output.links);
  markup += scores_part(*output.links);
  return markup += keys_part(output.links->blocking);
}

}  // namespace byname
