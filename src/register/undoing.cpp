// SPDX-License-Identifier: Apache-2.0
#include "register/undoing.hpp"

#include <algorithm>
#include <ctime>
#include <fmt/format.h>
#include <optional>
#include <set>

#include "base/error.hpp"
#include "register/judging_json.hpp"
#include "register/record_name.hpp"
#include "register/retractions.hpp"

namespace byname {

namespace {

bool cannot_be_undone(std::string_view kind) {
  return kind == body_kind::kRegister || kind == body_kind::kAccount || kind == body_kind::kRevocation ||
         kind == body_kind::kErasure || kind == body_kind::kRelease || kind == body_kind::kExport;
}

// Whether all that an op says, but for its reason, can count no more.
bool can_be_undone(Register& opened, const OpId& op) {
  bool says_something = false;
  for (const Body& body : opened.log().bodies_of(op)) {
    if (cannot_be_undone(body.kind)) return false;
    says_something |= body.kind != body_kind::kReason;
  }
  return says_something;
}

bool counts(Register& opened, const OpId& op) {
  const OpOrder order(opened.database());
  return Retractions(opened.database(), order).count({{retraction_target(op), order.number_of(op)}});
}

TakenBack taken_back(Register& opened, const OpId& id) {
  const Op op = opened.log().find(id).value();
  const std::optional<Account> author = opened.find_account(op.author);
  return {id, op.verb, author ? author->pseudonym : op.author.short_hex(), op.time};
}

OpId last_own_op(Register& opened) {
  std::vector<OpId> own;
  {
    Rows rows = opened.database().query(
        "SELECT id FROM op WHERE author = ?1 AND verb <> 'undo' ORDER BY lamport DESC, id DESC",
        opened.secret().sign_key());
    while (rows.next()) own.push_back(rows.fixed<OpId>(0));
  }
  const OpOrder order(opened.database());
  const Retractions retractions(opened.database(), order);
  for (const OpId& op : own) {
    if (retractions.count({{retraction_target(op), order.number_of(op)}}) && can_be_undone(opened, op))
      return op;
  }
  throw UserError("this account has made no change that could be undone. See: byname history");
}

OpId op_to_undo(Register& opened, const std::string& digits) {
  if (digits.empty()) return last_own_op(opened);
  const std::vector<OpId> found = opened.log().find_prefix(digits);
  if (found.empty())
    throw UserError(fmt::format("no op has an id that begins with {}. See: byname history", digits));
  if (found.size() > 1)
    throw UserError(fmt::format("{} ops or more begin with {}; give more digits.", found.size(), digits));
  const OpId op = found[0];
  if (!can_be_undone(opened, op))
    throw UserError(fmt::format("op {} ({}) cannot be undone.", op.short_hex(), opened.log().find(op)->verb));
  if (!counts(opened, op)) {
    Rows rows =
        opened.database().query("SELECT op FROM retraction WHERE target = ?1", Blob{retraction_target(op)});
    const std::string by = rows.next() ? rows.fixed<OpId>(0).short_hex() : "";
    throw UserError(
        fmt::format("op {} was undone already. To bring it back: byname undo {}", op.short_hex(), by));
  }
  return op;
}

std::vector<std::int64_t> side_of(Database& database, const RecordId& judgement, int side) {
  std::vector<std::int64_t> mentions;
  Rows rows =
      database.query("SELECT mention FROM judgement_side WHERE judgement = ?1 AND side = ?2 ORDER BY place",
                     judgement, side);
  while (rows.next()) mentions.push_back(rows.number(0));
  return mentions;
}

// Mentions linked by machine to some mention of a side.
std::set<std::int64_t> linked_to(Database& database, const std::vector<std::int64_t>& side) {
  std::set<std::int64_t> linked;
  for (const std::int64_t mention : side) {
    Rows rows = database.query(
        "SELECT low + high - ?1 FROM link WHERE (low = ?1 OR high = ?1) AND ended_op IS NULL", mention);
    while (rows.next()) linked.insert(rows.number(0));
  }
  return linked;
}

std::string label_of(Database& database, std::int64_t mention) {
  Rows rows = database.query("SELECT list, row_key FROM mention WHERE number = ?1", mention);
  return rows.next() ? rows.text(0) + ":" + rows.text(1) : "";
}

// The machine saw one person where a merge had put two: what it linked to both sides since must not hold them
// together when the merge is undone.
void set_leads_apart(Register& opened, const OpId& undone, ChangeWriter& writer,
                     std::vector<std::string>& leads) {
  Database& database = opened.database();
  std::vector<RecordId> merges;
  {
    Rows rows = database.query(
        "SELECT id FROM judgement WHERE op = ?1 AND verdict = 'same' AND pins = 1 ORDER BY ordinal", undone);
    while (rows.next()) merges.push_back(rows.fixed<RecordId>(0));
  }
  for (const RecordId& merge : merges) {
    std::vector<std::int64_t> sides = side_of(database, merge, 0);
    const std::vector<std::int64_t> other = side_of(database, merge, 1);
    const std::set<std::int64_t> linked = linked_to(database, sides);
    const std::set<std::int64_t> linked_to_other = linked_to(database, other);
    sides.insert(sides.end(), other.begin(), other.end());
    for (const std::int64_t mention : linked) {
      if (!linked_to_other.contains(mention) || std::find(sides.begin(), sides.end(), mention) != sides.end())
        continue;
      JudgementBody apart;
      apart.bars_machine = true;
      apart.sides = {mention_ids(database, {mention}), mention_ids(database, sides)};
      writer.add(body_kind::kJudgement, judgement_body(apart));
      leads.push_back(label_of(database, mention));
    }
  }
}

void add_target(Register& opened, const std::string& typed, RetractionBody& body,
                std::vector<TakenBack>& ops) {
  const NamedRecord record =
      record_named(opened.database(), typed,
                   {RecordKind::kMention, RecordKind::kItem, RecordKind::kSource, RecordKind::kOp});
  switch (record.kind) {
    case RecordKind::kOp:
      body.ops.push_back(op_to_undo(opened, record.op.hex()));
      ops.push_back(taken_back(opened, record.op));
      break;
    case RecordKind::kSource: {
      Rows rows = opened.database().query("SELECT label FROM source WHERE id = ?1", record.id);
      if (rows.next()) body.sources.push_back(rows.text(0));
      break;
    }
    case RecordKind::kMention:
      body.records.push_back(mention_ids(opened.database(), {record.mention}).front());
      break;
    default:
      body.records.push_back(record.id);
  }
}

}  // namespace

Undoing undo_op(Register& opened, const std::string& digits, const ChangeAsked& asked) {
  ChangeWriter writer(opened, "undo", asked);
  const OpId op = op_to_undo(opened, digits);
  Undoing undoing;
  undoing.ops = {taken_back(opened, op)};
  RetractionBody body;
  body.ops = {op};
  writer.add(body_kind::kRetraction, retraction_body(body));
  set_leads_apart(opened, op, writer, undoing.leads);
  undoing.change = writer.finish();
  return undoing;
}

Undoing retract_records(Register& opened, const std::vector<std::string>& typed, const ChangeAsked& asked) {
  ChangeWriter writer(opened, "retract", asked);
  Undoing undoing;
  RetractionBody body;
  for (const std::string& each : typed) add_target(opened, each, body, undoing.ops);
  writer.add(body_kind::kRetraction, retraction_body(body));
  undoing.change = writer.finish();
  return undoing;
}

Undoing retract_author(Register& opened, const std::string& pseudonym, std::int64_t since,
                       const ChangeAsked& asked) {
  ChangeWriter writer(opened, "retract", asked);
  Undoing undoing;
  RetractionBody body;
  bool is_known = false;
  const OpOrder order(opened.database());
  const Retractions retractions(opened.database(), order);
  for (const Account& account : opened.accounts()) {
    if (account.pseudonym != pseudonym) continue;
    is_known = true;
    std::vector<OpId> ops;
    {
      Rows rows = opened.database().query(
          "SELECT id FROM op WHERE author = ?1 AND time >= ?2 ORDER BY lamport, id", account.key, since);
      while (rows.next()) ops.push_back(rows.fixed<OpId>(0));
    }
    for (const OpId& op : ops) {
      if (!can_be_undone(opened, op) || !retractions.count({{retraction_target(op), order.number_of(op)}}))
        continue;
      body.ops.push_back(op);
      undoing.ops.push_back(taken_back(opened, op));
    }
  }
  if (!is_known) throw UserError(fmt::format("there is no account {}. See: byname accounts list", pseudonym));
  if (body.ops.empty())
    throw UserError(fmt::format("{} made no change since then that counts and can be retracted.", pseudonym));
  writer.add(body_kind::kRetraction, retraction_body(body));
  undoing.change = writer.finish();
  return undoing;
}

std::int64_t read_moment(const std::string& text) {
  std::tm parts{};
  const char* end = strptime(text.c_str(), "%Y-%m-%d", &parts);
  if (end != nullptr && (*end == ' ' || *end == 'T')) end = strptime(end + 1, "%H:%M", &parts);
  if (end == nullptr || *end != '\0')
    throw UserError(fmt::format("a time is written 2025-03-01 or \"2025-03-01 14:05\": {}", text));
  return timegm(&parts);
}

}  // namespace byname
