// SPDX-License-Identifier: Apache-2.0
#include "publish/explain_page.hpp"

#include <cmath>
#include <fmt/format.h>

#include "base/number_format.hpp"
#include "publish/chart_waterfall.hpp"
#include "publish/marked_difference.hpp"
#include "publish/number_text.hpp"
#include "publish/report_style.hpp"

namespace byname {
namespace {

constexpr double kShownBits = 0.05;  // what would be shown as 0.0 gets no bar

/// As strict as the report's: nothing may be loaded and nothing may run.
constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

std::string title_of(const Explanation& explanation) {
  return fmt::format("Why {} and {} are {}", explanation.left.name, explanation.right.name,
                     explanation.is_one_person ? "one person" : "two persons");
}

Markup head(const Explanation& explanation) {
  Markup markup = {R"(<meta charset="utf-8">)"};
  markup.html += fmt::format(R"(<meta http-equiv="Content-Security-Policy" content="{}">)", kPolicy);
  markup.html += R"(<meta name="viewport" content="width=device-width,initial-scale=1">)";
  markup.html += R"(<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">)";
  markup += element("title", "", escape_html(title_of(explanation)));
  markup.html += fmt::format("<style>{}</style>", kReportStyle);
  return element("head", "", markup);
}

Markup paragraph_of(std::string_view attributes, const std::string& text) {
  return element("p", attributes, escape_html(text));
}

std::vector<WaterfallStep> steps_of(const Explanation& explanation) {
  std::vector<WaterfallStep> steps = {{"two mentions at random", explanation.start, false}};
  for (const ExplainedComparison& comparison : explanation.comparisons) {
    if (comparison.is_missing) continue;
    steps.push_back({fmt::format("{}: {}", comparison.name, comparison.level), comparison.weight, false});
  }
  if (std::abs(explanation.correlation) >= kShownBits)
    steps.push_back({"agree together by chance", explanation.correlation, false});
  if (std::abs(explanation.rarity) >= kShownBits)
    steps.push_back({"how rare the values are", explanation.rarity, false});
  steps.push_back({"sum", explanation.weight, true});
  return steps;
}

Markup waterfall(const Explanation& explanation) {
  const std::vector<WaterfallStep> steps = steps_of(explanation);
  const std::string description =
      fmt::format("Weights in bits, from {} at the start to {} at the end", weight_text(explanation.start),
                  weight_text(explanation.weight));
  Markup both = chart_waterfall(steps, description, ChartSize::kWide);
  both += chart_waterfall(steps, description, ChartSize::kNarrow);
  return element("figure", R"(id="chart-waterfall")", both);
}

std::string reason_of(const ExplainedComparison& comparison) {
  if (comparison.is_swap_part) return "counted with the given names";
  if (comparison.is_missing) return "missing: says nothing";
  const std::string veto = comparison.is_veto ? ", a veto" : "";
  return fmt::format("{}{} ({}; m {:.3g}, u {:.3g})", comparison.level, veto, weight_text(comparison.weight),
                     comparison.m, comparison.u);
}

Markup value_row(std::string_view name, const std::pair<Markup, Markup>& values, const std::string& why) {
  Markup cells = element("th", R"(scope="row")", escape_html(name));
  cells += element("td", R"(class="side" dir="auto")", values.first);
  cells += element("td", R"(class="side" dir="auto")", values.second);
  cells += element("td", R"(class="why")", escape_html(why));
  return element("tr", "", cells);
}

Markup head_cell(const ExplainedMention& mention) {
  Markup cell = element("bdi", "", escape_html(mention.name));
  if (!mention.id.empty()) cell += element("div", R"(class="id" dir="auto")", escape_html(mention.id));
  return element("th", R"(scope="col")", cell);
}

Markup value_table(const Explanation& explanation) {
  Markup heads = element("th", "", {});
  heads += head_cell(explanation.left);
  heads += head_cell(explanation.right);
  heads += element("th", R"(class="why" scope="col")", escape_html("level, weight in bits"));
  Markup body;
  for (const ExplainedComparison& comparison : explanation.comparisons) {
    const ValuePair values = {comparison.left_raw, comparison.right_raw, comparison.left_comparable,
                              comparison.right_comparable};
    body += value_row(comparison.name, marked_difference(values), reason_of(comparison));
  }
  for (const UncomparedValue& value : explanation.uncompared) {
    body += value_row(value.name, {escape_html(value.left), escape_html(value.right)}, "not compared");
  }
  Markup inner = element("thead", "", element("tr", "", heads));
  inner += element("tbody", "", body);
  return element("div", R"(class="pair")", element("table", "", inner));
}

Markup path_list(const Explanation& explanation) {
  if (explanation.path.empty()) return {};
  Markup items;
  for (const LinkStep& step : explanation.path) {
    items += element("li", "",
                     escape_html(fmt::format("{} and {}: {} bits, {}", step.left, step.right,
                                             weight_text(step.weight), percent_text(step.probability))));
  }
  Markup markup = element("h2", "", escape_html("The links that join them"));
  return markup += element("ul", "", items);
}

}  // namespace

std::string explain_html(const Explanation& explanation) {
  Markup main = element("h1", "", escape_html(title_of(explanation)));
  main +=
      paragraph_of(R"(class="lead")",
                   fmt::format("Weight {} bits: the probability that they are one person is {}.",
                               weight_text(explanation.weight), format_percent(explanation.probability, 2)));
  for (const std::string& sentence : explain_outcome(explanation)) main += paragraph_of("", sentence);
  main += path_list(explanation);
  main += element("h2", "", escape_html("How the weight comes about"));
  main += paragraph_of(
      R"(class="note")",
      "Bits: each one doubles the odds that the two mentions are one person. Bars to the right speak "
      "for it, bars to the left against it; at 0 the odds are even.");
  main += waterfall(explanation);
  main += element("h2", "", escape_html("What the lists say"));
  main += value_table(explanation);
  main += paragraph_of(
      R"(class="note")",
      "m: share of pairs of one person at this level. u: share of pairs of different persons. The "
      "weight is log2 of m / u.");
  Markup page = head(explanation);
  page += element("body", "", element("main", "", main));
  return "<!doctype html>\n" + element("html", R"(lang="en")", page).html + "\n";
}

}  // namespace byname
