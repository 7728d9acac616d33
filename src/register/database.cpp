// SPDX-License-Identifier: Apache-2.0
#include "register/database.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/error.hpp"

namespace byname {

namespace {

constexpr int kBusyMilliseconds = 5000;

[[noreturn]] void fail(sqlite3* connection, int code) {
  const char* path = connection == nullptr ? nullptr : sqlite3_db_filename(connection, "main");
  const std::string place = path == nullptr ? "the register" : path;
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw UserError(
          fmt::format("another program is using the register; try again when it is done: {}", place));
    case SQLITE_FULL:
      throw UserError(fmt::format("no space left on the disk; nothing was changed: {}", place));
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      throw UserError(fmt::format("the register or its folder cannot be written to; SQLite says: {}: {}",
                                  sqlite3_errstr(code), place));
    case SQLITE_IOERR:
      throw UserError(fmt::format("the disk fails or is full ({}: {}); nothing was changed: {}",
                                  sqlite3_errstr(code), std::strerror(sqlite3_system_errno(connection)),
                                  place));
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      throw DataError(fmt::format(
          "the register is damaged, cut off, or not the one its key file belongs to. Try a backup "
          "(byname restore --try): {}",
          place));
    case SQLITE_NOMEM:
      throw std::bad_alloc();
    default:
      throw InternalError(fmt::format("SQLite says {} ({})", sqlite3_errstr(code),
                                      connection == nullptr ? "" : sqlite3_errmsg(connection)));
  }
}

void check(sqlite3* connection, int code) {
  if (code != SQLITE_OK)
    fail(connection, connection == nullptr ? code : sqlite3_extended_errcode(connection));
}

// SQLite would make the file readable for others.
void make_private_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) throw UserError(fmt::format("cannot make {}: {}", path, std::strerror(errno)));
  ::close(fd);
}

// "file:" with every byte escaped that means something there.
std::string uri_of(const std::string& path) {
  std::string uri = "file:";
  for (const char c : path) {
    const bool is_plain = c != '%' && c != '?' && c != '#' && static_cast<unsigned char>(c) > ' ';
    uri += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

void give_key(sqlite3* connection, const SecretBytes& key) {
  BYNAME_CHECK(key.size() == 32, "a data key has {} bytes", key.size());
  SecretBytes raw(4 + key.size());  // "raw:" = the key itself, not a passphrase
  std::memcpy(raw.data(), "raw:", 4);
  std::memcpy(raw.data() + 4, key.data(), key.size());
  check(connection, sqlite3_key_v2(connection, "main", raw.data(), static_cast<int>(raw.size())));
}

}  // namespace

Rows::Rows(sqlite3* connection, sqlite3_stmt* statement, bool* is_running)
    : connection_(connection), statement_(statement), is_running_(is_running) {
  *is_running_ = true;
}

Rows::~Rows() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  *is_running_ = false;
}

bool Rows::next() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) fail(connection_, sqlite3_extended_errcode(connection_));
  return false;
}

int Rows::num_columns() const { return sqlite3_column_count(statement_); }

bool Rows::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

std::int64_t Rows::number(int column) const { return sqlite3_column_int64(statement_, column); }

double Rows::real(int column) const { return sqlite3_column_double(statement_, column); }

std::string Rows::text(int column) const { return std::string(bytes(column)); }

