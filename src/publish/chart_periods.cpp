// SPDX-License-Identifier: Apache-2.0
#include "publish/chart_periods.hpp"

#include <algorithm>
#include <cmath>

#include "publish/chart_axis.hpp"
#include "publish/number_text.hpp"

namespace byname {
namespace {

constexpr double kTop = 34;
constexpr double kBase = 214;
constexpr double kMaxStretch = 3;  // a limit higher than this many times the highest bar is cut

struct Heights {
  ChartAxis axis;
  double y(double value) const { return axis.at(std::clamp(value, axis.low, axis.high)); }
};

double top_of(const PeriodChart::Bar& bar) { return bar.known + std::max(bar.to_come.estimate, 0.0); }

Heights heights_of(const PeriodChart& data) {
  double highest = 1, limit = 1;
  for (const PeriodChart::Bar& bar : data.bars) {
    highest = std::max(highest, top_of(bar));
    if (std::isfinite(bar.to_come.high)) limit = std::max(limit, bar.known + bar.to_come.high);
  }
  return {make_axis(0, std::max(highest, std::min(limit, kMaxStretch * highest)), 5, kBase, kTop)};
}

void draw_legend(SvgCanvas& svg, const PeriodChart& data, double left) {
  svg.rect(left, 6, 12, 10, "bar");
  svg.text(left + 18, 15, Anchor::kStart, data.known_text, "value small");
  const double second = left + 30 + text_width(data.known_text);
  svg.rect(second, 6, 12, 10, "range");
  svg.text(second + 18, 15, Anchor::kStart, data.to_come_text, "value small");
}

void draw_bar(SvgCanvas& svg, const PeriodChart::Bar& bar, const Heights& heights, double x, double width) {
  const double gap = width > 6 ? 2 : width * 0.2;
  const double known = heights.y(bar.known);
  svg.rect(x, known, width - gap, kBase - known, "bar");
  const double top = heights.y(top_of(bar));
  if (top < known) svg.rect(x, top, width - gap, known - top, "range");
  if (!std::isfinite(bar.to_come.high) || !(bar.to_come.high > bar.to_come.low)) return;
  const double middle = x + (width - gap) / 2;
  svg.line(middle, heights.y(bar.known + bar.to_come.low), middle, heights.y(bar.known + bar.to_come.high),
           "base");
}

}  // namespace

Markup chart_periods(const PeriodChart& data, ChartSize size) {
  SvgCanvas svg(size, data.description);
  const double left = 56;
  const Heights heights = heights_of(data);
  for (const double tick : heights.axis.ticks) {
    svg.line(left, heights.y(tick), svg.width(), heights.y(tick), tick == 0 ? "base" : "grid");
    svg.text(left - 6, heights.y(tick) + 4, Anchor::kEnd, short_text(tick), "axis");
  }
  draw_legend(svg, data, left);
  const double step = (svg.width() - left) / static_cast<double>(std::max<std::size_t>(data.bars.size(), 1));
  double last_label = -1e9;
  for (std::size_t i = 0; i < data.bars.size(); ++i) {
    const double x = left + step * static_cast<double>(i);
    draw_bar(svg, data.bars[i], heights, x, step);
    const double middle = x + step / 2;
    const double width = text_width(data.bars[i].label);
    // Labels that would touch the one before are left out.
    if (middle - width / 2 < last_label + 10 || middle + width / 2 > svg.width() + 4) continue;
    svg.text(middle, kBase + 18, Anchor::kMiddle, data.bars[i].label, "axis");
    last_label = middle + width / 2;
  }
  return svg.finish(kBase + 26);
}

}  // namespace byname
