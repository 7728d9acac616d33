// SPDX-License-Identifier: Apache-2.0
#include "publish/report_parts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "publish/number_text.hpp"

namespace byname {
namespace {

bool is_one_of(const std::vector<std::size_t>& columns, std::size_t column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

Markup head_row(const std::vector<std::string>& heads, const std::vector<std::size_t>& numeric) {
  Markup cells;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    cells += element("th", is_one_of(numeric, i) ? R"(class="num")" : "", escape_html(heads[i]));
  }
  return element("thead", "", element("tr", "", cells));
}

/// Cells carry their head: where a table becomes a stack on a telephone, the style sheet shows it.
Markup body_row(const std::vector<std::string>& heads, const std::vector<Markup>& row,
                const std::vector<std::size_t>& numeric) {
  Markup cells;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string head = fmt::format(R"(data-head="{}")", escape_html(heads[i]).html);
    cells += element("td", is_one_of(numeric, i) ? R"(class="num" )" + head : head, row[i]);
  }
  return element("tr", "", cells);
}

std::string label_of(Role role, std::string_view name) {
  const std::string prefix = std::string(role_name(role)) + "_";
  if ((role == Role::kCategory || role == Role::kText) && name.starts_with(prefix)) {
    return std::string(name.substr(prefix.size()));
  }
  return std::string(role_label(role));
}

}  // namespace

Markup table(const std::vector<std::string>& heads, const std::vector<std::vector<Markup>>& rows,
             const std::vector<std::size_t>& numeric) {
  Markup body;
  for (const std::vector<Markup>& row : rows) body += body_row(heads, row, numeric);
  Markup inner = head_row(heads, numeric);
  inner += element("tbody", "", body);
  return element("div", R"(class="scroll")", element("table", "", inner));
}

std::string comparison_label(const ComparisonSpec& comparison) {
  return label_of(comparison.role, comparison.name);
}

std::string column_label(const RecordColumn& column) { return label_of(column.role, column.name); }

double level_weight(const LevelSpec& level) {
  if (!(level.m > 0) || !(level.u > 0)) return std::numeric_limits<double>::quiet_NaN();
  return std::log2(level.m / level.u);
}

std::string range_text(const Interval& interval, bool is_count) {
  const IntervalText text = is_count ? counted_interval(interval) : rounded_interval(interval);
  if (text.low == text.high) return text.estimate;
  return say(Message::kRangeText, text.estimate, text.low, text.high);
}

std::size_t num_mentions(const CountOutput& output, std::size_t list) {
  const std::vector<std::uint32_t>& lists = output.records->list;
  return static_cast<std::size_t>(std::count(lists.begin(), lists.end(), static_cast<std::uint32_t>(list)));
}

}  // namespace byname
