// SPDX-License-Identifier: Apache-2.0
#include "register/person_view.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/error.hpp"
#include "register/find.hpp"
#include "register/held_events.hpp"
#include "register/person_list.hpp"
#include "register/person_lookup.hpp"
#include "register/rule_versions.hpp"
#include "register/standings.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kFewestTyped = 4;
constexpr std::size_t kMostNamed = 4;

Json former_view(const FormerPerson& former) {
  Json json = {{"person", former.id}, {"state", former.fate}, {"what_became_of_it", fate_text(former)}};
  if (!former.to.empty()) json["now"] = former.to;
  return json;
}

Json claims_of(Database& database, const std::vector<std::int64_t>& mentions) {
  Json claims = Json::array();
  for (const std::int64_t mention : mentions) {
    Rows rows = database.query(
        "SELECT property, value, asserts, certainty, claim.id FROM claim JOIN op ON op.id = claim.op "
        "WHERE subject = ?1 AND active ORDER BY property, lamport, op.id, ordinal",
        mention);
    while (rows.next())
      claims.push_back({{"property", rows.text(0)},
                        {"value", rows.number(2) != 0 ? rows.text(1) : "not " + rows.text(1)},
                        {"certainty", rows.text(3)},
                        {"claim", to_hex(rows.bytes(4)).substr(0, 8)}});
  }
  return claims;
}

Json events_of(Database& database, const std::string& person) {
  Json events = Json::array();
  for (const HeldEvent& event : events_of_person(database, person)) {
    std::string said_by;
    for (const MentionLine& mention : mention_lines(database, {event.mention})) said_by = mention.label;
    events.push_back({{"event", event.type},
                      {"date", event.edtf},
                      {"place", event.place},
                      {"court", event.court},
                      {"case", event.case_number},
                      {"said_by", said_by},
                      {"op", event.op.short_hex()}});
  }
  return events;
}

std::string pseudonym_of(Database& database, const AccountKey& key) {
  Rows rows = database.query("SELECT pseudonym FROM account WHERE key = ?1", key);
  return rows.next() ? rows.text(0) : key.short_hex();
}

Json decisions_of(Database& database, const PersonStanding& person, const AccountKey& viewer) {
  Json decisions = Json::array();
  for (const HeldDecision& decision : person.decisions) {
    if (person.is_blind_for(viewer)) {
      decisions.push_back({{"by", "another account"}, {"verdict", "kept from you until you have decided"}});
      continue;
    }
    std::string state;
    if (!decision.is_up_to_date(person.evidence)) state = "the evidence was another then";
    decisions.push_back({{"by", pseudonym_of(database, decision.author)},
                         {"verdict", name_of(decision.verdict)},
                         {"bulk", decision.bulk},
                         {"op", decision.op.hex()},
                         {"state", state}});
  }
  return decisions;
}

void add_standing(Database& database, const std::string& id, const AccountKey& viewer, Json& json) {
  const ConfirmRule rule = rules_in_force(database).read().confirm;
  const PersonStanding person = standing_of_person(database, rule, id);
  json["verdict"] = name_of(person.verdict());
  json["evidence"] = person.standing.support.is_enough()
                         ? fmt::format("enough: {}", person.standing.support.clause)
                         : person.standing.support.lacking;
  json["checks"] = fmt::format(
      "{} of {}{}", person.standing.checks, rule.checks,
      person.standing.num_fallen == 0 ? "" : fmt::format("; {} hold no more", person.standing.num_fallen));
  if (!person.standing.lacks.empty()) json["lacks"] = person.standing.lacks;
  if (person.is_published) json["published"] = person.is_leaving() ? "yes, and confirmed no more" : "yes";
  const std::string reason = person.unpublishable_for();
  json["publishable"] = reason.empty() ? "yes" : "no: " + reason;
  if (!person.decisions.empty()) json["decisions"] = decisions_of(database, person, viewer);
}

Json held_view(Database& database, const HeldPerson& person, const AccountKey& viewer) {
  const PersonLine line = person_line(database, person.id);
  Json json = {{"person", person.id}, {"name", line.name}, {"details", line.details}};
  if (person.is_hidden) json["state"] = "hidden";
  json["id_given_by_op"] = person.first_op.hex();
  if (person.split_from) json["split_from"] = *person.split_from;
  Json mentions = Json::array();
  for (const MentionLine& mention : mention_lines(database, person.mentions))
    mentions.push_back({{"mention", mention.label},
                        {"name", mention.name},
                        {"details", mention.details},
                        {"state", mention.has_vanished ? "vanished" : ""}});
  json["mentions"] = std::move(mentions);
  Json events = events_of(database, person.id);
  if (!events.empty()) json["events"] = std::move(events);
  Json claims = claims_of(database, person.mentions);
  if (!claims.empty()) json["said_by_people"] = std::move(claims);
  add_standing(database, person.id, viewer, json);
  return json;
}

}  // namespace

bool person_view(Database& database, std::string_view typed, const AccountKey& viewer,
                 nlohmann::ordered_json& view) {
  if (typed.size() < kFewestTyped || typed.find(':') != typed.npos) return false;
  const std::vector<std::string> ids = person_ids_like(database, typed, kMostNamed);
  if (ids.empty()) return false;
  if (ids.size() > 1) throw UserError("several persons' ids begin so. Give more of it.");
  const std::optional<HeldPerson> person = find_held_person(database, ids[0]);
  view = person ? held_view(database, *person, viewer)
                : former_view(find_former_person(database, ids[0]).value());
  return true;
}

}  // namespace byname
