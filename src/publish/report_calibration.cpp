// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "base/number_format.hpp"
#include "model/calibration_curve.hpp"
#include "publish/link_charts.hpp"
#include "publish/number_text.hpp"
#include "publish/report_parts.hpp"
#include "publish/report_sections.hpp"

namespace byname {
namespace {

/// Probability after calibration, in percent, for every percent before.
LineSeries calibrated_series(const CalibrationLine& line, std::string label) {
  LineSeries series{std::move(label), {}, false};
  for (int percent = 1; percent <= 99; ++percent) {
    const double before = percent / 100.0;
    const double odds = calibrated_log_odds(line, std::log(before / (1 - before)));
    series.points.emplace_back(percent, 1 / (1 + std::exp(-odds)));
  }
  return series;
}

Markup curve_figure(const CalibrationReport& calibration) {
  LineChart data;
  data.series.push_back(calibrated_series({}, say(Message::kCalibrationBefore)));
  data.series.back().is_faint = true;
  data.series.push_back(calibrated_series(calibration.line, say(Message::kCalibrationAfter)));
  data.description = say(Message::kCalibrationChart);
  return figure("calibration", [&](ChartSize size) { return chart_lines(data, size); });
}

Markup bins_table(const CalibrationReport& calibration) {
  std::vector<std::vector<Markup>> rows;
  for (const CalibrationBin& bin : calibration.bins) {
    rows.push_back(
        {escape_html(say(Message::kCalibrationFromTo, percent_text(bin.low), percent_text(bin.high))),
         escape_html(format_count(bin.num_labels)), escape_html(percent_text(bin.mean_before)),
         escape_html(percent_text(bin.mean_after)), escape_html(percent_text(bin.share_same))});
  }
  const std::vector<std::string> heads = {say(Message::kCalibrationRange), say(Message::kCalibrationLabels),
                                          say(Message::kCalibrationBefore), say(Message::kCalibrationAfter),
                                          say(Message::kCalibrationJudged)};
  return table(heads, rows, {1, 2, 3, 4});
}

}  // namespace

Markup calibration_section(const CountOutput& output) {
  const CalibrationReport& calibration = output.links->calibration;
  if (calibration.num_labels == 0) return {};
  Markup markup = subheading(Message::kHeadCalibration);
  markup += paragraph(Message::kCalibrationIntro, format_counted(calibration.num_labels, "pair", "pairs"));
  markup += curve_figure(calibration);
  return markup += bins_table(calibration);
}

}  // namespace byname
