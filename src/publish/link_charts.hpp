// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "publish/svg_canvas.hpp"

namespace byname {

// Charts of the report of `byname link`, beside those of charts.hpp. Data and finished labels go in.

/// A line through points; `is_faint` draws it dashed.
struct LineSeries {
  std::string label;
  std::vector<std::pair<double, double>> points;  ///< by rising x
  bool is_faint = false;
};
struct LineChart {
  std::vector<LineSeries> series;
  double low = 0;  ///< of the vertical axis
  double high = 1;
  double mark = 0;  ///< a vertical line, where has_mark
  bool has_mark = false;
  bool is_signed = false;  ///< labels of the horizontal axis carry a sign
  std::string mark_text;
  std::string description;
};
/// Lines with their labels at the right end, apart from one another.
Markup chart_lines(const LineChart& data, ChartSize size);

/// m and u of the levels of one comparison.
struct ParameterGroup {
  std::string name;
  struct Level {
    std::string label;
    double m = 0;
    double u = 0;
  };
  std::vector<Level> levels;  ///< strongest first
};
/// Two columns of bars from 0 to 1.
Markup chart_parameters(const std::vector<ParameterGroup>& groups, const std::string& m_text,
                        const std::string& u_text, const std::string& description, ChartSize size);

/// What sessions found for the levels of one comparison.
struct EstimateGroup {
  std::string name;
  struct Level {
    std::string label;
    std::vector<std::pair<int, double>> found;  ///< session from 1, m
    double taken = 0;
  };
  std::vector<Level> levels;
};
/// One row a level: a dot a session on an axis from 0 to 1, a bar for what was taken.
Markup chart_estimates(const std::vector<EstimateGroup>& groups, const std::string& description,
                       ChartSize size);

/// Records of a cluster and the pairs among them.
struct NetworkChart {
  std::vector<std::string> nodes;
  struct Edge {
    std::size_t from = 0;
    std::size_t to = 0;
    double bits = 0;
    bool is_link = true;
  };
  std::vector<Edge> edges;
  std::string description;
};
/// Nodes on a circle; the stronger a link, the thicker its line. Weights stand on all lines of
/// small clusters, and on the weakest link of others.
Markup chart_network(const NetworkChart& data, ChartSize size);

}  // namespace byname
