// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "publish/charts.hpp"

namespace byname {
namespace {

constexpr std::size_t kFirstSize = 1;  // blocks of two records: floor(log2(2))

struct Shape {
  double row_height;
  double name_width;
  double bar_left;
  double bar_width;
  double text_x;
  double sizes_left;
  double sizes_width;
  bool name_above;
};

Shape shape_of(ChartSize size) {
  if (size == ChartSize::kWide) return {28, 262, 268, 92, 0, 598, 118, false};
  return {58, 336, 0, 150, 0, 208, 132, true};
}

std::size_t num_size_bins(const BlockChart& data) {
  std::size_t last = kFirstSize + 4;
  for (const BlockChart::Key& key : data.keys) {
    for (std::size_t i = 0; i < key.size_histogram.size(); ++i) {
      if (key.size_histogram[i] > 0) last = std::max(last, i);
    }
  }
  return last - kFirstSize + 1;
}

/// Bars by the logarithm of the number of blocks: one huge block matters, and a linear bar would hide it.
void draw_sizes(SvgCanvas& svg, const BlockChart::Key& key, const Shape& shape, std::size_t num_bins,
                double base) {
  double top = 1;
  for (std::uint64_t blocks : key.size_histogram)
    top = std::max(top, std::log2(1 + static_cast<double>(blocks)));
  const double step = shape.sizes_width / static_cast<double>(num_bins);
  for (std::size_t i = 0; i < num_bins; ++i) {
    const double height = 19 * std::log2(1 + static_cast<double>(key.size_histogram[i + kFirstSize])) / top;
    if (height <= 0) continue;
    svg.rect(shape.sizes_left + step * static_cast<double>(i), base - height, step - 1.5, height, "faint");
  }
  svg.line(shape.sizes_left, base + 0.5, shape.sizes_left + shape.sizes_width, base + 0.5, "grid");
}

void draw_size_axis(SvgCanvas& svg, const Shape& shape, std::size_t num_bins, double y) {
  const double step = shape.sizes_width / static_cast<double>(num_bins);
  const std::size_t every = num_bins > 8 ? 4 : 2;
  for (std::size_t i = 0; i < num_bins; i += every) {
    const std::string text = std::to_string(std::size_t{1} << (i + kFirstSize));
    svg.tick(shape.sizes_left + step * (static_cast<double>(i) + 0.5), y, text);
  }
}

void draw_key(SvgCanvas& svg, const BlockChart::Key& key, const Shape& shape, double scale, double y) {
  const double bar_y = shape.name_above ? y + 24 : y + 7;
  svg.fitted(shape.name_above ? 0 : shape.name_width, shape.name_above ? y + 15 : y + 19,
             shape.name_above ? Anchor::kStart : Anchor::kEnd, shape.name_width - 4, key.name, "label");
  svg.rect(shape.bar_left, bar_y, key.num_pairs * scale, 14, "faint");
  svg.rect(shape.bar_left, bar_y, key.num_new_pairs * scale, 14, "bar");
  const double text_x = shape.name_above ? 0 : shape.bar_left + key.num_pairs * scale + 7;
  const double text_y = shape.name_above ? bar_y + 28 : bar_y + 12;
  svg.text(text_x, text_y, Anchor::kStart, key.text,
           key.is_capped ? "value small against-text" : "value small");
}

}  // namespace

Markup chart_blocks(const BlockChart& data, ChartSize size) {
  const Shape shape = shape_of(size);
  SvgCanvas svg(size, data.description);
  double most = 1;
  for (const BlockChart::Key& key : data.keys) most = std::max(most, key.num_pairs);
  const std::size_t num_bins = num_size_bins(data);
  svg.text(shape.bar_left, 14, Anchor::kStart, data.pairs_text, "axis");
  svg.text(shape.sizes_left, 14, Anchor::kStart, data.sizes_text, "axis");
  double y = 22;
  for (const BlockChart::Key& key : data.keys) {
    draw_key(svg, key, shape, shape.bar_width / most, y);
    draw_sizes(svg, key, shape, num_bins, shape.name_above ? y + 46 : y + 24);
    y += shape.row_height;
  }
  draw_size_axis(svg, shape, num_bins, y + 10);
  return svg.finish(y + 18);
}

}  // namespace byname
