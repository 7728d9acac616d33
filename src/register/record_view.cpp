// SPDX-License-Identifier: Apache-2.0
#include "register/record_view.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "register/body_json.hpp"
#include "register/evidence_json.hpp"
#include "register/kept_reasons.hpp"
#include "register/mention_numbers.hpp"
#include "register/op_log.hpp"
#include "register/person_lookup.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

void put(Json& json, const char* name, const std::string& text) {
  if (!text.empty()) json[name] = text;
}

std::string hex_of(const Rows& rows, int column) { return to_hex(rows.bytes(column)); }

std::string label_of(Database& database, std::int64_t mention) {
  Rows rows = database.query("SELECT list, row_key FROM mention WHERE number = ?1", mention);
  return rows.next() ? rows.text(0) + ":" + rows.text(1) : "";
}

std::vector<std::string> citations_of(Database& database, std::int64_t mention) {
  std::vector<std::string> citations;
  Rows rows = database.query("SELECT locator FROM citation WHERE mention = ?1 ORDER BY ordinal", mention);
  while (rows.next()) citations.push_back(rows.text(0));
  return citations;
}

// What a mention says by its body that counts: the newest revision, or what made it.
std::vector<MentionValue> body_values(Database& database, std::int64_t mention) {
  std::vector<MentionValue> values;
  Rows rows = database.query(
      "SELECT body.kind, body.bytes FROM mention_body m JOIN op ON op.id = m.op JOIN body ON body.op = m.op "
      "AND body.ordinal = m.ordinal WHERE m.mention = ?1 AND body.bytes IS NOT NULL "
      "ORDER BY op.lamport, op.id, m.ordinal",
      mention);
  while (rows.next()) {
    if (rows.text(0) == body_kind::kRevision) {
      if (auto body = read_revision_body(rows.bytes(1))) values = std::move(body->values);
    } else if (values.empty()) {
      if (auto body = read_mention_body(rows.bytes(1))) values = std::move(body->values);
    }
  }
  return values;
}

Json values_of(Database& database, std::int64_t mention) {
  Json values = Json::array();
  const std::vector<MentionValue> written = body_values(database, mention);
  Rows rows = database.query(
      "SELECT role, name, raw, value FROM mention_value WHERE mention = ?1 ORDER BY ordinal", mention);
  while (rows.next()) {
    Json value = {{"role", rows.text(0)}};
    put(value, "column", rows.text(1));
    put(value, "text", rows.text(2));
    put(value, "compared_as", rows.text(3));
    // Only the body knows where in its sheet a value stands.
    if (values.size() < written.size() && written[values.size()].raw == rows.text(2))
      put(value, "cell", written[values.size()].cell);
    values.push_back(std::move(value));
  }
  return values;
}

Json links_of(Database& database, const char* table, const char* condition, std::int64_t mention) {
  Json links = Json::array();
  Rows rows = database.query(
      fmt::format(
          "SELECT CASE low WHEN ?1 THEN high ELSE low END, weight FROM {} WHERE (low = ?1 OR high = ?1){} "
          "ORDER BY 2 DESC, 1",
          table, condition),
      mention);
  while (rows.next())
    links.push_back({{"mention", label_of(database, rows.number(0))}, {"weight", rows.real(1)}});
  return links;
}

