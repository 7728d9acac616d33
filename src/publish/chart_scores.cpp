// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "publish/chart_axis.hpp"
#include "publish/charts.hpp"
#include "publish/number_text.hpp"

namespace byname {
namespace {

constexpr double kTop = 30;
constexpr double kBase = 190;
constexpr double kLogFrom =
    30;  // the scale turns logarithmic when the tallest bin is this many times the middle one

/// Heights of bins: linear, or by powers of ten when a linear scale would flatten everything but one hill.
struct HeightScale {
  bool is_log = false;
  double top = 1;  // linear: value of the full height; log: decades of the full height

  double height(double count) const {
    if (count <= 0) return 0;
    const double share = is_log ? (std::log10(count) + 0.3) / (top + 0.3) : count / top;
    return std::max(1.0, share * (kBase - kTop));
  }
};

HeightScale scale_of(const ScoreChart& data) {
  double largest = 1;
  for (const auto& [edge, count] : data.bins) largest = std::max(largest, static_cast<double>(count));
  return {data.is_log, data.is_log ? std::ceil(std::log10(largest)) : largest};
}

void draw_height_ticks(SvgCanvas& svg, const HeightScale& scale, double left, double right) {
  if (!scale.is_log) {
    const ChartAxis axis = make_axis(0, scale.top, 4, 0, 1);
    for (double tick : axis.ticks) {
      if (tick > scale.top || tick == 0) continue;
      const double y = kBase - scale.height(tick);
      svg.line(left, y, right, y, "grid");
      svg.text(left - 6, y + 4, Anchor::kEnd, short_text(tick), "axis");
    }
    return;
  }
  const int step = scale.top > 5 ? 2 : 1;
  for (int decade = 0; decade <= static_cast<int>(scale.top); decade += step) {
    const double y = kBase - scale.height(std::pow(10.0, decade));
    svg.line(left, y, right, y, "grid");
    svg.text(left - 6, y + 4, Anchor::kEnd, short_text(std::pow(10.0, decade)), "axis");
  }
}

void draw_bins(SvgCanvas& svg, const ScoreChart& data, const ChartAxis& axis, const HeightScale& scale,
               double width) {
  for (const auto& [edge, count] : data.bins) {
    if (count <= 0) continue;
    const double x = axis.at(edge);
    const double bar = std::max(0.8, axis.at(edge + width) - x - 1);
    const double height = scale.height(static_cast<double>(count));
    svg.rect(x, kBase - height, bar, height, edge + width / 2 >= data.threshold ? "bar" : "faint");
  }
}

void draw_threshold(SvgCanvas& svg, const ScoreChart& data, const ChartAxis& axis) {
  const double x = axis.at(std::clamp(data.threshold, axis.low, axis.high));
  svg.line(x, 10, x, kBase, "threshold");
  const bool at_right = x + 8 + text_width(data.threshold_text) < svg.width();
  svg.text(at_right ? x + 7 : x - 7, 20, at_right ? Anchor::kStart : Anchor::kEnd, data.threshold_text,
           "value");
  if (data.review_text.empty()) return;
  const double low = axis.at(std::clamp(data.review_low, axis.low, axis.high));
  const double high = axis.at(std::clamp(data.review_high, axis.low, axis.high));
  svg.rect(low, kBase + 2, std::max(1.0, high - low), 5, "against");
  const double half = text_width(data.review_text) / 2;
  const double center = std::clamp((low + high) / 2, half, svg.width() - half);
  svg.text(center, kBase + 40, Anchor::kMiddle, data.review_text, "value against-text");
}

double bin_width(const std::vector<std::pair<double, std::int64_t>>& bins) {
  return bins.size() > 1 ? bins[1].first - bins[0].first : 1;
}

/// Without the empty bins at both ends, so that the hills use the whole width.
std::pair<double, double> filled_range(const ScoreChart& data, double width) {
  double low = std::min(data.review_low, data.threshold);
  double high = std::max(data.review_high, data.threshold);
  for (const auto& [edge, count] : data.bins) {
    if (count <= 0) continue;
    low = std::min(low, edge);
    high = std::max(high, edge + width);
  }
  return {low, high};
}

}  // namespace

bool needs_log_scale(const std::vector<std::pair<double, std::int64_t>>& bins) {
  std::vector<std::int64_t> counts;
  for (const auto& [edge, count] : bins) {
    if (count > 0) counts.push_back(count);
  }
  if (counts.empty()) return false;
  std::sort(counts.begin(), counts.end());
  return static_cast<double>(counts.back()) >= kLogFrom * static_cast<double>(counts[counts.size() / 2]);
}

Markup chart_scores(const ScoreChart& data, ChartSize size) {
  SvgCanvas svg(size, data.description);
  const double width = bin_width(data.bins);
  const auto [low, high] = filled_range(data, width);
  const double left = svg.is_wide() ? 74 : 62;
  const double right = svg.width() - 8;
  const HeightScale scale = scale_of(data);
  const ChartAxis axis = make_axis(low, high, svg.is_wide() ? 10 : 6, left, right);
  draw_height_ticks(svg, scale, left, right);
  draw_bins(svg, data, axis, scale, width);
  svg.line(left, kBase + 0.5, right, kBase + 0.5, "base");
  draw_threshold(svg, data, axis);
  for (double tick : axis.ticks) {
    const std::string text = tick == 0 ? "0" : (tick < 0 ? "\u2212" : "+") + whole_text(std::abs(tick));
    svg.tick(axis.at(tick), kBase + 22, text);
  }
  return svg.finish(kBase + 48);
}

}  // namespace byname
