// SPDX-License-Identifier: Apache-2.0
#include "names/column_report.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/number_format.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr std::size_t kWidestCell = 44;
constexpr std::size_t kWidestRemark = 1000;

using Row = std::vector<std::string>;

/// One line, whatever the cell holds.
std::string on_one_line(std::string_view text, std::size_t limit) {
  std::string line = shorten(trim(text), limit);
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return line;
}

std::string join(const std::vector<std::string>& texts) {
  constexpr std::size_t kWidestExample = 28;
  std::string joined;
  for (const std::string& text : texts)
    joined += (joined.empty() ? "" : ", ") + on_one_line(text, kWidestExample);
  return joined;
}

std::string percent(std::uint64_t part, std::size_t whole) {
  if (whole == 0) return "-";
  const double share = 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  if (part > 0 && share < 1) return "<1 %";
  return part < whole && share > 99 ? "99 %" : fmt::format("{:.0f} %", share);
}

std::string grouped(std::uint64_t number) { return format_count(static_cast<std::int64_t>(number)); }

void append_padded(std::string& out, std::string_view cell, std::size_t width, bool is_right) {
  const std::string space(width - std::min(width, num_code_points(cell)), ' ');
  out += is_right ? space + std::string(cell) : std::string(cell) + space;
}

/// Aligned plain text; columns in `right` are numbers.
std::string aligned(const std::vector<Row>& rows, const std::vector<bool>& right) {
  std::vector<std::size_t> widths(right.size(), 0);
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], num_code_points(row[i]));
  }
  std::string out;
  for (const Row& row : rows) {
    std::string line = " ";
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += ' ';
      append_padded(line, row[i], widths[i], right[i]);
      line += ' ';
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

std::string role_text(const ColumnReading& column) {
  constexpr double kUnsure = 0.5;
  const std::string role(role_name(column.role));
  return column.confidence < kUnsure && column.role != Role::kIgnore ? role + " ?" : role;
}

std::string table_of(const ListReading& reading, std::size_t num_mentions) {
  std::vector<Row> rows = {{"column", "role", "filled", "different", "not read", "examples"}};
  for (const ColumnReading& column : reading.columns) {
    rows.push_back({on_one_line(column.column, kWidestCell), role_text(column),
                    percent(column.num_filled, num_mentions), grouped(column.num_distinct),
                    column.num_unparsed == 0 ? "" : grouped(column.num_unparsed), join(column.examples)});
  }
  return aligned(rows, {false, false, true, true, true, false});
}

std::string reasons_of(const ListReading& reading) {
  std::vector<Row> rows;
  for (const ColumnReading& column : reading.columns) {
    std::string why = column.why;
    if (!column.determined_by.empty()) why += fmt::format(" (used once: see {})", column.determined_by);
    rows.push_back({on_one_line(column.column, kWidestCell), role_text(column), why});
  }
  return "\n  Why\n" + aligned(rows, {false, false, false});
}

std::string unread_of(const ListReading& reading) {
  std::vector<Row> rows;
  for (const ColumnReading& column : reading.columns) {
    if (column.num_unparsed == 0) continue;
    rows.push_back({on_one_line(column.column, kWidestCell),
                    fmt::format("{} of {} cannot be read as {}:", grouped(column.num_unparsed),
                                grouped(column.num_filled), role_name(column.role)),
                    join(column.unparsed_examples)});
  }
  return rows.empty()
             ? ""
             : "\n  Not read; these values count as missing\n" + aligned(rows, {false, false, false});
}

std::string missing_of(const ListReading& reading) {
  std::vector<Row> rows;
  for (const ColumnReading& column : reading.columns) {
    if (column.num_missing_words == 0) continue;
    rows.push_back({on_one_line(column.column, kWidestCell), grouped(column.num_missing_words),
                    join(column.missing_words)});
  }
  return rows.empty() ? "" : "\n  Words taken as missing\n" + aligned(rows, {false, true, false});
}

bool is_date(Role role) {
  return role == Role::kBirthDate || role == Role::kEventDate || role == Role::kDeathDate;
}

std::string dates_of(const ListReading& reading) {
  std::string out;
  for (const ColumnReading& column : reading.columns) {
    if (!is_date(column.role)) continue;
    out += fmt::format("  {}: 03/04/1990 would be the {}\n", on_one_line(column.column, kWidestCell),
                       column.day_first ? "3rd of April" : "4th of March");
  }
  return out.empty() ? "" : "\n  Order of day and month\n" + out;
}

std::string correction_of(const std::vector<ListReading>& readings) {
  const ColumnReading* doubtful = nullptr;
  for (const ListReading& reading : readings) {
    for (const ColumnReading& column : reading.columns) {
      const bool is_used = column.role != Role::kIgnore && column.role != Role::kText;
      if (is_used && (doubtful == nullptr || column.confidence < doubtful->confidence)) doubtful = &column;
    }
  }
  const std::string example = doubtful == nullptr ? "COLUMN" : on_one_line(doubtful->column, kWidestCell);
  return fmt::format(
      "To correct a role: --map '{}=ROLE', or --map 'LIST:{}=ROLE' for one list. \"?\" marks a guess.\n"
      "Roles: id, name, given, given2, family, patronymic, sex, birth_date, birth_year, birth_month,\n"
      "birth_day, age, event_date, death_date, place, region, address, postcode, email, phone, number,\n"
      "category; shown, not compared: event, case, court, text; ignore.\n",
      example, example);
}

std::vector<const InputFile*> files_of(const Input& input, std::size_t list) {
  std::vector<const InputFile*> files;
  for (const InputFile& file : input.files) {
    if (file.list == list) files.push_back(&file);
  }
  return files;
}

std::string heading_of(const Input& input, std::size_t list, const ListReading& reading) {
  std::string out = fmt::format("list {}: {} rows", reading.list, grouped(input.lists[list].num_mentions()));
  std::uint64_t rejected = 0;
  std::string files;
  for (const InputFile* file : files_of(input, list)) {
    rejected += file->num_rejected;
    files += fmt::format("{}{}{}", files.empty() ? "" : "; ", file->name,
                         file->format.empty() ? "" : " (" + file->format + ")");
  }
  if (rejected > 0) out += fmt::format(", {} rejected", grouped(rejected));
  return out + (files.empty() ? "\n" : "; " + files + "\n") + "\n";
}

nlohmann::ordered_json json_of(const ColumnReading& column) {
  nlohmann::ordered_json json = {{"column", column.column},
                                 {"role", role_name(column.role)},
                                 {"why", column.why},
                                 {"confidence", column.confidence},
                                 {"filled", column.num_filled},
                                 {"distinct", column.num_distinct},
                                 {"examples", column.examples},
                                 {"unparsed", column.num_unparsed},
                                 {"unparsed_examples", column.unparsed_examples},
                                 {"missing", column.num_missing_words},
                                 {"missing_words", column.missing_words},
                                 {"determined_by", column.determined_by}};
  if (is_date(column.role)) json["day_first"] = column.day_first;
  return json;
}

}  // namespace

