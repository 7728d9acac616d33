// SPDX-License-Identifier: Apache-2.0
#include "table/parquet_reader.hpp"

#include <charconv>
#include <fmt/format.h>
#include <limits>

#include "base/error.hpp"
#include "table/parquet_scan.hpp"

namespace byname {

namespace {

template <typename Number>
std::vector<Number> numbers_of(const TextColumn& column, Number null_value) {
  // Each distinct text is parsed once.
  std::vector<Number> values(column.dictionary.size(), null_value);
  std::vector<bool> is_number(column.dictionary.size(), true);
  for (std::uint32_t code = 1; code < values.size(); ++code) {
    const std::string_view text = column.dictionary.value(code);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), values[code]);
    is_number[code] = error == std::errc() && end == text.data() + text.size();
  }
  std::vector<Number> numbers;
  numbers.reserve(column.codes.size());
  for (std::size_t row = 0; row < column.codes.size(); ++row) {
    if (!is_number[column.codes[row]]) {
      throw DataError(fmt::format("column {}, row {}: not a number. Make the file again with byname count.",
                                  column.name, row + 1));
    }
    numbers.push_back(values[column.codes[row]]);
  }
  return numbers;
}

}  // namespace

std::vector<TextColumn> read_parquet_columns(const std::string& path, const std::vector<std::string>& names,
                                             const ExecutionContext& context) {
  ParquetScan scan(path, path, names, context.num_threads, false);
  std::vector<TextColumn> columns(scan.names().size());
  for (std::size_t i = 0; i < columns.size(); ++i) columns[i].name = scan.names()[i];
  while (scan.next_batch()) {
    context.check_cancelled();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      for (std::size_t row = 0; row < scan.batch_size(); ++row) {
        const auto text = scan.text(i, row);
        columns[i].codes.push_back(text ? columns[i].dictionary.insert(*text) : Dictionary::kNull);
      }
    }
  }
  return columns;
}

std::vector<double> doubles_of(const TextColumn& column) {
  return numbers_of<double>(column, std::numeric_limits<double>::quiet_NaN());
}

std::vector<std::int64_t> integers_of(const TextColumn& column, std::int64_t null_value) {
  return numbers_of<std::int64_t>(column, null_value);
}

}  // namespace byname
