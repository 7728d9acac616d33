// SPDX-License-Identifier: Apache-2.0
#include "table/parquet_writer.hpp"

#include <algorithm>
#include <exception>
#include <fmt/format.h>
#include <sys/stat.h>

#include "base/error.hpp"
#include "table/duckdb_session.hpp"

namespace byname {

struct ParquetBatch::Vectors {
  std::vector<duckdb_vector> vectors;
  std::vector<void*> data;
};

namespace {

duckdb_type duckdb_type_of(ParquetType type) {
  switch (type) {
    case ParquetType::kText:
      return DUCKDB_TYPE_VARCHAR;
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
  std::size_t next_row = 0;
  std::exception_ptr error;
};

void bind_rows(duckdb_bind_info info) {
  const auto* producer = static_cast<Producer*>(duckdb_bind_get_extra_info(info));
  for (const ParquetColumn& column : producer->columns) {
    duckdb_logical_type type = duckdb_create_logical_type(duckdb_type_of(column.type));
    duckdb_bind_add_result_column(info, column.name.c_str(), type);
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
                   const std::function<void(ParquetBatch&)>& fill) {
  Producer producer{columns, num_rows, fill, 0, nullptr};
  DuckdbSession session(1);
  register_rows(session, producer);
  DuckdbResult result;
  const std::string message =
      result.run(session, fmt::format("COPY (SELECT * FROM byname_rows()) TO {} (FORMAT parquet, COMPRESSION "
                                      "zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 122880)",
                                      sql_literal(path)));
  if (producer.error) std::rethrow_exception(producer.error);
  if (!message.empty()) {
    throw UserError(fmt::format("cannot write {}: {}. Free space there or choose another folder with -o.",
                                path, message.substr(0, message.find('\n'))));
  }
  BYNAME_CHECK(producer.next_row == num_rows, "wrote {} of {} rows", producer.next_row, num_rows);
  ::chmod(path.c_str(), 0600);
}

}  // namespace byname
