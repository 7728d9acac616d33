// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "estimate/count_estimate.hpp"
#include "publish/svg_canvas.hpp"

namespace byname {

// The charts of the report. They draw data and labels that others have put into words: no sentence is made
// here.

/// One number with its interval.
struct IntervalRow {
  std::string label;
  Interval interval;
  std::string value;        ///< the numbers as text, shown beside
  bool is_headline = true;  ///< filled; else drawn hollow: shown, but not the answer
};

/// Dots with interval bars on one axis. `from_zero` starts the axis at 0, else at the data.
Markup chart_intervals(const std::vector<IntervalRow>& rows, bool from_zero, const std::string& description,
                       ChartSize size);

/// One horizontal bar.
struct BarRow {
  std::string label;
  double value = 0;
  std::string text;  ///< the value as text
};

/// Horizontal bars from zero.
Markup chart_bars(const std::vector<BarRow>& rows, const std::string& description, ChartSize size);

/// Who is on which list: one column a pattern (on paper), one bar a pattern (on a telephone).
struct OverlapChart {
  std::vector<std::string> lists;
  std::vector<std::int64_t> list_persons;                        ///< per list, on it at all
  std::vector<std::pair<std::uint32_t, std::int64_t>> patterns;  ///< largest first
  std::string on_each_list;                                      ///< heading of the totals
  std::string on_exactly;                                        ///< heading of the patterns
  std::string rest;  ///< with {0} combinations and {1} persons: what was left out
  std::string only;  ///< with {0} a list: on that list only
  std::string description;
};
Markup chart_overlap(const OverlapChart& data, ChartSize size);

/// Match weights of one comparison's levels.
struct WeightGroup {
  std::string name;
  struct Level {
    std::string label;
    double weight = 0;  ///< bits; not finite: not drawn
    bool is_veto = false;
  };
  std::vector<Level> levels;  ///< strongest first
};
Markup chart_weights(const std::vector<WeightGroup>& groups, const std::string& veto_text,
                     const std::string& description, ChartSize size);

/// How many pairs have which match weight.
struct ScoreChart {
  std::vector<std::pair<double, std::int64_t>> bins;  ///< lower edge in bits, pairs; equal widths
  double threshold = 0;                               ///< linked from here
  double review_low = 0;
  double review_high = 0;
  std::string threshold_text;
  std::string review_text;  ///< empty: there is no range for review
  bool is_log = false;      ///< see needs_log_scale
  std::string description;
};
/// Says whether a linear scale would flatten everything but one hill, so that heights go by powers of ten.
bool needs_log_scale(const std::vector<std::pair<double, std::int64_t>>& bins);
Markup chart_scores(const ScoreChart& data, ChartSize size);

/// What each blocking key brought, and the sizes of its blocks.
struct BlockChart {
  struct Key {
    std::string name;
    double num_pairs = 0;
    double num_new_pairs = 0;
    std::string text;
    std::array<std::uint64_t, 16> size_histogram{};
    bool is_capped = false;
  };
  std::vector<Key> keys;
  std::string pairs_text;  ///< heading of the bars
  std::string sizes_text;  ///< heading of the histograms
  std::string description;
};
Markup chart_blocks(const BlockChart& data, ChartSize size);

/// How full each column is, list by list.
struct ColumnChart {
  struct Cell {
    bool is_there = false;
    double filled = 0;      ///< share of the list's mentions
    double unreadable = 0;  ///< share of the list's mentions, part of `filled`
    std::string text;       ///< the share filled
    std::string detail;     ///< what is unreadable, shown where there is room
  };
  std::vector<std::string> lists;
  std::vector<std::string> roles;
  std::vector<std::vector<Cell>> cells;  ///< [role][list]
  std::string absent;                    ///< what a cell says where the list has no such column
  std::string description;
};
Markup chart_columns(const ColumnChart& data, ChartSize size);

}  // namespace byname
