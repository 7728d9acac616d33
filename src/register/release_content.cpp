// SPDX-License-Identifier: Apache-2.0
#include "register/release_content.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "register/digest.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

// Roles of byname columns whose values a release holds, in the order of its columns.
constexpr std::array<std::string_view, 13> kPublished = {
    "family",     "given", "given2",     "patronymic", "name",  "sex",   "birth_date",
    "birth_year", "age",   "death_date", "event_date", "place", "region"};

std::size_t place_of(std::string_view role) {
  return static_cast<std::size_t>(std::find(kPublished.begin(), kPublished.end(), role) - kPublished.begin());
}

// Of one role: the spellings in the order of the mentions, and what people set.
struct Spellings {
  std::vector<std::string> written;
  std::optional<std::string> set;

  std::string chosen() const {
    if (set) return *set;
    std::string best;
    std::ptrdiff_t most = 0;
    for (const std::string& each : written) {
      const auto times = std::count(written.begin(), written.end(), each);
      if (times > most) best = each;
      most = std::max(most, times);
    }
    return best;
  }
};

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
      if (is_sealed(each.evidence.source)) continue;
      add_values(each.mention);
      if (!each.evidence.kind.empty()) kinds_.insert(each.evidence.kind);
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

  bool is_sealed(const std::string& source) {
    Rows rows = database_.query("SELECT zone FROM source WHERE label = ?1", source);
    return rows.next() && rows.bytes(0) == "sealed";
  }

  void add_values(std::int64_t mention) {
    {
      Rows rows = database_.query(
          "SELECT role, raw, value FROM mention_value WHERE mention = ?1 ORDER BY ordinal", mention);
      while (rows.next()) {
        const std::size_t place = place_of(rows.bytes(0));
        const std::string_view raw = rows.bytes(1).empty() ? rows.bytes(2) : rows.bytes(1);
        if (place < kPublished.size() && !raw.empty()) values_[place].written.emplace_back(raw);
      }
    }
    Rows rows = database_.query(
        "SELECT c.property, c.value FROM claim c JOIN op ON op.id = c.op WHERE c.subject = ?1 AND c.active "
        "AND "
        "c.asserts AND c.zone <> 'sealed' ORDER BY op.lamport, op.id, c.ordinal",
        mention);
    while (rows.next()) {
      const std::size_t place = place_of(rows.bytes(0));
      if (place < kPublished.size()) values_[place].set = rows.text(1);
    }
  }

  std::string text_of(const std::string& person) const {
    Json json = {{"person", person}};
    for (const auto& [place, spellings] : values_) json[std::string(kPublished[place])] = spellings.chosen();
    json["evidence"] = kinds_;
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
  }

  Database& database_;
  std::map<std::size_t, Spellings> values_;
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
