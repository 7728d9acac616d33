// SPDX-License-Identifier: Apache-2.0
#include "table/duckdb_session.hpp"

#include <fmt/format.h>
#include <mutex>

#include "base/error.hpp"

namespace byname {

namespace {

std::string quoted_with(char quote, std::string_view text) {
  std::string result(1, quote);
  for (const char c : text) {
    if (c == quote) result += quote;
    result += c;
  }
  return result + quote;
}

void set_option(duckdb_config config, const char* name, const std::string& value) {
  BYNAME_CHECK(duckdb_set_config(config, name, value.c_str()) == DuckDBSuccess, "DuckDB refuses {} = {}",
               name, value);
}

}  // namespace

DuckdbSession::DuckdbSession(int num_threads) {
  // Opening loads what all databases of a process share (the data of ICU): one at a time.
  static std::mutex opening;
  const std::lock_guard lock(opening);
  duckdb_config config = nullptr;
  BYNAME_CHECK(duckdb_create_config(&config) == DuckDBSuccess, "DuckDB gives no configuration");
  set_option(config, "threads", fmt::format("{}", num_threads));
  set_option(config, "autoinstall_known_extensions", "false");
  set_option(config, "autoload_known_extensions", "false");
  char* message = nullptr;
  const duckdb_state opened = duckdb_open_ext(nullptr, &database_, config, &message);
  duckdb_destroy_config(&config);
  const std::string reason = message != nullptr ? message : "";
  duckdb_free(message);
  BYNAME_CHECK(opened == DuckDBSuccess, "DuckDB does not start: {}", reason);
  BYNAME_CHECK(duckdb_connect(database_, &connection_) == DuckDBSuccess, "DuckDB gives no connection");
}

DuckdbSession::~DuckdbSession() {
  duckdb_disconnect(&connection_);
  duckdb_close(&database_);
}

std::string DuckdbResult::run(const DuckdbSession& session, const std::string& sql) {
  duckdb_destroy_result(&result_);
  result_ = {};
  if (duckdb_query(session.connection(), sql.c_str(), &result_) == DuckDBSuccess) return "";
  const char* message = duckdb_result_error(&result_);
  return message != nullptr ? message : "unknown error";
}

std::string DuckdbResult::run_streaming(const DuckdbSession& session, const std::string& sql) {
  duckdb_destroy_result(&result_);
  result_ = {};
  duckdb_prepared_statement statement = nullptr;
  std::string message;
  if (duckdb_prepare(session.connection(), sql.c_str(), &statement) != DuckDBSuccess) {
    const char* reason = duckdb_prepare_error(statement);
    message = reason != nullptr ? reason : "unknown error";
  } else if (duckdb_execute_prepared_streaming(statement, &result_) != DuckDBSuccess) {
    const char* reason = duckdb_result_error(&result_);
    message = reason != nullptr ? reason : "unknown error";
  }
  duckdb_destroy_prepare(&statement);
  return message;
}

std::string sql_literal(std::string_view text) { return quoted_with('\'', text); }

std::string sql_identifier(std::string_view name) { return quoted_with('"', name); }

}  // namespace byname