Json mention_view(Database& database, const NamedRecord& record) {
  Rows rows = database.query(
      "SELECT id, list, row_key, file, sheet, row, line, item, active, vanished_op, op, is_named FROM "
      "mention WHERE "
      "number = ?1",
      record.mention);
  BYNAME_CHECK(rows.next(), "a mention that was named is gone");
  Json json = {
      {"mention", rows.text(1) + ":" + rows.text(2)}, {"id", hex_of(rows, 0)}, {"source", rows.text(1)}};
  put(json, "person", holder_of_mention(database, record.mention).value_or(""));
  put(json, "file", rows.text(3));
  put(json, "sheet", rows.text(4));
  if (rows.number(5) != 0) json["row"] = rows.number(5);
  if (rows.number(6) != 0) json["line"] = rows.number(6);
  if (!rows.is_null(7)) json["item"] = hex_of(rows, 7);
  if (rows.number(8) == 0) json["state"] = "retracted";
  if (!rows.is_null(9)) json["vanished_since_op"] = hex_of(rows, 9);
  if (rows.number(11) == 0) json["unnamed"] = true;
  json["added_by_op"] = hex_of(rows, 10);
  json["values"] = values_of(database, record.mention);
  if (const auto citations = citations_of(database, record.mention); !citations.empty())
    json["cites"] = citations;
  Json links = links_of(database, "link", " AND ended_op IS NULL", record.mention);
  if (!links.empty()) json["machine_links"] = std::move(links);
  Json leads = links_of(database, "lead", "", record.mention);
  if (!leads.empty()) json["leads"] = std::move(leads);
  return json;
}

Json item_view(Database& database, const RecordId& id) {
  Rows rows = database.query(
      "SELECT id, source, sha256, size, name, text, captured, zone, warning, url, active, op, origin FROM "
      "item WHERE id = ?1",
      id);
  BYNAME_CHECK(rows.next(), "an item that was named is gone");
  Json json = {{"item", hex_of(rows, 0)},
               {"source", rows.text(1)},
               {"sha256", rows.text(2)},
               {"bytes", rows.number(3)}};
  put(json, "name", rows.text(4));
  put(json, "captured", rows.text(6));
  put(json, "zone", rows.text(7));
  put(json, "warning", rows.text(8));
  put(json, "url", rows.text(9));
  if (rows.number(10) == 0) json["state"] = "retracted";
  json["added_by_op"] = hex_of(rows, 11);
  put(json, "text", rows.text(5));
  Json same = Json::array();
  Rows others = database.query(
      "SELECT item.id, source FROM item JOIN op ON op.id = item.op WHERE origin = ?1 AND item.id <> ?2 "
      "ORDER BY lamport, op.id, ordinal",
      rows.fixed<RecordId>(12), id);
  while (others.next()) same.push_back({{"item", hex_of(others, 0)}, {"source", others.text(1)}});
  if (!same.empty()) json["same_origin"] = std::move(same);
  Json mentions = Json::array();
  Rows named = database.query("SELECT list, row_key FROM mention WHERE item = ?1 ORDER BY number", id);
  while (named.next()) mentions.push_back(named.text(0) + ":" + named.text(1));
  if (!mentions.empty()) json["mentions"] = std::move(mentions);
  return json;
}

Json source_view(Database& database, const RecordId& id) {
  Rows rows =
      database.query("SELECT label, kind, owner, zone, url, active, op FROM source WHERE id = ?1", id);
  BYNAME_CHECK(rows.next(), "a source that was named is gone");
  Json json = {{"source", rows.text(0)}, {"id", id.hex()}};
  put(json, "kind", rows.text(1));
  put(json, "owner", rows.text(2));
  put(json, "zone", rows.text(3));
  put(json, "url", rows.text(4));
  if (rows.number(5) == 0) json["state"] = "retracted";
  json["added_by_op"] = hex_of(rows, 6);
  json["mentions"] = database.number("SELECT count(*) FROM mention WHERE list = ?1", 0, rows.text(0));
  Json readings = Json::array();
  Rows read = database.query(
      "SELECT reading.id, num_rows, num_rejects, reading.op FROM reading JOIN op ON op.id = reading.op WHERE "
      "list = ?1 "
      "ORDER BY lamport, op.id, ordinal",
      rows.text(0));
  while (read.next())
    readings.push_back({{"reading", hex_of(read, 0)},
                        {"rows", read.number(1)},
                        {"rejected", read.number(2)},
                        {"op", hex_of(read, 3)}});
  if (!readings.empty()) json["readings"] = std::move(readings);
  return json;
}

