// SPDX-License-Identifier: Apache-2.0
#include "register/erasing.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <map>
#include <set>
#include <tuple>

#include "base/error.hpp"
#include "register/backup_list.hpp"
#include "register/durable_file.hpp"
#include "register/judging_json.hpp"
#include "register/person_code.hpp"
#include "register/record_name.hpp"
#include "register/register_lock.hpp"

namespace byname {

namespace {

using BodyPlace = std::pair<OpId, std::uint32_t>;

// What is to go.
struct Doomed {
  std::set<std::int64_t> mentions;
  std::set<RecordId> items;
  std::set<BodyPlace> bodies;
  std::set<BodyPlace> reasons;
};

void require_owner(Register& opened) {
  const Account account = opened.account();
  if (account.role != AccountRole::kOwner)
    throw UserError(
        fmt::format("only an owner erases, and {} is {}. To take something out of the count: byname retract",
                    account.pseudonym, name_of(account.role)));
}

void name_one(Register& opened, const std::string& typed, Doomed& doomed) {
  Database& database = opened.database();
  std::vector<NamedRecord> records = records_named(database, typed);
  std::erase_if(records, [](const NamedRecord& record) {
    return record.kind != RecordKind::kMention && record.kind != RecordKind::kItem;
  });
  const std::vector<std::string> persons = person_ids_like(database, typed, 2);
  if (records.size() + persons.size() > 1 ||
      (records.empty() && (read_person_code(typed) || looks_like_person_code(typed)))) {
    if (!records.empty())
      throw UserError(fmt::format("that names more than one thing: {}. Give more of it.", typed));
    const HeldPerson person = held_person(database, typed);
    doomed.mentions.insert(person.mentions.begin(), person.mentions.end());
    return;
  }
  const NamedRecord record = record_named(database, typed, {RecordKind::kMention, RecordKind::kItem});
  if (record.kind == RecordKind::kItem) doomed.items.insert(record.id);
  if (record.kind == RecordKind::kMention) doomed.mentions.insert(record.mention);
}

void add_places(Database& database, std::string_view sql, std::int64_t mention, std::set<BodyPlace>& places) {
  Rows rows = database.query(sql, mention);
  while (rows.next()) places.emplace(rows.fixed<OpId>(0), static_cast<std::uint32_t>(rows.number(1)));
}

// The reasons of ops that are about a mention and not about a whole list.
void add_reasons(Database& database, std::int64_t mention, std::set<BodyPlace>& places) {
  add_places(
      database,
      "SELECT op, ordinal FROM body WHERE kind = 'reason' AND bytes IS NOT NULL AND op IN ("
      "SELECT j.op FROM judgement_side s JOIN judgement j ON j.id = s.judgement WHERE s.mention = ?1 "
      "UNION SELECT op FROM claim WHERE subject = ?1 UNION SELECT e.op FROM event_mention m JOIN event e ON "
      "e.id "
      "= m.event JOIN body b ON b.op = e.op AND b.ordinal = e.ordinal WHERE m.mention = ?1 AND b.kind = "
      "'event' UNION SELECT op FROM hiding WHERE mention = ?1 "
      "UNION SELECT r.op FROM mention_log l JOIN retraction r ON r.target = CAST('r' || l.id AS BLOB) "
      "WHERE l.number = ?1 "
      "UNION SELECT r.op FROM judgement_side s JOIN judgement j ON j.id = s.judgement JOIN retraction r "
      "ON r.target IN (CAST('r' || j.id AS BLOB), CAST('o' || j.op AS BLOB)) WHERE s.mention = ?1)",
      mention, places);
}

Doomed doomed_by(Register& opened, const std::vector<std::string>& typed) {
  Doomed doomed;
  for (const std::string& each : typed) name_one(opened, each, doomed);
  Database& database = opened.database();
  for (const std::int64_t mention : doomed.mentions) {
    add_places(database, "SELECT op, ordinal FROM mention_body WHERE mention = ?1", mention, doomed.bodies);
    add_places(database, "SELECT op, ordinal FROM claim WHERE subject = ?1", mention, doomed.bodies);
    add_places(database,
               "SELECT e.op, e.ordinal FROM event_mention m JOIN event e ON e.id = m.event WHERE m.mention = "
               "?1",
               mention, doomed.bodies);
    add_reasons(database, mention, doomed.reasons);
  }
  for (const RecordId& item : doomed.items) {
    Rows rows = database.query("SELECT op, ordinal FROM item WHERE id = ?1", item);
    if (rows.next()) doomed.bodies.emplace(rows.fixed<OpId>(0), static_cast<std::uint32_t>(rows.number(1)));
  }
  return doomed;
}

// What a text is found by: the names of a mention as they are written.
std::vector<std::string> names_of(Database& database, std::int64_t mention) {
  std::vector<std::string> names;
  Rows rows = database.query(
      "SELECT raw FROM mention_value WHERE mention = ?1 AND role IN ('name', 'family') AND raw <> ''",
      mention);
  while (rows.next()) names.push_back(rows.text(0));
  return names;
}

std::vector<std::string> items_that_hold(Database& database, const Doomed& doomed) {
  std::map<std::tuple<std::int64_t, OpId, std::int64_t>, std::string> items;  // in the order of the log
  const auto add = [&](Rows rows) {
    while (rows.next()) {
      const auto id = rows.fixed<RecordId>(0);
      if (doomed.items.contains(id)) continue;
      const std::string name = rows.text(1);
      const std::string text = fmt::format("item {} ({})", id.short_hex(), name.empty() ? "a text" : name);
      items.emplace(std::tuple(rows.number(2), rows.fixed<OpId>(3), rows.number(4)), text);
    }
  };
  const std::string item =
      "SELECT i.id, i.name, op.lamport, op.id, i.ordinal FROM item i JOIN op ON op.id = i.op ";
  for (const std::int64_t mention : doomed.mentions) {
    add(database.query(item + "JOIN mention m ON m.item = i.id WHERE m.number = ?1", mention));
    for (const std::string& name : names_of(database, mention))
      add(database.query(item + "WHERE text <> '' AND instr(text, ?1) > 0", name));
  }
  std::vector<std::string> texts;
  for (auto& [place, text] : items) texts.push_back(std::move(text));
  return texts;
}

std::vector<std::string> lists_of(Database& database, const Doomed& doomed) {
  std::set<std::string> lists;
  for (const std::int64_t mention : doomed.mentions) {
    Rows rows = database.query("SELECT list FROM mention WHERE number = ?1", mention);
    if (rows.next()) lists.insert(rows.text(0));
  }
  return {lists.begin(), lists.end()};
}

std::vector<std::string> files_of(Database& database, const Doomed& doomed) {
  std::vector<std::string> files;
  for (const RecordId& item : doomed.items) {
    Rows rows = database.query("SELECT file FROM item WHERE id = ?1", item);
    // Only a plain name: the body may be of somebody who means harm.
    if (rows.next() && !rows.text(0).empty() && rows.text(0).find('/') == std::string::npos)
      files.push_back(rows.text(0));
  }
  return files;
}

}  // namespace

Erasing erase_records(Register& opened, const std::vector<std::string>& typed, const ChangeAsked& asked) {
  ChangeWriter writer(opened, "erase", asked);
  require_owner(opened);
  Database& database = opened.database();
  Doomed doomed = doomed_by(opened, typed);
  Erasing erasing;
  erasing.num_mentions = static_cast<std::int64_t>(doomed.mentions.size());
  erasing.num_items = static_cast<std::int64_t>(doomed.items.size());
  erasing.num_reasons = static_cast<std::int64_t>(doomed.reasons.size());
  erasing.items_left = items_that_hold(database, doomed);
  erasing.lists_left = lists_of(database, doomed);
  for (const KnownBackup& backup : known_backups(opened.path()))
    erasing.backups_left.push_back(fmt::format("{} ({})", backup.path, backup.day));
  const std::vector<std::string> files = files_of(database, doomed);
  ErasureBody body;
  doomed.bodies.merge(doomed.reasons);
  body.bodies.assign(doomed.bodies.begin(), doomed.bodies.end());
  erasing.num_bodies = static_cast<std::int64_t>(body.bodies.size());
  writer.add(body_kind::kErasure, erasure_body(body));
  erasing.change = writer.finish();
  if (asked.is_dry_run) return erasing;
  for (const std::string& file : files)
    overwrite_and_remove((std::filesystem::path(items_path_of(opened.path())) / file).string());
  database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  return erasing;
}

}  // namespace byname
