// SPDX-License-Identifier: Apache-2.0
#include "register/fold_judging.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "register/body_json.hpp"
#include "register/fold_evidence.hpp"
#include "register/op_log.hpp"

namespace byname {

namespace {

// Kinds whose bodies hold content.
constexpr std::array<std::string_view, 7> kErasable = {
    body_kind::kItem,   body_kind::kMention, body_kind::kRevision, body_kind::kReading,
    body_kind::kReason, body_kind::kClaim,   body_kind::kEvent};

// What makes a register's evidence: where whole ops of it go or come, all is computed anew.
constexpr std::array<std::string_view, 8> kEvidence = {
    body_kind::kSource,  body_kind::kItem,   body_kind::kMention, body_kind::kRevision,
    body_kind::kReading, body_kind::kOrigin, body_kind::kRun,     body_kind::kLinks};

template <std::size_t N>
bool is_one_of(std::string_view kind, const std::array<std::string_view, N>& kinds) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

}  // namespace

bool is_erasable(std::string_view kind) { return is_one_of(kind, kErasable); }

void JudgingFold::log_mentions(const Op& op, const std::vector<Body>& bodies) {
  std::int64_t number = -1;
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    if (bodies[i].kind != body_kind::kMention) continue;
    if (number < 0) number = database_.number("SELECT max(number) FROM mention_log", 0);
    const auto ordinal = static_cast<std::int64_t>(i);
    numbers_.log(++number, record_id_of(op, ordinal), {op.id, ordinal});
  }
}

FoldedJudging JudgingFold::apply_removals(const Op& op, std::int64_t ordinal, const Body& body) {
  FoldedJudging folded;
  if (!body.bytes) return folded;
  if (body.kind == body_kind::kRetraction) {
    if (const auto retraction = read_retraction_body(*body.bytes))
      retract(op, record_id_of(op, ordinal), *retraction, folded);
  } else if (body.kind == body_kind::kErasure) {
    const auto erasure = read_erasure_body(*body.bytes);
    if (erasure && rank_of(op.author) == static_cast<std::int64_t>(AccountRole::kOwner))
      erase(op, *erasure, folded);
  }
  return folded;
}

void JudgingFold::retract(const Op& op, const RecordId& id, const RetractionBody& body,
                          FoldedJudging& folded) {
  std::vector<std::string> targets;
  for (const OpId& target : body.ops) targets.push_back(retraction_target(target));
  for (const RecordId& target : body.records) targets.push_back(retraction_target(target));
  for (const std::string& label : body.sources) targets.push_back(retraction_target_of_source(label));
  for (const std::string& target : targets) {
    database_.run("INSERT OR IGNORE INTO retraction VALUES (?1, ?2, ?3)", id, Blob{target}, op.id);
    follow_target(target, folded);
  }
}

// Adds a target and, where it is itself a retraction or an op with some, all that these retracted.
void JudgingFold::follow_target(const std::string& target, FoldedJudging& folded) {
  if (std::find(folded.targets.begin(), folded.targets.end(), target) != folded.targets.end()) return;
  folded.targets.push_back(target);
  std::vector<std::string> further;
  const bool is_op = target[0] == kOpTarget;
  {
    Rows rows = database_.query(
        is_op ? "SELECT target FROM retraction WHERE op = ?1" : "SELECT target FROM retraction WHERE id = ?1",
        Blob{std::string_view(target).substr(1)});
    while (rows.next()) further.emplace_back(rows.bytes(0));
  }
  if (is_op) {
    Rows rows =
        database_.query("SELECT kind FROM body WHERE op = ?1", Blob{std::string_view(target).substr(1)});
    while (rows.next()) folded.moves_evidence |= is_one_of(rows.text(0), kEvidence);
  }
  for (const std::string& each : further) follow_target(each, folded);
}

void JudgingFold::erase(const Op& op, const ErasureBody& body, FoldedJudging& folded) {
  for (const auto& [target, ordinal] : body.bodies) erase_body(target, ordinal, op.id, folded);
}

