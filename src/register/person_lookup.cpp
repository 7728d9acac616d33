// SPDX-License-Identifier: Apache-2.0
#include "register/person_lookup.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <sstream>
#include <tuple>

#include "base/error.hpp"
#include "register/person_code.hpp"

namespace byname {

namespace {

constexpr std::size_t kMostNamed = 4;

std::string listed(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + text;
  return list;
}

}  // namespace

std::vector<std::string> person_ids_like(Database& database, std::string_view typed, std::size_t limit) {
  const std::optional<std::string> code = read_person_code(typed);
  if (!code) return {};
  std::vector<std::string> ids;
  for (const char* sql : {"SELECT id FROM person WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT ?3",
                          "SELECT id FROM person_fate WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT ?3"}) {
    Rows rows = database.query(sql, *code, *code + "~", limit);
    while (rows.next()) ids.push_back(rows.text(0));
  }
  std::sort(ids.begin(), ids.end());
  if (ids.size() > limit) ids.resize(limit);
  return ids;
}

std::optional<HeldPerson> find_held_person(Database& database, const std::string& id) {
  std::optional<HeldPerson> person;
  {
    Rows rows = database.query("SELECT first_op, split_from, is_hidden FROM person WHERE id = ?1", id);
    if (!rows.next()) return std::nullopt;
    person = HeldPerson{id, rows.fixed<OpId>(0), std::nullopt, rows.number(2) != 0, {}};
    if (!rows.is_null(1)) person->split_from = rows.text(1);
  }
  Rows rows = database.query("SELECT mention FROM person_mention WHERE person = ?1 ORDER BY mention", id);
  while (rows.next()) person->mentions.push_back(rows.number(0));
  return person;
}

std::optional<FormerPerson> find_former_person(Database& database, const std::string& id) {
  Rows rows = database.query("SELECT fate, to_ids, op FROM person_fate WHERE id = ?1", id);
  if (!rows.next()) return std::nullopt;
  FormerPerson former{id, rows.text(0), {}, rows.fixed<OpId>(2)};
  std::istringstream words(rows.text(1));
  for (std::string word; words >> word;) former.to.push_back(word);
  former.to = in_order_of_log(database, std::move(former.to));
  return former;
}

std::vector<std::string> in_order_of_log(Database& database, std::vector<std::string> ids) {
  std::vector<std::tuple<std::int64_t, std::int64_t, std::string>> places;
  for (std::string& id : ids) {
    Rows rows = database.query(
        "SELECT founder, serial FROM person WHERE id = ?1 UNION ALL "
        "SELECT founder, serial FROM person_fate WHERE id = ?1",
        id);
    const bool is_known = rows.next();
    places.emplace_back(is_known ? rows.number(0) : std::numeric_limits<std::int64_t>::max(),
                        is_known ? rows.number(1) : 0, std::move(id));
  }
  std::sort(places.begin(), places.end());
  for (std::size_t i = 0; i < ids.size(); ++i) ids[i] = std::move(std::get<2>(places[i]));
  return ids;
}

std::optional<std::string> holder_of_mention(Database& database, std::int64_t mention) {
  Rows rows = database.query("SELECT person FROM person_mention WHERE mention = ?1", mention);
  return rows.next() ? std::optional(rows.text(0)) : std::nullopt;
}

std::string fate_text(const FormerPerson& former) {
  const std::string by = fmt::format(" (op {})", former.op.short_hex());
  if (former.fate == "redirect") return fmt::format("is part of {} now{}", listed(former.to), by);
  if (former.fate == "split") return fmt::format("was split: see {}{}", listed(former.to), by);
  if (former.fate == "erased") return "was erased" + by;
  return "was retracted: none of its mentions counts" + by;
}

HeldPerson held_person(Database& database, std::string_view typed) {
  if (!read_person_code(typed))
    throw UserError(
        fmt::format("this is no person's id, or has a slip of the pen in it: {}. Look for the person with: "
                    "byname find TEXT",
                    typed));
  const std::vector<std::string> ids = person_ids_like(database, typed, kMostNamed);
  if (ids.empty())
    throw UserError(
        fmt::format("no person has an id that begins with {}. Look with: byname find TEXT", typed));
  if (ids.size() > 1)
    throw UserError(fmt::format("several persons' ids begin with {}: {}{}. Give more of it.", typed,
                                listed(ids), ids.size() == kMostNamed ? ", ..." : ""));
  std::optional<HeldPerson> person = find_held_person(database, ids[0]);
  if (person) return std::move(*person);
  throw UserError(fmt::format("{} {}.", ids[0], fate_text(find_former_person(database, ids[0]).value())));
}

std::int64_t num_persons(Database& database) { return database.number("SELECT count(*) FROM person", 0); }

std::vector<RecordId> mention_ids(Database& database, const std::vector<std::int64_t>& numbers) {
  std::vector<RecordId> ids;
  for (const std::int64_t number : numbers) {
    Rows rows = database.query("SELECT id FROM mention_log WHERE number = ?1", number);
    BYNAME_CHECK(rows.next(), "mention {} is not in the log", number);
    ids.push_back(rows.fixed<RecordId>(0));
  }
  return ids;
}

}  // namespace byname