std::string columns_text(const Input& input, const std::vector<ListReading>& readings) {
  std::string out;
  for (std::size_t list = 0; list < readings.size(); ++list) {
    const ListReading& reading = readings[list];
    out += heading_of(input, list, reading);
    out += table_of(reading, input.lists[list].num_mentions());
    out += reasons_of(reading) + unread_of(reading) + missing_of(reading) + dates_of(reading) + "\n";
  }
  for (const std::string& remark : input.remarks) out += on_one_line(remark, kWidestRemark) + "\n\n";
  return out + correction_of(readings);
}

nlohmann::ordered_json columns_json(const Input& input, const std::vector<ListReading>& readings) {
  nlohmann::ordered_json lists = nlohmann::ordered_json::array();
  for (std::size_t list = 0; list < readings.size(); ++list) {
    nlohmann::ordered_json files = nlohmann::ordered_json::array(), columns = nlohmann::ordered_json::array();
    std::uint64_t rejected = 0;
    for (const InputFile* file : files_of(input, list)) {
      files.push_back({{"file", file->name}, {"format", file->format}, {"rows", file->num_rows}});
      rejected += file->num_rejected;
    }
    for (const ColumnReading& column : readings[list].columns) columns.push_back(json_of(column));
    lists.push_back({{"list", readings[list].list},
                     {"files", std::move(files)},
                     {"mentions", input.lists[list].num_mentions()},
                     {"rejected", rejected},
                     {"columns", std::move(columns)}});
  }
  return {{"lists", std::move(lists)}, {"remarks", input.remarks}};
}

}  // namespace byname
