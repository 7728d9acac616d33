// SPDX-License-Identifier: Apache-2.0
#include "register/origins.hpp"

#include <map>
#include <tuple>

#include "base/error.hpp"
#include "register/evidence_json.hpp"
#include "register/record_name.hpp"
#include "register/text_sketch.hpp"

namespace byname {

namespace {

std::vector<std::int64_t> sketch_of(Database& database, const RecordId& item) {
  std::vector<std::int64_t> sketch;
  Rows rows = database.query("SELECT hash FROM item_sketch WHERE item = ?1 ORDER BY hash", item);
  while (rows.next()) sketch.push_back(rows.number(0));
  return sketch;
}

RecordId origin_of(Database& database, const RecordId& item) {
  Rows rows = database.query("SELECT origin FROM item WHERE id = ?1", item);
  BYNAME_CHECK(rows.next(), "an item that was named is gone");
  return rows.fixed<RecordId>(0);
}

// Where an item stands in the log.
std::tuple<std::int64_t, OpId, std::int64_t> place_of(Database& database, const RecordId& item) {
  Rows rows = database.query(
      "SELECT lamport, op.id, ordinal FROM item JOIN op ON op.id = item.op WHERE item.id = ?1", item);
  BYNAME_CHECK(rows.next(), "an item that was named is gone");
  return {rows.number(0), rows.fixed<OpId>(1), rows.number(2)};
}

std::vector<RecordId> items_of_origin(Database& database, const RecordId& origin) {
  std::vector<RecordId> items;
  Rows rows = database.query("SELECT id FROM item WHERE origin = ?1 ORDER BY id", origin);
  while (rows.next()) items.push_back(rows.fixed<RecordId>(0));
  return items;
}

}  // namespace

std::optional<LikeItem> likest_text(Database& database, std::string_view text) {
  const std::vector<std::int64_t> sketch = text_sketch(text);
  std::map<RecordId, std::size_t> shared;
  for (const std::int64_t hash : sketch) {
    Rows rows = database.query("SELECT item FROM item_sketch WHERE hash = ?1", hash);
    while (rows.next()) ++shared[rows.fixed<RecordId>(0)];
  }
  std::optional<LikeItem> best;
  for (const auto& [item, number] : shared) {
    if (3 * number < sketch.size()) continue;  // too few to matter
    const double share = resemblance(sketch, sketch_of(database, item));
    if (share < kReprintResemblance || (best && share < best->share)) continue;
    // Of two as like, the one that came first.
    if (!best || share > best->share || place_of(database, item) < place_of(database, best->item))
      best = LikeItem{item, origin_of(database, item), share};
  }
  return best;
}

OriginOutcome set_origin(Register& opened, const OriginRequest& request) {
  OpWriter writer(opened, "origin");
  Database& database = opened.database();
  const std::vector<RecordKind> kinds = {RecordKind::kItem};
  const RecordId item = record_named(database, request.item, kinds).id;
  OriginBody body{{item}, item};
  if (!request.other.empty()) {
    const RecordId other = record_named(database, request.other, kinds).id;
    body = {items_of_origin(database, origin_of(database, other)), origin_of(database, item)};
  }
  OriginOutcome outcome;
  std::vector<RecordId> moved;
  for (const RecordId& each : body.items) {
    if (origin_of(database, each) != body.origin) moved.push_back(each);
  }
  outcome.num_moved = moved.size();
  if (moved.empty() || request.is_dry_run) return outcome;
  writer.add(body_kind::kOrigin, origin_body({moved, body.origin}));
  writer.add_reason(request.reason);
  outcome.op = writer.append().id;
  writer.commit();
  return outcome;
}

}  // namespace byname
