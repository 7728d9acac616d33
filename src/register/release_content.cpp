// SPDX-License-Identifier: Apache-2.0
#include "register/release_content.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "register/digest.hpp"
#include "register/person_values.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

// Roles of byname columns whose values a release holds, in the order of its columns.
constexpr std::array<std::string_view, 13> kPublished = {
    "family",     "given", "given2",     "patronymic", "name",  "sex",   "birth_date",
    "birth_year", "age",   "death_date", "event_date", "place", "region"};

// What the rows of a release rest on: salts of the bodies of all mentions, read in the order in which they
// lie.
class SaltTable {
 public:
  explicit SaltTable(Database& database)
      : salts_(
            static_cast<std::size_t>(database.number("SELECT coalesce(max(number), 0) FROM mention_log", 0)) +
            1) {
    for (const char* sql : {"SELECT m.mention, b.salt FROM mention_body m JOIN body b ON b.op = m.op AND "
                            "b.ordinal = m.ordinal ORDER BY "
                            "m.mention",
                            "SELECT c.subject, b.salt FROM claim c JOIN body b ON b.op = c.op AND b.ordinal "
                            "= c.ordinal WHERE c.active"}) {
      Rows rows = database.query(sql);
      while (rows.next()) salts_[static_cast<std::size_t>(rows.number(0))].emplace_back(rows.bytes(1));
    }
    for (std::vector<std::string>& salts : salts_) std::sort(salts.begin(), salts.end());
  }

  Hash of(const PersonStanding& person) const {
    Digest digest("release row salts");
    for (const HeldEvidence& each : person.evidence) {
      for (const std::string& salt : salts_[static_cast<std::size_t>(each.mention)]) digest.add(salt);
    }
    return digest.finish<Hash>();
  }

 private:
  std::vector<std::vector<std::string>>
      salts_;  // per mention, ascending: of it, its revisions, what is said of it
};

std::string text_of(const PersonValueTable& table, const PersonStanding& person) {
  Json json = {{"person", person.person}};
  std::set<std::string> kinds;
  for (const HeldEvidence& each : person.evidence) {
    if (!each.evidence.kind.empty() && !table.is_sealed_source(each.evidence.source))
      kinds.insert(each.evidence.kind);
  }
  const std::map<std::string, std::string> values = table.values_of(mentions_of(person.evidence));
  for (const std::string_view role : kPublished) {
    const auto value = values.find(std::string(role));
    if (value != values.end()) json[value->first] = value->second;
  }
  json["evidence"] = kinds;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

void visit_publishable(Database& database, const ConfirmRule& rule,
                       const std::function<void(const PersonStanding&, const ReleaseContent&)>& visit) {
  const PersonValueTable table(database, kPublished, ValueZones::kOpen);
  const SaltTable salts(database);
  visit_standings(database, rule, [&](const PersonStanding& person) {
    if (!person.unpublishable_for().empty() || !table.is_named(mentions_of(person.evidence))) return;
    const std::string text = text_of(table, person);
    const Hash salt = salts.of(person);
    visit(person, {person.person, text,
                   Digest("release row").add(salt.view()).add(person.person).add(text).finish<Hash>()});
  });
}

}  // namespace byname
