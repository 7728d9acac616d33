// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <duckdb.h>
#include <string>
#include <string_view>

namespace byname {

/// An in-memory DuckDB with one connection. It loads no extension from disk or network, and has threads only
/// as long as it lives.
class DuckdbSession {
 public:
  explicit DuckdbSession(int num_threads);
  DuckdbSession(const DuckdbSession&) = delete;
  DuckdbSession& operator=(const DuckdbSession&) = delete;
  ~DuckdbSession();

  duckdb_connection connection() const { return connection_; }

 private:
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

/// The result of a query, whole in memory or streamed.
class DuckdbResult {
 public:
  DuckdbResult() = default;
  DuckdbResult(const DuckdbResult&) = delete;
  DuckdbResult& operator=(const DuckdbResult&) = delete;
  ~DuckdbResult() { duckdb_destroy_result(&result_); }

  /// Runs SQL; returns DuckDB's message, or nothing if all went well.
  std::string run(const DuckdbSession& session, const std::string& sql);
  /// The same, but the rows are computed as they are fetched.
  std::string run_streaming(const DuckdbSession& session, const std::string& sql);

  duckdb_result& get() { return result_; }

 private:
  duckdb_result result_{};
};

/// Writes a text as an SQL literal: 'it''s'.
std::string sql_literal(std::string_view text);
/// Writes a name as an SQL identifier: "a ""b""".
std::string sql_identifier(std::string_view name);

}  // namespace byname
