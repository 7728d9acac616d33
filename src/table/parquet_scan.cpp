// SPDX-License-Identifier: Apache-2.0
#include "table/parquet_scan.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "base/error.hpp"
#include "table/plain_number.hpp"

namespace byname {

namespace {

constexpr std::string_view kMidnight = " 00:00:00";

bool is_time_type(const std::string& type) { return type.starts_with("TIMESTAMP"); }

bool is_floating_type(const std::string& type) {
  return type == "DOUBLE" || type == "FLOAT" || type.starts_with("DECIMAL");
}

bool is_nested(const std::string& type) {
  return type.starts_with("STRUCT") || type.starts_with("MAP") || type.starts_with("UNION");
}

std::string text_expression(const std::string& name, const std::string& type, bool lists_as_json) {
  const std::string column = sql_identifier(name);
  if (type.ends_with("]")) {
    const std::string element = type.substr(0, type.rfind('['));
    const bool is_plain = !is_nested(element) && !element.ends_with("]");
    if (is_plain && !lists_as_json) return fmt::format("array_to_string({}::VARCHAR[], '|')", column);
    return fmt::format("to_json({})::VARCHAR", column);
  }
  if (is_nested(type)) return fmt::format("to_json({})::VARCHAR", column);
  return fmt::format("{}::VARCHAR", column);
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

std::string take(char* text) {
  std::string result = text != nullptr ? text : "";
  duckdb_free(text);
  return result;
}

}  // namespace

ParquetScan::ParquetScan(const std::string& path, const std::string& shown_path,
                         const std::vector<std::string>& names, int num_threads, bool lists_as_json)
    : shown_path_(shown_path), session_(num_threads) {
  const std::string source = fmt::format("read_parquet({})", sql_literal(path));
  const std::string message = result_.run(session_, fmt::format("DESCRIBE SELECT * FROM {}", source));
  if (!message.empty()) fail(message);
  choose_columns(names, lists_as_json);
  std::string sql = "SELECT ";
  for (std::size_t i = 0; i < columns_.size(); ++i) sql += (i > 0 ? ", " : "") + columns_[i].expression;
  const std::string scan_message = result_.run_streaming(session_, fmt::format("{} FROM {}", sql, source));
  if (!scan_message.empty()) fail(scan_message);
}

ParquetScan::~ParquetScan() { duckdb_destroy_data_chunk(&chunk_); }

void ParquetScan::choose_columns(const std::vector<std::string>& names, bool lists_as_json) {
  std::vector<std::pair<std::string, std::string>> found;  // name, type
  for (idx_t row = 0; row < duckdb_row_count(&result_.get()); ++row) {
    found.emplace_back(take(duckdb_value_varchar(&result_.get(), 0, row)),
                       take(duckdb_value_varchar(&result_.get(), 1, row)));
  }
  names_ = names;
  if (names.empty()) {
    for (const auto& [name, type] : found) names_.push_back(name);
  }
  for (const std::string& name : names_) {
    const auto at =
        std::find_if(found.begin(), found.end(), [&](const auto& column) { return column.first == name; });
    if (at == found.end()) fail(fmt::format("it has no column {}", name));
    columns_.push_back({text_expression(name, at->second, lists_as_json), is_floating_type(at->second),
                        is_time_type(at->second)});
  }
}

bool ParquetScan::next_batch() {
  duckdb_destroy_data_chunk(&chunk_);
  chunk_ = duckdb_fetch_chunk(result_.get());
  if (chunk_ == nullptr) {
    const char* message = duckdb_result_error(&result_.get());
    if (message != nullptr && *message != '\0') fail(message);
    return false;
  }
  batch_size_ = duckdb_data_chunk_get_size(chunk_);
  return batch_size_ > 0;
}

std::optional<std::string_view> ParquetScan::text(std::size_t column, std::size_t row) const {
  duckdb_vector vector = duckdb_data_chunk_get_vector(chunk_, column);
  std::uint64_t* validity = duckdb_vector_get_validity(vector);
  if (validity != nullptr && !duckdb_validity_row_is_valid(validity, row)) return std::nullopt;
  auto& value = static_cast<duckdb_string_t*>(duckdb_vector_get_data(vector))[row];
  std::string_view text(duckdb_string_t_data(&value), duckdb_string_t_length(value));
  if (columns_[column].is_floating) text = without_zero_fraction(text);
  if (columns_[column].is_time && text.ends_with(kMidnight)) text.remove_suffix(kMidnight.size());
  return text;
}

void ParquetScan::fail(const std::string& reason) const {
  throw DataError(fmt::format("cannot read the Parquet file {}: {}. Get the file again, or save it as CSV.",
                              shown_path_, first_line(reason)));
}

}  // namespace byname
