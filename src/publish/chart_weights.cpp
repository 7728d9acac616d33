// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "publish/chart_axis.hpp"
#include "publish/charts.hpp"
#include "publish/number_text.hpp"

namespace byname {
namespace {

constexpr double kMaxBits = 30;  // weights beyond are cut; the text beside the bar still says them
constexpr double kRowHeight = 20;
constexpr double kGroupGap = 10;

struct Shape {
  double name_width;  // 0: the name stands on a line of its own
  double label_right;
  double left;
  double right;
  int max_ticks;
};

Shape shape_of(ChartSize size) {
  if (size == ChartSize::kWide) return {112, 316, 366, 676, 9};
  return {0, 170, 178, 294, 4};
}

double shown_weight(double weight) { return std::clamp(weight, -kMaxBits, kMaxBits); }

ChartAxis axis_of(const std::vector<WeightGroup>& groups, const Shape& shape) {
  double low = 0;
  double high = 1;
  for (const WeightGroup& group : groups) {
    for (const WeightGroup::Level& level : group.levels) {
      if (!std::isfinite(level.weight)) continue;
      low = std::min(low, shown_weight(level.weight));
      high = std::max(high, shown_weight(level.weight));
    }
  }
  return make_axis(low, high, shape.max_ticks, shape.left, shape.right);
}

void draw_level(SvgCanvas& svg, const ChartAxis& axis, const Shape& shape, const WeightGroup::Level& level,
                const std::string& veto_text, double y) {
  const double label_left = shape.name_width;
  svg.fitted(shape.label_right, y + 4.5, Anchor::kEnd, shape.label_right - label_left, level.label, "label");
  const double zero = axis.at(0);
  if (!std::isfinite(level.weight)) {
    if (level.is_veto) svg.text(zero + 6, y + 4.5, Anchor::kStart, veto_text, "value small against-text");
    return;
  }
  const double end = axis.at(shown_weight(level.weight));
  const bool is_for = level.weight >= 0;
  svg.rect(std::min(zero, end), y - 6.5, std::abs(end - zero), 13, is_for ? "bar" : "against");
  const std::string text = weight_text(level.weight);
  const char* css_class = level.is_veto ? "value small against-text" : "value small";
  // A bar to the left leaves the right side of the axis free: room for the veto, and on a telephone for the
  // number.
  if (!is_for && !svg.is_wide()) {
    svg.text(zero + 6, y + 4.5, Anchor::kStart, level.is_veto ? text + " " + veto_text : text, css_class);
    return;
  }
  svg.text(is_for ? end + 5 : end - 5, y + 4.5, is_for ? Anchor::kStart : Anchor::kEnd, text, "value small");
  if (!level.is_veto) return;
  svg.text(is_for ? zero - 6 : zero + 6, y + 4.5, is_for ? Anchor::kEnd : Anchor::kStart, veto_text,
           css_class);
}

double total_height(const std::vector<WeightGroup>& groups, const Shape& shape) {
  double height = 8;
  for (const WeightGroup& group : groups) {
    height += kRowHeight * static_cast<double>(group.levels.size()) + kGroupGap;
    if (shape.name_width == 0) height += kRowHeight;
  }
  return height;
}

void draw_axis(SvgCanvas& svg, const ChartAxis& axis, double bottom) {
  for (double tick : axis.ticks) {
    svg.line(axis.at(tick), 4, axis.at(tick), bottom, tick == 0 ? "base" : "grid");
    const std::string text = tick == 0 ? "0" : (tick < 0 ? "\u2212" : "+") + whole_text(std::abs(tick));
    svg.tick(axis.at(tick), bottom + 16, text);
  }
}

}  // namespace

Markup chart_weights(const std::vector<WeightGroup>& groups, const std::string& veto_text,
                     const std::string& description, ChartSize size) {
  const Shape shape = shape_of(size);
  const ChartAxis axis = axis_of(groups, shape);
  SvgCanvas svg(size, description);
  const double bottom = total_height(groups, shape);
  draw_axis(svg, axis, bottom);
  double y = 8 + kRowHeight / 2;
  for (const WeightGroup& group : groups) {
    const double name_width = shape.name_width == 0 ? svg.width() : shape.name_width;
    svg.fitted(0, y + 4.5, Anchor::kStart, name_width - 6, group.name, "label strong");
    if (shape.name_width == 0) y += kRowHeight;
    for (const WeightGroup::Level& level : group.levels) {
      draw_level(svg, axis, shape, level, veto_text, y);
      y += kRowHeight;
    }
    y += kGroupGap;
  }
  return svg.finish(bottom + 22);
}

}  // namespace byname
