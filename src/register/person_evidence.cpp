// SPDX-License-Identifier: Apache-2.0
#include "register/person_evidence.hpp"

#include "base/error.hpp"

namespace byname {

namespace {

// A document goes back to its origin; a row of a list, to the list.
constexpr std::string_view kColumns =
    "SELECT p.person, m.number, coalesce(s.kind, ''), m.list, coalesce(s.owner, ''), "
    "CASE WHEN i.origin IS NULL THEN 'list ' || m.list ELSE 'item ' || hex(i.origin) END "
    "FROM person_mention p JOIN mention m ON m.number = p.mention LEFT JOIN source s ON s.label = m.list "
    "LEFT JOIN item i ON i.id = m.item WHERE m.active";

HeldEvidence evidence_in(const Rows& rows) {
  return {rows.number(1), {rows.text(2), rows.text(3), rows.text(4), rows.text(5)}};
}

}  // namespace

void visit_evidence(Database& database,
                    const std::function<void(const std::string&, const std::vector<HeldEvidence>&)>& visit) {
  std::string person;
  std::vector<HeldEvidence> evidence;
  Rows rows = database.query(std::string(kColumns) + " ORDER BY p.person, m.number");
  while (rows.next()) {
    if (rows.bytes(0) != person) {
      if (!evidence.empty()) visit(person, evidence);
      person = rows.text(0);
      evidence.clear();
    }
    evidence.push_back(evidence_in(rows));
  }
  if (!evidence.empty()) visit(person, evidence);
}

std::vector<HeldEvidence> evidence_of(Database& database, const std::string& person) {
  std::vector<HeldEvidence> evidence;
  Rows rows = database.query(std::string(kColumns) + " AND p.person = ?1 ORDER BY m.number", person);
  while (rows.next()) evidence.push_back(evidence_in(rows));
  return evidence;
}

std::vector<std::int64_t> mentions_of(const std::vector<HeldEvidence>& evidence) {
  std::vector<std::int64_t> mentions;
  for (const HeldEvidence& each : evidence) mentions.push_back(each.mention);
  return mentions;
}

std::vector<Evidence> without_mentions(const std::vector<HeldEvidence>& evidence) {
  std::vector<Evidence> plain;
  for (const HeldEvidence& each : evidence) plain.push_back(each.evidence);
  return plain;
}

RecordId current_body(Database& database, std::int64_t mention) {
  Rows rows = database.query(
      "SELECT b.id FROM mention_body b JOIN op ON op.id = b.op WHERE b.mention = ?1 "
      "ORDER BY op.lamport DESC, op.id DESC, b.ordinal DESC LIMIT 1",
      mention);
  if (!rows.next()) throw DataError("a mention has no body. See: byname verify");
  return rows.fixed<RecordId>(0);
}

}  // namespace byname