std::string_view Rows::bytes(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

bool Rows::is_same_value(int column, const Rows& other) const {
  const int type = sqlite3_column_type(statement_, column);
  if (type != sqlite3_column_type(other.statement_, column)) return false;
  switch (type) {
    case SQLITE_NULL:
      return true;
    case SQLITE_INTEGER:
      return number(column) == other.number(column);
    case SQLITE_FLOAT:
      return real(column) == other.real(column);
    default:
      return bytes(column) == other.bytes(column);
  }
}

void Rows::throw_wrong_size(int column) const {
  throw DataError(
      fmt::format("the register is damaged: {} has a wrong size. Try a backup (byname restore --try).",
                  sqlite3_column_name(statement_, column)));
}

Database::Database(const std::string& path, const SecretBytes& key, Access access) : path_(path) {
  if (access == Access::kCreate) make_private_file(path);
  const int code = sqlite3_open_v2(uri_of(path).c_str(), &connection_,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, nullptr);
  try {
    check(connection_, code);
    sqlite3_busy_timeout(connection_, kBusyMilliseconds);
    give_key(connection_, key);
    execute(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; "
        "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; "
        "PRAGMA cache_size = -65536;");
  } catch (...) {
    close();
    throw;
  }
}

Database::~Database() { close(); }

void Database::close() {
  for (const auto& [sql, prepared] : prepared_) sqlite3_finalize(prepared->statement);
  prepared_.clear();
  if (connection_ != nullptr) {
    // What cannot be moved now (another program reads) is moved by the one that closes last.
    sqlite3_wal_checkpoint_v2(connection_, "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    sqlite3_close(connection_);
  }
  connection_ = nullptr;
}

void Database::execute(const std::string& sql) {
  const int code = sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(connection_, sqlite3_extended_errcode(connection_));
}

std::int64_t Database::num_scanned_rows() const {
  std::int64_t rows = 0;
  for (const auto& [sql, prepared] : prepared_)
    rows += sqlite3_stmt_status(prepared->statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0);
  return rows;
}

const std::string& Database::insertion_of(std::string_view table, std::size_t num_rows,
                                          std::size_t num_columns) {
  auto held = insertions_.find(table);
  if (held == insertions_.end())
    held = insertions_.emplace(table, std::array<std::string, kRowsAtOnce>()).first;
  std::string& sql = held->second[num_rows - 1];
  if (!sql.empty()) return sql;
  // What fails ends the transaction: nothing need be kept to take back the rows before it alone.
  sql = fmt::format("INSERT OR FAIL INTO {} VALUES ", table);
  for (std::size_t value = 0; value < num_rows * num_columns; ++value) {
    if (value % num_columns == 0) sql += value == 0 ? "(" : "), (";
    sql += fmt::format("{}?{}", value % num_columns == 0 ? "" : ", ", value + 1);
  }
  return sql += ")";
}

std::int64_t Database::num_changed_rows() const { return sqlite3_changes64(connection_); }

Database::Prepared& Database::prepare(std::string_view sql) {
  const auto found = prepared_.find(sql);
  if (found != prepared_.end()) {
    BYNAME_CHECK(!found->second->is_running, "a query runs within itself: {}", sql);
    return *found->second;
  }
  auto prepared = std::make_unique<Prepared>();
  const int code = sqlite3_prepare_v3(connection_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &prepared->statement, nullptr);
  if (code != SQLITE_OK) fail(connection_, sqlite3_extended_errcode(connection_));
  return *prepared_.emplace(sql, std::move(prepared)).first->second;
}

void Database::bind(sqlite3_stmt* statement, int place, std::int64_t number) {
  check(connection_, sqlite3_bind_int64(statement, place, number));
}

void Database::bind(sqlite3_stmt* statement, int place, double number) {
  check(connection_, sqlite3_bind_double(statement, place, number));
}

void Database::bind(sqlite3_stmt* statement, int place, std::string_view text) {
  const char* bytes = text.data() == nullptr ? "" : text.data();
  check(connection_, sqlite3_bind_text64(statement, place, bytes, text.size(),
                                         borrows_ ? SQLITE_STATIC : SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Database::bind(sqlite3_stmt* statement, int place, Blob blob) {
  const char* bytes = blob.bytes.data() == nullptr ? "" : blob.bytes.data();
  check(connection_, sqlite3_bind_blob64(statement, place, bytes, blob.bytes.size(),
                                         borrows_ ? SQLITE_STATIC : SQLITE_TRANSIENT));
}

void Database::bind(sqlite3_stmt* statement, int place, std::nullptr_t) {
  check(connection_, sqlite3_bind_null(statement, place));
}

void Database::copy_to(Database& target) {
  sqlite3_backup* backup = sqlite3_backup_init(target.connection_, "main", connection_, "main");
  if (backup == nullptr) fail(target.connection_, sqlite3_extended_errcode(target.connection_));
  const int stepped = sqlite3_backup_step(backup, -1);
  const int finished = sqlite3_backup_finish(backup);
  if (finished != SQLITE_OK) fail(target.connection_, finished);
  if (stepped != SQLITE_DONE) fail(target.connection_, stepped);
}

void Database::rewrite_to(const std::string& path, const SecretBytes& key) {
  make_private_file(path);
  // The key goes as a value, never as a part of a statement's text.
  std::string place = uri_of(path) + "?hexkey=" + to_hex("raw:" + std::string(key.view()));
  run("VACUUM INTO ?1", place);
  explicit_bzero(place.data(), place.size());
}

bool Database::is_in_transaction() const { return sqlite3_get_autocommit(connection_) == 0; }

ReadSnapshot::ReadSnapshot(Database& database) : database_(database), is_own_(!database.is_in_transaction()) {
  if (is_own_) database_.execute("BEGIN");
}

ReadSnapshot::~ReadSnapshot() {
  if (!is_own_) return;
  try {
    database_.execute("ROLLBACK");
  } catch (const std::exception&) {  // SQLite has ended it by itself
  }
}

WriteTransaction::WriteTransaction(Database& database) : database_(database) {
  database_.execute("BEGIN IMMEDIATE");
}

WriteTransaction::~WriteTransaction() {
  if (!is_open_) return;
  try {
    database_.execute("ROLLBACK");
  } catch (const std::exception&) {  // SQLite has rolled back by itself
  }
}

void WriteTransaction::commit() {
  database_.execute("COMMIT");
  is_open_ = false;
}

}  // namespace byname
