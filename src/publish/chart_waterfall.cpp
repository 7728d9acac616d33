// SPDX-License-Identifier: Apache-2.0
#include "publish/chart_waterfall.hpp"

#include <algorithm>
#include <cmath>

#include "publish/chart_axis.hpp"
#include "publish/number_text.hpp"

namespace byname {
namespace {

constexpr double kRowHeight = 26;
constexpr double kBarHeight = 15;

struct Shape {
  double label_width;  // 0: the label stands on a line of its own
  double left;
  double right;
  int max_ticks;
};

Shape shape_of(ChartSize size) {
  if (size == ChartSize::kWide) return {190, 246, 664, 9};
  return {0, 44, 296, 6};
}

/// Where a bar begins and ends, in bits.
struct Span {
  double from;
  double to;
};

std::vector<Span> spans_of(const std::vector<WaterfallStep>& steps) {
  std::vector<Span> spans;
  double at = 0;
  for (const WaterfallStep& step : steps) {
    const double from = step.is_total ? 0 : at;
    at = from + step.bits;
    spans.push_back({from, at});
  }
  return spans;
}

ChartAxis axis_of(const std::vector<Span>& spans, const Shape& shape) {
  double low = -1;
  double high = 1;
  for (const Span& span : spans) {
    low = std::min(low, span.to);
    high = std::max(high, span.to);
  }
  return make_axis(std::floor(low), std::ceil(high), shape.max_ticks, shape.left, shape.right);
}

void draw_axis(SvgCanvas& svg, const ChartAxis& axis, double bottom) {
  for (const double tick : axis.ticks) {
    svg.line(axis.at(tick), 4, axis.at(tick), bottom, tick == 0 ? "base" : "grid");
    const std::string text = tick == 0 ? "0" : (tick < 0 ? "\u2212" : "+") + whole_text(std::abs(tick));
    svg.text(axis.at(tick), bottom + 16, Anchor::kMiddle, text, "axis");
  }
}

void draw_bar(SvgCanvas& svg, const ChartAxis& axis, const WaterfallStep& step, const Span& span, double y) {
  const double left = axis.at(std::min(span.from, span.to));
  const double right = axis.at(std::max(span.from, span.to));
  const std::string_view fill = step.bits >= 0 ? "bar" : "against";
  svg.rect(left, y - kBarHeight / 2, std::max(right - left, 1.0), kBarHeight, fill);
  const bool is_right = step.bits >= 0;
  svg.text(is_right ? right + 5 : left - 5, y + 4.5, is_right ? Anchor::kStart : Anchor::kEnd,
           weight_text(step.bits), step.is_total ? "value small strong" : "value small");
}

}  // namespace

Markup chart_waterfall(const std::vector<WaterfallStep>& steps, const std::string& description,
                       ChartSize size) {
  const Shape shape = shape_of(size);
  const std::vector<Span> spans = spans_of(steps);
  const ChartAxis axis = axis_of(spans, shape);
  SvgCanvas svg(size, description);
  const bool is_stacked = shape.label_width == 0;
  const double pitch = is_stacked ? kRowHeight + 18 : kRowHeight;
  const double bottom = 8 + pitch * static_cast<double>(steps.size());
  draw_axis(svg, axis, bottom);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const double top = 8 + pitch * static_cast<double>(i);
    const double y = top + pitch - kRowHeight / 2;
    const std::string_view css_class = steps[i].is_total ? "label strong" : "label";
    svg.fitted(0, is_stacked ? top + 15 : y + 4.5, Anchor::kStart,
               is_stacked ? svg.width() : shape.label_width, steps[i].label, css_class);
    draw_bar(svg, axis, steps[i], spans[i], y);
    if (i + 1 < steps.size() && !steps[i + 1].is_total) {
      const double x = axis.at(spans[i].to);
      svg.line(x, y + kBarHeight / 2, x, y + pitch - kBarHeight / 2, "threshold");
    }
  }
  return svg.finish(bottom + 22);
}

}  // namespace byname
