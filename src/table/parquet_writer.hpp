// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace byname {

/// kCategory: texts of which there are few, written once; they read back as texts.
enum class ParquetType { kText, kCategory, kInt8, kInt32, kInt64, kDouble };

struct ParquetColumn {
  std::string name;
  ParquetType type = ParquetType::kText;
  std::vector<std::string> categories = {};  ///< kCategory: the texts, valid UTF-8; some may be equal
};

/// Rows [first_row(), first_row() + size()) of a table that is being written; at most 2,048. Fill every cell,
/// best column by column; `row` counts from 0 within the batch. The setter must match the column's type.
class ParquetBatch {
 public:
  /// The vectors of one DuckDB data chunk; made by write_parquet.
  struct Vectors;

  ParquetBatch(std::size_t first_row, std::size_t size, Vectors& vectors)
      : first_row_(first_row), size_(size), vectors_(&vectors) {}

  std::size_t first_row() const { return first_row_; }
  std::size_t size() const { return size_; }

  /// Text must be valid UTF-8.
  void set_text(std::size_t column, std::size_t row, std::string_view text);
  /// The same for a text that stays where it is until write_parquet returns: it is not copied.
  void set_lasting_text(std::size_t column, std::size_t row, std::string_view text);
  /// The category by its place in the column's list.
  void set_category(std::size_t column, std::size_t row, std::size_t category);
  void set_null(std::size_t column, std::size_t row);
  void set_double(std::size_t column, std::size_t row, double value) { doubles(column)[row] = value; }
  void set_int8(std::size_t column, std::size_t row, std::int8_t value) { int8s(column)[row] = value; }
  void set_int32(std::size_t column, std::size_t row, std::int32_t value) { int32s(column)[row] = value; }
  void set_int64(std::size_t column, std::size_t row, std::int64_t value) { int64s(column)[row] = value; }

  /// The values of a column of that type, size() of them, to be filled in a loop.
  double* doubles(std::size_t column) const;
  std::int8_t* int8s(std::size_t column) const;
  std::int32_t* int32s(std::size_t column) const;
  std::int64_t* int64s(std::size_t column) const;

 private:
  std::size_t first_row_;
  std::size_t size_;
  Vectors* vectors_;
};

/// kNone: for numbers and texts that hardly repeat, where compressing costs more time than it saves.
enum class ParquetCompression { kSnappy, kNone };

/// Writes `num_rows` rows to a new Parquet file (row groups of 122,880, mode 0600), asking `fill` for one
/// batch after another, in row order, on one thread: nothing but the batch is held. Equal calls give equal
/// bytes. What `fill` throws ends the writing and is thrown on. Throws UserError if the file cannot be
/// written.
void write_parquet(const std::string& path, const std::vector<ParquetColumn>& columns, std::size_t num_rows,
                   const std::function<void(ParquetBatch&)>& fill,
                   ParquetCompression compression = ParquetCompression::kSnappy);

}  // namespace byname
