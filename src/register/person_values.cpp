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

std::map<std::string, std::string> person_values(Database& database,
                                                 const std::vector<std::int64_t>& mentions,
                                                 ValueZones zones) {
  PersonValues values(zones);
  for (const std::int64_t mention : mentions) read_written(database, mention, values);
  for (const std::int64_t mention : mentions) read_said(database, mention, values);
  return values.chosen();
}

}  // namespace byname
