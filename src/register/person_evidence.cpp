// SPDX-License-Identifier: Apache-2.0
#include "register/person_evidence.hpp"

#include <map>
#include <utility>

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

// What all mentions are as evidence, read in the order in which they lie: those of one person lie far apart.
class EvidenceTable {
 public:
  explicit EvidenceTable(Database& database)
      : place_(
            static_cast<std::size_t>(database.number("SELECT coalesce(max(number), 0) FROM mention", 0)) + 1,
            kNone) {
    std::map<std::string, std::pair<std::string, std::string>> sources;  // label -> kind, owner
    {
      Rows rows = database.query("SELECT label, kind, owner FROM source");
      while (rows.next()) sources[rows.text(0)] = {rows.text(1), rows.text(2)};
    }
    std::map<std::pair<std::string, std::string>, std::uint32_t> place_of;  // by list and origin of the item
    Rows rows = database.query(
        "SELECT m.number, m.list, CASE WHEN i.origin IS NULL THEN 'list ' || m.list ELSE 'item ' || "
        "hex(i.origin) END FROM mention m LEFT JOIN item i ON i.id = m.item WHERE m.active ORDER BY "
        "m.number");
    while (rows.next()) {
      const auto [found, is_new] =
          place_of.try_emplace({rows.text(1), rows.text(2)}, static_cast<std::uint32_t>(distinct_.size()));
      if (is_new) {
        const auto& [kind, owner] = sources[rows.text(1)];
        distinct_.push_back({kind, rows.text(1), owner, rows.text(2)});
      }
      place_[static_cast<std::size_t>(rows.number(0))] = found->second;
    }
  }

  // Null for a mention that does not count.
  const Evidence* of(std::int64_t mention) const {
    const auto at = static_cast<std::size_t>(mention);
    return at < place_.size() && place_[at] != kNone ? &distinct_[place_[at]] : nullptr;
  }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  std::vector<Evidence> distinct_;
  std::vector<std::uint32_t> place_;  // per mention number
};

}  // namespace

void visit_evidence(Database& database,
                    const std::function<void(const std::string&, const std::vector<HeldEvidence>&)>& visit) {
  const EvidenceTable table(database);
  std::string person;
  std::vector<HeldEvidence> evidence;
  Rows rows = database.query("SELECT person, mention FROM person_mention ORDER BY person, mention");
  while (rows.next()) {
    const Evidence* each = table.of(rows.number(1));
    if (each == nullptr) continue;
    if (rows.bytes(0) != person) {
      if (!evidence.empty()) visit(person, evidence);
      person = rows.text(0);
      evidence.clear();
    }
    evidence.push_back({rows.number(1), *each});
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
