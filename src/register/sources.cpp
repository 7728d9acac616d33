// SPDX-License-Identifier: Apache-2.0
#include "register/sources.hpp"

namespace byname {

std::vector<SourceEntry> sources_in(Database& database) {
  std::vector<SourceEntry> entries;
  Rows rows = database.query(
      "SELECT id, label, kind, owner, zone, url, active, "
      "(SELECT count(*) FROM mention WHERE list = label), "
      "(SELECT count(*) FROM mention WHERE list = label AND vanished_op IS NOT NULL), "
      "(SELECT count(*) FROM item WHERE source = label), (SELECT count(*) FROM reading WHERE list = label), "
      "(SELECT coalesce(sum(num_rejects), 0) FROM reading WHERE list = label) FROM source ORDER BY label");
  while (rows.next()) {
    SourceEntry entry{rows.fixed<RecordId>(0),
                      {rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.text(5)},
                      rows.number(6) != 0};
    entry.num_mentions = rows.number(7);
    entry.num_vanished = rows.number(8);
    entry.num_items = rows.number(9);
    entry.num_readings = rows.number(10);
    entry.num_rejects = rows.number(11);
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::optional<SourceBody> find_source(Database& database, const std::string& label) {
  Rows rows = database.query("SELECT label, kind, owner, zone, url FROM source WHERE label = ?1", label);
  if (!rows.next()) return std::nullopt;
  return SourceBody{rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4)};
}

bool says_something_new(const std::optional<SourceBody>& held, const SourceBody& said) {
  if (!held) return true;
  const auto differs = [](const std::string& now, const std::string& before) {
    return !now.empty() && now != before;
  };
  return differs(said.kind, held->kind) || differs(said.owner, held->owner) ||
         differs(said.zone, held->zone) || differs(said.url, held->url);
}

std::optional<ReadingBody> last_reading(Database& database, const std::string& label) {
  Rows rows = database.query(
      "SELECT body.bytes FROM reading JOIN op ON op.id = reading.op JOIN body ON body.op = reading.op AND "
      "body.ordinal = reading.ordinal WHERE reading.list = ?1 AND body.bytes IS NOT NULL "
      "ORDER BY op.lamport DESC, op.id DESC, reading.ordinal DESC LIMIT 1",
      label);
  if (!rows.next()) return std::nullopt;
  return read_reading_body(rows.bytes(0));
}

}  // namespace byname
