// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "publish/count_output.hpp"
#include "publish/markup.hpp"
#include "publish/say.hpp"
#include "publish/svg_canvas.hpp"

namespace byname {

template <typename... Values>
Markup paragraph(Message id, const Values&... values) {
  return element("p", "", say_html(id, values...));
}

template <typename... Values>
Markup note(Message id, const Values&... values) {
  return element("p", R"(class="note")", say_html(id, values...));
}

inline Markup subheading(Message id) { return element("h3", "", say_html(id)); }

/// A chart in both sizes; the style sheet shows the one that fits. `id` is a literal: the tests look for it.
template <typename Draw>
Markup figure(std::string_view id, const Draw& draw) {
  Markup both = draw(ChartSize::kWide);
  both += draw(ChartSize::kNarrow);
  return element("figure", fmt::format(R"(id="chart-{}")", id), both);
}

/// A table whose cells may hold markup. Columns in `numeric` (by index) are set flush right.
Markup table(const std::vector<std::string>& heads, const std::vector<std::vector<Markup>>& rows,
             const std::vector<std::size_t>& numeric);

/// What people call a property that is compared: its role, or for a category the name of its column.
std::string comparison_label(const ComparisonSpec& comparison);

/// What people call a column of the records.
std::string column_label(const RecordColumn& column);

/// Match weight of a level in bits, log2(m/u); NaN where it was not trained.
double level_weight(const LevelSpec& level);

/// An interval as text: "21,871 (21,540 to 22,190)", or the number alone where nothing varies.
std::string range_text(const Interval& interval, bool is_count);

/// Number of mentions of one list.
std::size_t num_mentions(const CountOutput& output, std::size_t list);

}  // namespace byname
