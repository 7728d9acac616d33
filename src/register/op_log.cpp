// SPDX-License-Identifier: Apache-2.0
#include "register/op_log.hpp"

#include <algorithm>

namespace byname {

namespace {

constexpr std::string_view kOpById =
    "SELECT id, lamport, author, device, nonce, time, verb, fold, root, signature, n FROM op WHERE id = ?1";

}  // namespace

std::vector<OpId> OpLog::heads() {
  std::vector<OpId> heads;
  Rows rows = database_.query(
      "SELECT id FROM op WHERE NOT EXISTS (SELECT 1 FROM op_parent WHERE parent = op.id) ORDER BY id");
  while (rows.next()) heads.push_back(rows.fixed<OpId>(0));
  return heads;
}

std::uint64_t OpLog::last_lamport() {
  return static_cast<std::uint64_t>(database_.number("SELECT max(lamport) FROM op", 0));
}

std::uint64_t OpLog::num_ops() {
  return static_cast<std::uint64_t>(database_.number("SELECT count(*) FROM op", 0));
}

Op OpLog::read_op(const Rows& rows) {
  Op op;
  op.id = rows.fixed<OpId>(0);
  op.lamport = static_cast<std::uint64_t>(rows.number(1));
  op.author = rows.fixed<AccountKey>(2);
  op.device = rows.fixed<DeviceId>(3);
  op.nonce = rows.fixed<Nonce>(4);
  op.time = rows.number(5);
  op.verb = rows.text(6);
  op.fold = static_cast<int>(rows.number(7));
  op.root = rows.fixed<Hash>(8);
  op.signature = rows.fixed<Signature>(9);
  op.num_bodies = static_cast<std::uint32_t>(rows.number(10));
  Rows parents = database_.query("SELECT parent FROM op_parent WHERE op = ?1 ORDER BY parent", op.id);
  while (parents.next()) op.parents.push_back(parents.fixed<OpId>(0));
  return op;
}

std::optional<Op> OpLog::find(const OpId& id) {
  Rows rows = database_.query(kOpById, id);
  if (!rows.next()) return std::nullopt;
  return read_op(rows);
}

std::vector<OpId> OpLog::find_prefix(std::string_view digits) {
  std::vector<OpId> found;
  std::string lower(digits);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; });
  Rows rows = database_.query(
      "SELECT id FROM op WHERE substr(lower(hex(id)), 1, length(?1)) = ?1 ORDER BY id LIMIT 16", lower);
  while (rows.next()) found.push_back(rows.fixed<OpId>(0));
  return found;
}

void OpLog::visit_ops(const std::function<void(const Op&)>& visit) {
  std::vector<OpId> ids;
  {
    Rows rows = database_.query("SELECT id FROM op ORDER BY lamport, id");
    while (rows.next()) ids.push_back(rows.fixed<OpId>(0));
  }
  for (const OpId& id : ids) visit(*find(id));
}

std::vector<Body> OpLog::bodies_of(const OpId& id) {
  std::vector<Body> bodies;
  Rows rows =
      database_.query("SELECT kind, commitment, salt, bytes FROM body WHERE op = ?1 ORDER BY ordinal", id);
  while (rows.next()) {
    Body body{rows.text(0), rows.fixed<Hash>(1), std::nullopt, std::nullopt};
    if (!rows.is_null(2)) body.salt = rows.fixed<Salt>(2);
    if (!rows.is_null(3)) body.bytes = rows.text(3);
    bodies.push_back(std::move(body));
  }
  return bodies;
}

void OpLog::insert(const Op& op, const std::vector<Body>& bodies) {
  database_.run("INSERT INTO op VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)", op.id,
                static_cast<std::int64_t>(op.lamport), op.author, op.device, op.nonce, op.time, op.verb,
                op.fold, op.root, op.signature, static_cast<std::int64_t>(op.num_bodies));
  for (const OpId& parent : op.parents) database_.run("INSERT INTO op_parent VALUES (?1, ?2)", op.id, parent);
  std::int64_t ordinal = 0;
  for (const Body& body : bodies) {
    database_.run(
        "INSERT INTO body(op, ordinal, kind, commitment, salt, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", op.id,
        ordinal++, body.kind, body.commitment, body.salt,
        body.bytes ? std::optional(Blob{*body.bytes}) : std::nullopt);
  }
}

}  // namespace byname
