// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "publish/link_charts.hpp"
#include "publish/number_text.hpp"

namespace byname {
namespace {

constexpr std::size_t kMostLabelledEdges = 6;
constexpr double kMostBits = 30;

struct Point {
  double x;
  double y;
};

/// On a circle, from the top on; two nodes stand side by side.
Point place_of(std::size_t node, std::size_t num_nodes, Point center, double radius) {
  const double start = num_nodes == 2 ? std::numbers::pi : -std::numbers::pi / 2;
  const double angle =
      start + 2 * std::numbers::pi * static_cast<double>(node) / static_cast<double>(num_nodes);
  return {center.x + radius * std::cos(angle), center.y + radius * std::sin(angle)};
}

std::string_view edge_class(const NetworkChart::Edge& edge) {
  if (!edge.is_link) return "edge dashed";
  const double share = std::clamp(edge.bits, 0.0, kMostBits) / kMostBits;
  return share > 0.66 ? "edge strong3" : share > 0.33 ? "edge strong2" : "edge strong1";
}

void draw_edge_text(SvgCanvas& svg, const NetworkChart::Edge& edge, Point from, Point to) {
  // Off the middle, so that lines that cross there keep their numbers apart.
  const double share = edge.from % 2 == 0 ? 0.36 : 0.58;
  const double x = from.x + (to.x - from.x) * share;
  const double y = from.y + (to.y - from.y) * share;
  const std::string text = weight_text(edge.bits);
  const double width = text_width(text) * 0.85 + 6;
  svg.rect(x - width / 2, y - 8, width, 16, "plate");
  svg.text(x, y + 4, Anchor::kMiddle, text, edge.is_link ? "value tiny" : "value tiny against-text");
}

double weakest_link(const NetworkChart& data) {
  double weakest = std::numeric_limits<double>::infinity();
  for (const NetworkChart::Edge& edge : data.edges) {
    if (edge.is_link) weakest = std::min(weakest, edge.bits);
  }
  return weakest;
}

void draw_node(SvgCanvas& svg, const std::string& label, Point at, Point center) {
  svg.circle(at.x, at.y, 6, "dot");
  const bool is_middle = std::abs(at.x - center.x) < 8;
  const bool is_left = at.x < center.x;
  const Anchor anchor = is_middle ? Anchor::kMiddle : is_left ? Anchor::kEnd : Anchor::kStart;
  const double x = is_middle ? at.x : is_left ? at.x - 11 : at.x + 11;
  const double y = is_middle ? (at.y < center.y ? at.y - 11 : at.y + 21) : at.y + 4.5;
  const double room = is_middle ? svg.width() / 2 : is_left ? x : svg.width() - x;
  svg.fitted(x, y, anchor, std::max(30.0, room), label, "label small");
}

}  // namespace

Markup chart_network(const NetworkChart& data, ChartSize size) {
  SvgCanvas svg(size, data.description);
  const double radius = data.nodes.size() <= 3 ? 62 : data.nodes.size() <= 6 ? 86 : svg.is_wide() ? 128 : 104;
  const Point center{svg.width() / 2, radius + 30};
  std::vector<Point> places;
  for (std::size_t i = 0; i < data.nodes.size(); ++i)
    places.push_back(place_of(i, data.nodes.size(), center, radius));
  for (const NetworkChart::Edge& edge : data.edges)
    svg.line(places[edge.from].x, places[edge.from].y, places[edge.to].x, places[edge.to].y,
             edge_class(edge));
  const double weakest = weakest_link(data);
  for (const NetworkChart::Edge& edge : data.edges) {
    const bool is_weakest = edge.is_link && edge.bits == weakest;
    if (data.edges.size() <= kMostLabelledEdges || is_weakest)
      draw_edge_text(svg, edge, places[edge.from], places[edge.to]);
  }
  for (std::size_t i = 0; i < data.nodes.size(); ++i) draw_node(svg, data.nodes[i], places[i], center);
  double bottom = 0;
  for (const Point& place : places) bottom = std::max(bottom, place.y);
  return svg.finish(bottom + 30);
}

}  // namespace byname
