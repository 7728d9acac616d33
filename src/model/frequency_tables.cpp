// SPDX-License-Identifier: Apache-2.0
#include "model/frequency_tables.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <deque>
#include <fmt/format.h>

#include "base/error.hpp"
#include "model/value_shares.hpp"
#include "table/input.hpp"
#include "table/parquet_writer.hpp"

namespace byname {

namespace {

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
  });
}

/// visit(value, share): the values that records have, each once, as they first came.
template <typename Visit>
void for_each_share(const ValueColumn& column, const std::vector<double>& shares, const Visit& visit) {
  std::vector<char> is_seen(shares.size(), 0);
  for (std::size_t code = 0; code < column.canonical.size(); ++code) {
    const std::uint32_t number = column.canonical[code];
    if (shares[number] == 0 || is_seen[number] != 0) continue;
    is_seen[number] = 1;
    visit(column.values[code], shares[number]);
  }
}

FrequencyTables::Table count_column(const std::string& name, const ValueColumn& column,
                                    std::size_t num_records) {
  const std::vector<double> shares = value_shares(column, num_records);
  FrequencyTables::Table table;
  table.column = name;
  for_each_share(column, shares, [&](const Value& value, double share) {
    const std::uint32_t code = value.type == ValueType::kText ? table.values.insert(value.text)
                                                              : table.values.insert(text_of(value));
    if (code >= table.frequencies.size()) table.frequencies.resize(code + std::size_t{1}, 0);
    table.frequencies[code] += share;
  });
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

/// The rows of a file of frequencies. What is added must outlive it.
class FrequencyFile {
 public:
  void add(const FrequencyTables::Table& table) {
    columns_.push_back(table.column);
    for (std::uint32_t code = 1; code < table.values.size(); ++code)
      add_row(table.values.value(code), table.frequencies[code]);
  }
  void add(const std::string& name, const ValueColumn& column) {
    columns_.push_back(name);
    for_each_share(column, value_shares(column, column.codes->size()), [&](const Value& value, double share) {
      if (value.type == ValueType::kText) {
        add_row(value.text, share);
      } else {
        add_row(made_.emplace_back(text_of(value)), share);
      }
    });
  }
  bool is_empty() const { return columns_.empty(); }

  void write(const std::string& path) const {
    const auto fill = [&](ParquetBatch& batch) {
      for (std::size_t i = 0; i < batch.size(); ++i) {
        const Row& row = rows_[batch.first_row() + i];
        batch.set_category(0, i, row.column);
        batch.set_lasting_text(1, i, row.value);
        batch.set_double(2, i, row.share);
      }
    };
    const std::vector<ParquetColumn> columns = {{"column", ParquetType::kCategory, columns_},
                                                {"value", ParquetType::kText},
                                                {"frequency", ParquetType::kDouble}};
    write_parquet(path, columns, rows_.size(), fill, ParquetCompression::kNone);
  }

 private:
  struct Row {
    std::string_view value;
    double share;
    std::uint32_t column;
  };
  void add_row(std::string_view value, double share) {
    rows_.push_back({value, share, static_cast<std::uint32_t>(columns_.size() - 1)});
  }

  std::vector<std::string> columns_;
  std::vector<Row> rows_;
  std::deque<std::string> made_;  ///< texts of values that are none
};

}  // namespace

FrequencyTables FrequencyTables::count(const SplinkModel& model, const ValueTable& table,
                                       std::size_t num_records) {
  FrequencyTables counted;
  for (const AdjustingColumn& each : adjusting_columns(model, table))
    counted.put(count_column(each.name, table.column(each.index), num_records));
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

void FrequencyTables::write(const std::string& path, const SplinkModel& model,
                            const ValueTable& table) const {
  FrequencyFile file;
  std::vector<const Table*> others;
  for (const Table& given : tables_) others.push_back(&given);
  for (const AdjustingColumn& each : adjusting_columns(model, table)) {
    if (const Table* given = find(each.name)) {
      file.add(*given);
      std::erase(others, given);
    } else {
      file.add(each.name, table.column(each.index));
    }
  }
  for (const Table* given : others) file.add(*given);
  if (!file.is_empty()) file.write(path);
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
