// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "expression/value_table.hpp"
#include "spec/column_types.hpp"
#include "table/spill_file.hpp"

namespace byname {

/// The rows of all lists on disk, as they were read, under the model's column names. Rows are numbered in the
/// order they come. From rows, wherever they are, tables are made that read as the table of all rows would.
class RecordStore {
 public:
  /// `types`: of the columns; `needed`: columns (small letters) that tables have even where no list does, as
  /// NULLs.
  RecordStore(const std::string& folder, ColumnTypes types, std::set<std::string> needed);

  /// Appends rows, one a code of the columns.
  void append(const std::vector<TextColumn>& columns, std::size_t num_rows, const ExecutionContext& context);
  std::size_t num_records() const { return num_records_; }
  /// The columns of the lists, in the order they came.
  const std::vector<std::string>& columns() const { return columns_; }

  /// visit(record, row): rows one after another within a chunk of them; chunks in any order, on any thread.
  using VisitRow = std::function<void(std::uint32_t record, std::string_view row)>;
  void for_each_chunk(const std::function<void(const std::function<void(const VisitRow&)>& chunk)>& visit,
                      const ExecutionContext& context) const;

  /// The table of some rows.
  std::unique_ptr<ValueTable> make_table(std::span<const std::string_view> rows,
                                         const ExecutionContext& context) const;
  /// The same from columns of pieces; a column that is not there is NULL.
  std::unique_ptr<ValueTable> make_table(std::vector<TextColumn> columns, std::size_t num_rows,
                                         const ExecutionContext& context);
  /// The table of the rows with these numbers, ascending.
  std::unique_ptr<ValueTable> table_of(std::span<const std::uint32_t> records,
                                       const ExecutionContext& context) const;
  /// A table without rows.
  std::unique_ptr<ValueTable> empty_table(const ExecutionContext& context) const;

  /// What could not be read as the type of its column, as warnings.
  std::vector<std::string> warnings() const;
  /// From here on tables have the lists' columns only: who asks for another is told so.
  void forget_needed() { needed_.clear(); }
  /// Columns that nobody asked for, for messages.
  std::vector<std::string> unread;

 private:
  static constexpr std::size_t kChunkRows = 4096;
  void add_missing(ValueTable& table, const ExecutionContext& context) const;
  std::string type_of(const std::string& column) const;
  void visit_chunk(std::size_t chunk, const VisitRow& visit) const;

  ColumnTypes types_;
  std::set<std::string> needed_;
  std::vector<std::string> columns_;
  SpillFile file_;
  struct Chunk {
    std::uint32_t first = 0;
    SpillFile::Extent extent;
  };
  std::vector<Chunk> chunks_;
  std::size_t num_records_ = 0;
  std::vector<std::set<std::string>> unreadable_;  ///< per column: values that are not of its type
};

}  // namespace byname