void JudgingFold::erase_body(const OpId& op, std::int64_t ordinal, const OpId& by, FoldedJudging& folded) {
  std::string kind;
  {
    Rows rows = database_.query("SELECT kind FROM body WHERE op = ?1 AND ordinal = ?2", op, ordinal);
    if (rows.next()) kind = rows.text(0);
  }
  if (!is_erasable(kind)) return;
  database_.run("INSERT OR IGNORE INTO erasure VALUES (?1, ?2, ?3)", op, ordinal, by);
  database_.run("UPDATE body SET bytes = NULL, salt = NULL WHERE op = ?1 AND ordinal = ?2", op, ordinal);
  if (kind == body_kind::kClaim)
    database_.run("DELETE FROM claim WHERE op = ?1 AND ordinal = ?2", op, ordinal);
  if (kind == body_kind::kEvent) {
    database_.run(
        "DELETE FROM event_mention WHERE event IN (SELECT id FROM event WHERE op = ?1 AND ordinal = ?2)", op,
        ordinal);
    database_.run("DELETE FROM event WHERE op = ?1 AND ordinal = ?2", op, ordinal);
  }
  // What was read of the row or of the list before comes back.
  if (kind == body_kind::kReading || kind == body_kind::kRevision) folded.moves_evidence = true;
  if (kind == body_kind::kItem) {
    database_.run(
        "DELETE FROM item_sketch WHERE item IN (SELECT id FROM item WHERE op = ?1 AND ordinal = ?2)", op,
        ordinal);
    database_.run("DELETE FROM item WHERE op = ?1 AND ordinal = ?2", op, ordinal);
  }
  if (kind == body_kind::kReading)
    database_.run("DELETE FROM reading WHERE op = ?1 AND ordinal = ?2", op, ordinal);
  if (kind == body_kind::kMention) {
    const std::int64_t mention =
        database_.number("SELECT mention FROM mention_body WHERE op = ?1 AND ordinal = ?2", 0, op, ordinal);
    if (mention != 0) {
      const bool has_others =
          database_.number("SELECT count(*) FROM mention_body WHERE mention = ?1", 0, mention) > 1;
      folded.moves_evidence |= has_others;
      forget_mention(database_, mention);
      folded.mentions.push_back(mention);
    }
    const std::optional<Op> made = OpLog(database_).find(op);
    if (!made) return;
    const std::int64_t number = numbers_.logged(record_id_of(*made, ordinal));
    if (number == 0) return;
    database_.run("UPDATE mention_log SET erased_op = ?2 WHERE number = ?1 AND erased_op IS NULL", number,
                  by);
    folded.mentions.push_back(number);
  }
}

std::vector<std::int64_t> JudgingFold::apply(const Op& op, const std::vector<Body>& bodies) {
  touched_.clear();
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    if (!bodies[i].bytes) continue;
    const auto ordinal = static_cast<std::int64_t>(i);
    const std::string& json = *bodies[i].bytes;
    if (bodies[i].kind == body_kind::kJudgement) {
      if (const auto judgement = read_judgement_body(json)) apply_judgement(op, ordinal, *judgement);
    } else if (bodies[i].kind == body_kind::kHiding) {
      const auto hiding = read_hiding_body(json);
      for (const RecordId& id : hiding ? hiding->mentions : std::vector<RecordId>()) {
        const std::int64_t mention = numbers_.ever(id);
        if (mention == 0) continue;
        database_.run("INSERT OR IGNORE INTO hiding VALUES (?1, ?2, ?3, 1)", record_id_of(op, ordinal),
                      mention, op.id);
        touched_.push_back(mention);
      }
    } else if (bodies[i].kind == body_kind::kClaim) {
      const auto claim = read_claim_body(json);
      const std::int64_t subject = claim ? numbers_.ever(claim->subject) : 0;
      if (subject == 0) continue;
      database_.run("INSERT OR IGNORE INTO claim VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1)",
                    record_id_of(op, ordinal), subject, claim->property, claim->value, claim->asserts,
                    claim->certainty, claim->item, claim->zone, op.id, ordinal);
    }
  }
  return touched_;
}

void JudgingFold::apply_judgement(const Op& op, std::int64_t ordinal, const JudgementBody& body) {
  const RecordId id = record_id_of(op, ordinal);
  database_.run("INSERT OR IGNORE INTO judgement VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, NULL)", id,
                name_of(body.verdict), body.pins, body.bars_machine, static_cast<int>(body.keeps),
                rank_of(op.author), op.id, ordinal);
  for (std::int64_t side = 0; side < 2; ++side) {
    std::int64_t place = 0;
    for (const RecordId& record : body.sides[static_cast<std::size_t>(side)]) {
      const std::int64_t mention = numbers_.ever(record);
      if (mention == 0) continue;
      database_.run("INSERT OR IGNORE INTO judgement_side VALUES (?1, ?2, ?3, ?4)", id, side, place++,
                    mention);
      touched_.push_back(mention);
    }
  }
}

// 0 for an owner; who is no account comes last.
std::int64_t JudgingFold::rank_of(const AccountKey& author) {
  Rows rows = database_.query("SELECT role FROM account WHERE key = ?1", author);
  const auto role = rows.next() ? account_role_from_name(rows.text(0)) : std::nullopt;
  return role ? static_cast<std::int64_t>(*role) : 3;
}

// Sets `active` of the rows that are, or are of, the target; whether there are any.
bool JudgingFold::mark_rows(std::string_view table, const std::string& target, const Retractions& retractions,
                            const OpOrder& order) {
  const std::string_view key = target[0] == kOpTarget ? "op" : "id";
  std::vector<std::pair<RecordId, OpId>> of_target;
  {
    Rows rows = database_.query(fmt::format("SELECT id, op FROM {} WHERE {} = ?1", table, key),
                                Blob{std::string_view(target).substr(1)});
    while (rows.next()) of_target.emplace_back(rows.fixed<RecordId>(0), rows.fixed<OpId>(1));
  }
  for (const auto& [id, op] : of_target) {
    const std::uint32_t made = order.number_of(op);
    const bool counts = retractions.count({{retraction_target(id), made}, {retraction_target(op), made}});
    database_.run(fmt::format("UPDATE {} SET active = ?2 WHERE id = ?1", table), id, counts);
  }
  return !of_target.empty();
}

