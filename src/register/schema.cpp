// SPDX-License-Identifier: Apache-2.0
#include "register/schema.hpp"

#include <array>
#include <fmt/format.h>

#include "base/error.hpp"

namespace byname {

namespace {

// The truth: rows are only ever added; of a body that is erased, bytes and salt become NULL.
constexpr const char* kLogTables = R"sql(
CREATE TABLE op(id BLOB PRIMARY KEY, lamport INTEGER NOT NULL, author BLOB NOT NULL, device BLOB NOT NULL,
  nonce BLOB NOT NULL, time INTEGER NOT NULL, verb TEXT NOT NULL, fold INTEGER NOT NULL, root BLOB NOT NULL,
  signature BLOB NOT NULL, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX op_order ON op(lamport, id);
CREATE INDEX op_author ON op(author);
CREATE TABLE op_parent(op BLOB NOT NULL, parent BLOB NOT NULL, PRIMARY KEY(op, parent)) STRICT, WITHOUT ROWID;
CREATE INDEX op_child ON op_parent(parent);
CREATE TABLE body(id INTEGER PRIMARY KEY, op BLOB NOT NULL, ordinal INTEGER NOT NULL, kind TEXT NOT NULL,
  commitment BLOB NOT NULL, salt BLOB, bytes BLOB, UNIQUE(op, ordinal)) STRICT;
CREATE INDEX body_kind ON body(kind);
)sql";

// Computed from the log (fold.cpp).
constexpr const char* kDerivedTables = R"sql(
CREATE TABLE account(key BLOB PRIMARY KEY, box BLOB NOT NULL, pseudonym TEXT NOT NULL, role TEXT NOT NULL,
  added_op BLOB NOT NULL, revoked_op BLOB) STRICT, WITHOUT ROWID;
)sql";

// About this file alone, no part of the log: which slots of the key file are recovery codes.
constexpr const char* kLocalTables = R"sql(
CREATE TABLE recovery_slot(slot BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
)sql";

constexpr std::array<DerivedTable, 1> kTables = {{{"account", "key"}}};

std::int64_t pragma(Database& database, const char* name) {
  return database.number(fmt::format("PRAGMA {}", name), 0);
}

}  // namespace

std::span<const DerivedTable> derived_tables() { return kTables; }

void make_schema(Database& database) {
  database.execute(kLogTables);
  database.execute(kDerivedTables);
  database.execute(kLocalTables);
  database.execute(
      fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};", kApplicationId, kRegisterFormat));
}

void check_format(Database& database) {
  if (pragma(database, "application_id") != kApplicationId)
    throw DataError(fmt::format("this file holds no register: {}", database.path()));
  const std::int64_t format = pragma(database, "user_version");
  if (format > kRegisterFormat)
    throw UserError(
        fmt::format("the register has format {}, and this byname knows formats up to {}. Use a newer "
                    "byname: {}",
                    format, kRegisterFormat, database.path()));
}

}  // namespace byname
