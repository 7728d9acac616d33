// SPDX-License-Identifier: Apache-2.0
#include "register/schema.hpp"

#include <array>
#include <fmt/format.h>
#include <string>

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

// Computed from the log (fold_evidence.cpp). Mentions are numbered in the order of their bodies in the log,
// erased ones too; a number means nothing in another copy and is never shown.
constexpr const char* kEvidenceTables = R"sql(
CREATE TABLE source(label TEXT PRIMARY KEY, id BLOB NOT NULL UNIQUE, kind TEXT NOT NULL, owner TEXT NOT NULL,
  zone TEXT NOT NULL, url TEXT NOT NULL, op BLOB NOT NULL, active INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE item(id BLOB PRIMARY KEY, source TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
  name TEXT NOT NULL, file TEXT NOT NULL, text TEXT NOT NULL, origin BLOB NOT NULL, captured TEXT NOT NULL, zone TEXT NOT NULL,
  warning TEXT NOT NULL, url TEXT NOT NULL, op BLOB NOT NULL, ordinal INTEGER NOT NULL, active INTEGER NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE INDEX item_sha256 ON item(sha256);
CREATE INDEX item_origin ON item(origin);
CREATE TABLE item_sketch(hash INTEGER NOT NULL, item BLOB NOT NULL, PRIMARY KEY(hash, item)) STRICT, WITHOUT ROWID;
CREATE INDEX item_sketch_item ON item_sketch(item);
CREATE TABLE mention(number INTEGER PRIMARY KEY, id BLOB NOT NULL, list TEXT NOT NULL, row_key TEXT NOT NULL,
  row_hash BLOB NOT NULL, item BLOB, file TEXT NOT NULL, sheet TEXT NOT NULL, row INTEGER NOT NULL,
  line INTEGER NOT NULL, is_named INTEGER NOT NULL, vanished_op BLOB, op BLOB NOT NULL, ordinal INTEGER NOT NULL,
  active INTEGER NOT NULL, UNIQUE(list, row_key)) STRICT;
CREATE UNIQUE INDEX mention_id ON mention(id);
CREATE INDEX mention_item ON mention(item) WHERE item IS NOT NULL;
CREATE TABLE mention_body(id BLOB PRIMARY KEY, mention INTEGER NOT NULL, op BLOB NOT NULL, ordinal INTEGER NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE INDEX mention_body_mention ON mention_body(mention);
CREATE TABLE mention_value(mention INTEGER NOT NULL, ordinal INTEGER NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL,
  raw TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(mention, ordinal)) STRICT, WITHOUT ROWID;
CREATE TABLE citation(mention INTEGER NOT NULL, ordinal INTEGER NOT NULL, locator TEXT NOT NULL,
  PRIMARY KEY(mention, ordinal)) STRICT, WITHOUT ROWID;
CREATE TABLE name_index(term TEXT NOT NULL, mention INTEGER NOT NULL, PRIMARY KEY(term, mention))
  STRICT, WITHOUT ROWID;
CREATE TABLE reading(id BLOB PRIMARY KEY, list TEXT NOT NULL, sha256 TEXT NOT NULL, num_rows INTEGER NOT NULL,
  num_rejects INTEGER NOT NULL, op BLOB NOT NULL, ordinal INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE run(id BLOB PRIMARY KEY, model TEXT NOT NULL, op BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE link(low INTEGER NOT NULL, high INTEGER NOT NULL, op BLOB NOT NULL, weight REAL NOT NULL,
  ended_op BLOB, PRIMARY KEY(low, high, op)) STRICT, WITHOUT ROWID;
CREATE INDEX link_high ON link(high);
CREATE TABLE lead(low INTEGER NOT NULL, high INTEGER NOT NULL, weight REAL NOT NULL, op BLOB NOT NULL,
  PRIMARY KEY(low, high)) STRICT, WITHOUT ROWID;
CREATE INDEX lead_high ON lead(high);
)sql";

// Links and what ended them, where an op of theirs was retracted (former_links.cpp); ended_op is empty where
// nothing ended it.
constexpr const char* kFormerLinkTables = R"sql(
CREATE TABLE former_link(low INTEGER NOT NULL, high INTEGER NOT NULL, op BLOB NOT NULL, weight REAL NOT NULL,
  ended_op BLOB NOT NULL, PRIMARY KEY(low, high, op, ended_op)) STRICT, WITHOUT ROWID;
CREATE INDEX former_link_high ON former_link(high);
)sql";

// Computed from the log (fold_judging.cpp, fold_persons.cpp). mention_log has all mentions that ever were, by
// the numbers of the table mention, erased and undone ones too.
constexpr const char* kPersonTables = R"sql(
CREATE TABLE mention_log(number INTEGER PRIMARY KEY, id BLOB NOT NULL, op BLOB NOT NULL, erased_op BLOB) STRICT;
CREATE UNIQUE INDEX mention_log_id ON mention_log(id);
CREATE INDEX mention_log_op ON mention_log(op);
CREATE TABLE retraction(id BLOB NOT NULL, target BLOB NOT NULL, op BLOB NOT NULL, PRIMARY KEY(id, target))
  STRICT, WITHOUT ROWID;
CREATE INDEX retraction_op ON retraction(op);
CREATE TABLE erasure(op BLOB NOT NULL, ordinal INTEGER NOT NULL, by_op BLOB NOT NULL, PRIMARY KEY(op, ordinal))
  STRICT, WITHOUT ROWID;
CREATE TABLE judgement(id BLOB PRIMARY KEY, verdict TEXT NOT NULL, pins INTEGER NOT NULL,
  bars_machine INTEGER NOT NULL, keeps INTEGER NOT NULL, rank INTEGER NOT NULL, op BLOB NOT NULL,
  ordinal INTEGER NOT NULL, active INTEGER NOT NULL, suspended_by BLOB) STRICT, WITHOUT ROWID;
CREATE INDEX judgement_op ON judgement(op);
CREATE TABLE judgement_side(judgement BLOB NOT NULL, side INTEGER NOT NULL, place INTEGER NOT NULL,
  mention INTEGER NOT NULL, PRIMARY KEY(judgement, side, place)) STRICT, WITHOUT ROWID;
CREATE INDEX judgement_side_mention ON judgement_side(mention);
CREATE TABLE suspended_link(low INTEGER NOT NULL, high INTEGER NOT NULL, op BLOB NOT NULL, judgement BLOB NOT NULL,
  PRIMARY KEY(low, high, op)) STRICT, WITHOUT ROWID;
CREATE TABLE person(id TEXT PRIMARY KEY, founder INTEGER NOT NULL, serial INTEGER NOT NULL, first_op BLOB NOT NULL,
  split_from TEXT, is_hidden INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX person_founder ON person(founder);
CREATE TABLE person_mention(mention INTEGER PRIMARY KEY, person TEXT NOT NULL) STRICT;
CREATE INDEX person_mention_person ON person_mention(person);
CREATE TABLE person_fate(id TEXT PRIMARY KEY, founder INTEGER NOT NULL, serial INTEGER NOT NULL, fate TEXT NOT NULL,
  to_ids TEXT NOT NULL, op BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX person_fate_founder ON person_fate(founder);
CREATE TABLE hiding(id BLOB NOT NULL, mention INTEGER NOT NULL, op BLOB NOT NULL, active INTEGER NOT NULL,
  PRIMARY KEY(id, mention)) STRICT, WITHOUT ROWID;
CREATE INDEX hiding_mention ON hiding(mention);
CREATE INDEX hiding_op ON hiding(op);
CREATE TABLE claim(id BLOB PRIMARY KEY, subject INTEGER NOT NULL, property TEXT NOT NULL, value TEXT NOT NULL,
  asserts INTEGER NOT NULL, certainty TEXT NOT NULL, item BLOB, zone TEXT NOT NULL, op BLOB NOT NULL,
  ordinal INTEGER NOT NULL, active INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX claim_subject ON claim(subject);
CREATE INDEX claim_op ON claim(op);
)sql";

// Computed from the log (fold_rules.cpp); since format 2. The version is the place among all rules ever
// taken.
constexpr const char* kRuleTables = R"sql(
CREATE TABLE rule(id BLOB PRIMARY KEY, version INTEGER NOT NULL UNIQUE, text TEXT NOT NULL, op BLOB NOT NULL,
  active INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX rule_op ON rule(op);
)sql";

// Computed from the log (fold_decisions.cpp); since format 2. A decision is on the person that its mentions
// are: those that were seen, each with the body that said what its row says.
constexpr const char* kDecisionTables = R"sql(
CREATE TABLE decision(id BLOB PRIMARY KEY, author BLOB NOT NULL, verdict TEXT NOT NULL, rules BLOB,
  bulk TEXT NOT NULL, op BLOB NOT NULL, ordinal INTEGER NOT NULL, active INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX decision_op ON decision(op);
CREATE TABLE decision_mention(decision BLOB NOT NULL, mention INTEGER NOT NULL, said BLOB NOT NULL,
  PRIMARY KEY(decision, mention)) STRICT, WITHOUT ROWID;
CREATE INDEX decision_mention_mention ON decision_mention(mention);
CREATE TABLE audit(id BLOB PRIMARY KEY, population INTEGER NOT NULL, checked INTEGER NOT NULL,
  wrong INTEGER NOT NULL, op BLOB NOT NULL, active INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)sql";

// Computed from the log (fold_releases.cpp); since format 2. Rows say in what a release differs from its
// parent; those that are in it have a commitment.
constexpr const char* kReleaseTables = R"sql(
CREATE TABLE release(id BLOB PRIMARY KEY, name TEXT NOT NULL, parent BLOB, rules BLOB, fold INTEGER NOT NULL,
  unit TEXT NOT NULL, policy TEXT NOT NULL, number INTEGER NOT NULL, root BLOB NOT NULL, op BLOB NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE TABLE release_row(release BLOB NOT NULL, person TEXT NOT NULL, founder INTEGER NOT NULL,
  serial INTEGER NOT NULL, commitment BLOB, reason TEXT NOT NULL, by_op BLOB, PRIMARY KEY(release, person))
  STRICT, WITHOUT ROWID;
CREATE INDEX release_row_person ON release_row(person);
CREATE INDEX release_row_founder ON release_row(founder);
)sql";

// Computed from the log (fold_events.cpp); since format 2. Days count from 1970-01-01; NULL: open, or not
// known.
constexpr const char* kEventTables = R"sql(
CREATE TABLE event(id BLOB PRIMARY KEY, type TEXT NOT NULL, edtf TEXT NOT NULL, earliest INTEGER, latest INTEGER,
  place TEXT NOT NULL, court TEXT NOT NULL, case_number TEXT NOT NULL, case_id TEXT NOT NULL, item BLOB,
  op BLOB NOT NULL, ordinal INTEGER NOT NULL, active INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX event_op ON event(op);
CREATE INDEX event_case ON event(case_id) WHERE case_id <> '';
CREATE TABLE event_mention(event BLOB NOT NULL, mention INTEGER NOT NULL, role TEXT NOT NULL,
  PRIMARY KEY(event, mention)) STRICT, WITHOUT ROWID;
CREATE INDEX event_mention_mention ON event_mention(mention);
)sql";

// About this file alone, no part of the log: which slots of the key file are recovery codes.
constexpr const char* kLocalTables = R"sql(
CREATE TABLE recovery_slot(slot BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
)sql";

constexpr auto kTables = std::to_array<DerivedTable>({{"account", "key"},
                                                      {"source", "label"},
                                                      {"item", "id"},
                                                      {"item_sketch", "hash, item"},
                                                      {"mention", "number"},
                                                      {"mention_body", "id"},
                                                      {"mention_value", "mention, ordinal"},
                                                      {"citation", "mention, ordinal"},
                                                      {"name_index", "term, mention"},
                                                      {"reading", "id"},
                                                      {"run", "id"},
                                                      {"link", "low, high, op"},
                                                      {"former_link", "low, high, op, ended_op"},
                                                      {"lead", "low, high"},
                                                      {"mention_log", "number"},
                                                      {"retraction", "id, target"},
                                                      {"erasure", "op, ordinal"},
                                                      {"judgement", "id"},
                                                      {"judgement_side", "judgement, side, place"},
                                                      {"suspended_link", "low, high, op"},
                                                      {"person", "id"},
                                                      {"person_mention", "mention"},
                                                      {"person_fate", "id"},
                                                      {"hiding", "id, mention"},
                                                      {"claim", "id"},
                                                      {"rule", "id"},
                                                      {"decision", "id"},
                                                      {"decision_mention", "decision, mention"},
                                                      {"audit", "id"},
                                                      {"release", "id"},
                                                      {"release_row", "release, person"},
                                                      {"event", "id"},
                                                      {"event_mention", "event, mention"}});

constexpr const char* kAllDerived[] = {kDerivedTables, kEvidenceTables, kFormerLinkTables, kPersonTables,
                                       kRuleTables,    kDecisionTables, kReleaseTables,    kEventTables};

// Indexes that the fold never asks.
constexpr auto kIndexesOfQuestions = std::to_array<std::string_view>(
    {"item_sha256", "item_origin", "mention_id", "mention_log_id", "mention_body_mention",
     "judgement_side_mention", "person_founder", "person_mention_person", "person_fate_founder",
     "hiding_mention", "claim_subject", "decision_mention_mention", "release_row_person",
     "release_row_founder", "event_case", "event_mention_mention"});

// Takes the statement that makes an index out of others; empty if it is not among them.
std::string take_index(std::string& sql, std::string_view name) {
  std::size_t begin = sql.find(fmt::format("CREATE INDEX {} ", name));
  if (begin == sql.npos) begin = sql.find(fmt::format("CREATE UNIQUE INDEX {} ", name));
  if (begin == sql.npos) return "";
  const std::size_t size = sql.find(';', begin) + 1 - begin;
  std::string statement = sql.substr(begin, size);
  sql.erase(begin, size);
  return statement;
}

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

std::int64_t pragma(Database& database, const char* name) {
  return database.number(fmt::format("PRAGMA {}", name), 0);
}

}  // namespace

std::span<const DerivedTable> derived_tables() { return kTables; }

void make_schema(Database& database) {
  database.execute(kLogTables);
  for (const char* tables : kAllDerived) database.execute(tables);
  database.execute(kLocalTables);
  database.execute(
      fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};", kApplicationId, kRegisterFormat));
}

void make_derived_tables_in_memory(Database& database) {
  for (std::string sql : kAllDerived) {
    for (const std::string_view index : kIndexesOfQuestions) take_index(sql, index);
    replace_all(sql, "CREATE TABLE ", "CREATE TEMP TABLE ");
    replace_all(sql, "INDEX ", "INDEX temp.");
    database.execute(sql);
  }
}

void make_other_indexes_in_memory(Database& database) {
  for (std::string sql : kAllDerived) {
    for (const std::string_view index : kIndexesOfQuestions) {
      std::string making = take_index(sql, index);
      replace_all(making, "INDEX ", "INDEX temp.");
      database.execute(making);
    }
  }
}

std::int64_t check_format(Database& database) {
  if (pragma(database, "application_id") != kApplicationId)
    throw DataError(fmt::format("this file holds no register: {}", database.path()));
  const std::int64_t format = pragma(database, "user_version");
  if (format > kRegisterFormat)
    throw UserError(
        fmt::format("the register has format {}, and this byname knows formats up to {}. Use a newer "
                    "byname: {}",
                    format, kRegisterFormat, database.path()));
  return format;
}

void add_tables_since(Database& database, std::int64_t format) {
  if (format < 2) {
    database.execute(kRuleTables);
    database.execute(kDecisionTables);
    database.execute(kReleaseTables);
    database.execute(kEventTables);
  }
  if (format < 3) database.execute(kFormerLinkTables);
  database.execute(fmt::format("PRAGMA user_version = {};", kRegisterFormat));
}

}  // namespace byname
