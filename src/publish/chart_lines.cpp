// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include "publish/chart_axis.hpp"
#include "publish/link_charts.hpp"
#include "publish/number_text.hpp"

namespace byname {
namespace {

constexpr double kTop = 24;
constexpr double kBase = 214;
constexpr double kLabelPitch = 17;

struct Scale {
  double low;
  double high;
  double y(double value) const {
    return kBase - (std::clamp(value, low, high) - low) / (high - low) * (kBase - kTop);
  }
};

void draw_heights(SvgCanvas& svg, const Scale& scale, double left, double right) {
  for (int i = 0; i <= 4; ++i) {
    const double value = scale.low + (scale.high - scale.low) * i / 4;
    svg.line(left, scale.y(value), right, scale.y(value), i == 0 ? "base" : "grid");
    svg.text(left - 6, scale.y(value) + 4, Anchor::kEnd, fmt::format("{:.2f}", value), "axis");
  }
}

std::pair<double, double> range_of(const LineChart& data) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const LineSeries& series : data.series) {
    for (const auto& [x, y] : series.points) {
      low = std::min(low, x);
      high = std::max(high, x);
    }
  }
  return low <= high ? std::pair{low, high} : std::pair{0.0, 1.0};
}

void draw_series(SvgCanvas& svg, const LineSeries& series, std::size_t index, const ChartAxis& axis,
                 const Scale& scale) {
  const std::string css = series.is_faint ? "curve dashed" : fmt::format("curve tone{}", index % 4);
  for (std::size_t i = 0; i + 1 < series.points.size(); ++i) {
    const auto& [x, y] = series.points[i];
    const auto& [next_x, next_y] = series.points[i + 1];
    svg.line(axis.at(x), scale.y(y), axis.at(next_x), scale.y(next_y), css);
  }
  if (!series.points.empty())
    svg.circle(axis.at(series.points.back().first), scale.y(series.points.back().second), 2.5, "on");
}

/// Heights of the labels at the right: at the ends of their lines, but apart.
std::vector<double> label_heights(const LineChart& data, const Scale& scale) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < data.series.size(); ++i) {
    if (!data.series[i].points.empty()) order.push_back(i);
  }
  const auto end = [&](std::size_t i) { return scale.y(data.series[i].points.back().second); };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return end(a) < end(b); });
  std::vector<double> heights(data.series.size(), kBase);
  double lowest = kTop - kLabelPitch;
  for (const std::size_t i : order) lowest = heights[i] = std::max(end(i), lowest + kLabelPitch);
  double highest = kBase + kLabelPitch;
  for (auto i = order.rbegin(); i != order.rend(); ++i)
    highest = heights[*i] = std::min(heights[*i], highest - kLabelPitch);
  return heights;
}

}  // namespace

Markup chart_lines(const LineChart& data, ChartSize size) {
  SvgCanvas svg(size, data.description);
  const double left = 46;
  const double right = svg.is_wide() ? 520 : 208;
  const Scale scale{data.low, data.high};
  const auto [low, high] = range_of(data);
  const ChartAxis axis = make_axis(low, high, svg.is_wide() ? 9 : 5, left, right);
  draw_heights(svg, scale, left, right);
  for (const double tick : axis.ticks) {
    const bool is_negative = tick < 0;
    const std::string sign = is_negative ? "\u2212" : data.is_signed && tick > 0 ? "+" : "";
    svg.text(axis.at(tick), kBase + 18, Anchor::kMiddle, sign + whole_text(std::abs(tick)), "axis");
  }
  if (data.has_mark) {
    const double x = axis.at(std::clamp(data.mark, axis.low, axis.high));
    svg.line(x, 8, x, kBase, "threshold");
    const bool is_right = x + 8 + text_width(data.mark_text) < right;
    svg.text(is_right ? x + 6 : x - 6, 16, is_right ? Anchor::kStart : Anchor::kEnd, data.mark_text,
             "value small");
  }
  const std::vector<double> heights = label_heights(data, scale);
  for (std::size_t i = 0; i < data.series.size(); ++i) {
    if (data.series[i].points.empty()) continue;
    draw_series(svg, data.series[i], i, axis, scale);
    const auto& [x, y] = data.series[i].points.back();
    svg.line(axis.at(x) + 3, scale.y(y), right + 10, heights[i], "leader");
    svg.fitted(right + 14, heights[i] + 4, Anchor::kStart, svg.width() - right - 14, data.series[i].label,
               "value small");
  }
  return svg.finish(kBase + 26);
}

}  // namespace byname
