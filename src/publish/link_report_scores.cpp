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

double bits_of(double probability) { return std::log2(probability / (1 - probability)); }

LineChart truth_chart(const ThresholdTable& truth) {
  LineChart chart;
  chart.series = {
      {say(LinkMessage::kPrecision), {}}, {say(LinkMessage::kRecall), {}}, {say(LinkMessage::kF1), {}}};
  double low = 1;
  for (const ThresholdRow& row : truth.rows) {
    if (row.true_links < 0.02 * truth.true_pairs) continue;  // the far end says nothing
    const double values[] = {row.precision(), row.recall(), row.f1()};
    for (std::size_t i = 0; i < 3; ++i) {
      chart.series[i].points.emplace_back(row.match_weight, values[i]);
      low = std::min(low, values[i]);
    }
  }
  chart.low = low > 0.82 ? 0.8 : 0;
  chart.has_mark = true;
  chart.is_signed = true;
  chart.mark = truth.chosen.match_weight;
  chart.mark_text = say(LinkMessage::kScoresThreshold);
  chart.description = say(LinkMessage::kTruthChart);
  return chart;
}

Markup thresholds_table(const ThresholdTable& truth) {
  std::vector<std::vector<Markup>> rows;
  for (std::size_t i = 0; i < truth.rows.size(); ++i) {
    const ThresholdRow& row = truth.rows[i];
    if (row.match_weight != std::floor(row.match_weight) && i != truth.best) continue;
    rows.push_back({escape_html(weight_text(row.match_weight)), escape_html(odds_text(row.match_weight)),
                    escape_html(whole_text(row.true_links)), escape_html(whole_text(row.false_links)),
                    escape_html(whole_text(row.missed)), escape_html(share_text(row.precision())),
                    escape_html(share_text(row.recall())), escape_html(share_text(row.f1()))});
  }
  Markup markup = element("summary", "", say_html(LinkMessage::kTruthSummary));
  markup += table(
      {say(LinkMessage::kThresholdHead), say(LinkMessage::kProbabilityHead), say(LinkMessage::kTrueLinksHead),
       say(LinkMessage::kFalseLinksHead), say(LinkMessage::kMissedHead), say(LinkMessage::kPrecision),
       say(LinkMessage::kRecall), say(LinkMessage::kF1)},
      rows, {0, 1, 2, 3, 4, 5, 6, 7});
  return element("details", "", markup);
}

}  // namespace

Markup link_scores_section(const LinkReport& report) {
  const LinkDiagnostics& found = *report.found;
  Markup markup = element("h2", R"(id="scores")", say_html(LinkMessage::kHeadScores));
  if (found.sample.size() == 0) return markup += paragraph(LinkMessage::kExamplesNone);
  markup += paragraph(LinkMessage::kScoresIntro);
  ScoreChart data;
  for (const auto& [edge, pairs] : found.weight_histogram)
    data.bins.emplace_back(edge, static_cast<std::int64_t>(std::llround(pairs)));
  data.threshold = std::clamp(bits_of(found.threshold), -60.0, 60.0);
  data.review_low = data.review_high = data.threshold;
  data.threshold_text = say(LinkMessage::kScoresThreshold);
  data.is_log = needs_log_scale(data.bins);
  data.description = say(LinkMessage::kScoresChart);
  markup += figure("scores", [&](ChartSize size) { return chart_scores(data, size); });
  Markup text = found.is_sampled ? say_html(LinkMessage::kScoresSampled, short_text(found.num_sampled))
                                 : say_html(LinkMessage::kScoresAll);
  text += Markup{" "};
  text += say_html(data.is_log ? Message::kScoresLog : Message::kScoresHeight);
  return markup += element("p", R"(class="note")", text);
}

Markup truth_section(const LinkReport& report) {
  if (!report.truth) return {};
  const ThresholdTable& truth = *report.truth;
  Markup markup = element("h2", R"(id="truth")", say_html(LinkMessage::kHeadTruth));
  const double kept = truth.true_pairs > 0 ? truth.true_pairs_kept / truth.true_pairs : 1;
  markup +=
      paragraph(LinkMessage::kTruthIntro, whole_text(truth.true_pairs), whole_text(truth.true_pairs_kept),
                percent_text(kept), share_text(truth.chosen.precision()), share_text(truth.chosen.recall()),
                share_text(truth.chosen.f1()));
  if (truth.rows.empty()) return markup;
  const ThresholdRow& best = truth.rows[truth.best];
  markup += paragraph(LinkMessage::kTruthBest, weight_text(best.match_weight), odds_text(best.match_weight),
                      share_text(best.precision()), share_text(best.recall()), share_text(best.f1()));
  const LineChart chart = truth_chart(truth);
  markup += figure("truth", [&](ChartSize size) { return chart_lines(chart, size); });
  markup += note(LinkMessage::kTruthNote);
  return markup += thresholds_table(truth);
}

}  // namespace byname
