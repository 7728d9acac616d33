// SPDX-License-Identifier: Apache-2.0
#include "publish/register_report.hpp"

#include <cmath>
#include <ctime>
#include <fmt/format.h>
#include <optional>

#include "base/error.hpp"
#include "base/number_format.hpp"
#include "base/version.hpp"
#include "nowcast/nowcast.hpp"
#include "publish/chart_periods.hpp"
#include "publish/charts.hpp"
#include "publish/method_messages.hpp"
#include "publish/method_report.hpp"
#include "publish/number_text.hpp"
#include "publish/register_messages.hpp"
#include "publish/report_parts.hpp"

namespace byname {

namespace {

constexpr std::size_t kMostBars = 20;
constexpr std::size_t kFewestMonths = 6;

Markup heading(std::string_view id, RegisterMessage message) {
  return element("h2", fmt::format(R"(id="{}")", id), say_html(message));
}

Markup text_part(RegisterMessage message) { return element("p", "", say_html(message)); }

std::string count_text(std::int64_t number) {
  return number < 0 ? say(RegisterMessage::kFewerThanFive) : format_count(number);
}

std::string label_of(const SummaryPart& part) {
  return part.label.empty() ? say(RegisterMessage::kNotKnown) : part.label;
}

// The largest as bars; what is left as one more. The order is kept.
Markup bars_part(std::string_view id, RegisterMessage head, const std::vector<SummaryPart>& parts) {
  if (parts.empty()) return {};
  std::vector<BarRow> rows;
  std::int64_t num_others = 0, in_others = 0;
  for (const SummaryPart& part : parts) {
    if (rows.size() < kMostBars || part.label.empty()) {
      rows.push_back({label_of(part), static_cast<double>(std::max<std::int64_t>(0, part.number)),
                      count_text(part.number)});
    } else {
      ++num_others;
      in_others += std::max<std::int64_t>(0, part.number);
    }
  }
  if (num_others > 0)
    rows.push_back({say(RegisterMessage::kOthers, format_count(num_others)), static_cast<double>(in_others),
                    format_count(in_others)});
  const std::string description = say(RegisterMessage::kPartsChart, say(head));
  Markup markup = heading(id, head);
  return markup += figure(id, [&](ChartSize size) { return chart_bars(rows, description, size); });
}

Markup statuses_part(const RegisterSummary& summary) {
  Markup markup;
  int number = 0;
  for (const auto& [line, parts] : summary.statuses) {
    std::vector<BarRow> rows;
    for (const SummaryPart& part : parts)
      rows.push_back(
          {part.label, static_cast<double>(std::max<std::int64_t>(0, part.number)), count_text(part.number)});
    const std::string description = say(RegisterMessage::kStatusesChart, line);
    markup += element("h2", "", say_html(RegisterMessage::kStatusesHead, line));
    markup += text_part(RegisterMessage::kStatusesIntro);
    markup += figure(fmt::format("statuses-{}", ++number),
                     [&](ChartSize size) { return chart_bars(rows, description, size); });
  }
  return markup;
}

Markup answer_part(const RegisterSummary& summary) {
  Markup markup =
      element("p", R"(class="kicker")",
              say_html(RegisterMessage::kKicker, summary.register_name, summary.head.substr(0, 8)));
  markup += element("h1", "",
                    say_html(RegisterMessage::kTitle, format_count(summary.num_confirmed),
                             format_count(summary.num_persons)));
  markup += element("p", R"(class="lead")",
                    say_html(RegisterMessage::kLead, format_count(summary.num_mentions),
                             format_count(summary.num_persons), format_count(summary.num_confirmed)));
  if (summary.drawn)
    markup += element("p", R"(id="drawn")",
                      say_html(RegisterMessage::kDrawn, format_count(summary.drawn->median),
                               format_count(summary.drawn->low), format_count(summary.drawn->high)));
  if (summary.drawn && !summary.drawn->doubts.empty()) {
    Markup items;
    for (const Doubt& doubt : summary.drawn->doubts) items += element("li", "", escape_html(doubt.text));
    markup += element("p", "", say_html(RegisterMessage::kUnsure));
    markup += element("ul", R"(id="unsure")", items);
  }
  if (summary.num_unnamed > 0)
    markup += element("p", "", say_html(RegisterMessage::kUnnamed, format_count(summary.num_unnamed)));
  return markup;
}

Markup verdicts_part(const RegisterSummary& summary) {
  std::vector<BarRow> rows;
  for (const auto& [verdict, number] : summary.verdicts)
    rows.push_back({std::string(verdict_label(verdict)), static_cast<double>(number), format_count(number)});
  Markup markup = heading("verdicts", RegisterMessage::kVerdictsHead);
  markup += text_part(RegisterMessage::kVerdictsIntro);
  return markup += figure("verdicts", [&](ChartSize size) {
           return chart_bars(rows, say(RegisterMessage::kVerdictsChart), size);
         });
}

// What the register's own delays say; nothing, with the reason, where that is not enough.
std::optional<MethodAnswers> still_to_come(const RegisterSummary& summary, const ExecutionContext& context,
                                           std::string& refusal) {
  if (summary.delays.num_events() < kFewestMonths) {
    refusal = fmt::format("there are fewer than {} months", kFewestMonths);
    return std::nullopt;
  }
  try {
    check_triangle(summary.delays);
    NowcastOptions options;
    options.methods = {"chain-ladder", "reverse-hazard"};
    MethodAnswers answers = nowcast(summary.delays, options, context);
    if (answers.headline() != nullptr) return answers;
    refusal = answers.refusals.empty() ? "no method can be had" : answers.refusals.front().reason;
  } catch (const Error& error) {
    refusal = error.what();
  }
  return std::nullopt;
}

Markup delay_text(const std::optional<MethodAnswers>& answers, const std::string& refusal) {
  if (!answers) return element("p", "", say_html(RegisterMessage::kNoDelay, refusal));
  const MethodAnswer& headline = *answers->headline();
  const IntervalText will = rounded_interval(*find_quantity(headline, "", "will_be_named"));
  return element("p", "",
                 say_html(RegisterMessage::kDelay, will.estimate, will.low, will.high,
                          method_label(headline.family, headline.variant)));
}

Markup months_part(const RegisterSummary& summary, const ExecutionContext& context) {
  if (summary.months.empty()) return {};
  std::string refusal;
  const std::optional<MethodAnswers> answers = still_to_come(summary, context, refusal);
  PeriodChart chart;
  std::vector<std::vector<Markup>> rows;
  const auto add = [&](const std::string& month, double known, const Interval& to_come,
                       const std::string& text) {
    chart.bars.push_back({month, known, to_come});
    rows.push_back({escape_html(month), escape_html(format_count(std::llround(known))), escape_html(text)});
  };
  std::map<std::string, std::int64_t> known;
  for (const SummaryPart& part : summary.months) known[part.label] = part.number;
  if (answers) {
    for (const std::string& month : summary.delays.events) {
      const Interval* will = find_quantity(*answers->headline(), month, "will_be_named");
      const Interval to_come = will != nullptr ? *will : Interval{};
      add(month, static_cast<double>(known[month]), to_come,
          will != nullptr ? method_range_text(to_come) : "");
    }
  } else {
    for (const SummaryPart& part : summary.months) add(part.label, static_cast<double>(part.number), {}, "");
  }
  chart.known_text = say(RegisterMessage::kKnown);
  chart.to_come_text = say(RegisterMessage::kToCome);
  chart.description = say(RegisterMessage::kMonthsChart);
  Markup markup = heading("months", RegisterMessage::kMonthsHead);
  markup += text_part(RegisterMessage::kMonthsIntro);
  if (summary.num_undated > 0)
    markup += element("p", "", say_html(RegisterMessage::kMonthsUndated, format_count(summary.num_undated)));
  markup += delay_text(answers, refusal);
  markup += figure("months", [&](ChartSize size) { return chart_periods(chart, size); });
  Markup details = element("summary", "", say_html(RegisterMessage::kMonthHead));
  details +=
      table({say(RegisterMessage::kMonthHead), say(RegisterMessage::kKnown), say(RegisterMessage::kToCome)},
            rows, {1, 2});
  return markup += element("details", "", details);
}

std::string difference_text(const std::map<ReleaseReason, std::int64_t>& reasons) {
  std::string text;
  for (const auto& [reason, number] : reasons) {
    const char* sign = reason == ReleaseReason::kChanged ? "" : is_in(reason) ? "+" : "-";
    text += fmt::format("{}{}{} {}", text.empty() ? "" : ", ", sign, format_count(number), name_of(reason));
  }
  return text;
}

std::string utc_day_text(std::int64_t seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  if (gmtime_r(&time, &parts) == nullptr) return "";
  return fmt::format("{:04}-{:02}-{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

Markup releases_part(const RegisterSummary& summary) {
  Markup markup = heading("releases", RegisterMessage::kReleasesHead);
  if (summary.releases.empty()) return markup += text_part(RegisterMessage::kNoRelease);
  std::vector<std::vector<Markup>> rows;
  for (const SummaryRelease& release : summary.releases)
    rows.push_back({element("bdi", "", escape_html(release.name)), escape_html(utc_day_text(release.time)),
                    escape_html(format_count(release.number)),
                    escape_html(difference_text(release.reasons))});
  markup += text_part(RegisterMessage::kReleasesIntro);
  return markup += table({say(RegisterMessage::kReleaseHead), say(RegisterMessage::kDateHead),
                          say(RegisterMessage::kPersonsHead), say(RegisterMessage::kDifferenceHead)},
                         rows, {2});
}

Markup queue_part(const RegisterSummary& summary) {
  Markup markup = heading("queue", RegisterMessage::kQueueHead);
  if (summary.queue.empty()) return markup += text_part(RegisterMessage::kQueueEmpty);
  if (summary.num_waiting > 0)
    markup += element("p", "",
                      say_html(RegisterMessage::kQueueIntro, format_count(summary.num_waiting),
                               format_count(static_cast<std::int64_t>(summary.queue_days))));
  std::vector<std::vector<Markup>> rows;
  for (const SummaryQueue& each : summary.queue)
    rows.push_back({escape_html(queue_label(each.kind)), escape_html(format_count(each.number))});
  return markup +=
         table({say(RegisterMessage::kQueueKindHead), say(RegisterMessage::kQueueNumberHead)}, rows, {1});
}

Markup making_part(const RegisterSummary& summary, bool is_redacted) {
  Markup markup = heading("made", RegisterMessage::kMadeHead);
  markup += element("p", "", say_html(RegisterMessage::kMade, program_version(), summary.head));
  if (is_redacted) markup += text_part(RegisterMessage::kRedacted);
  return markup;
}

void hide_small_numbers(RegisterSummary& summary) {
  for (std::vector<SummaryPart>* parts : {&summary.regions, &summary.ages, &summary.kinds}) redact(*parts);
  for (auto& [line, parts] : summary.statuses) redact(parts);
  summary.months.clear();
  summary.sources.clear();
}

}  // namespace

std::string register_report_html(RegisterSummary summary, const RegisterReportOptions& options,
                                 const ExecutionContext& context) {
  if (options.is_redacted) hide_small_numbers(summary);
  Markup body = answer_part(summary);
  body += verdicts_part(summary);
  body += months_part(summary, context);
  body += bars_part("regions", RegisterMessage::kRegionsHead, summary.regions);
  body += bars_part("ages", RegisterMessage::kAgesHead, summary.ages);
  body += bars_part("sources", RegisterMessage::kSourcesHead, summary.sources);
  if (!summary.sources.empty()) body += text_part(RegisterMessage::kSourcesIntro);
  body += bars_part("kinds", RegisterMessage::kKindsHead, summary.kinds);
  body += statuses_part(summary);
  body += releases_part(summary);
  if (!options.is_redacted) body += queue_part(summary);
  body += making_part(summary, options.is_redacted);
  return method_page(
      say(RegisterMessage::kTitle, format_count(summary.num_confirmed), format_count(summary.num_persons)),
      body);
}

}  // namespace byname
