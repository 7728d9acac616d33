// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "publish/chart_axis.hpp"
#include "publish/charts.hpp"
#include "publish/number_text.hpp"

namespace byname {
namespace {

constexpr double kMaxStretch =
    4;  // an interval longer than this many times the largest estimate is cut, with an arrow

struct Shape {
  double left;   // of the plot
  double right;  // of the plot
  double row_height;
  double text_x;  // of the values
  int max_ticks;
  bool label_above;
};

/// On a page the labels and the values have columns as wide as the widest of them needs, within reason.
Shape shape_of(const std::vector<IntervalRow>& rows, ChartSize size) {
  if (size == ChartSize::kNarrow) return {8, 326, 48, 0, 4, true};
  double label = 90;
  double value = 90;
  for (const IntervalRow& row : rows) {
    label = std::max(label, text_width(row.label));
    value = std::max(value, 1.15 * text_width(row.value));
  }
  const double left = std::min(label, 230.0) + 20;
  const double text_x = chart_width(size) - std::min(value, 250.0);
  return {left, text_x - 20, 38, text_x, text_x - left > 330 ? 6 : 4, false};
}

double finite_or(double value, double fallback) { return std::isfinite(value) ? value : fallback; }

ChartAxis axis_of(const std::vector<IntervalRow>& rows, bool from_zero, const Shape& shape) {
  double low = INFINITY;
  double high = 0;
  double largest = 0;
  for (const IntervalRow& row : rows) {
    largest = std::max(largest, finite_or(row.interval.estimate, 0));
    high = std::max({high, finite_or(row.interval.high, INFINITY), finite_or(row.interval.estimate, 0)});
    low = std::min({low, finite_or(row.interval.low, 0), finite_or(row.interval.estimate, 0)});
  }
  high = std::min(high, std::max(1.0, kMaxStretch * largest));
  return make_axis(from_zero ? 0 : low, high, shape.max_ticks, shape.left, shape.right);
}

void draw_axis(SvgCanvas& svg, const ChartAxis& axis, double bottom) {
  for (double tick : axis.ticks) {
    svg.line(axis.at(tick), 6, axis.at(tick), bottom, "grid");
    svg.tick(axis.at(tick), bottom + 17, short_text(tick));
  }
}

void draw_arrow(SvgCanvas& svg, double x, double y) {
  svg.polygon(fmt::format("{:.1f},{:.1f} {:.1f},{:.1f} {:.1f},{:.1f}", x, y - 7, x + 9, y, x, y + 7),
              "range");
}

void draw_interval(SvgCanvas& svg, const ChartAxis& axis, const IntervalRow& row, double y) {
  const double low = axis.at(std::clamp(finite_or(row.interval.low, axis.low), axis.low, axis.high));
  const double high = axis.at(std::clamp(finite_or(row.interval.high, axis.high), axis.low, axis.high));
  svg.rect(low - 2, y - 4.5, std::max(high - low, 0.0) + 4, 9, "range");
  if (finite_or(row.interval.high, INFINITY) > axis.high) draw_arrow(svg, high, y);
  const double estimate = std::clamp(finite_or(row.interval.estimate, axis.high), axis.low, axis.high);
  svg.circle(axis.at(estimate), y, 5.5, row.is_headline ? "dot" : "ring");
}

void draw_labels(SvgCanvas& svg, const Shape& shape, const IntervalRow& row, double y) {
  const char* value_class = row.is_headline ? "value strong" : "value";
  if (shape.label_above) {
    svg.fitted(0, y - 15, Anchor::kStart, 150, row.label, "label");
    svg.fitted(svg.width(), y - 15, Anchor::kEnd, 186, row.value, value_class);
    return;
  }
  svg.fitted(shape.left - 16, y + 4.5, Anchor::kEnd, shape.left - 16, row.label, "label");
  svg.fitted(shape.text_x, y + 4.5, Anchor::kStart, svg.width() - shape.text_x, row.value, value_class);
}

}  // namespace

Markup chart_intervals(const std::vector<IntervalRow>& rows, bool from_zero, const std::string& description,
                       ChartSize size) {
  const Shape shape = shape_of(rows, size);
  const ChartAxis axis = axis_of(rows, from_zero, shape);
  SvgCanvas svg(size, description);
  const double bottom = 8 + shape.row_height * static_cast<double>(rows.size());
  draw_axis(svg, axis, bottom);
  double y = shape.label_above ? 34 : 8 + shape.row_height / 2;
  for (const IntervalRow& row : rows) {
    draw_interval(svg, axis, row, y);
    draw_labels(svg, shape, row, y);
    y += shape.row_height;
  }
  return svg.finish(bottom + 24);
}

}  // namespace byname
