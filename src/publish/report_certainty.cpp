// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "base/number_format.hpp"
#include "publish/charts.hpp"
#include "publish/number_text.hpp"
#include "publish/report_parts.hpp"
#include "publish/report_sections.hpp"

namespace byname {
namespace {

Interval point(std::int64_t persons) {
  const auto value = static_cast<double>(persons);
  return {value, value, value};
}

Markup thresholds_part(const CountOutput& output) {
  const auto [strict, decided, loose] = output.links->persons_at;
  if (decided == 0) return {};
  if (strict == loose && output.named.low == output.named.high) {
    return paragraph(Message::kThresholdsSame, format_count(decided));
  }
  Markup markup =
      paragraph(Message::kThresholdsIntro, format_count(strict), format_count(decided), format_count(loose));
  const std::array<double, 3>& at = output.links->thresholds_at;
  const std::vector<IntervalRow> rows = {
      {say(Message::kRowDraws), output.named, range_text(output.named, true), true},
      {say(Message::kRowStrict, percent_text(at[0])), point(strict), format_count(strict), false},
      {say(Message::kRowDecided, percent_text(at[1])), point(decided), format_count(decided), false},
      {say(Message::kRowLoose, percent_text(at[2])), point(loose), format_count(loose), false}};
  const std::string description = say(Message::kThresholdsChart);
  markup +=
      figure("thresholds", [&](ChartSize size) { return chart_intervals(rows, false, description, size); });
  return markup;
}

Markup variance_part(const VarianceShares& shares) {
  std::vector<BarRow> rows = {{say(Message::kVarianceDark), shares.dark_matches, ""},
                              {say(Message::kVarianceCalibration), shares.calibration, ""},
                              {say(Message::kVarianceMissed), shares.missed_links, ""},
                              {say(Message::kVarianceBarred), shares.barred_links, ""},
                              {say(Message::kVarianceChance), shares.chance, ""}};
  double total = 0;
  for (BarRow& row : rows) {
    if (!(row.value > 0)) row.value = 0;
    total += row.value;
  }
  if (!(total > 0)) return paragraph(Message::kVarianceNone);
  for (BarRow& row : rows) row.text = percent_text(row.value / total);
  std::stable_sort(rows.begin(), rows.end(),
                   [](const BarRow& a, const BarRow& b) { return a.value > b.value; });
  Markup markup = paragraph(Message::kVarianceIntro);
  const std::string description = say(Message::kVarianceChart);
  markup += figure("variance", [&](ChartSize size) { return chart_bars(rows, description, size); });
  return markup;
}

std::string model_name(std::string_view family, std::string_view variant) {
  const std::string_view label = estimator_label(family, variant);
  return label.empty() ? fmt::format("{}, {}", family, variant) : std::string(label);
}

Markup model_cell(const ModelEstimate& model) {
  Markup cell = escape_html(model_name(model.family, model.variant));
  if (model.is_headline) cell += element("span", R"(class="tag")", say_html(Message::kHeadlineMark));
  return cell;
}

Markup models_table(const UnseenEstimate& unseen) {
  std::vector<std::vector<Markup>> rows;
  for (const ModelEstimate& model : unseen.models) {
    rows.push_back({model_cell(model), escape_html(model.model), escape_html(range_text(model.unseen, false)),
                    escape_html(range_text(model.total, false))});
  }
  const std::vector<std::string> heads = {say(Message::kModelHead), say(Message::kFormulaHead),
                                          say(Message::kUnseenHead), say(Message::kTotalHead)};
  return element("div", R"(class="models")", table(heads, rows, {}));
}

/// Each assumption once, with the models that make it.
Markup assumptions_list(const UnseenEstimate& unseen) {
  std::vector<std::pair<std::string, std::string>> names_by_assumption;
  for (const ModelEstimate& model : unseen.models) {
    if (model.assumption.empty()) continue;
    const std::string name = model_name(model.family, model.variant);
    const auto found = std::find_if(names_by_assumption.begin(), names_by_assumption.end(),
                                    [&](const auto& entry) { return entry.first == model.assumption; });
    if (found == names_by_assumption.end()) {
      names_by_assumption.emplace_back(model.assumption, name);
    } else {
      found->second += "; " + name;
    }
  }
  Markup items;
  for (const auto& [assumption, names] : names_by_assumption) {
    items += element("li", "", say_html(Message::kAssumptionItem, names, assumption));
  }
  if (items.html.empty()) return {};
  Markup markup = paragraph(Message::kAssumptionsIntro);
  return markup += element("ul", "", items);
}

Markup refusals_list(const UnseenEstimate& unseen) {
  if (unseen.refusals.empty()) return {};
  Markup items;
  for (const Refusal& refusal : unseen.refusals) {
    Markup item = element("b", "", escape_html(model_name(refusal.family, refusal.variant)));
    item.html += ": " + escape_html(refusal.reason).html;
    if (!refusal.needed.empty()) item += say_html(Message::kRefusedNeeded, refusal.needed);
    items += element("li", "", item);
  }
  Markup markup = paragraph(Message::kRefusedIntro);
  return markup += element("ul", "", items);
}

Markup models_part(const CountOutput& output) {
  if (output.unseen == nullptr) return {};
  const UnseenEstimate& unseen = *output.unseen;
  Markup markup = subheading(Message::kHeadModels);
  if (unseen.models.empty()) {
    if (unseen.refusals.empty()) return markup += paragraph(Message::kNoOverlapEstimate);
    return markup += refusals_list(unseen);
  }
  markup += paragraph(unseen.headline >= 0 ? Message::kModelsIntro : Message::kModelsNone);
  std::vector<IntervalRow> rows;
  for (const ModelEstimate& model : unseen.models) {
    rows.push_back({model_name(model.family, model.variant), model.unseen, range_text(model.unseen, false),
                    model.is_headline});
  }
  const std::string description = say(Message::kModelsChart);
  markup += figure("models", [&](ChartSize size) { return chart_intervals(rows, true, description, size); });
  markup += models_table(unseen);
  markup += assumptions_list(unseen);
  return markup += refusals_list(unseen);
}

}  // namespace

Markup certainty_section(const CountOutput& output) {
  Markup markup = element("h2", R"(id="sure")", say_html(Message::kHeadCertainty));
  markup += thresholds_part(output);
  if (output.named.high > output.named.low) markup += variance_part(output.links->variance);
  markup += error_rates_section(output);
  markup += calibration_section(output);
  return markup += models_part(output);
}

}  // namespace byname
