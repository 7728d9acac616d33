// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <fmt/format.h>

#include "base/number_format.hpp"
#include "publish/charts.hpp"

namespace byname {
namespace {

constexpr double kLeft = 250;  // of the columns
constexpr double kRight = 716;
constexpr double kBarTop = 24;
constexpr double kBarHeight = 150;
constexpr double kRowHeight = 28;
constexpr std::size_t kMaxColumns = 14;
constexpr std::size_t kMaxBars = 12;

struct Layout {
  std::size_t num_columns;
  double step;
};

Layout layout_of(const OverlapChart& data) {
  double widest = 26;
  for (const auto& [pattern, persons] : data.patterns)
    widest = std::max(widest, text_width(format_count(persons)) + 6);
  const auto room = static_cast<std::size_t>((kRight - kLeft) / widest);
  const std::size_t num_columns =
      std::max<std::size_t>(1, std::min({room, kMaxColumns, data.patterns.size()}));
  return {num_columns, std::min(66.0, (kRight - kLeft) / static_cast<double>(num_columns))};
}

std::string rest_text(const OverlapChart& data, std::size_t num_shown) {
  if (num_shown >= data.patterns.size()) return {};
  std::int64_t persons = 0;
  for (std::size_t i = num_shown; i < data.patterns.size(); ++i) persons += data.patterns[i].second;
  return fmt::format(fmt::runtime(data.rest), data.patterns.size() - num_shown, format_count(persons));
}

void draw_list_totals(SvgCanvas& svg, const OverlapChart& data, double top) {
  std::int64_t largest = 1;
  double number_width = 0;
  for (std::int64_t persons : data.list_persons) {
    largest = std::max(largest, persons);
    number_width = std::max(number_width, text_width(format_count(persons)));
  }
  const double bar_left = number_width + 4;
  const double bar_width = 42;
  for (std::size_t i = 0; i < data.lists.size(); ++i) {
    const double y = top + kRowHeight * static_cast<double>(i);
    const double length =
        bar_width * static_cast<double>(data.list_persons[i]) / static_cast<double>(largest);
    svg.text(number_width, y + 4.5, Anchor::kEnd, format_count(data.list_persons[i]), "axis");
    svg.rect(bar_left, y - 6, length, 12, "faint");
    svg.fitted(kLeft - 16, y + 4.5, Anchor::kEnd, kLeft - 16 - bar_left - bar_width - 8, data.lists[i],
               "label");
  }
}

void draw_dots(SvgCanvas& svg, std::uint32_t pattern, std::size_t num_lists, double x, double top) {
  const double first = top + kRowHeight * std::countr_zero(pattern);
  const double last = top + kRowHeight * (std::bit_width(pattern) - 1);
  if (last > first) svg.line(x, first, x, last, "join");
  for (std::size_t i = 0; i < num_lists; ++i) {
    const bool is_on = (pattern >> i & 1) != 0;
    svg.circle(x, top + kRowHeight * static_cast<double>(i), 6.5, is_on ? "on" : "off");
  }
}

Markup overlap_on_page(const OverlapChart& data) {
  SvgCanvas svg(ChartSize::kWide, data.description);
  const Layout layout = layout_of(data);
  const double base = kBarTop + kBarHeight;
  const double top = base + 26;
  for (std::size_t i = 0; i < data.lists.size(); i += 2) {
    const double y = top + kRowHeight * (static_cast<double>(i) - 0.5);
    svg.rect(0, y, kRight, kRowHeight, "stripe");
  }
  const auto largest = static_cast<double>(data.patterns.front().second);
  for (std::size_t i = 0; i < layout.num_columns; ++i) {
    const auto& [pattern, persons] = data.patterns[i];
    const double x = kLeft + layout.step * (static_cast<double>(i) + 0.5);
    const double height = std::max(1.0, kBarHeight * static_cast<double>(persons) / largest);
    svg.rect(x - layout.step * 0.28, base - height, layout.step * 0.56, height, "bar");
    svg.text(x, base - height - 7, Anchor::kMiddle, format_count(persons), "value");
    draw_dots(svg, pattern, data.lists.size(), x, top);
  }
  svg.line(kLeft, base + 0.5, kLeft + layout.step * static_cast<double>(layout.num_columns), base + 0.5,
           "base");
  draw_list_totals(svg, data, top);
  double bottom = top + kRowHeight * (static_cast<double>(data.lists.size()) - 0.5) + 4;
  svg.text(0, base - 2, Anchor::kStart, data.on_each_list, "axis");
  svg.text(0, kBarTop - 8, Anchor::kStart, data.on_exactly, "axis");
  const std::string rest = rest_text(data, layout.num_columns);
  if (!rest.empty()) svg.text(kLeft, bottom += 18, Anchor::kStart, rest, "axis");
  return svg.finish(bottom + 6);
}

std::string pattern_label(const OverlapChart& data, std::uint32_t pattern) {
  std::string label;
  for (std::size_t i = 0; i < data.lists.size(); ++i) {
    if ((pattern >> i & 1) == 0) continue;
    if (!label.empty()) label += " + ";
    label += data.lists[i];
  }
  return std::popcount(pattern) == 1 ? fmt::format(fmt::runtime(data.only), label) : label;
}

double draw_bar_group(SvgCanvas& svg, const std::vector<BarRow>& rows, const std::string& heading,
                      const char* bar, double y) {
  double largest = 1;
  for (const BarRow& row : rows) largest = std::max(largest, row.value);
  svg.text(0, y + 14, Anchor::kStart, heading, "axis");
  y += 24;
  for (const BarRow& row : rows) {
    svg.fitted(0, y + 13, Anchor::kStart, svg.width() - text_width(row.text) - 12, row.label, "label");
    svg.text(svg.width(), y + 13, Anchor::kEnd, row.text, "value");
    svg.rect(0, y + 19, svg.width(), 7, "track");
    svg.rect(0, y + 19, svg.width() * row.value / largest, 7, bar);
    y += 36;
  }
  return y + 6;
}

Markup overlap_on_telephone(const OverlapChart& data) {
  SvgCanvas svg(ChartSize::kNarrow, data.description);
  std::vector<BarRow> totals;
  for (std::size_t i = 0; i < data.lists.size(); ++i) {
    const std::int64_t persons = data.list_persons[i];
    totals.push_back({data.lists[i], static_cast<double>(persons), format_count(persons)});
  }
  std::vector<BarRow> exactly;
  const std::size_t num_shown = std::min(kMaxBars, data.patterns.size());
  for (std::size_t i = 0; i < num_shown; ++i) {
    const auto& [pattern, persons] = data.patterns[i];
    exactly.push_back({pattern_label(data, pattern), static_cast<double>(persons), format_count(persons)});
  }
  double y = draw_bar_group(svg, totals, data.on_each_list, "faint", 0);
  y = draw_bar_group(svg, exactly, data.on_exactly, "bar", y + 6);
  const std::string rest = rest_text(data, num_shown);
  if (!rest.empty()) svg.text(0, y += 10, Anchor::kStart, rest, "axis");
  return svg.finish(y + 6);
}

}  // namespace

Markup chart_overlap(const OverlapChart& data, ChartSize size) {
  return size == ChartSize::kWide ? overlap_on_page(data) : overlap_on_telephone(data);
}

}  // namespace byname
