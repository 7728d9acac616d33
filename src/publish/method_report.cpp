// SPDX-License-Identifier: Apache-2.0
#include "publish/method_report.hpp"

#include <cmath>

#include "base/number_format.hpp"
#include "base/version.hpp"
#include "publish/charts.hpp"
#include "publish/number_text.hpp"
#include "publish/report_parts.hpp"
#include "publish/report_style.hpp"
#include "publish/reproducible_call.hpp"

namespace byname {
namespace {

/// As strict as the report's: nothing may be loaded and nothing may run.
constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

constexpr double kFarOff = 3;  // times the answer's high limit

bool has_limits(const Interval& interval) {
  return std::isfinite(interval.low) && std::isfinite(interval.high);
}

/// For charts: a number without limits is a dot alone, one without a high limit goes on.
Interval drawable(const Interval& interval) {
  if (has_limits(interval) || std::isinf(interval.high)) return interval;
  return {interval.estimate, interval.estimate, interval.estimate};
}

/// A method far above the answer goes out of the chart, so that the others can be told apart.
void cut_far_off(std::vector<IntervalRow>& rows) {
  double high = 0;
  for (const IntervalRow& row : rows) {
    if (row.is_headline) high = row.interval.high;
  }
  if (!(high > 0)) return;
  for (IntervalRow& row : rows) {
    if (row.interval.estimate > kFarOff * high) row.interval.estimate = row.interval.high = INFINITY;
  }
}

Markup methods_table(const MethodAnswers& answers, std::string_view quantity) {
  std::vector<std::vector<Markup>> rows;
  for (const MethodAnswer& answer : answers.answers) {
    const Interval* interval = find_quantity(answer, "", quantity);
    if (interval == nullptr) continue;
    Markup name = escape_html(method_label(answer.family, answer.variant));
    if (answer.is_headline) name += element("span", R"(class="tag")", say_html(MethodMessage::kHeadlineMark));
    rows.push_back({name, escape_html(answer.model), escape_html(method_range_text(*interval))});
  }
  const std::vector<std::string> heads = {say(MethodMessage::kMethodHead), say(MethodMessage::kModelHead),
                                          say(MethodMessage::kEstimateHead)};
  return element("div", R"(class="models")", table(heads, rows, {}));
}

/// Each assumption once, with the methods that make it.
Markup assumptions_part(const MethodAnswers& answers) {
  std::vector<std::pair<std::string, std::string>> names_by_assumption;
  for (const MethodAnswer& answer : answers.answers) {
    const std::string name = method_label(answer.family, answer.variant);
    bool is_new = true;
    for (auto& [assumption, names] : names_by_assumption) {
      if (assumption != answer.assumption) continue;
      names += "; " + name;
      is_new = false;
    }
    if (is_new) names_by_assumption.emplace_back(answer.assumption, name);
  }
  Markup heading = element("h3", "", say_html(MethodMessage::kHeadAssumptions));
  if (names_by_assumption.size() == 1)
    return heading += element("p", "", escape_html(names_by_assumption.front().first));
  Markup items;
  for (const auto& [assumption, names] : names_by_assumption)
    items += element("li", "", say_html(MethodMessage::kAssumptionItem, names, assumption));
  return heading += element("ul", "", items);
}

}  // namespace

std::string method_page(const std::string& title, const Markup& body) {
  Markup head = {R"(<meta charset="utf-8">)"};
  head.html += fmt::format(R"(<meta http-equiv="Content-Security-Policy" content="{}">)", kPolicy);
  head.html += R"(<meta name="viewport" content="width=device-width,initial-scale=1">)";
  head.html += R"(<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">)";
  head += element("title", "", escape_html(title));
  head.html += fmt::format("<style>{}</style>", kReportStyle);
  Markup page = element("head", "", head);
  page += element("body", "", element("main", "", body));
  return "<!doctype html>\n" + element("html", R"(lang="en")", page).html + "\n";
}

std::string method_range_text(const Interval& interval) {
  if (std::isinf(interval.high) && std::isfinite(interval.low))
    return say(MethodMessage::kRangeAtLeast, whole_text(interval.estimate), whole_text(interval.low));
  if (!has_limits(interval)) return whole_text(interval.estimate);
  const IntervalText text = rounded_interval(interval);
  if (text.low == text.high) return text.estimate;
  return say(MethodMessage::kRangeOf, text.estimate, text.low, text.high);
}

Markup method_heading(std::string_view id, MethodMessage message) {
  return element("h2", fmt::format(R"(id="{}")", id), say_html(message));
}

Markup methods_part(const MethodAnswers& answers, std::string_view quantity, MethodMessage introduction) {
  std::vector<IntervalRow> rows;
  for (const MethodAnswer& answer : answers.answers) {
    const Interval* interval = find_quantity(answer, "", quantity);
    if (interval == nullptr) continue;
    rows.push_back({method_label(answer.family, answer.variant), drawable(*interval),
                    method_range_text(*interval), answer.is_headline});
  }
  if (rows.empty()) return {};
  cut_far_off(rows);
  Markup markup = method_heading("methods", MethodMessage::kHeadMethods);
  markup += element("p", "", say_html(introduction));
  const std::string description = say(MethodMessage::kMethodsChart);
  markup +=
      figure("methods", [&](ChartSize size) { return chart_intervals(rows, false, description, size); });
  markup += methods_table(answers, quantity);
  return markup += assumptions_part(answers);
}

Markup refusals_part(const MethodAnswers& answers) {
  if (answers.refusals.empty()) return {};
  Markup items;
  for (const Refusal& refusal : answers.refusals) {
    Markup item =
        say_html(MethodMessage::kRefusalItem, method_label(refusal.family, refusal.variant), refusal.reason);
    if (!refusal.needed.empty()) item += say_html(MethodMessage::kRefusalNeeded, refusal.needed);
    items += element("li", "", item);
  }
  Markup markup = method_heading("refused", MethodMessage::kHeadRefused);
  return markup += element("ul", "", items);
}

Markup method_notes_part(const MethodAnswers& answers) {
  if (answers.notes.empty()) return {};
  Markup items;
  for (const std::string& note : answers.notes) items += element("li", "", escape_html(note));
  Markup markup = method_heading("input", MethodMessage::kHeadNotes);
  return markup += element("ul", "", items);
}

Markup method_making_part(const MethodRun& run) {
  Markup markup = method_heading("made", MethodMessage::kHeadMade);
  markup += element("p", "", element("code", "", escape_html(reproducible_call(run.call))));
  markup += element("p", "", say_html(MethodMessage::kMadeLine, program_version(), std::to_string(run.seed)));
  std::vector<std::vector<Markup>> rows;
  for (const InputFile& file : run.inputs)
    rows.push_back({element("bdi", "", escape_html(file.name)),
                    escape_html(format_count(static_cast<std::int64_t>(file.num_rows))),
                    element("code", "", escape_html(file.sha256))});
  return markup +=
         table({say(MethodMessage::kFileHead), say(MethodMessage::kRowsHead), say(MethodMessage::kHashHead)},
               rows, {1});
}

}  // namespace byname
