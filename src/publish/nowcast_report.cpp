// SPDX-License-Identifier: Apache-2.0
#include "publish/nowcast_report.hpp"

#include <cmath>

#include "base/number_format.hpp"
#include "publish/chart_periods.hpp"
#include "publish/charts.hpp"
#include "publish/method_report.hpp"
#include "publish/number_text.hpp"
#include "publish/report_parts.hpp"

namespace byname {
namespace {

constexpr const char* kQuantities[] = {"named", "will_be_named", "never_named", "total"};

std::string title_of(const ReportingTriangle& triangle, const MethodAnswer* headline) {
  const std::string named = whole_text(triangle.num_named());
  if (headline == nullptr) return say(MethodMessage::kNowcastTitleRefused, named);
  const Interval& will = *find_quantity(*headline, "", "will_be_named");
  return say(MethodMessage::kNowcastTitle, named, rounded_interval(will).estimate);
}

Markup lead_of(const MethodAnswer& headline) {
  const IntervalText will = rounded_interval(*find_quantity(headline, "", "will_be_named"));
  Markup lead = say_html(MethodMessage::kNowcastLead, will.estimate, will.low, will.high);
  const Interval* total = find_quantity(headline, "", "total");
  if (total == nullptr) return lead += say_html(MethodMessage::kNowcastLeadNoTotal);
  const IntervalText never = rounded_interval(*find_quantity(headline, "", "never_named"));
  const IntervalText all = rounded_interval(*total);
  return lead += say_html(MethodMessage::kNowcastLeadTotal, never.estimate, never.low, never.high,
                          all.estimate, all.low, all.high);
}

Markup answer_part(const ReportingTriangle& triangle, const MethodAnswers& answers) {
  const MethodAnswer* headline = answers.headline();
  Markup markup = element(
      "p", R"(class="kicker")",
      say_html(MethodMessage::kNowcastKicker, format_count(static_cast<std::int64_t>(triangle.num_events())),
               format_count(static_cast<std::int64_t>(triangle.num_delays()))));
  markup += element("h1", "", escape_html(title_of(triangle, headline)));
  if (headline == nullptr) return markup;
  markup += element("p", R"(class="lead")", lead_of(*headline));
  std::vector<IntervalRow> rows;
  for (const char* quantity : kQuantities) {
    const Interval* interval = find_quantity(*headline, "", quantity);
    if (interval == nullptr) continue;
    rows.push_back({std::string(quantity_label(quantity)), *interval, method_range_text(*interval), true});
  }
  const std::string description = say(MethodMessage::kNowcastChart);
  return markup +=
         figure("answer", [&](ChartSize size) { return chart_intervals(rows, true, description, size); });
}

Markup periods_part(const ReportingTriangle& triangle, const MethodAnswers& answers) {
  const MethodAnswer* headline = answers.headline();
  if (headline == nullptr) return {};
  PeriodChart chart;
  std::vector<std::vector<Markup>> rows;
  for (const std::string& event : triangle.events) {
    const Interval* named = find_quantity(*headline, event, "named");
    const Interval* will = find_quantity(*headline, event, "will_be_named");
    if (named == nullptr || will == nullptr) continue;
    chart.bars.push_back({event, named->estimate, *will});
    rows.push_back(
        {escape_html(event), escape_html(method_range_text(*named)), escape_html(method_range_text(*will))});
  }
  chart.known_text = say(MethodMessage::kNowcastSoFar);
  chart.to_come_text = say(MethodMessage::kNowcastToCome);
  chart.description = say(MethodMessage::kNowcastPeriodsChart);
  Markup markup = method_heading("periods", MethodMessage::kNowcastHeadPeriods);
  markup += element("p", "", say_html(MethodMessage::kNowcastPeriodsIntro));
  markup += figure("periods", [&](ChartSize size) { return chart_periods(chart, size); });
  Markup details = element("summary", "", say_html(MethodMessage::kNowcastPeriodTable));
  details += table({say(MethodMessage::kNowcastPeriodHead), say(MethodMessage::kNowcastSoFar),
                    say(MethodMessage::kNowcastToCome)},
                   rows, {1, 2});
  return markup += element("details", "", details);
}

}  // namespace

std::string nowcast_report_html(const MethodRun& run, const ReportingTriangle& triangle,
                                const MethodAnswers& answers) {
  Markup body = answer_part(triangle, answers);
  body += periods_part(triangle, answers);
  body += methods_part(answers, "will_be_named", MethodMessage::kNowcastMethodsIntro);
  body += refusals_part(answers);
  body += method_notes_part(answers);
  body += method_making_part(run);
  return method_page(title_of(triangle, answers.headline()), body);
}

std::string nowcast_summary(const ReportingTriangle& triangle, const MethodAnswers& answers,
                            const std::string& folder) {
  std::string text = fmt::format("\n  named so far         {}\n", whole_text(triangle.num_named()));
  if (const MethodAnswer* headline = answers.headline()) {
    for (const char* quantity : {"will_be_named", "never_named", "total"}) {
      const Interval* interval = find_quantity(*headline, "", quantity);
      if (interval != nullptr)
        text += fmt::format("  {:<20} {}\n", quantity_label(quantity), method_range_text(*interval));
    }
  }
  if (!answers.answers.empty()) text += "\n  to come, by method\n";
  for (const MethodAnswer& answer : answers.answers)
    text += fmt::format("    {:<38} {}{}\n", method_label(answer.family, answer.variant),
                        method_range_text(*find_quantity(answer, "", "will_be_named")),
                        answer.is_headline ? "  <- the answer" : "");
  for (const Refusal& refusal : answers.refusals)
    text += fmt::format("    {:<38} {}\n", method_label(refusal.family, refusal.variant), refusal.reason);
  for (const std::string& note : answers.notes) text += fmt::format("  note: {}\n", note);
  return text + fmt::format("  report               {}/report.html\n", folder);
}

}  // namespace byname
