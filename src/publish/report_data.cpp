// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "base/number_format.hpp"
#include "publish/charts.hpp"
#include "publish/list_label.hpp"
#include "publish/number_text.hpp"
#include "publish/report_parts.hpp"
#include "publish/report_sections.hpp"

namespace byname {
namespace {

constexpr std::size_t kMaxReasons = 20;

/// A row of the chart: a role, or for categories and texts one column name.
using PropertyKey = std::pair<Role, std::string>;

bool is_shown(Role role) { return role != Role::kIgnore && role != Role::kTruth; }

/// Columns of one list that share a role are told apart by name.
PropertyKey property_key(const ListReading& reading, const ColumnReading& column) {
  const auto same_role = std::count_if(reading.columns.begin(), reading.columns.end(),
                                       [&](const ColumnReading& other) { return other.role == column.role; });
  const bool by_name = column.role == Role::kCategory || column.role == Role::kText || same_role > 1;
  return {column.role, by_name ? column.column : std::string()};
}

std::string property_label(const PropertyKey& key) {
  if (key.second.empty()) return std::string(role_label(key.first));
  return key.second;
}

ColumnChart::Cell cell_of(const ColumnReading& column, std::size_t mentions) {
  const double total = std::max(1.0, static_cast<double>(mentions));
  ColumnChart::Cell cell{true,
                         static_cast<double>(column.num_filled) / total,
                         static_cast<double>(column.num_unparsed) / total,
                         {},
                         {}};
  cell.text = percent_text(cell.filled);
  if (column.num_unparsed > 0) cell.detail = say(Message::kColumnUnreadable, percent_text(cell.unreadable));
  return cell;
}

ColumnChart column_chart(const CountOutput& output) {
  std::map<PropertyKey, std::vector<ColumnChart::Cell>> rows;
  const std::size_t num_lists = output.readings->size();
  ColumnChart data;
  for (std::size_t list = 0; list < num_lists; ++list) {
    const ListReading& reading = (*output.readings)[list];
    data.lists.push_back(reading.list);
    for (const ColumnReading& column : reading.columns) {
      if (!is_shown(column.role)) continue;
      std::vector<ColumnChart::Cell>& cells = rows[property_key(reading, column)];
      cells.resize(num_lists);
      cells[list] = cell_of(column, num_mentions(output, list));
    }
  }
  for (auto& [key, cells] : rows) {
    data.roles.push_back(property_label(key));
    data.cells.push_back(std::move(cells));
  }
  data.lists = list_labels_for_charts(data.lists);
  data.absent = say(Message::kColumnAbsent);
  data.description = say(Message::kColumnsChart);
  return data;
}

std::string missing_words_text(const ColumnReading& column) {
  if (column.num_missing_words == 0) return "";
  std::string words;
  for (const std::string& word : column.missing_words) words += (words.empty() ? "" : ", ") + word;
  return say(Message::kMissingWord, format_count(static_cast<std::int64_t>(column.num_missing_words)), words);
}

Markup columns_table(const CountOutput& output) {
  std::vector<std::vector<Markup>> rows;
  for (const ListReading& reading : *output.readings) {
    for (const ColumnReading& column : reading.columns) {
      Markup role = escape_html(role_label(column.role));
      role += element("div", R"(class="soft")", escape_html(column.why));
      if (!column.determined_by.empty())
        role += element("div", R"(class="soft")", say_html(Message::kDeterminedBy, column.determined_by));
      const bool is_first = &column == &reading.columns.front();
      rows.push_back({escape_html(is_first ? reading.list : ""),
                      element("bdi", "", escape_html(column.column)), role,
                      escape_html(format_count(static_cast<std::int64_t>(column.num_filled))),
                      escape_html(format_count(static_cast<std::int64_t>(column.num_distinct))),
                      escape_html(missing_words_text(column)),
                      escape_html(column.num_unparsed == 0
                                      ? ""
                                      : format_count(static_cast<std::int64_t>(column.num_unparsed)))});
    }
  }
  Markup markup = element("summary", "", say_html(Message::kColumnsSummary));
  markup += table({say(Message::kListHead), say(Message::kColumnHead), say(Message::kReadAsHead),
                   say(Message::kFilledHead), say(Message::kDistinctHead), say(Message::kMissingWordsHead),
                   say(Message::kUnreadableHead)},
                  rows, {3, 4, 6});
  return element("details", "", markup);
}

Markup columns_part(const CountOutput& output) {
  const ColumnChart data = column_chart(output);
  if (data.roles.empty()) return {};
  Markup markup = paragraph(Message::kColumnsIntro);
  markup += figure("columns", [&](ChartSize size) { return chart_columns(data, size); });
  return markup += columns_table(output);
}

Markup rejects_part(const CountOutput& output) {
  const std::vector<Reject>& rejects = output.input->rejects;
  Markup markup = subheading(Message::kHeadRejects);
  if (rejects.empty()) return markup += paragraph(Message::kRejectsNone);
  std::map<std::array<std::string, 3>, std::int64_t> by_reason;
  for (const Reject& reject : rejects)
    ++by_reason[{output.input->files[reject.file].name, reject.column, reject.reason}];
  std::vector<std::pair<std::array<std::string, 3>, std::int64_t>> reasons(by_reason.begin(),
                                                                           by_reason.end());
  std::stable_sort(reasons.begin(), reasons.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  if (reasons.size() > kMaxReasons) reasons.resize(kMaxReasons);
  std::vector<std::vector<Markup>> rows;
  for (const auto& [reason, count] : reasons) {
    rows.push_back({escape_html(format_count(count)), escape_html(reason[2]), escape_html(reason[1]),
                    escape_html(reason[0])});
  }
  const auto total = static_cast<std::int64_t>(rejects.size());
  markup += paragraph(Message::kRejectsIntro, format_counted(total, "row was", "rows were"));
  return markup += table({say(Message::kRowsHead), say(Message::kReasonHead), say(Message::kColumnHead),
                          say(Message::kFileHead)},
                         rows, {0});
}

}  // namespace

Markup data_section(const CountOutput& output) {
  Markup markup = element("h2", R"(id="data")", say_html(Message::kHeadData));
  markup += columns_part(output);
  return markup += rejects_part(output);
}

}  // namespace byname
