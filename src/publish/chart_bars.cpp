// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "publish/charts.hpp"

namespace byname {
namespace {

double largest_value(const std::vector<BarRow>& rows) {
  double largest = 0;
  for (const BarRow& row : rows) largest = std::max(largest, row.value);
  return largest > 0 ? largest : 1;
}

double widest_text(const std::vector<BarRow>& rows) {
  double widest = 0;
  for (const BarRow& row : rows) widest = std::max(widest, text_width(row.text));
  return widest;
}

Markup bars_on_page(const std::vector<BarRow>& rows, const std::string& description) {
  constexpr double kLeft = 252;
  SvgCanvas svg(ChartSize::kWide, description);
  const double room = svg.width() - kLeft - 12 - widest_text(rows);
  const double scale = std::min(420.0, room) / largest_value(rows);
  double y = 4;
  for (const BarRow& row : rows) {
    svg.fitted(kLeft - 12, y + 13, Anchor::kEnd, kLeft - 16, row.label, "label");
    svg.rect(kLeft, y, row.value * scale, 17, "bar");
    svg.text(kLeft + row.value * scale + 8, y + 13, Anchor::kStart, row.text, "value");
    y += 28;
  }
  return svg.finish(y);
}

Markup bars_on_telephone(const std::vector<BarRow>& rows, const std::string& description) {
  SvgCanvas svg(ChartSize::kNarrow, description);
  const double value_width = widest_text(rows) + 8;
  const double scale = svg.width() / largest_value(rows);
  double y = 0;
  for (const BarRow& row : rows) {
    svg.fitted(0, y + 14, Anchor::kStart, svg.width() - value_width, row.label, "label");
    svg.text(svg.width(), y + 14, Anchor::kEnd, row.text, "value");
    svg.rect(0, y + 20, svg.width(), 9, "track");
    svg.rect(0, y + 20, row.value * scale, 9, "bar");
    y += 40;
  }
  return svg.finish(y);
}

}  // namespace

Markup chart_bars(const std::vector<BarRow>& rows, const std::string& description, ChartSize size) {
  return size == ChartSize::kWide ? bars_on_page(rows, description) : bars_on_telephone(rows, description);
}

}  // namespace byname
