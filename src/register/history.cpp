// SPDX-License-Identifier: Apache-2.0
#include "register/history.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "base/error.hpp"
#include "register/kept_reasons.hpp"
#include "register/person_lookup.hpp"
#include "register/record_name.hpp"
#include "register/retractions.hpp"

namespace byname {

namespace {

// Which ops count no more.
class UndoneOps {
 public:
  explicit UndoneOps(Database& database) : order_(database), retractions_(database, order_) {}
  bool contains(const OpId& op) const {
    return !retractions_.count({{retraction_target(op), order_.number_of(op)}});
  }
  std::uint32_t number_of(const OpId& op) const { return order_.number_of(op); }

 private:
  OpOrder order_;
  Retractions retractions_;
};

HistoryEntry entry_of(Register& opened, const Op& op, const UndoneOps& undone) {
  const std::optional<Account> author = opened.find_account(op.author);
  HistoryEntry entry{op.id,
                     op.time,
                     author ? author->pseudonym : op.author.short_hex(),
                     op.verb,
                     "",
                     is_reason_kept(opened.database(), op, opened.secret().sign_key()),
                     undone.contains(op.id)};
  for (const Body& body : opened.log().bodies_of(op.id)) {
    if (body.kind == body_kind::kReason && body.bytes && !entry.is_kept)
      entry.reason = read_reason_body(*body.bytes).value_or("");
  }
  return entry;
}

void add_ops(Database& database, std::string_view sql, std::int64_t mention, std::set<OpId>& ops) {
  Rows rows = database.query(sql, mention);
  while (rows.next()) ops.insert(rows.fixed<OpId>(0));
}

// The ops that say something of a mention, and those that took it back or brought it again.
std::set<OpId> ops_of(Database& database, const std::vector<std::int64_t>& mentions) {
  std::set<OpId> ops;
  for (const std::int64_t mention : mentions) {
    for (const char* sql :
         {"SELECT op FROM mention_log WHERE number = ?1", "SELECT op FROM mention_body WHERE mention = ?1",
          "SELECT j.op FROM judgement_side s JOIN judgement j ON j.id = s.judgement WHERE s.mention = ?1",
          "SELECT op FROM claim WHERE subject = ?1",
          "SELECT d.op FROM decision_mention s JOIN decision d ON d.id = s.decision WHERE s.mention = ?1",
          "SELECT op FROM hiding WHERE mention = ?1", "SELECT op FROM link WHERE low = ?1",
          "SELECT op FROM link WHERE high = ?1",
          "SELECT e.op FROM event_mention m JOIN event e ON e.id = m.event WHERE m.mention = ?1",
          "SELECT erased_op FROM mention_log WHERE number = ?1 AND erased_op IS NOT NULL",
          "SELECT r.op FROM retraction r JOIN mention m ON r.target = CAST('s' || m.list AS BLOB) WHERE "
          "m.number = ?1",
          "SELECT r.op FROM retraction r JOIN mention m ON r.target = CAST('r' || m.item AS BLOB) WHERE "
          "m.number = ?1",
          "SELECT r.op FROM retraction r JOIN mention_log l ON r.target = CAST('r' || l.id AS BLOB) WHERE "
          "l.number = ?1"})
      add_ops(database, sql, mention, ops);
  }
  std::vector<OpId> open(ops.begin(), ops.end());
  while (!open.empty()) {
    const OpId op = open.back();
    open.pop_back();
    Rows rows = database.query("SELECT op FROM retraction WHERE target = ?1", Blob{retraction_target(op)});
    while (rows.next()) {
      if (ops.insert(rows.fixed<OpId>(0)).second) open.push_back(rows.fixed<OpId>(0));
    }
  }
  return ops;
}

std::vector<std::int64_t> mentions_of(Register& opened, std::string_view typed) {
  Database& database = opened.database();
  const std::vector<std::string> ids = person_ids_like(database, typed, 2);
  if (ids.size() == 1) {
    if (const auto held = find_held_person(database, ids[0])) return held->mentions;
    std::vector<std::int64_t> mentions = {
        database.number("SELECT founder FROM person_fate WHERE id = ?1", 0, ids[0])};
    const std::optional<FormerPerson> former = find_former_person(database, ids[0]);
    for (const std::string& to : former->to) {
      const std::vector<std::int64_t> of_holder = find_held_person(database, to)->mentions;
      mentions.insert(mentions.end(), of_holder.begin(), of_holder.end());
    }
    return mentions;
  }
  return {record_named(database, typed, {RecordKind::kMention}).mention};
}

// The op that made the judgement, value or hiding whose id begins so; its digits, if there is exactly one.
std::string op_of_record(Database& database, std::string_view typed) {
  std::set<OpId> ops;
  for (const char* table : {"judgement", "claim", "event", "hiding", "rule", "retraction", "decision"}) {
    Rows rows = database.query(
        fmt::format(
            "SELECT DISTINCT op FROM {} WHERE substr(lower(hex(id)), 1, length(?1)) = lower(?1) LIMIT 2",
            table),
        typed);
    while (rows.next()) ops.insert(rows.fixed<OpId>(0));
  }
  return ops.size() == 1 ? ops.begin()->hex() : std::string(typed);
}

}  // namespace

std::vector<HistoryEntry> history_of(Register& opened) {
  const UndoneOps undone(opened.database());
  std::vector<HistoryEntry> entries;
  opened.log().visit_ops([&](const Op& op) { entries.push_back(entry_of(opened, op, undone)); });
  return entries;
}

std::vector<HistoryEntry> history_of_op(Register& opened, std::string_view digits) {
  const std::vector<OpId> found = opened.log().find_prefix(digits);
  if (found.empty())
    throw UserError(fmt::format("no op has an id that begins with {}. See: byname history", digits));
  if (found.size() > 1)
    throw UserError(fmt::format("{} ops or more begin with {}; give more digits.", found.size(), digits));
  return {entry_of(opened, *opened.log().find(found[0]), UndoneOps(opened.database()))};
}

std::vector<HistoryEntry> history_of_record(Register& opened, std::string_view typed) {
  const std::set<OpId> ops = ops_of(opened.database(), mentions_of(opened, typed));
  const UndoneOps undone(opened.database());
  std::vector<OpId> in_order(ops.begin(), ops.end());
  std::sort(in_order.begin(), in_order.end(),
            [&](const OpId& a, const OpId& b) { return undone.number_of(a) < undone.number_of(b); });
  std::vector<HistoryEntry> entries;
  for (const OpId& op : in_order) entries.push_back(entry_of(opened, opened.log().find(op).value(), undone));
  return entries;
}

std::vector<HistoryEntry> history_named(Register& opened, std::string_view typed) {
  if (typed.empty()) return history_of(opened);
  if (opened.log().find_prefix(typed).size() == 1) return history_of_op(opened, typed);
  const bool is_record = !person_ids_like(opened.database(), typed, 1).empty() ||
                         !records_named(opened.database(), typed).empty();
  if (is_record) return history_of_record(opened, typed);
  return history_of_op(opened, op_of_record(opened.database(), typed));
}

}  // namespace byname
