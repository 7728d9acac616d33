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

// What all mentions say that a release may hold, and what their bodies are salted with. Read table by table,
// in the order in which the tables lie: read person by person, each page of the file would be read many
// times.
class ContentTable {
 public:
  explicit ContentTable(Database& database) : mentions_(last_mention(database) + 1) {
    read_salts(database);
    read_values(database);
    read_said(database);
    read_sealed(database);
  }

  bool is_named(const PersonStanding& person) const {
    return std::any_of(person.evidence.begin(), person.evidence.end(),
                       [&](const HeldEvidence& each) { return of(each.mention).is_named; });
  }

  ReleaseContent content_of(const PersonStanding& person) const {
    Digest salts("release row salts");
    PersonValues values(ValueZones::kOpen);
    std::set<std::string> kinds;
    for (const HeldEvidence& each : person.evidence) {
      const Mention& mention = of(each.mention);
      for (const std::string& salt : mention.salts) salts.add(salt);
      if (mention.is_sealed) continue;
      for (const auto& [role, text] : mention.written)
        values.add_written(std::string(kPublished[role]), text);
      if (!each.evidence.kind.empty() && !sealed_sources_.contains(each.evidence.source))
        kinds.insert(each.evidence.kind);
    }
    for (const HeldEvidence& each : person.evidence) {
      for (const Said& said : of(each.mention).said) values.add_said(said.role, said.text, said.asserts);
    }
    const std::string text = text_of(person.person, values.chosen(), kinds);
    const Hash salt = salts.finish<Hash>();
    return {person.person, text,
            Digest("release row").add(salt.view()).add(person.person).add(text).finish<Hash>()};
  }

 private:
  struct Said {
    std::string role, text;
    bool asserts = true;
  };
  struct Mention {
    std::vector<std::string> salts;  // ascending: of the mention, its revisions, and what is said of it
    std::vector<std::pair<std::uint8_t, std::string>> written;  // by place in kPublished
    std::vector<Said> said;
    bool is_named = false;
    bool is_sealed = false;
  };

  static std::size_t last_mention(Database& database) {
    return static_cast<std::size_t>(database.number("SELECT coalesce(max(number), 0) FROM mention_log", 0));
  }
  Mention& of(std::int64_t number) { return mentions_[static_cast<std::size_t>(number)]; }
  const Mention& of(std::int64_t number) const { return mentions_[static_cast<std::size_t>(number)]; }

  void read_salts(Database& database) {
    for (const char* sql : {"SELECT m.mention, b.salt FROM mention_body m JOIN body b ON b.op = m.op AND "
                            "b.ordinal = m.ordinal ORDER BY "
                            "m.mention",
                            "SELECT c.subject, b.salt FROM claim c JOIN body b ON b.op = c.op AND b.ordinal "
                            "= c.ordinal WHERE c.active"}) {
      Rows rows = database.query(sql);
      while (rows.next()) of(rows.number(0)).salts.emplace_back(rows.bytes(1));
    }
    for (Mention& mention : mentions_) std::sort(mention.salts.begin(), mention.salts.end());
  }

  void read_values(Database& database) {
    Rows rows =
        database.query("SELECT mention, role, raw, value FROM mention_value ORDER BY mention, ordinal");
    while (rows.next()) {
      const auto role = std::find(kPublished.begin(), kPublished.end(), rows.bytes(1));
      if (role == kPublished.end()) continue;
      const std::string_view raw = rows.bytes(2);
      std::string text(raw.empty() ? rows.bytes(3) : raw);
      if (!text.empty())
        of(rows.number(0))
            .written.emplace_back(static_cast<std::uint8_t>(role - kPublished.begin()), std::move(text));
    }
  }

  void read_said(Database& database) {
    Rows rows = database.query(
        "SELECT c.subject, c.property, c.value, c.asserts FROM claim c JOIN op ON op.id = c.op WHERE "
        "c.active AND "
        "c.zone <> 'sealed' ORDER BY op.lamport, op.id, c.ordinal");
    while (rows.next()) {
      const auto role = std::find(kPublished.begin(), kPublished.end(), rows.bytes(1));
      if (role != kPublished.end())
        of(rows.number(0)).said.push_back({rows.text(1), rows.text(2), rows.number(3) != 0});
    }
  }

  void read_sealed(Database& database) {
    {
      Rows rows = database.query("SELECT label FROM source WHERE zone = 'sealed'");
      while (rows.next()) sealed_sources_.insert(rows.text(0));
    }
    Rows rows = database.query(
        "SELECT m.number, m.list, m.is_named, coalesce(i.zone, '') FROM mention m LEFT JOIN item i ON i.id = "
        "m.item");
    while (rows.next()) {
      Mention& mention = of(rows.number(0));
      mention.is_named = rows.number(2) != 0;
      mention.is_sealed = rows.bytes(3) == "sealed" || sealed_sources_.contains(rows.text(1));
    }
  }

  static std::string text_of(const std::string& person, const std::map<std::string, std::string>& values,
                             const std::set<std::string>& kinds) {
    Json json = {{"person", person}};
    for (const std::string_view role : kPublished) {
      const auto value = values.find(std::string(role));
      if (value != values.end()) json[value->first] = value->second;
    }
    json["evidence"] = kinds;
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
  }

  std::vector<Mention> mentions_;  // by number
  std::set<std::string> sealed_sources_;
};

}  // namespace

void visit_publishable(Database& database, const ConfirmRule& rule,
                       const std::function<void(const PersonStanding&, const ReleaseContent&)>& visit) {
  const ContentTable table(database);
  visit_standings(database, rule, [&](const PersonStanding& person) {
    if (person.unpublishable_for().empty() && table.is_named(person)) visit(person, table.content_of(person));
  });
}

}  // namespace byname
