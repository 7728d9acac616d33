// SPDX-License-Identifier: Apache-2.0
#include "register/person_values.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace byname {

namespace {

// Of one role: the spellings in the order of the mentions, and what people said.
struct Spellings {
  std::vector<std::string> written;
  std::set<std::string> denied;
  std::optional<std::string> set;

  std::string chosen() const {
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
};

class Reader {
 public:
  Reader(Database& database, ValueZones zones) : database_(database), zones_(zones) {}

  void add_written(std::int64_t mention) {
    if (zones_ == ValueZones::kOpen && is_sealed(mention)) return;
    Rows rows = database_.query(
        "SELECT role, raw, value FROM mention_value WHERE mention = ?1 ORDER BY ordinal", mention);
    while (rows.next()) {
      const std::string_view raw = rows.bytes(1).empty() ? rows.bytes(2) : rows.bytes(1);
      if (!raw.empty()) roles_[rows.text(0)].written.emplace_back(raw);
    }
  }

  void add_said(std::int64_t mention) {
    Rows rows = database_.query(
        "SELECT c.property, c.value, c.asserts, c.zone FROM claim c JOIN op ON op.id = c.op WHERE c.subject "
        "= ?1 "
        "AND c.active ORDER BY op.lamport, op.id, c.ordinal",
        mention);
    while (rows.next()) {
      if (zones_ == ValueZones::kOpen && rows.bytes(3) == "sealed") continue;
      Spellings& role = roles_[rows.text(0)];
      if (rows.number(2) != 0) {
        role.set = rows.text(1);
      } else {
        if (role.set == rows.text(1)) role.set.reset();
        role.denied.insert(rows.text(1));
      }
    }
  }

  std::map<std::string, std::string> chosen() const {
    std::map<std::string, std::string> values;
    for (const auto& [role, spellings] : roles_) {
      if (std::string value = spellings.chosen(); !value.empty()) values.emplace(role, std::move(value));
    }
    return values;
  }

 private:
  bool is_sealed(std::int64_t mention) {
    Rows rows = database_.query(
        "SELECT coalesce(s.zone, ''), coalesce(i.zone, '') FROM mention m LEFT JOIN source s ON s.label = "
        "m.list LEFT "
        "JOIN item i ON i.id = m.item WHERE m.number = ?1",
        mention);
    return rows.next() && (rows.bytes(0) == "sealed" || rows.bytes(1) == "sealed");
  }

  Database& database_;
  ValueZones zones_;
  std::map<std::string, Spellings> roles_;
};

}  // namespace

std::map<std::string, std::string> person_values(Database& database,
                                                 const std::vector<std::int64_t>& mentions,
                                                 ValueZones zones) {
  Reader reader(database, zones);
  for (const std::int64_t mention : mentions) reader.add_written(mention);
  for (const std::int64_t mention : mentions) reader.add_said(mention);
  return reader.chosen();
}

bool is_sealed_source(Database& database, std::string_view label) {
  Rows rows = database.query("SELECT zone FROM source WHERE label = ?1", label);
  return rows.next() && rows.bytes(0) == "sealed";
}

}  // namespace byname
