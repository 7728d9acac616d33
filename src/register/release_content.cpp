// SPDX-License-Identifier: Apache-2.0
#include "register/release_content.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_map>

#include "register/digest.hpp"
#include "register/op.hpp"
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
    read_salts_of_rows(database);
    Rows rows = database.query(
        "SELECT c.subject, b.salt FROM claim c JOIN body b ON b.op = c.op AND b.ordinal = c.ordinal WHERE "
        "c.active");
    while (rows.next()) salts_[static_cast<std::size_t>(rows.number(0))].emplace_back(rows.bytes(1));
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
  // Both tables in the order in which they lie: looked up one by one, bodies take twice as long.
  void read_salts_of_rows(Database& database) {
    std::unordered_map<OpId, std::vector<std::int64_t>> mention_at;  // by ordinal of the body; 0: none
    {
      Rows rows = database.query("SELECT mention, op, ordinal FROM mention_body");
      while (rows.next()) {
        std::vector<std::int64_t>& mentions = mention_at[rows.fixed<OpId>(1)];
        const auto ordinal = static_cast<std::size_t>(rows.number(2));
        if (ordinal >= mentions.size()) mentions.resize(ordinal + 1, 0);
        mentions[ordinal] = rows.number(0);
      }
    }
    Rows rows = database.query("SELECT op, ordinal, salt FROM body WHERE kind IN (?1, ?2)",
                               body_kind::kMention, body_kind::kRevision);
    while (rows.next()) {
      const auto found = mention_at.find(rows.fixed<OpId>(0));
      const auto ordinal = static_cast<std::size_t>(rows.number(1));
      if (found == mention_at.end() || ordinal >= found->second.size()) continue;
      const std::int64_t mention = found->second[ordinal];
      if (mention != 0) salts_[static_cast<std::size_t>(mention)].emplace_back(rows.bytes(2));
    }
  }

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
