// SPDX-License-Identifier: Apache-2.0
#include "publish/pair_table.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/number_format.hpp"
#include "compare/pattern.hpp"
#include "publish/marked_difference.hpp"
#include "publish/number_text.hpp"
#include "publish/report_parts.hpp"

namespace byname {
namespace {

constexpr double kShownBits = 0.05;  // what would be shown as 0.0 gets no row
constexpr std::size_t kMaxMentions = 12;

const RecordColumn* column_named(const RecordTable& records, std::string_view name) {
  for (const RecordColumn& column : records.columns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

/// "obituaries, row 1,204"; the file is named where a list has several.
std::string mention_head(const CountOutput& output, std::uint32_t record) {
  const RecordTable& records = *output.records;
  const std::string row = format_count(static_cast<std::int64_t>(records.row[record]));
  const std::uint32_t list = records.list[record];
  const auto num_files = std::count_if(output.input->files.begin(), output.input->files.end(),
                                       [list](const InputFile& file) { return file.list == list; });
  if (num_files <= 1) return say(Message::kMentionHead, records.list_labels[list], row);
  return say(Message::kMentionHeadFile, records.list_labels[list], records.file_names[records.file[record]],
             row);
}

Markup head_cell(const CountOutput& output, std::uint32_t record) {
  Markup head = element("bdi", "", escape_html(mention_head(output, record)));
  const std::string& id = output.records->ids[record];
  if (!id.empty()) head += element("div", R"(class="id" dir="auto")", escape_html(id));
  return head;
}

ValuePair values_of(const RecordColumn& column, std::uint32_t left, std::uint32_t right) {
  return {column.raw.at(left), column.raw.at(right), column.comparable.at(left), column.comparable.at(right)};
}

Markup property_row(std::string_view label, const std::pair<Markup, Markup>& values, const Markup& why) {
  Markup cells = element("th", R"(scope="row")", escape_html(label));
  cells += element("td", R"(class="side" dir="auto")", values.first);
  cells += element("td", R"(class="side" dir="auto")", values.second);
  cells += element("td", R"(class="why")", why);
  return element("tr", "", cells);
}

Markup reason_of(const LevelSpec& level, bool is_vetoed) {
  if (level.is_null) return say_html(Message::kWhyMissing);
  if ((level.is_rule_veto || level.is_certain_veto) && is_vetoed)
    return say_html(Message::kWhyVeto, level.label);
  const double weight = level_weight(level);
  if (!std::isfinite(weight)) return escape_html(level.label);
  return say_html(Message::kWhyWeight, level.label, weight_text(weight));
}

/// Rows of the compared properties; adds up the weights that they show.
Markup compared_rows(const CountOutput& output, const ScoredPair* pair, std::uint32_t left,
                     std::uint32_t right, double& total) {
  const ModelSpec& model = output.links->model;
  const PatternCode code(model);
  Markup rows;
  for (std::size_t i = 0; i < model.comparisons.size(); ++i) {
    const ComparisonSpec& comparison = model.comparisons[i];
    const RecordColumn* column =
        comparison.columns.empty() ? nullptr : column_named(*output.records, comparison.columns[0]);
    if (column == nullptr) continue;
    Markup why;
    if (pair != nullptr) {
      const LevelSpec& level = comparison.level(code.gamma(pair->pattern, i));
      why = reason_of(level, pair->outcome == PairOutcome::kVeto);
      const double weight = level.is_null ? 0 : level_weight(level);
      total += std::isfinite(weight) ? weight : 0;
    }
    rows +=
        property_row(comparison_label(comparison), marked_difference(values_of(*column, left, right)), why);
  }
  return rows;
}

/// Rows of what the lists say but linking did not use.
Markup other_rows(const CountOutput& output, std::uint32_t left, std::uint32_t right) {
  const auto is_compared = [&](const RecordColumn& column) {
    for (const ComparisonSpec& comparison : output.links->model.comparisons) {
      if (!comparison.columns.empty() && comparison.columns[0] == column.name) return true;
    }
    return false;
  };
  Markup rows;
  for (const RecordColumn& column : output.records->columns) {
    if (is_compared(column) || (column.raw.is_null(left) && column.raw.is_null(right))) continue;
    const std::pair<Markup, Markup> values = marked_difference(values_of(column, left, right));
    rows += property_row(column_label(column), values, say_html(Message::kWhyNotCompared));
  }
  return rows;
}

Markup balance_row(Message head, Message why, double bits, std::string_view css_class) {
  Markup cells = element("th", R"(scope="row" colspan="3")", say_html(head));
  cells += element("td", R"(class="why")", say_html(why, weight_text(bits)));
  return element("tr", fmt::format(R"(class="{}")", css_class), cells);
}

/// The rows that make the shown weights add up to the pair's: the start, and what names and correlation
/// change.
Markup balance_rows(const ModelSpec& model, const ScoredPair& pair, double shown) {
  const double start = std::log2(model.lambda / (1 - model.lambda));
  Markup rows;
  if (std::isfinite(start)) {
    rows += balance_row(Message::kStartRow, Message::kStartWhy, start, "balance");
    const double other = static_cast<double>(pair.weight) - start - shown;
    if (std::abs(other) >= kShownBits)
      rows += balance_row(Message::kOtherRow, Message::kOtherWhy, other, "balance");
  }
  Markup cells = element("th", R"(scope="row" colspan="3")", say_html(Message::kTotalRow));
  cells += element("td", R"(class="why")",
                   say_html(Message::kTotalWhy, weight_text(pair.weight), percent_text(pair.probability)));
  return rows += element("tr", R"(class="balance total")", cells);
}

}  // namespace

const ScoredPair* find_pair(const LinkResults& links, std::uint32_t left, std::uint32_t right) {
  const std::pair<std::uint32_t, std::uint32_t> wanted = std::minmax(left, right);
  const auto found = std::lower_bound(
      links.pairs.begin(), links.pairs.end(), wanted,
      [](const ScoredPair& pair, const auto& key) { return std::pair(pair.left, pair.right) < key; });
  if (found == links.pairs.end() || std::pair(found->left, found->right) != wanted) return nullptr;
  return &*found;
}

Markup pair_table(const CountOutput& output, std::uint32_t left, std::uint32_t right, const Markup& caption) {
  const ScoredPair* pair = find_pair(*output.links, left, right);
  double shown = 0;
  Markup head = element("th", "", say_html(Message::kPropertyHead));
  head += element("th", R"(scope="col")", head_cell(output, left));
  head += element("th", R"(scope="col")", head_cell(output, right));
  head += element("th", R"(class="why" scope="col")", say_html(Message::kWhyHead));
  Markup body = compared_rows(output, pair, left, right, shown);
  body += other_rows(output, left, right);
  if (pair != nullptr) body += balance_rows(output.links->model, *pair, shown);
  Markup inner = element("caption", "", caption);
  inner += element("thead", "", element("tr", "", head));
  inner += element("tbody", "", body);
  Markup markup = element("table", "", inner);
  if (pair == nullptr) markup += note(Message::kUnknownPair);
  return element("div", R"(class="pair")", markup);
}

Markup person_table(const CountOutput& output, const Person& person, const Markup& caption) {
  const RecordTable& records = *output.records;
  const std::size_t num_shown = std::min(kMaxMentions, person.records.size());
  std::vector<const RecordColumn*> columns;
  for (const RecordColumn& column : records.columns) {
    for (std::size_t i = 0; i < num_shown; ++i) {
      if (column.raw.is_null(person.records[i])) continue;
      columns.push_back(&column);
      break;
    }
  }
  Markup head = element("th", "", {});
  for (const RecordColumn* column : columns)
    head += element("th", R"(scope="col")", escape_html(column_label(*column)));
  Markup body;
  for (std::size_t i = 0; i < num_shown; ++i) {
    const std::uint32_t record = person.records[i];
    Markup cells = element("th", R"(scope="row")", head_cell(output, record));
    for (const RecordColumn* column : columns) {
      const std::string_view raw = column->raw.at(record);
      const bool is_date = column->role == Role::kBirthDate || column->role == Role::kEventDate ||
                           column->role == Role::kDeathDate;
      cells += element("td", is_date ? R"(dir="auto" class="date")" : R"(dir="auto")",
                       marked_difference({raw, raw, {}, {}}).first);
    }
    body += element("tr", "", cells);
  }
  Markup inner = element("caption", "", caption);
  inner += element("thead", "", element("tr", "", head));
  inner += element("tbody", "", body);
  return element("div", R"(class="pair person")", element("table", "", inner));
}

}  // namespace byname
