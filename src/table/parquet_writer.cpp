// SPDX-License-Identifier: Apache-2.0
#include "table/parquet_writer.hpp"

#include <algorithm>
#include <cstring>
#include <exception>
#include <fmt/format.h>
#include <sys/stat.h>

#include "base/error.hpp"
#include "table/duckdb_session.hpp"

namespace byname {

/// The categories of a column as DuckDB's ENUM has them: each text once.
struct CategoryNumbers {
  std::vector<std::string> texts;
  std::vector<std::uint32_t> number_of;  ///< per category of the column: its place in `texts`

  explicit CategoryNumbers(const std::vector<std::string>& categories) {
    for (const std::string& category : categories) {
      const auto known = std::find(texts.begin(), texts.end(), category);
      number_of.push_back(static_cast<std::uint32_t>(known - texts.begin()));
      if (known == texts.end()) texts.push_back(category);
    }
    if (texts.empty()) texts.emplace_back();
  }
  /// Bytes of a number in DuckDB's vectors.
  std::size_t width() const { return texts.size() <= UINT8_MAX ? 1 : texts.size() <= UINT16_MAX ? 2 : 4; }
};

struct ParquetBatch::Vectors {
  std::vector<duckdb_vector> vectors;
  std::vector<void*> data;
  const std::vector<CategoryNumbers>* categories = nullptr;  ///< per column
};

namespace {

duckdb_type duckdb_type_of(ParquetType type) {
  switch (type) {
    case ParquetType::kText:
      return DUCKDB_TYPE_VARCHAR;
    case ParquetType::kCategory:
      return DUCKDB_TYPE_ENUM;
    case ParquetType::kInt8:
      return DUCKDB_TYPE_TINYINT;
    case ParquetType::kInt32:
      return DUCKDB_TYPE_INTEGER;
    case ParquetType::kInt64:
      return DUCKDB_TYPE_BIGINT;
    case ParquetType::kDouble:
      return DUCKDB_TYPE_DOUBLE;
  }
  throw InternalError("parquet type without a DuckDB type");
}

/// What the table function of one write_parquet call knows. DuckDB calls it from C: nothing may be thrown
/// through it.
struct Producer {
  const std::vector<ParquetColumn>& columns;
  std::size_t num_rows;
  const std::function<void(ParquetBatch&)>& fill;
  std::vector<CategoryNumbers> categories;  ///< per column
  std::size_t next_row = 0;
  std::exception_ptr error;
};

duckdb_logical_type logical_type_of(const ParquetColumn& column, const CategoryNumbers& categories) {
  if (column.type != ParquetType::kCategory) return duckdb_create_logical_type(duckdb_type_of(column.type));
  std::vector<const char*> texts;
  for (const std::string& text : categories.texts) texts.push_back(text.c_str());
  return duckdb_create_enum_type(texts.data(), texts.size());
}

void bind_rows(duckdb_bind_info info) {
  const auto* producer = static_cast<Producer*>(duckdb_bind_get_extra_info(info));
  for (std::size_t i = 0; i < producer->columns.size(); ++i) {
    duckdb_logical_type type = logical_type_of(producer->columns[i], producer->categories[i]);
    duckdb_bind_add_result_column(info, producer->columns[i].name.c_str(), type);
    duckdb_destroy_logical_type(&type);
  }
  duckdb_bind_set_cardinality(info, producer->num_rows, true);
}

void start_rows(duckdb_init_info info) { duckdb_init_set_max_threads(info, 1); }

void produce_rows(duckdb_function_info info, duckdb_data_chunk output) {
  auto* producer = static_cast<Producer*>(duckdb_function_get_extra_info(info));
  const std::size_t count =
      std::min<std::size_t>(duckdb_vector_size(), producer->num_rows - producer->next_row);
  try {
    ParquetBatch::Vectors vectors;
    vectors.categories = &producer->categories;
    for (std::size_t i = 0; i < producer->columns.size(); ++i) {
      vectors.vectors.push_back(duckdb_data_chunk_get_vector(output, i));
      vectors.data.push_back(duckdb_vector_get_data(vectors.vectors.back()));
    }
    ParquetBatch batch(producer->next_row, count, vectors);
    if (count > 0) producer->fill(batch);
    producer->next_row += count;
    duckdb_data_chunk_set_size(output, count);
  } catch (...) {
    producer->error = std::current_exception();
    duckdb_function_set_error(info, "the rows could not be made");
  }
}

void register_rows(const DuckdbSession& session, Producer& producer) {
  duckdb_table_function function = duckdb_create_table_function();
  duckdb_table_function_set_name(function, "byname_rows");
  duckdb_table_function_set_extra_info(function, &producer, nullptr);
  duckdb_table_function_set_bind(function, bind_rows);
  duckdb_table_function_set_init(function, start_rows);
  duckdb_table_function_set_function(function, produce_rows);
  const duckdb_state state = duckdb_register_table_function(session.connection(), function);
  duckdb_destroy_table_function(&function);
  BYNAME_CHECK(state == DuckDBSuccess, "DuckDB refuses the table function");
}

}  // namespace

void ParquetBatch::set_text(std::size_t column, std::size_t row, std::string_view text) {
  duckdb_unsafe_vector_assign_string_element_len(vectors_->vectors[column], row, text.data(), text.size());
}

void ParquetBatch::set_lasting_text(std::size_t column, std::size_t row, std::string_view text) {
  duckdb_string_t& cell = static_cast<duckdb_string_t*>(vectors_->data[column])[row];
  std::memset(&cell, 0, sizeof cell);
  cell.value.inlined.length = static_cast<std::uint32_t>(text.size());
  if (text.size() <= sizeof cell.value.inlined.inlined) {
    std::copy(text.begin(), text.end(), cell.value.inlined.inlined);
    return;
  }
  std::copy_n(text.begin(), sizeof cell.value.pointer.prefix, cell.value.pointer.prefix);
  cell.value.pointer.ptr = const_cast<char*>(text.data());
}

void ParquetBatch::set_category(std::size_t column, std::size_t row, std::size_t category) {
  const CategoryNumbers& categories = (*vectors_->categories)[column];
  const std::uint32_t number = categories.number_of[category];
  switch (categories.width()) {
    case 1:
      static_cast<std::uint8_t*>(vectors_->data[column])[row] = static_cast<std::uint8_t>(number);
      break;
    case 2:
      static_cast<std::uint16_t*>(vectors_->data[column])[row] = static_cast<std::uint16_t>(number);
      break;
    default:
      static_cast<std::uint32_t*>(vectors_->data[column])[row] = number;
  }
}

void ParquetBatch::set_null(std::size_t column, std::size_t row) {
  duckdb_vector vector = vectors_->vectors[column];
  duckdb_vector_ensure_validity_writable(vector);
  duckdb_validity_set_row_invalid(duckdb_vector_get_validity(vector), row);
}

double* ParquetBatch::doubles(std::size_t column) const {
  return static_cast<double*>(vectors_->data[column]);
}
std::int8_t* ParquetBatch::int8s(std::size_t column) const {
  return static_cast<std::int8_t*>(vectors_->data[column]);
}
std::int32_t* ParquetBatch::int32s(std::size_t column) const {
  return static_cast<std::int32_t*>(vectors_->data[column]);
}
std::int64_t* ParquetBatch::int64s(std::size_t column) const {
  return static_cast<std::int64_t*>(vectors_->data[column]);
}

void write_parquet(const std::string& path, const std::vector<ParquetColumn>& columns, std::size_t num_rows,
                   const std::function<void(ParquetBatch&)>& fill, ParquetCompression compression) {
  Producer producer{columns, num_rows, fill, {}, 0, nullptr};
  for (const ParquetColumn& column : columns) producer.categories.emplace_back(column.categories);
  DuckdbSession session(1);
  register_rows(session, producer);
  DuckdbResult result;
  const std::string message =
      result.run(session, fmt::format("COPY (SELECT * FROM byname_rows()) TO {} (FORMAT parquet, COMPRESSION "
                                      "{}, ROW_GROUP_SIZE 122880, DICTIONARY_SIZE_LIMIT 1000)",
                                      sql_literal(path),
                                      compression == ParquetCompression::kNone ? "uncompressed" : "snappy"));
  if (producer.error) std::rethrow_exception(producer.error);
  if (!message.empty()) {
    throw UserError(fmt::format("cannot write {}: {}. Free space there or choose another folder with -o.",
                                path, message.substr(0, message.find('\n'))));
  }
  BYNAME_CHECK(producer.next_row == num_rows, "wrote {} of {} rows", producer.next_row, num_rows);
  ::chmod(path.c_str(), 0600);
}

}  // namespace byname
