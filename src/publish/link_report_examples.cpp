// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fmt/ranges.h>
#include <numeric>
#include <optional>

#include "expression/column_uses.hpp"
#include "publish/chart_waterfall.hpp"
#include "publish/finding_text.hpp"
#include "publish/link_messages.hpp"
#include "publish/link_report_sections.hpp"
#include "publish/number_text.hpp"
#include "publish/report_parts.hpp"

namespace byname {

namespace {

constexpr double kShownBits = 0.05;

struct Example {
  std::size_t pair;  ///< of the sample
  LinkMessage caption;
};

std::vector<Example> chosen_examples(const LinkDiagnostics& found) {
  const PairSample& sample = found.sample;
  std::vector<std::size_t> order(sample.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return sample.match_weight[a] < sample.match_weight[b];
  });
  const double threshold = std::log2(found.threshold / (1 - found.threshold));
  const auto first_link = static_cast<std::size_t>(
      std::partition_point(order.begin(), order.end(),
                           [&](std::size_t pair) { return sample.match_weight[pair] < threshold; }) -
      order.begin());
  std::vector<Example> examples;
  if (first_link < order.size()) {
    examples.push_back({order[first_link], LinkMessage::kExampleAbove});
    if (order.size() - first_link > 2)
      examples.push_back({order[(first_link + order.size()) / 2], LinkMessage::kExampleUsual});
    if (order.size() - first_link > 1) examples.push_back({order.back(), LinkMessage::kExampleStrongest});
  }
  if (first_link > 0) examples.insert(examples.begin(), {order[first_link - 1], LinkMessage::kExampleBelow});
  if (first_link > 2) examples.push_back({order[first_link / 2], LinkMessage::kExampleUnlikely});
  return examples;
}

Markup property_row(const LinkReport& report, std::size_t k, std::uint32_t left, std::uint32_t right,
                    int gamma, double bits) {
  const SplinkComparison& comparison = report.output->model->comparisons[k];
  const ValueTable& table = *report.output->values;
  const std::vector<std::size_t> columns = compared_columns(comparison, table);
  Markup cells = element("th", R"(scope="row")", escape_html(comparison.name));
  if (!report.is_redacted) {
    cells += element("td", R"(class="side" dir="auto")",
                     escape_html(compared_values(columns, table, value_place(*report.output, left))));
    cells += element("td", R"(class="side" dir="auto")",
                     escape_html(compared_values(columns, table, value_place(*report.output, right))));
  }
  const Markup why = gamma < 0 ? say_html(LinkMessage::kNoValue)
                               : say_html(LinkMessage::kLevelWeight, level_label(comparison, gamma),
                                          element("span", R"(class="w")", escape_html(weight_text(bits))));
  cells += element("td", R"(class="why")", why);
  return element("tr", "", cells);
}

Markup example_table(const LinkReport& report, std::size_t pair, const Markup& caption) {
  const PairSample& sample = report.found->sample;
  const std::uint32_t left = sample.left[pair];
  const std::uint32_t right = sample.right[pair];
  Markup head = element("th", "", say_html(LinkMessage::kPropertyHead));
  if (!report.is_redacted) {
    for (const std::uint32_t record : {left, right})
      head += element("th", R"(scope="col")",
                      element("bdi", "", escape_html(record_place(*report.output, record))));
  }
  head += element("th", R"(class="why" scope="col")", say_html(LinkMessage::kLevelHead));
  Markup body;
  for (std::size_t k = 0; k < sample.num_comparisons; ++k)
    body += property_row(report, k, left, right, sample.gammas_of(pair)[k], sample.bits_of(pair)[k]);
  Markup inner = element("caption", "", caption);
  inner += element("thead", "", element("tr", "", head));
  inner += element("tbody", "", body);
  return element("table", "", inner);
}

std::vector<WaterfallStep> steps_of(const LinkReport& report, std::size_t pair) {
  const PairSample& sample = report.found->sample;
  std::vector<WaterfallStep> steps = {
      {say(LinkMessage::kStart), std::log2(report.scorer->prior_odds()), false}};
  for (std::size_t k = 0; k < sample.num_comparisons; ++k) {
    const std::string& name = report.output->model->comparisons[k].name;
    const int gamma = sample.gammas_of(pair)[k];
    if (gamma < 0) continue;
    const double level = std::log2(report.scorer->bayes_factor(k, gamma));
    const double frequency = sample.bits_of(pair)[k] - level;
    steps.push_back({name, level, false});
    if (std::abs(frequency) >= kShownBits)
      steps.push_back({say(LinkMessage::kFrequency, name), frequency, false});
  }
  steps.push_back({say(LinkMessage::kTotal), sample.match_weight[pair], true});
  const bool is_finite = std::all_of(steps.begin(), steps.end(),
                                     [](const WaterfallStep& step) { return std::isfinite(step.bits); });
  if (!is_finite) steps.clear();
  return steps;
}

}  // namespace

std::vector<std::size_t> compared_columns(const SplinkComparison& comparison, const ValueTable& table) {
  std::vector<std::size_t> columns;
  for (const SplinkLevel& level : comparison.levels) {
    if (level.is_else) continue;
    for (const std::string& name : columns_used(parse_expression(level.condition, comparison.name))) {
      const auto column = table.find(name);
      if (column && std::find(columns.begin(), columns.end(), *column) == columns.end())
        columns.push_back(*column);
    }
  }
  return columns;
}

std::string compared_values(const std::vector<std::size_t>& columns, const ValueTable& table,
                            std::uint32_t record) {
  std::vector<std::string> texts;
  for (const std::size_t column : columns) {
    const Value& value = table.column(column).at(record);
    if (!value.is_null()) texts.push_back(text_of(value));
  }
  return fmt::format("{}", fmt::join(texts, ", "));
}

std::vector<std::uint32_t> example_records(const LinkDiagnostics& found) {
  std::vector<std::uint32_t> records;
  for (const Example& example : chosen_examples(found)) {
    records.push_back(found.sample.left[example.pair]);
    records.push_back(found.sample.right[example.pair]);
  }
  return records;
}

Markup examples_section(const LinkReport& report) {
  Markup markup = element("h2", R"(id="examples")", say_html(LinkMessage::kHeadExamples));
  const std::vector<Example> examples = chosen_examples(*report.found);
  if (examples.empty()) return markup += paragraph(LinkMessage::kExamplesNone);
  markup += paragraph(LinkMessage::kExamplesIntro);
  const std::string description = say(LinkMessage::kExampleChart);
  for (std::size_t i = 0; i < examples.size(); ++i) {
    const double bits = report.found->sample.match_weight[examples[i].pair];
    const Markup caption =
        element("b", "", say_html(examples[i].caption, weight_text(bits), odds_text(bits)));
    Markup example = example_table(report, examples[i].pair, caption);
    const std::vector<WaterfallStep> steps = steps_of(report, examples[i].pair);
    if (!steps.empty())
      example += figure(fmt::format("waterfall-{}", i + 1),
                        [&](ChartSize size) { return chart_waterfall(steps, description, size); });
    markup += element("div", R"(class="pair")", example);
  }
  return markup;
}

}  // namespace byname
