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

class ContentReader {
 public:
  explicit ContentReader(Database& database) : database_(database) {}

  ReleaseContent read(const PersonStanding& person) {
    for (const HeldEvidence& each : person.evidence) {
      add_salts(
          "SELECT b.salt FROM mention_body m JOIN body b ON b.op = m.op AND b.ordinal = m.ordinal JOIN op ON "
          "op.id = m.op WHERE m.mention = ?1 ORDER BY op.lamport, op.id, m.ordinal",
          each.mention);
      add_salts(
          "SELECT b.salt FROM claim c JOIN body b ON b.op = c.op AND b.ordinal = c.ordinal JOIN op ON op.id "
          "= c.op "
          "WHERE c.subject = ?1 AND c.active ORDER BY op.lamport, op.id, c.ordinal",
          each.mention);
      mentions_.push_back(each.mention);
      if (!each.evidence.kind.empty() && !is_sealed_source(database_, each.evidence.source))
        kinds_.insert(each.evidence.kind);
    }
    const std::string text = text_of(person.person);
    const Hash salt = salts_.finish<Hash>();
    return {person.person, text,
            Digest("release row").add(salt.view()).add(person.person).add(text).finish<Hash>()};
  }

 private:
  void add_salts(std::string_view sql, std::int64_t mention) {
    Rows rows = database_.query(sql, mention);
    while (rows.next()) salts_.add(rows.bytes(0));
  }

  std::string text_of(const std::string& person) {
    Json json = {{"person", person}};
    const std::map<std::string, std::string> values = person_values(database_, mentions_, ValueZones::kOpen);
    for (const std::string_view role : kPublished) {
      const auto value = values.find(std::string(role));
      if (value != values.end()) json[value->first] = value->second;
    }
    json["evidence"] = kinds_;
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
  }

  Database& database_;
  std::vector<std::int64_t> mentions_;
  std::set<std::string> kinds_;
  Digest salts_{"release row salts"};
};

bool is_named(Database& database, const PersonStanding& person) {
  return std::any_of(person.evidence.begin(), person.evidence.end(), [&](const HeldEvidence& each) {
    return database.number("SELECT is_named FROM mention WHERE number = ?1", 0, each.mention) != 0;
  });
}

}  // namespace

ReleaseContent release_content(Database& database, const PersonStanding& person) {
  return ContentReader(database).read(person);
}

void visit_publishable(Database& database, const ConfirmRule& rule,
                       const std::function<void(const PersonStanding&, const ReleaseContent&)>& visit) {
  visit_standings(database, rule, [&](const PersonStanding& person) {
    if (person.unpublishable_for().empty() && is_named(database, person))
      visit(person, release_content(database, person));
  });
}

}  // namespace byname
