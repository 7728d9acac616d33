// SPDX-License-Identifier: Apache-2.0
#include "publish/figures_output.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/number_format.hpp"
#include "names/date_phrase.hpp"
#include "publish/charts.hpp"
#include "publish/method_report.hpp"
#include "publish/number_text.hpp"
#include "publish/report_parts.hpp"
#include "table/csv_writer.hpp"

namespace byname {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kOpenEnd = 1.15;  // an open range is drawn so much beyond the largest number

Json number_or_null(const std::optional<double>& number) {
  return number && std::isfinite(*number) ? Json(*number) : Json(nullptr);
}

std::string day_or_empty(const FigureDefinition& definition, bool is_earliest) {
  if (!definition.days) return "";
  return day_text(is_earliest ? definition.days->earliest : definition.days->latest);
}

Json definition_json(const FigureDefinition& definition) {
  return {{"population", definition.population},
          {"counted", definition.counted},
          {"as_of", definition.as_of},
          {"earliest", definition.days ? Json(day_or_empty(definition, true)) : Json(nullptr)},
          {"latest", definition.days ? Json(day_or_empty(definition, false)) : Json(nullptr)}};
}

Json figure_json(const Figure& figure) {
  Json json = {{"source", figure.source},
               {"kind", figure.kind},
               {"figure", figure.text},
               {"value", number_or_null(figure.value.value)},
               {"low", number_or_null(figure.value.low)},
               {"high", number_or_null(figure.value.high)},
               {"about", figure.value.is_about},
               {"bound", bound_name(figure.value.bound)}};
  json.update(definition_json(figure.definition));
  json["note"] = figure.note;
  return json;
}

Json own_json(const OwnNumber& number) {
  Json json = {{"quantity", number.label},
               {"file", number.file},
               {"estimate", number_or_null(number.interval.estimate)},
               {"low", number_or_null(number.interval.low)},
               {"high", number_or_null(number.interval.high)}};
  json.update(definition_json(number.definition));
  return json;
}

std::string own_label(const OwnNumber& number) { return std::string(quantity_label(number.label)); }

Markup or_not_said(const std::string& text, MethodMessage otherwise) {
  return text.empty() ? element("span", R"(class="soft")", say_html(otherwise)) : escape_html(text);
}

std::vector<IntervalRow> chart_rows(const FiguresOutput& output) {
  std::vector<IntervalRow> rows;
  for (const OwnNumber& number : output.own) {
    Interval interval = number.interval;
    if (!std::isfinite(interval.low)) interval.low = interval.estimate;
    if (!std::isfinite(interval.high)) interval.high = interval.estimate;
    rows.push_back({own_label(number), interval, method_range_text(number.interval), true});
  }
  for (const Figure& figure : output.figures)
    rows.push_back({figure.source, interval_of_figure(figure.value), figure.text, false});
  double largest = 0;
  for (const IntervalRow& row : rows) {
    largest = std::max(largest, row.interval.estimate);
    if (std::isfinite(row.interval.high)) largest = std::max(largest, row.interval.high);
  }
  for (IntervalRow& row : rows) {
    if (!std::isfinite(row.interval.high)) row.interval.high = kOpenEnd * largest;
  }
  return rows;
}

std::pair<double, double> range_of(const std::vector<Figure>& figures) {
  double low = INFINITY, high = 0;
  for (const Figure& figure : figures) {
    const Interval interval = interval_of_figure(figure.value);
    const bool is_only_ceiling = figure.value.bound == FigureBound::kAtMost && !figure.value.low;
    low = std::min(low, is_only_ceiling ? interval.estimate : interval.low);
    high = std::max(high, std::isfinite(interval.high) ? interval.high : interval.estimate);
  }
  return {low, high};
}

Markup answer_part(const FiguresOutput& output) {
  const std::string count =
      format_counted(static_cast<std::int64_t>(output.figures.size()), "figure", "figures");
  Markup markup = element("p", R"(class="kicker")", say_html(MethodMessage::kFiguresKicker, count));
  markup += element("h1", "", say_html(MethodMessage::kFiguresTitle));
  const auto [low, high] = range_of(output.figures);
  Markup lead = say_html(MethodMessage::kFiguresLead, count, whole_text(low), whole_text(high));
  if (!output.own.empty()) lead += say_html(MethodMessage::kFiguresLeadOwn);
  markup += element("p", R"(class="lead")", lead);
  const std::vector<IntervalRow> rows = chart_rows(output);
  const std::string description = say(MethodMessage::kFiguresChart);
  markup += figure("figures", [&](ChartSize size) { return chart_intervals(rows, true, description, size); });
  return markup += element("p", R"(class="note")", say_html(MethodMessage::kFiguresNote));
}

std::vector<Markup> table_row(const Markup& source, const std::string& figure, const std::string& kind,
                              const FigureDefinition& definition) {
  return {source,
          escape_html(figure),
          or_not_said(definition.counted, MethodMessage::kFiguresNotSaid),
          or_not_said(definition.population, MethodMessage::kFiguresNotSaid),
          or_not_said(definition.as_of, MethodMessage::kFiguresUndated),
          escape_html(kind)};
}

Markup table_part(const FiguresOutput& output) {
  std::vector<std::vector<Markup>> rows;
  for (const OwnNumber& number : output.own) {
    Markup source = escape_html(own_label(number));
    source += element("span", R"(class="tag")", say_html(MethodMessage::kFiguresOwnMark));
    rows.push_back(table_row(source, method_range_text(number.interval), "", number.definition));
  }
  for (const Figure& figure : output.figures)
    rows.push_back(table_row(escape_html(figure.source), figure.text, figure.kind, figure.definition));
  Markup markup = method_heading("table", MethodMessage::kFiguresHeadTable);
  return markup += table({say(MethodMessage::kFiguresSourceHead), say(MethodMessage::kFiguresFigureHead),
                          say(MethodMessage::kFiguresCountedHead), say(MethodMessage::kFiguresPopulationHead),
                          say(MethodMessage::kFiguresDateHead), say(MethodMessage::kFiguresKindHead)},
                         rows, {});
}

Markup conflicts_part(const FiguresOutput& output) {
  Markup markup = method_heading("conflicts", MethodMessage::kFiguresHeadConflicts);
  if (output.conflicts.empty())
    return markup += element("p", "", say_html(MethodMessage::kFiguresNoConflicts));
  markup += element("p", "", say_html(MethodMessage::kFiguresConflictsIntro));
  Markup items;
  for (const FigureConflict& conflict : output.conflicts)
    items += element("li", "", escape_html(conflict.text));
  return markup += element("ul", "", items);
}

void write_row(CsvWriter& csv, const std::string& source, const std::string& kind,
               const FigureDefinition& definition, const std::string& figure,
               const std::vector<double>& numbers, const std::string& about, std::string_view bound,
               const std::string& by_name, const std::string& note) {
  std::vector<std::string> cells = {source,
                                    kind,
                                    definition.population,
                                    definition.counted,
                                    definition.as_of,
                                    day_or_empty(definition, true),
                                    day_or_empty(definition, false),
                                    figure};
  for (const double number : numbers) cells.push_back(number_cell(number));
  cells.insert(cells.end(), {about, std::string(bound), by_name, note});
  csv.row(cells);
}

}  // namespace

