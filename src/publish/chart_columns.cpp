// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "publish/charts.hpp"

namespace byname {
namespace {

constexpr double kHeadHeight = 26;
constexpr double kGap = 14;

struct Shape {
  std::size_t lists_a_panel;
  double label_width;
  double row_height;
};

Shape shape_of(ChartSize size, std::size_t num_lists) {
  if (size == ChartSize::kNarrow) return {std::min<std::size_t>(num_lists, 2), 112, 36};
  return {std::min<std::size_t>(num_lists, 3), 132, 36};
}

void draw_cell(SvgCanvas& svg, const ColumnChart::Cell& cell, const std::string& absent, double x, double y,
               double width) {
  if (!cell.is_there) {
    svg.fitted(x, y + 11, Anchor::kStart, width, absent, "axis");
    return;
  }
  const double filled = width * std::clamp(cell.filled, 0.0, 1.0);
  const double unreadable = std::min(filled, width * cell.unreadable);
  svg.rect(x, y + 17, width, 8, "track");
  svg.rect(x, y + 17, filled, 8, "bar");
  if (unreadable > 0) svg.rect(x + filled - unreadable, y + 17, std::max(unreadable, 1.5), 8, "against");
  svg.text(x, y + 11, Anchor::kStart, cell.text, "value small");
  if (!cell.detail.empty() && text_width(cell.text) + text_width(cell.detail) + 10 < width) {
    svg.text(x + width, y + 11, Anchor::kEnd, cell.detail, "value small against-text");
  }
}

double draw_panel(SvgCanvas& svg, const ColumnChart& data, const Shape& shape, std::size_t first, double y) {
  const std::size_t last = std::min(first + shape.lists_a_panel, data.lists.size());
  const double step = (svg.width() - shape.label_width) / static_cast<double>(shape.lists_a_panel);
  for (std::size_t list = first; list < last; ++list) {
    const double x = shape.label_width + step * static_cast<double>(list - first);
    svg.fitted(x, y + 14, Anchor::kStart, step - kGap, data.lists[list], "label strong");
  }
  y += kHeadHeight;
  for (std::size_t role = 0; role < data.roles.size(); ++role) {
    svg.fitted(shape.label_width - 14, y + 19, Anchor::kEnd, shape.label_width - 14, data.roles[role],
               "label");
    for (std::size_t list = first; list < last; ++list) {
      const double x = shape.label_width + step * static_cast<double>(list - first);
      draw_cell(svg, data.cells[role][list], data.absent, x, y, step - kGap);
    }
    y += shape.row_height;
  }
  return y;
}

}  // namespace

Markup chart_columns(const ColumnChart& data, ChartSize size) {
  const Shape shape = shape_of(size, data.lists.size());
  SvgCanvas svg(size, data.description);
  double y = 0;
  for (std::size_t first = 0; first < data.lists.size(); first += shape.lists_a_panel) {
    if (first > 0) y += 12;
    y = draw_panel(svg, data, shape, first, y);
  }
  return svg.finish(y + 4);
}

}  // namespace byname
