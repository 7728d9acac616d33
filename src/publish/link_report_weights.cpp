// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "publish/charts.hpp"
#include "publish/finding_text.hpp"
#include "publish/link_charts.hpp"
#include "publish/link_messages.hpp"
#include "publish/link_report_sections.hpp"
#include "publish/number_text.hpp"
#include "publish/report_parts.hpp"

namespace byname {

namespace {

constexpr std::size_t kMostDependences = 12;

std::vector<WeightGroup> weight_groups(const LinkReport& report) {
  std::vector<WeightGroup> groups;
  for (std::size_t k = 0; k < report.found->levels.size(); ++k) {
    const SplinkComparison& comparison = report.output->model->comparisons[k];
    WeightGroup group{comparison.name, {}};
    for (int gamma = comparison.num_gammas() - 1; gamma >= 0; --gamma) {
      const LevelUse& use = report.found->levels[k][static_cast<std::size_t>(gamma)];
      const bool is_trained = use.has_m && use.has_u;
      group.levels.push_back({level_label(comparison, gamma), is_trained ? use.bits : std::nan(""), false});
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

std::vector<ParameterGroup> parameter_groups(const LinkReport& report) {
  std::vector<ParameterGroup> groups;
  for (std::size_t k = 0; k < report.found->levels.size(); ++k) {
    const SplinkComparison& comparison = report.output->model->comparisons[k];
    ParameterGroup group{comparison.name, {}};
    for (int gamma = comparison.num_gammas() - 1; gamma >= 0; --gamma) {
      const LevelUse& use = report.found->levels[k][static_cast<std::size_t>(gamma)];
      group.levels.push_back({level_label(comparison, gamma), use.m, use.u});
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

bool has_untrained(const LinkDiagnostics& found) {
  for (const auto& levels : found.levels) {
    for (const LevelUse& level : levels) {
      if (!level.has_m || !level.has_u) return true;
    }
  }
  return false;
}

bool uses_frequencies(const SplinkModel& model) {
  for (const SplinkComparison& comparison : model.comparisons) {
    for (const SplinkLevel& level : comparison.levels) {
      if (!level.tf_column.empty() && level.tf_weight != 0) return true;
    }
  }
  return false;
}

Markup parameter_cell(double value, bool is_trained) {
  if (is_trained) return escape_html(share_text(value));
  return say_html(LinkMessage::kUntrainedMark, share_text(value));
}

Markup levels_table(const LinkReport& report) {
  std::vector<std::vector<Markup>> rows;
  for (std::size_t k = 0; k < report.found->levels.size(); ++k) {
    const SplinkComparison& comparison = report.output->model->comparisons[k];
    const int top = comparison.num_gammas() - 1;
    for (int gamma = top; gamma >= 0; --gamma) {
      const LevelUse& use = report.found->levels[k][static_cast<std::size_t>(gamma)];
      rows.push_back({escape_html(gamma == top ? comparison.name : ""),
                      escape_html(level_label(comparison, gamma)), escape_html(weight_text(use.bits)),
                      parameter_cell(use.m, use.has_m), parameter_cell(use.u, use.has_u),
                      escape_html(short_text(use.scored)), escape_html(short_text(use.linked))});
    }
  }
  Markup markup = element("summary", "", say_html(LinkMessage::kLevelsSummary));
  markup += table({say(LinkMessage::kComparisonHead), say(LinkMessage::kLevelHead),
                   say(LinkMessage::kWeightHead), say(LinkMessage::kMHead), say(LinkMessage::kUHead),
                   say(LinkMessage::kScoredHead), say(LinkMessage::kLinkedHead)},
                  rows, {2, 3, 4, 5, 6});
  return element("details", "", markup);
}

Markup decisions_part(const LinkReport& report) {
  Markup markup = subheading(LinkMessage::kHeadDecisions);
  markup += paragraph(LinkMessage::kDecisionsIntro);
  std::vector<BarRow> rows;
  for (std::size_t k = 0; k < report.found->comparisons.size(); ++k) {
    const ComparisonUse& use = report.found->comparisons[k];
    rows.push_back(
        {report.output->model->comparisons[k].name, use.links_lost + use.links_gained,
         say(LinkMessage::kDecisionText, short_text(use.links_lost), short_text(use.links_gained))});
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const BarRow& a, const BarRow& b) { return a.value > b.value; });
  const std::string description = say(LinkMessage::kDecisionsChart);
  return markup += figure("decisions", [&](ChartSize size) { return chart_bars(rows, description, size); });
}

std::vector<Markup> dependence_row(const LinkReport& report, const DependenceUse& use) {
  const ComparisonDependence& each = use.dependence;
  const auto name = [&](std::size_t k) { return report.output->model->comparisons[k].name; };
  const std::string ratio = each.ratio < 10 ? fmt::format("{:.1f}", each.ratio) : whole_text(each.ratio);
  return {say_html(LinkMessage::kTogether, name(each.first), name(each.second)),
          escape_html(whole_text(each.observed)),
          escape_html(whole_text(each.expected)),
          escape_html(ratio),
          escape_html(weight_text(each.bits())),
          escape_html(short_text(use.links_on_both)),
          escape_html(short_text(use.links_lost))};
}

}  // namespace

Markup link_weights_section(const LinkReport& report) {
  Markup markup = element("h2", R"(id="weights")", say_html(LinkMessage::kHeadWeights));
  Markup intro = say_html(LinkMessage::kWeightsIntro);
  if (uses_frequencies(*report.output->model))
    intro += Markup{" "} += say_html(LinkMessage::kWeightsFrequency);
  if (has_untrained(*report.found)) intro += Markup{" "} += say_html(LinkMessage::kWeightsUntrained);
  markup += element("p", "", intro);
  const std::vector<WeightGroup> weights = weight_groups(report);
  const std::string description = say(LinkMessage::kWeightsChart);
  markup += figure("weights", [&](ChartSize size) { return chart_weights(weights, "", description, size); });
  markup += levels_table(report);
  markup += subheading(LinkMessage::kHeadParameters);
  markup += paragraph(LinkMessage::kParametersIntro);
  const std::vector<ParameterGroup> parameters = parameter_groups(report);
  markup += figure("parameters", [&](ChartSize size) {
    return chart_parameters(parameters, say(LinkMessage::kParametersSame),
                            say(LinkMessage::kParametersDifferent), say(LinkMessage::kParametersChart), size);
  });
  return markup += decisions_part(report);
}

Markup dependence_section(const LinkReport& report) {
  const LinkDiagnostics& found = *report.found;
  Markup markup = element("h2", R"(id="correlations")", say_html(LinkMessage::kHeadCorrelations));
  markup += paragraph(LinkMessage::kCorrelationsIntro, short_text(found.pair_space));
  if (found.dependences.empty() || found.dependences[0].dependence.ratio < kTellingDependence)
    markup += paragraph(LinkMessage::kCorrelationsNone);
  else
    markup +=
        paragraph(LinkMessage::kCorrelationsLeft, short_text(found.links_left), short_text(found.num_links));
  std::vector<std::vector<Markup>> rows;
  for (std::size_t i = 0; i < std::min(kMostDependences, found.dependences.size()); ++i)
    rows.push_back(dependence_row(report, found.dependences[i]));
  if (rows.empty()) return markup;
  Markup pairs =
      table({say(LinkMessage::kPairHead), say(LinkMessage::kObservedHead), say(LinkMessage::kExpectedHead),
             say(LinkMessage::kRatioHead), say(LinkMessage::kBitsHead), say(LinkMessage::kLinksOnBothHead),
             say(LinkMessage::kLinksLostHead)},
            rows, {1, 2, 3, 4, 5, 6});
  markup += element("div", R"(class="models")", pairs);
  return markup += note(LinkMessage::kCorrelationsNote);
}

}  // namespace byname