nlohmann::ordered_json figures_json(const MethodRun& run, const FiguresOutput& output) {
  Json json = method_json(run, {});
  json["assumption"] = "none: nothing is computed from these figures";
  json["figures"] = Json::array();
  for (const Figure& figure : output.figures) json["figures"].push_back(figure_json(figure));
  json["beside"] = Json::array();
  for (const OwnNumber& number : output.own) json["beside"].push_back(own_json(number));
  json["conflicts"] = Json::array();
  for (const FigureConflict& conflict : output.conflicts)
    json["conflicts"].push_back({{"kind", conflict.kind}, {"text", conflict.text}});
  return json;
}

void write_figures_table(const FiguresOutput& output, const std::string& path) {
  const std::vector<std::string> header = {"source",   "kind",   "population", "counted", "as_of",
                                           "earliest", "latest", "figure",     "value",   "low",
                                           "high",     "about",  "bound",      "by_name", "note"};
  CsvWriter csv(path, header);
  for (const OwnNumber& number : output.own) {
    const Interval& interval = number.interval;
    write_row(csv, number.label, "", number.definition, method_range_text(interval),
              {interval.estimate, interval.low, interval.high}, "0", "", "1", "");
  }
  for (const Figure& figure : output.figures) {
    const FigureValue& value = figure.value;
    write_row(csv, figure.source, figure.kind, figure.definition, figure.text,
              {value.value.value_or(NAN), value.low.value_or(NAN), value.high.value_or(NAN)},
              value.is_about ? "1" : "0", bound_name(value.bound), "0", figure.note);
  }
  csv.close();
}

std::string figures_report_html(const MethodRun& run, const FiguresOutput& output) {
  Markup body = answer_part(output);
  body += table_part(output);
  body += conflicts_part(output);
  body += method_making_part(run);
  return method_page(say(MethodMessage::kFiguresTitle), body);
}

std::string figures_summary(const FiguresOutput& output, const std::string& folder) {
  std::string text = "\n";
  for (const OwnNumber& number : output.own)
    text += fmt::format("  by name  {:<28} {}\n", own_label(number), method_range_text(number.interval));
  for (const Figure& figure : output.figures)
    text += fmt::format("  others   {:<28} {}{}\n", figure.source, figure.text,
                        figure.definition.as_of.empty() ? ", undated" : ", " + figure.definition.as_of);
  for (const FigureConflict& conflict : output.conflicts) text += fmt::format("  note: {}\n", conflict.text);
  return text + fmt::format("  report   {}/report.html\n", folder);
}

}  // namespace byname
