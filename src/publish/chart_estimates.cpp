// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "publish/finding_text.hpp"
#include "publish/link_charts.hpp"

namespace byname {
namespace {

constexpr double kRowHeight = 22;
constexpr double kGroupGap = 10;
constexpr double kNumberRoom = 13;

struct Shape {
  double name_width;  // 0: on a line of its own
  double label_right;
  double left;
  double right;
};

Shape shape_of(ChartSize size) {
  if (size == ChartSize::kWide) return {112, 300, 322, 640};
  return {0, 120, 132, 282};
}

/// Distance of the two dots that are closest.
double least_gap(const EstimateGroup::Level& level) {
  std::vector<double> found;
  for (const auto& [session, m] : level.found) found.push_back(m);
  std::sort(found.begin(), found.end());
  double gap = 1;
  for (std::size_t i = 1; i < found.size(); ++i) gap = std::min(gap, found[i] - found[i - 1]);
  return gap;
}

void draw_level(SvgCanvas& svg, const Shape& shape, const EstimateGroup::Level& level, double y) {
  const auto at = [&](double m) { return shape.left + std::clamp(m, 0.0, 1.0) * (shape.right - shape.left); };
  svg.fitted(shape.label_right, y + 4.5, Anchor::kEnd, shape.label_right - shape.name_width, level.label,
             "label");
  svg.line(shape.left, y, shape.right, y, "grid");
  svg.rect(at(level.taken) - 1.5, y - 8, 3, 16, "bar");
  const bool has_room = least_gap(level) * (shape.right - shape.left) >= kNumberRoom;
  for (const auto& [session, m] : level.found) {
    svg.circle(at(m), y, has_room ? 6 : 4, "ring");
    if (has_room) svg.text(at(m), y + 3.8, Anchor::kMiddle, std::to_string(session), "tiny");
  }
  svg.text(shape.right + 10, y + 4.5, Anchor::kStart, share_text(level.taken), "value small");
}

}  // namespace

Markup chart_estimates(const std::vector<EstimateGroup>& groups, const std::string& description,
                       ChartSize size) {
  const Shape shape = shape_of(size);
  SvgCanvas svg(size, description);
  double y = 4 + kRowHeight / 2;
  for (const EstimateGroup& group : groups) {
    const double name_width = shape.name_width == 0 ? svg.width() : shape.name_width - 6;
    svg.fitted(0, y + 4.5, Anchor::kStart, name_width, group.name, "label strong");
    if (shape.name_width == 0) y += kRowHeight;
    for (const EstimateGroup::Level& level : group.levels) {
      draw_level(svg, shape, level, y);
      y += kRowHeight;
    }
    y += kGroupGap;
  }
  const double bottom = y - kGroupGap;
  svg.text(shape.left, bottom + 12, Anchor::kMiddle, "0", "axis");
  svg.text((shape.left + shape.right) / 2, bottom + 12, Anchor::kMiddle, "0.5", "axis");
  svg.text(shape.right, bottom + 12, Anchor::kMiddle, "1", "axis");
  return svg.finish(bottom + 18);
}

}  // namespace byname
