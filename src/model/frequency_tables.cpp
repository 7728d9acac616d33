// SPDX-License-Identifier: Apache-2.0
#include "model/frequency_tables.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <fmt/format.h>

#include "base/error.hpp"
#include "table/input.hpp"
#include "table/parquet_writer.hpp"

namespace byname {

namespace {

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
  });
}

FrequencyTables::Table count_column(const std::string& name, const ValueColumn& column,
                                    std::size_t num_records) {
  std::vector<double> of_code(column.values.size(), 0);
  for (std::size_t record = 0; record < num_records; ++record) ++of_code[(*column.codes)[record]];
  FrequencyTables::Table table;
  table.column = name;
  double all = 0;
  for (std::size_t code = 1; code < of_code.size(); ++code) {
    if (of_code[code] == 0 || column.values[code].is_null()) continue;
    const Value& value = column.values[code];
    const std::uint32_t known = value.type == ValueType::kText ? table.values.insert(value.text)
                                                               : table.values.insert(text_of(value));
    if (known >= table.frequencies.size()) table.frequencies.resize(known + std::size_t{1}, 0);
    table.frequencies[known] += of_code[code];
    all += of_code[code];
  }
  for (double& frequency : table.frequencies) frequency /= std::max(all, 1.0);
  return table;
}

const TextColumn* column_named(const InputList& list, std::string_view name) {
  for (const TextColumn& column : list.columns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

double share_in(const TextColumn& column, std::size_t row, const InputList& list, const std::string& path) {
  const std::string_view text = column.at(row);
  double share = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), share);
  if (error != std::errc() || end != text.data() + text.size() || !(share > 0 && share <= 1)) {
    throw DataError(fmt::format(
        "the frequencies in {} cannot be used: row {} has no share above 0, up to 1, in the column {}", path,
        list.row[row], column.name));
  }
  return share;
}

void add_row(FrequencyTables::Table& table, const TextColumn& values, const TextColumn& shares,
             std::size_t row, const InputList& list, const std::string& path) {
  if (values.is_null(row)) return;
  const std::uint32_t code = table.values.insert(values.at(row));
  if (code < table.frequencies.size()) {
    throw DataError(
        fmt::format("the frequencies in {} cannot be used: row {} has a value of {} that an earlier row has",
                    path, list.row[row], table.column));
  }
  table.frequencies.push_back(share_in(shares, row, list, path));
}

/// column, value, frequency
std::vector<FrequencyTables::Table> own_tables(const InputList& list, const std::string& path) {
  const TextColumn& names = *column_named(list, "column");
  std::vector<FrequencyTables::Table> tables;
  for (std::size_t row = 0; row < list.num_mentions(); ++row) {
    const std::string_view name = names.at(row);
    auto table =
        std::find_if(tables.begin(), tables.end(), [&](const auto& each) { return each.column == name; });
    if (table == tables.end()) {
      tables.emplace_back().column = name;
      table = tables.end() - 1;
    }
    add_row(*table, *column_named(list, "value"), *column_named(list, "frequency"), row, list, path);
  }
  return tables;
}

/// c, tf_c
std::vector<FrequencyTables::Table> splink_tables(const InputList& list, const std::string& path) {
  std::vector<FrequencyTables::Table> tables;
  for (const TextColumn& values : list.columns) {
    const TextColumn* shares = column_named(list, "tf_" + values.name);
    if (shares == nullptr) continue;
    tables.emplace_back().column = values.name;
    for (std::size_t row = 0; row < list.num_mentions(); ++row)
      add_row(tables.back(), values, *shares, row, list, path);
  }
  return tables;
}

}  // namespace

FrequencyTables FrequencyTables::count(const SplinkModel& model, const ValueTable& table,
                                       std::size_t num_records) {
  FrequencyTables counted;
  for (const SplinkComparison& comparison : model.comparisons) {
    for (std::size_t i = 0; i < comparison.levels.size(); ++i) {
      const SplinkLevel& level = comparison.levels[i];
      if (level.tf_column.empty() || level.is_else || comparison.gammas[i] < 0 ||
          counted.find(level.tf_column) != nullptr)
        continue;
      const auto column = table.find(level.tf_column);
      if (!column) {
        throw DataError(fmt::format(
            "the model cannot be used: level {} of comparison {} is adjusted by the frequencies of "
            "{}, and no list has that column",
            i + 1, comparison.name, level.tf_column));
      }
      counted.put(count_column(level.tf_column, table.column(*column), num_records));
    }
  }
  return counted;
}

void FrequencyTables::read(const std::string& path, const ExecutionContext& context) {
  const std::vector<ListArgument> file = {{"frequencies", {path}}};
  ReadOptions options;
  options.keeps_empty_texts = true;
  options.keeps_blanks = true;
  options.lists_as_json = true;
  const Input input = read_lists(file, options, context);
  const InputList& list = input.lists[0];
  const bool is_own = column_named(list, "column") != nullptr && column_named(list, "value") != nullptr &&
                      column_named(list, "frequency") != nullptr;
  std::vector<Table> tables = is_own ? own_tables(list, path) : splink_tables(list, path);
  if (!input.rejects.empty() || tables.empty()) {
    throw DataError(
        fmt::format("{} holds no term frequencies. Give a term_frequencies.parquet that byname wrote, or a "
                    "table with the "
                    "columns c and tf_c for a column c of the lists",
                    path));
  }
  for (Table& table : tables) put(std::move(table));
}

void FrequencyTables::write(const std::string& path) const {
  std::vector<std::string> columns;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> rows;  // table, code
  for (std::uint32_t number = 0; number < tables_.size(); ++number) {
    columns.push_back(tables_[number].column);
    for (std::uint32_t code = 1; code < tables_[number].values.size(); ++code)
      rows.emplace_back(number, code);
  }
  write_parquet(path,
                {{"column", ParquetType::kCategory, columns},
                 {"value", ParquetType::kText},
                 {"frequency", ParquetType::kDouble}},
                rows.size(), [&](ParquetBatch& batch) {
                  for (std::size_t i = 0; i < batch.size(); ++i) {
                    const auto& [number, code] = rows[batch.first_row() + i];
                    batch.set_category(0, i, number);
                    batch.set_lasting_text(1, i, tables_[number].values.value(code));
                    batch.set_double(2, i, tables_[number].frequencies[code]);
                  }
                });
}

const FrequencyTables::Table* FrequencyTables::find(std::string_view column) const {
  const auto found = std::find_if(tables_.begin(), tables_.end(),
                                  [&](const Table& table) { return same_name(table.column, column); });
  return found == tables_.end() ? nullptr : &*found;
}

void FrequencyTables::put(Table table) {
  const auto found = std::find_if(tables_.begin(), tables_.end(),
                                  [&](const Table& known) { return same_name(known.column, table.column); });
  if (found == tables_.end()) {
    tables_.push_back(std::move(table));
  } else {
    *found = std::move(table);
  }
}

double share_of(const FrequencyTables::Table& table, const Value& value) {
  if (value.is_null()) return 0;
  const std::uint32_t code =
      value.type == ValueType::kText ? table.values.find(value.text) : table.values.find(text_of(value));
  return table.frequencies[code];
}

}  // namespace byname