Json reading_view(Database& database, const RecordId& id) {
  Rows rows = database.query(
      "SELECT body.bytes, reading.op FROM reading JOIN body ON body.op = reading.op AND body.ordinal = "
      "reading.ordinal "
      "WHERE reading.id = ?1",
      id);
  BYNAME_CHECK(rows.next(), "a reading that was named is gone");
  const std::optional<ReadingBody> body = read_reading_body(rows.bytes(0));
  Json json = {{"reading", id.hex()}, {"op", hex_of(rows, 1)}};
  if (!body) return json;
  json["source"] = body->list;
  put(json, "key", body->key);
  json["files"] = body->files;
  json["sha256"] = body->sha256;
  json["rows"] = body->num_rows;
  json["same"] = body->num_same;
  json["new"] = body->num_new;
  json["changed"] = body->num_changed;
  json["vanished"] = Json::array();
  for (const RecordId& mention : body->vanished)
    json["vanished"].push_back(label_of(database, mention_number(database, mention)));
  for (const ReadingColumn& column : body->columns) {
    json["columns"].push_back({{"column", column.name}, {"role", column.role}});
    put(json["columns"].back(), "purpose", column.purpose);
  }
  if (!body->left_out.empty()) json["left_out"] = body->left_out;
  for (const ReadingReject& reject : body->rejects) {
    Json line = {
        {"file", reject.file}, {"row", reject.row}, {"line", reject.line}, {"reason", reject.reason}};
    put(line, "column", reject.column);
    put(line, "text", reject.text);
    json["rejected"].push_back(std::move(line));
  }
  return json;
}

Json run_view(Database& database, const RecordId& id) {
  Rows rows = database.query("SELECT model, op FROM run WHERE id = ?1", id);
  BYNAME_CHECK(rows.next(), "a run that was named is gone");
  const OpId op = rows.fixed<OpId>(1);
  return {{"run", id.hex()},
          {"model", rows.text(0)},
          {"op", op.hex()},
          {"links", database.number("SELECT count(*) FROM link WHERE op = ?1", 0, op)},
          {"leads", database.number("SELECT count(*) FROM lead WHERE op = ?1", 0, op)}};
}

Json op_view(Database& database, const OpId& id, const AccountKey& viewer) {
  OpLog log(database);
  const std::optional<Op> op = log.find(id);
  BYNAME_CHECK(op.has_value(), "an op that was named is gone");
  Json json = {{"op", id.hex()},
               {"verb", op->verb},
               {"author", op->author.hex()},
               {"number", op->lamport},
               {"time", op->time}};
  Json kinds = Json::object();
  for (const Body& body : log.bodies_of(id)) {
    if (!kinds.contains(body.kind)) kinds[body.kind] = 0;
    kinds[body.kind] = kinds[body.kind].get<int>() + 1;
    if (body.kind != body_kind::kReason || !body.bytes) continue;
    put(json, "why",
        is_reason_kept(database, *op, viewer) ? "kept from you until you have decided"
                                              : read_reason_body(*body.bytes).value_or(""));
  }
  json["says"] = std::move(kinds);
  return json;
}

}  // namespace

nlohmann::ordered_json record_view(Database& database, const NamedRecord& record, const AccountKey& viewer) {
  switch (record.kind) {
    case RecordKind::kMention:
      return mention_view(database, record);
    case RecordKind::kItem:
      return item_view(database, record.id);
    case RecordKind::kSource:
      return source_view(database, record.id);
    case RecordKind::kReading:
      return reading_view(database, record.id);
    case RecordKind::kRun:
      return run_view(database, record.id);
    case RecordKind::kOp:
      return op_view(database, record.op, viewer);
  }
  throw InternalError("a kind of record that is not known");
}

}  // namespace byname