void JudgingFold::mark(const std::string& target, const Retractions& retractions, const OpOrder& order,
                       std::vector<std::int64_t>& mentions) {
  if (target[0] == kSourceTarget) {
    mark_source(target, retractions, order, mentions);
    return;
  }
  const Blob key{std::string_view(target).substr(1)};
  const bool is_op = target[0] == kOpTarget;
  const auto add = [&](std::string_view sql) {
    Rows rows = database_.query(sql, key);
    while (rows.next()) mentions.push_back(rows.number(0));
  };
  if (mark_rows("judgement", target, retractions, order))
    add(is_op
            ? "SELECT mention FROM judgement_side WHERE judgement IN (SELECT id FROM judgement WHERE op = ?1)"
            : "SELECT mention FROM judgement_side WHERE judgement = ?1");
  if (mark_rows("hiding", target, retractions, order))
    add(is_op ? "SELECT mention FROM hiding WHERE op = ?1" : "SELECT mention FROM hiding WHERE id = ?1");
  mark_rows("claim", target, retractions, order);
  mark_rows("event", target, retractions, order);
  mark_rows("rule", target, retractions, order);
  mark_rows("decision", target, retractions, order);
  mark_rows("audit", target, retractions, order);
  if (is_op) {
    add("SELECT number FROM mention_log WHERE op = ?1");
  } else {
    mark_evidence(key, retractions, order, mentions);
  }
}

void JudgingFold::mark_source(const std::string& target, const Retractions& retractions, const OpOrder& order,
                              std::vector<std::int64_t>& mentions) {
  const std::string label = target.substr(1);
  mark_mentions("SELECT number FROM mention WHERE list = ?1", label, retractions, order, mentions);
  std::optional<OpId> made;
  {
    Rows rows = database_.query("SELECT op FROM source WHERE label = ?1", label);
    if (rows.next()) made = rows.fixed<OpId>(0);
  }
  if (made)
    database_.run("UPDATE source SET active = ?2 WHERE label = ?1", label,
                  retractions.count({{target, order.number_of(*made)}}));
}

// A mention or an item, by the record's id.
void JudgingFold::mark_evidence(Blob id, const Retractions& retractions, const OpOrder& order,
                                std::vector<std::int64_t>& mentions) {
  mark_mentions("SELECT number FROM mention WHERE item = ?1", id, retractions, order, mentions);
  const std::optional<RecordId> record = RecordId::from_view(id.bytes);
  const std::int64_t number = record ? numbers_.logged(*record) : 0;
  mark_mentions("SELECT number FROM mention WHERE number = ?1", number, retractions, order, mentions);
  std::optional<OpId> made;
  {
    Rows rows = database_.query("SELECT op FROM item WHERE id = ?1", id);
    if (rows.next()) made = rows.fixed<OpId>(0);
  }
  if (made)
    database_.run("UPDATE item SET active = ?2 WHERE id = ?1", id,
                  retractions.count({{kRecordTarget + std::string(id.bytes), order.number_of(*made)}}));
}

template <typename Key>
void JudgingFold::mark_mentions(std::string_view sql, const Key& key, const Retractions& retractions,
                                const OpOrder& order, std::vector<std::int64_t>& mentions) {
  const std::size_t before = mentions.size();
  {
    Rows rows = database_.query(sql, key);
    while (rows.next()) mentions.push_back(rows.number(0));
  }
  for (std::size_t i = before; i < mentions.size(); ++i) mark_mention(mentions[i], retractions, order);
}

void JudgingFold::mark_mention(std::int64_t number, const Retractions& retractions, const OpOrder& order) {
  database_.run("UPDATE mention SET active = ?2 WHERE number = ?1", number,
                retractions.count(grounds_of_mention(database_, number, order)));
}

std::vector<Ground> grounds_of_mention(Database& database, std::int64_t number, const OpOrder& order) {
  std::vector<Ground> grounds;
  Rows rows = database.query(
      "SELECT l.id, l.op, s.label, s.op, i.id, i.op FROM mention_log l LEFT JOIN mention m ON m.number = "
      "l.number LEFT JOIN source s ON s.label = m.list LEFT JOIN item i ON i.id = m.item WHERE l.number = ?1",
      number);
  if (!rows.next()) return grounds;
  const std::uint32_t made = order.number_of(rows.fixed<OpId>(1));
  grounds.push_back({retraction_target(rows.fixed<RecordId>(0)), made});
  grounds.push_back({retraction_target(rows.fixed<OpId>(1)), made});
  if (!rows.is_null(2))
    grounds.push_back({retraction_target_of_source(rows.text(2)), order.number_of(rows.fixed<OpId>(3))});
  if (!rows.is_null(4))
    grounds.push_back({retraction_target(rows.fixed<RecordId>(4)), order.number_of(rows.fixed<OpId>(5))});
  return grounds;
}

}  // namespace byname
