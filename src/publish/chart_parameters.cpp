// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "publish/finding_text.hpp"
#include "publish/link_charts.hpp"

namespace byname {
namespace {

constexpr double kRowHeight = 20;
constexpr double kGroupGap = 10;
constexpr double kHead = 22;

/// Where the parts of a row stand.
struct Shape {
  double name_width;  // 0: on a line of its own
  double label_right;
  double m_left;
  double u_left;
  double bar_width;
};

Shape shape_of(ChartSize size) {
  if (size == ChartSize::kWide) return {112, 300, 312, 522, 132};
  return {0, 110, 116, 230, 48};
}

void draw_bar(SvgCanvas& svg, double left, double width, double share, double y, const char* css) {
  svg.rect(left, y - 6, width, 12, "track");
  svg.rect(left, y - 6, std::max(0.8, width * std::clamp(share, 0.0, 1.0)), 12, css);
  svg.text(left + width + 5, y + 4.5, Anchor::kStart, share_text(share), "value small");
}

void draw_level(SvgCanvas& svg, const Shape& shape, const ParameterGroup::Level& level, double y) {
  svg.fitted(shape.label_right, y + 4.5, Anchor::kEnd, shape.label_right - shape.name_width, level.label,
             "label");
  draw_bar(svg, shape.m_left, shape.bar_width, level.m, y, "bar");
  draw_bar(svg, shape.u_left, shape.bar_width, level.u, y, "faint");
}

}  // namespace

Markup chart_parameters(const std::vector<ParameterGroup>& groups, const std::string& m_text,
                        const std::string& u_text, const std::string& description, ChartSize size) {
  const Shape shape = shape_of(size);
  SvgCanvas svg(size, description);
  const double room = shape.u_left - shape.m_left - 2;
  svg.fitted(shape.m_left, 13, Anchor::kStart, room, m_text, "axis");
  svg.fitted(shape.u_left, 13, Anchor::kStart, svg.width() - shape.u_left, u_text, "axis");
  double y = kHead + kRowHeight / 2;
  for (const ParameterGroup& group : groups) {
    const double name_width = shape.name_width == 0 ? svg.width() : shape.name_width - 6;
    svg.fitted(0, y + 4.5, Anchor::kStart, name_width, group.name, "label strong");
    if (shape.name_width == 0) y += kRowHeight;
    for (const ParameterGroup::Level& level : group.levels) {
      draw_level(svg, shape, level, y);
      y += kRowHeight;
    }
    y += kGroupGap;
  }
  return svg.finish(y - kGroupGap);
}

}  // namespace byname
