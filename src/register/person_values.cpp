// SPDX-License-Identifier: Apache-2.0
#include "register/person_values.hpp"

#include <algorithm>

namespace byname {

namespace {

bool is_sealed(Database& database, std::int64_t mention) {
  Rows rows = database.query(
      "SELECT coalesce(s.zone, ''), coalesce(i.zone, '') FROM mention m LEFT JOIN source s ON s.label = "
      "m.list LEFT "
      "JOIN item i ON i.id = m.item WHERE m.number = ?1",
      mention);
  return rows.next() && (rows.bytes(0) == "sealed" || rows.bytes(1) == "sealed");
}

void read_written(Database& database, std::int64_t mention, PersonValues& values) {
  if (values.zones() == ValueZones::kOpen && is_sealed(database, mention)) return;
  Rows rows = database.query("SELECT role, raw, value FROM mention_value WHERE mention = ?1 ORDER BY ordinal",
                             mention);
  while (rows.next()) {
    const std::string_view raw = rows.bytes(1);
    const std::string text(raw.empty() ? rows.bytes(2) : raw);
    if (!text.empty()) values.add_written(rows.text(0), text);
  }
}

void read_said(Database& database, std::int64_t mention, PersonValues& values) {
  Rows rows = database.query(
      "SELECT c.property, c.value, c.asserts, c.zone FROM claim c JOIN op ON op.id = c.op WHERE c.subject = "
      "?1 "
      "AND c.active ORDER BY op.lamport, op.id, c.ordinal",
      mention);
  while (rows.next()) {
    if (values.zones() == ValueZones::kOpen && rows.bytes(3) == "sealed") continue;
    values.add_said(rows.text(0), rows.text(1), rows.number(2) != 0);
  }
}

}  // namespace

std::string PersonValues::Spellings::chosen() const {
  if (set) return *set;
  std::string best;
  std::ptrdiff_t most = 0;
  for (const std::string& each : written) {
    if (denied.contains(each)) continue;
    const auto times = std::count(written.begin(), written.end(), each);
    if (times > most) best = each;
    most = std::max(most, times);
  }
  return best;
}

void PersonValues::add_said(const std::string& role, const std::string& text, bool asserts) {
  Spellings& spellings = roles_[role];
  if (asserts) {
    spellings.set = text;
  } else {
    if (spellings.set == text) spellings.set.reset();
    spellings.denied.insert(text);
  }
}

std::map<std::string, std::string> PersonValues::chosen() const {
  std::map<std::string, std::string> values;
  for (const auto& [role, spellings] : roles_) {
    if (std::string value = spellings.chosen(); !value.empty()) values.emplace(role, std::move(value));
  }
  return values;
}

PersonValueTable::PersonValueTable(Database& database, std::span<const std::string_view> roles,
                                   ValueZones zones)
    : roles_(roles),
      zones_(zones),
      mentions_(
          static_cast<std::size_t>(database.number("SELECT coalesce(max(number), 0) FROM mention_log", 0)) +
          1) {
  read_mentions(database);
  read_written(database);
  read_said(database);
}

std::optional<std::uint8_t> PersonValueTable::place_of(std::string_view role) const {
  const auto found = std::find(roles_.begin(), roles_.end(), role);
  if (found == roles_.end()) return std::nullopt;
  return static_cast<std::uint8_t>(found - roles_.begin());
}

void PersonValueTable::read_mentions(Database& database) {
  {
    Rows rows = database.query("SELECT label FROM source WHERE zone = 'sealed'");
    while (rows.next()) sealed_sources_.insert(rows.text(0));
  }
  Rows rows = database.query(
      "SELECT m.number, m.list, m.is_named, coalesce(i.zone, '') FROM mention m LEFT JOIN item i ON i.id = "
      "m.item");
  while (rows.next()) {
    Mention& mention = at(rows.number(0));
    mention.is_named = rows.number(2) != 0;
    mention.is_silent =
        zones_ == ValueZones::kOpen && (rows.bytes(3) == "sealed" || sealed_sources_.contains(rows.text(1)));
  }
}

void PersonValueTable::read_written(Database& database) {
  Rows rows = database.query("SELECT mention, role, raw, value FROM mention_value ORDER BY mention, ordinal");
  while (rows.next()) {
    const std::optional<std::uint8_t> role = place_of(rows.bytes(1));
    if (!role) continue;
    const std::string_view raw = rows.bytes(2);
    std::string text(raw.empty() ? rows.bytes(3) : raw);
    if (!text.empty()) at(rows.number(0)).written.emplace_back(*role, std::move(text));
  }
}

void PersonValueTable::read_said(Database& database) {
  Rows rows = database.query(
      "SELECT c.subject, c.property, c.value, c.asserts, c.zone FROM claim c JOIN op ON op.id = c.op WHERE "
      "c.active "
      "ORDER BY op.lamport, op.id, c.ordinal");
  while (rows.next()) {
    const std::optional<std::uint8_t> role = place_of(rows.bytes(1));
    if (!role || (zones_ == ValueZones::kOpen && rows.bytes(4) == "sealed")) continue;
    at(rows.number(0)).said.push_back({*role, rows.number(3) != 0, rows.text(2)});
  }
}

std::map<std::string, std::string> PersonValueTable::values_of(
    const std::vector<std::int64_t>& mentions) const {
  PersonValues values(zones_);
  for (const std::int64_t number : mentions) {
    if (at(number).is_silent) continue;
    for (const auto& [role, text] : at(number).written) values.add_written(std::string(roles_[role]), text);
  }
  for (const std::int64_t number : mentions) {
    for (const Said& said : at(number).said)
      values.add_said(std::string(roles_[said.role]), said.text, said.asserts);
  }
  return values.chosen();
}

bool PersonValueTable::is_named(const std::vector<std::int64_t>& mentions) const {
  return std::any_of(mentions.begin(), mentions.end(),
                     [&](std::int64_t number) { return at(number).is_named; });
}

std::map<std::string, std::string> person_values(Database& database,
                                                 const std::vector<std::int64_t>& mentions,
                                                 ValueZones zones) {
  PersonValues values(zones);
  for (const std::int64_t mention : mentions) read_written(database, mention, values);
  for (const std::int64_t mention : mentions) read_said(database, mention, values);
  return values.chosen();
}

}  // namespace byname
