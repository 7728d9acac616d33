// SPDX-License-Identifier: Apache-2.0
#include "publish/excess_report.hpp"

#include <algorithm>
#include <cmath>

#include "publish/charts.hpp"
#include "publish/method_report.hpp"
#include "publish/number_text.hpp"
#include "publish/report_parts.hpp"

namespace byname {
namespace {

constexpr std::size_t kMostRows = 40;  // of the chart by year and age; more are in excess.csv

std::string years_text(const std::vector<int>& years) {
  std::string text;
  for (const int year : years) text += (text.empty() ? "" : ", ") + std::to_string(year);
  return text;
}

std::string title_of(const MethodAnswers& answers) {
  const MethodAnswer* headline = answers.headline();
  if (headline == nullptr) return say(MethodMessage::kExcessTitleRefused);
  return say(MethodMessage::kExcessTitle, rounded_interval(*find_quantity(*headline, "", "excess")).estimate);
}

Markup answer_part(const ExcessOptions& options, const MethodAnswers& answers) {
  const std::string base = options.first_base == options.last_base
                               ? std::to_string(options.first_base)
                               : fmt::format("{}-{}", options.first_base, options.last_base);
  Markup markup = element(
      "p", R"(class="kicker")",
      say_html(MethodMessage::kExcessKicker, age_label(options.ages), years_text(options.years), base));
  markup += element("h1", "", escape_html(title_of(answers)));
  const MethodAnswer* headline = answers.headline();
  if (headline == nullptr) return markup;
  const IntervalText excess = rounded_interval(*find_quantity(*headline, "", "excess"));
  Markup lead = say_html(MethodMessage::kExcessLead, excess.estimate, excess.low, excess.high);
  const auto [low, high] = excess_spread(answers);
  if (high > low) {
    const IntervalText spread = rounded_interval({low, low, high});
    lead += say_html(MethodMessage::kExcessLeadSpread, spread.low, spread.high);
  }
  return markup += element("p", R"(class="lead")", lead);
}

Markup strata_part(const MethodAnswers& answers) {
  const MethodAnswer* headline = answers.headline();
  if (headline == nullptr) return {};
  std::vector<IntervalRow> rows;
  for (const NamedQuantity& each : headline->quantities) {
    if (each.stratum.empty() || rows.size() == kMostRows) continue;
    const bool is_whole_year = each.stratum.find(',') == std::string::npos;
    rows.push_back({each.stratum, each.interval, method_range_text(each.interval), is_whole_year});
  }
  if (rows.empty()) return {};
  Markup markup = method_heading("strata", MethodMessage::kExcessHeadStrata);
  markup += element("p", "", say_html(MethodMessage::kExcessStrataIntro));
  const std::string description = say(MethodMessage::kExcessStrataChart);
  return markup +=
         figure("strata", [&](ChartSize size) { return chart_intervals(rows, false, description, size); });
}

}  // namespace

std::pair<double, double> excess_spread(const MethodAnswers& answers) {
  double low = INFINITY, high = -INFINITY;
  for (const MethodAnswer& answer : answers.answers) {
    const bool asks_other = answer.variant.find(", ages ") != std::string::npos ||
                            answer.variant.find("nothing subtracted") != std::string::npos;
    if (asks_other) continue;
    const double excess = find_quantity(answer, "", "excess")->estimate;
    low = std::min(low, excess);
    high = std::max(high, excess);
  }
  return {low, high};
}

std::string excess_report_html(const MethodRun& run, const ExcessOptions& options,
                               const MethodAnswers& answers) {
  Markup body = answer_part(options, answers);
  body += methods_part(answers, "excess", MethodMessage::kExcessMethodsIntro);
  body += strata_part(answers);
  body += refusals_part(answers);
  body += method_notes_part(answers);
  body += method_making_part(run);
  return method_page(title_of(answers), body);
}

std::string excess_summary(const MethodAnswers& answers, const std::string& folder) {
  std::string text = "\n";
  if (const MethodAnswer* headline = answers.headline()) {
    const auto [low, high] = excess_spread(answers);
    text += fmt::format("  excess deaths of men   {}\n",
                        method_range_text(*find_quantity(*headline, "", "excess")));
    if (high > low)
      text += fmt::format("  over the variants      {} to {}\n", whole_text(low), whole_text(high));
    for (const NamedQuantity& each : headline->quantities) {
      if (each.stratum.empty() || each.stratum.find(',') != std::string::npos) continue;
      text += fmt::format("    {:<20} {}\n", each.stratum, method_range_text(each.interval));
    }
  }
  if (!answers.answers.empty()) text += "\n  by variant\n";
  for (const MethodAnswer& answer : answers.answers)
    text += fmt::format("    {:<44} {}{}\n", method_label(answer.family, answer.variant),
                        method_range_text(*find_quantity(answer, "", "excess")),
                        answer.is_headline ? "  <- the answer" : "");
  for (const Refusal& refusal : answers.refusals)
    text += fmt::format("    {:<44} {}\n", method_label(refusal.family, refusal.variant), refusal.reason);
  for (const std::string& note : answers.notes) text += fmt::format("  note: {}\n", note);
  return text + fmt::format("  report                 {}/report.html\n", folder);
}

}  // namespace byname
