// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "table/duckdb_session.hpp"

namespace byname {

/// Goes over the rows of a Parquet file in order, a batch at a time, every value as text.
class ParquetScan {
 public:
  /// Opens the file, with lists as JSON or joined by '|'; with `names`, only those columns, in that order,
  /// else all. `shown_path` is what messages name. Throws DataError if the file is no Parquet file, is
  /// broken, or lacks a column.
  ParquetScan(const std::string& path, const std::string& shown_path, const std::vector<std::string>& names,
              int num_threads, bool lists_as_json);
  ParquetScan(const ParquetScan&) = delete;
  ParquetScan& operator=(const ParquetScan&) = delete;
  ~ParquetScan();

  const std::vector<std::string>& names() const { return names_; }

  /// Moves to the next batch; false at the end.
  bool next_batch();
  std::size_t batch_size() const { return batch_size_; }
  /// The text of a cell of the batch; nothing for NULL. Valid until next_batch().
  std::optional<std::string_view> text(std::size_t column, std::size_t row) const;

 private:
  void choose_columns(const std::vector<std::string>& names, bool lists_as_json);
  [[noreturn]] void fail(const std::string& reason) const;

  struct Column {
    std::string expression;  ///< SQL that makes text of it
    bool is_floating = false;
    bool is_time = false;
  };

  std::string shown_path_;
  DuckdbSession session_;
  DuckdbResult result_;
  std::vector<std::string> names_;
  std::vector<Column> columns_;
  duckdb_data_chunk chunk_ = nullptr;
  std::size_t batch_size_ = 0;
};

}  // namespace byname
