// SPDX-License-Identifier: Apache-2.0
#include "publish/estimate_report.hpp"

#include <algorithm>
#include <cmath>

#include "base/number_format.hpp"
#include "publish/charts.hpp"
#include "publish/list_label.hpp"
#include "publish/method_report.hpp"
#include "publish/number_text.hpp"
#include "publish/report_parts.hpp"

namespace byname {
namespace {

constexpr double kNoLimit = 1e12;
constexpr double kSensitivities[] = {0.5, 1, 2};

Interval with_open_end(Interval interval) {
  if (!(interval.high < kNoLimit)) interval.high = INFINITY;
  return interval;
}

/// Everybody named, whatever stratum.
Overlap overlap_of(const EstimateOutput& output) {
  Overlap overlap;
  for (const StratumOverlap& stratum : output.data.input.strata) {
    for (const auto& [pattern, persons] : stratum.decided) overlap[pattern] += persons;
  }
  return overlap;
}

/// The named that the headline's total is made with: under draws, not those of the decided links.
double named_beside(const ModelEstimate& headline) {
  return headline.total.estimate - headline.unseen.estimate;
}

std::int64_t num_named(const EstimateOutput& output) {
  std::int64_t named = 0;
  for (const auto& [pattern, persons] : overlap_of(output)) named += persons;
  for (const auto& [times, persons] : output.data.captures) named += persons;
  return named;
}

const ModelEstimate* headline_of(const UnseenEstimate& unseen) {
  return unseen.headline < 0 ? nullptr : &unseen.models[static_cast<std::size_t>(unseen.headline)];
}

std::string title_of(const EstimateOutput& output) {
  const ModelEstimate* headline = headline_of(output.estimate.all);
  if (headline == nullptr) return say(MethodMessage::kEstimateTitleRefused, format_count(num_named(output)));
  return say(MethodMessage::kEstimateTitle, format_count(std::llround(named_beside(*headline))),
             rounded_interval(headline->unseen).estimate);
}

std::string kicker_of(const EstimateOutput& output) {
  const auto num_lists = static_cast<std::int64_t>(output.data.input.lists.size());
  std::string text =
      num_lists == 0 ? say(MethodMessage::kEstimateOneSource) : format_counted(num_lists, "list", "lists");
  const auto num_draws = static_cast<std::int64_t>(output.data.num_draws);
  if (num_draws > 0) text += " · " + format_counted(num_draws, "draw of the linkage", "draws of the linkage");
  return text;
}

Markup lead_of(const EstimateOutput& output, const ModelEstimate& headline) {
  const UnseenEstimate& all = output.estimate.all;
  const IntervalText unseen = rounded_interval(headline.unseen);
  Markup lead = say_html(MethodMessage::kEstimateLead, unseen.estimate, unseen.low, unseen.high);
  if (all.spread.high > all.spread.low) {
    const IntervalText spread = rounded_interval({all.spread.low, all.spread.low, all.spread.high});
    lead += say_html(MethodMessage::kEstimateLeadSpread, spread.low, spread.high);
  }
  return lead;
}

Markup answer_part(const EstimateOutput& output) {
  Markup markup =
      element("p", R"(class="kicker")", say_html(MethodMessage::kEstimateKicker, kicker_of(output)));
  markup += element("h1", "", escape_html(title_of(output)));
  const ModelEstimate* headline = headline_of(output.estimate.all);
  if (headline == nullptr)
    return markup += element("p", R"(class="lead")", escape_html(output.estimate.all.assumption));
  markup += element("p", R"(class="lead")", lead_of(output, *headline));
  markup += element("p", "", say_html(MethodMessage::kEstimateAssumes, headline->assumption));
  const double named = named_beside(*headline);
  const Interval unseen = with_open_end(headline->unseen);
  const Interval total = with_open_end(headline->total);
  const std::vector<IntervalRow> rows = {
      {say(MethodMessage::kEstimateNamed), {named, named, named}, whole_text(named), true},
      {std::string(quantity_label("unseen")), unseen, method_range_text(unseen), true},
      {std::string(quantity_label("total")), total, method_range_text(total), true}};
  const std::string description = say(MethodMessage::kEstimateChart);
  return markup +=
         figure("answer", [&](ChartSize size) { return chart_intervals(rows, true, description, size); });
}

Markup overlap_part(const EstimateOutput& output) {
  if (output.data.input.lists.size() < 2) return {};
  OverlapChart chart;
  chart.lists = list_labels_for_charts(output.data.input.lists);
  chart.list_persons.assign(chart.lists.size(), 0);
  for (const auto& [pattern, persons] : overlap_of(output)) {
    if (persons > 0) chart.patterns.emplace_back(pattern, persons);
    for (std::size_t i = 0; i < chart.lists.size(); ++i)
      chart.list_persons[i] += (pattern >> i & 1) != 0 ? persons : 0;
  }
  if (chart.patterns.empty()) return {};
  std::sort(chart.patterns.begin(), chart.patterns.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  chart.on_each_list = say(Message::kOverlapEach);
  chart.on_exactly = say(Message::kOverlapExactly);
  chart.rest = message(Message::kOverlapRest);
  chart.only = message(Message::kOverlapOnly);
  chart.description = say(Message::kOverlapChart);
  Markup markup = method_heading("lists", MethodMessage::kEstimateHeadLists);
  return markup += figure("overlap", [&](ChartSize size) { return chart_overlap(chart, size); });
}

/// Everybody, if those on no list are xi times as many as the assumption says.
Markup sensitivity_part(const EstimateOutput& output) {
  const ModelEstimate* headline = headline_of(output.estimate.all);
  if (headline == nullptr) return {};
  const double named = named_beside(*headline);
  std::vector<IntervalRow> rows;
  for (const double xi : kSensitivities) {
    const Interval& unseen = headline->unseen;
    const Interval total = with_open_end(
        xi == 1 ? headline->total
                : Interval{named + xi * unseen.estimate, named + xi * unseen.low, named + xi * unseen.high});
    rows.push_back({fmt::format("ξ = {}", xi), total, method_range_text(total), xi == 1});
  }
  Markup markup = method_heading("sensitivity", MethodMessage::kEstimateHeadSensitivity);
  markup += element("p", "", say_html(MethodMessage::kEstimateSensitivityIntro));
  const std::string description = say(MethodMessage::kEstimateSensitivityChart);
  return markup += figure("sensitivity",
                          [&](ChartSize size) { return chart_intervals(rows, true, description, size); });
}

/// Where the width of the headline's interval comes from.
Markup variance_part(const EstimateOutput& output) {
  const ModelEstimate* headline = headline_of(output.estimate.all);
  if (headline == nullptr) return {};
  const VarianceParts& parts = headline->variance;
  const double sum = parts.sampling + parts.model + parts.linkage;
  if (!(sum > 0)) return {};
  const bool is_sum = !output.estimate.strata.empty();
  std::vector<BarRow> rows;
  const auto add = [&](MethodMessage label, double value) {
    rows.push_back({say(label), value, percent_text(value / sum)});
  };
  add(is_sum ? MethodMessage::kEstimateFromBoth : MethodMessage::kEstimateFromSampling, parts.sampling);
  if (!is_sum) add(MethodMessage::kEstimateFromModel, parts.model);
  add(MethodMessage::kEstimateFromLinkage, parts.linkage);
  Markup markup = method_heading("variance", MethodMessage::kEstimateHeadVariance);
  markup += element("p", "", say_html(MethodMessage::kEstimateVarianceIntro));
  const std::string description = say(MethodMessage::kEstimateVarianceChart);
  return markup += figure("variance", [&](ChartSize size) { return chart_bars(rows, description, size); });
}

Markup strata_part(const EstimateOutput& output) {
  if (output.estimate.strata.empty()) return {};
  std::vector<IntervalRow> chart_rows;
  std::vector<std::vector<Markup>> rows;
  for (const StratumEstimate& stratum : output.estimate.strata) {
    const ModelEstimate* headline = headline_of(stratum.unseen);
    if (headline == nullptr) {
      rows.push_back({escape_html(stratum.name), escape_html(stratum.unseen.assumption), {}});
      continue;
    }
    const Interval unseen = with_open_end(headline->unseen);
    chart_rows.push_back({stratum.name, unseen, method_range_text(unseen), true});
    rows.push_back({escape_html(stratum.name), escape_html(method_range_text(unseen)),
                    escape_html(method_range_text(with_open_end(headline->total)))});
  }
  Markup markup = method_heading("strata", MethodMessage::kEstimateHeadStrata);
  markup += element("p", "", say_html(MethodMessage::kEstimateStrataIntro));
  const std::string description = say(MethodMessage::kEstimateStrataChart);
  if (!chart_rows.empty())
    markup += figure("strata",
                     [&](ChartSize size) { return chart_intervals(chart_rows, true, description, size); });
  return markup += table({say(MethodMessage::kExcessStratumHead), std::string(quantity_label("unseen")),
                          std::string(quantity_label("total"))},
                         rows, {});
}

Markup dropped_part(const EstimateOutput& output) {
  if (output.dropped.empty()) return {};
  std::vector<std::vector<Markup>> rows;
  for (const DroppedList& each : output.dropped) {
    const std::string total = each.reason.empty() ? method_range_text(with_open_end(each.total))
                                                  : say(MethodMessage::kNotEstimable);
    const std::string check = each.check_reason.empty()
                                  ? method_range_text(with_open_end(each.checked_unseen))
                                  : say(MethodMessage::kNotEstimable);
    rows.push_back({escape_html(each.list), escape_html(total), escape_html(check),
                    escape_html(whole_text(each.known_unseen))});
  }
  Markup markup = method_heading("dropped", MethodMessage::kEstimateHeadDropped);
  markup += element("p", "", say_html(MethodMessage::kEstimateDroppedIntro));
  return markup += table({say(MethodMessage::kEstimateListHead), say(MethodMessage::kEstimateWithoutHead),
                          say(MethodMessage::kEstimateCheckHead), say(MethodMessage::kEstimateKnownHead)},
                         rows, {3});
}

Markup pairs_part(const EstimateOutput& output) {
  if (output.pairs.empty()) return {};
  std::vector<std::vector<Markup>> rows;
  for (const ListPair& pair : output.pairs) {
    const Interval& odds = pair.odds_ratio;
    rows.push_back(
        {escape_html(fmt::format("{}, {}", pair.first, pair.second)), escape_html(whole_text(pair.on_both)),
         escape_html(percent_text(pair.share_of_first)), escape_html(percent_text(pair.share_of_second)),
         escape_html(odds.estimate > 0
                         ? fmt::format("{:.1f} ({:.1f} to {:.1f})", odds.estimate, odds.low, odds.high)
                         : ""),
         escape_html(pair.note)});
  }
  Markup markup = method_heading("pairs", MethodMessage::kEstimateHeadPairs);
  markup += element("p", "", say_html(MethodMessage::kEstimatePairsIntro));
  return markup +=
         table({say(MethodMessage::kEstimatePairHead), say(MethodMessage::kEstimateOnBothHead),
                say(MethodMessage::kEstimateShareFirstHead), say(MethodMessage::kEstimateShareSecondHead),
                say(MethodMessage::kEstimateOddsHead), say(MethodMessage::kEstimateNoteHead)},
               rows, {1, 2, 3});
}

MethodRun run_of(const EstimateOutput& output) {
  InputFile file;
  file.name = output.data.path.substr(output.data.path.find_last_of('/') + 1);
  file.num_rows = output.data.num_rows;
  file.sha256 = output.data.sha256;
  return {"estimate", output.call, output.seed, {file}};
}

}  // namespace

MethodAnswers estimate_answers(const EstimateOutput& output) {
  MethodAnswers answers;
  const UnseenEstimate& all = output.estimate.all;
  for (std::size_t i = 0; i < all.models.size(); ++i) {
    const ModelEstimate& model = all.models[i];
    MethodAnswer& answer = answers.answers.emplace_back();
    answer.family = model.family;
    answer.variant = model.variant;
    answer.model = model.model;
    answer.assumption = model.assumption;
    answer.is_headline = model.is_headline;
    answer.diagnostics = model.diagnostics;
    answer.quantities = {{"", "unseen", with_open_end(model.unseen)},
                         {"", "total", with_open_end(model.total)}};
    if (i < output.draws.size()) answer.draws = output.draws[i];
  }
  answers.refusals = all.refusals;
  answers.notes = output.data.notes;
  return answers;
}

std::string estimate_report_html(const EstimateOutput& output) {
  const MethodAnswers answers = estimate_answers(output);
  Markup body = answer_part(output);
  body += overlap_part(output);
  if (!answers.answers.empty()) body += methods_part(answers, "unseen", MethodMessage::kEstimateMethodsIntro);
  body += sensitivity_part(output);
  body += variance_part(output);
  body += strata_part(output);
  body += dropped_part(output);
  body += pairs_part(output);
  body += refusals_part(answers);
  body += method_notes_part(answers);
  body += method_making_part(run_of(output));
  return method_page(title_of(output), body);
}

}  // namespace byname
