// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "register/fixed_bytes.hpp"
#include "register/secret_bytes.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace byname {

/// Bytes given to or taken from a query, as opposed to text.
struct Blob {
  std::string_view bytes;
};

/// The rows of a query that runs. Ends it when it goes away.
class Rows {
 public:
  Rows(sqlite3* connection, sqlite3_stmt* statement, bool* is_running);
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  ~Rows();

  /// Goes to the next row; false after the last.
  bool next();
  int num_columns() const;
  bool is_null(int column) const;
  std::int64_t number(int column) const;
  double real(int column) const;
  std::string text(int column) const;
  /// Bytes of a blob or text; they live until next().
  std::string_view bytes(int column) const;
  /// Whether another row has the same value in this column, which has the same type there.
  bool is_same_value(int column, const Rows& other) const;
  /// A blob of exactly the size of Fixed. Throws DataError if it has another size: the register is damaged.
  template <typename Fixed>
  Fixed fixed(int column) const {
    const std::optional<Fixed> value = Fixed::from_view(bytes(column));
    if (!value) throw_wrong_size(column);
    return *value;
  }

 private:
  [[noreturn]] void throw_wrong_size(int column) const;

  sqlite3* connection_;
  sqlite3_stmt* statement_;
  bool* is_running_;
};

/// One connection to an encrypted SQLite file (ChaCha20-Poly1305 a page, SQLite3 Multiple Ciphers). Not for
/// two threads at once. What SQLite says becomes UserError (no space, no permission, another writer) or
/// DataError (not a database under this key, damaged); never with values in it.
class Database {
 public:
  enum class Access { kOpen, kCreate };

  /// `key` has 32 bytes. kCreate makes a file that must not be there yet, mode 0600.
  Database(const std::string& path, const SecretBytes& key, Access access);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  const std::string& path() const { return path_; }
  /// Runs statements without values.
  void execute(const std::string& sql);
  /// Starts a query: the values replace ?1, ?2, ... in order (Blob, FixedBytes, text, whole numbers,
  /// nullptr).
  template <typename... Values>
  Rows query(std::string_view sql, const Values&... values) {
    Prepared& prepared = prepare(sql);
    int place = 0;
    (bind(prepared.statement, ++place, values), ...);
    return Rows(connection_, prepared.statement, &prepared.is_running);
  }
  /// Runs a statement with values to its end.
  template <typename... Values>
  void run(std::string_view sql, const Values&... values) {
    borrows_ = true;  // the values outlive the call
    Rows rows = query(sql, values...);
    borrows_ = false;
    while (rows.next()) {
    }
  }
  /// Adds rows, several by one statement, which takes about half the time of one statement a row. Call it
  /// within a transaction: of what fails, the rows before are there.
  template <typename... Values>
  void insert_rows(std::string_view table, std::span<const std::tuple<Values...>> rows) {
    while (!rows.empty()) {
      const auto some = rows.first(std::min(rows.size(), kRowsAtOnce));
      Prepared& prepared = prepare(insertion_of(table, some.size(), sizeof...(Values)));
      borrows_ = true;  // the values outlive the call
      int place = 0;
      for (const auto& row : some)
        std::apply([&](const auto&... values) { (bind(prepared.statement, ++place, values), ...); }, row);
      borrows_ = false;
      Rows running(connection_, prepared.statement, &prepared.is_running);
      while (running.next()) {
      }
      rows = rows.subspan(some.size());
    }
  }
  /// How many rows the last statement that ran to its end has added, changed or removed.
  std::int64_t num_changed_rows() const;
  /// The only value of the only row, or `otherwise` where there is no row.
  template <typename... Values>
  std::int64_t number(std::string_view sql, std::int64_t otherwise, const Values&... values) {
    Rows rows = query(sql, values...);
    return rows.next() && !rows.is_null(0) ? rows.number(0) : otherwise;
  }
  /// Rows that statements so far have stepped over because they read a whole table: what must not grow with
  /// the register when one record changes.
  std::int64_t num_scanned_rows() const;
  bool is_in_transaction() const;
  /// Copies every page into another file under another key, which must be new.
  void copy_to(Database& target);
  /// Writes all that the file holds, without free pages, into a new file under another key.
  void rewrite_to(const std::string& path, const SecretBytes& key);

 private:
  struct Prepared {
    sqlite3_stmt* statement = nullptr;
    bool is_running = false;
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>()(text);
    }
  };

  static constexpr std::size_t kRowsAtOnce = 16;

  Prepared& prepare(std::string_view sql);
  const std::string& insertion_of(std::string_view table, std::size_t num_rows, std::size_t num_columns);
  void bind(sqlite3_stmt* statement, int place, std::int64_t number);
  void bind(sqlite3_stmt* statement, int place, double number);
  void bind(sqlite3_stmt* statement, int place, std::string_view text);
  void bind(sqlite3_stmt* statement, int place, Blob blob);
  void bind(sqlite3_stmt* statement, int place, std::nullptr_t);
  template <typename Value>
  void bind(sqlite3_stmt* statement, int place, const std::optional<Value>& value) {
    if (value) {
      bind(statement, place, *value);
    } else {
      bind(statement, place, nullptr);
    }
  }
  void bind(sqlite3_stmt* statement, int place, int number) {
    bind(statement, place, static_cast<std::int64_t>(number));
  }
  void bind(sqlite3_stmt* statement, int place, bool value) {
    bind(statement, place, static_cast<std::int64_t>(value));
  }
  void bind(sqlite3_stmt* statement, int place, std::size_t number) {
    bind(statement, place, static_cast<std::int64_t>(number));
  }
  void bind(sqlite3_stmt* statement, int place, const std::string& text) {
    bind(statement, place, std::string_view(text));
  }
  void bind(sqlite3_stmt* statement, int place, const char* text) {
    bind(statement, place, std::string_view(text));
  }
  template <std::size_t N, typename Tag>
  void bind(sqlite3_stmt* statement, int place, const FixedBytes<N, Tag>& fixed) {
    bind(statement, place, Blob{fixed.view()});
  }
  void close();

  std::string path_;
  sqlite3* connection_ = nullptr;
  bool borrows_ = false;  ///< values are bound without a copy of their bytes
  std::unordered_map<std::string, std::unique_ptr<Prepared>, TextHash, std::equal_to<>> prepared_;
  /// Of each table the statements that add one row, two, and so on; empty where none was needed yet.
  std::unordered_map<std::string, std::array<std::string, kRowsAtOnce>, TextHash, std::equal_to<>>
      insertions_;
};

/// What is read while it lives is of one moment, whatever other programs write. Within a transaction it does
/// nothing.
class ReadSnapshot {
 public:
  explicit ReadSnapshot(Database& database);
  ReadSnapshot(const ReadSnapshot&) = delete;
  ReadSnapshot& operator=(const ReadSnapshot&) = delete;
  ~ReadSnapshot();

 private:
  Database& database_;
  bool is_own_;
};

/// A transaction that writes: taken at once, so that what was read stays true. Undone unless committed.
class WriteTransaction {
 public:
  explicit WriteTransaction(Database& database);
  WriteTransaction(const WriteTransaction&) = delete;
  WriteTransaction& operator=(const WriteTransaction&) = delete;
  ~WriteTransaction();
  void commit();

 private:
  Database& database_;
  bool is_open_ = true;
};

}  // namespace byname
