// SPDX-License-Identifier: Apache-2.0
#include "register/standings.hpp"

#include <algorithm>
#include <set>
#include <unordered_set>

#include "register/person_lookup.hpp"

namespace byname {

namespace {

// A mention of a person that somebody decided on has a row for each decision.
constexpr std::string_view kDecisions =
    "SELECT p.person, d.id, d.op, d.author, d.verdict, d.bulk, x.mention, x.said, "
    "(SELECT count(*) FROM decision_mention y WHERE y.decision = d.id) "
    "FROM decision d JOIN op ON op.id = d.op JOIN decision_mention x ON x.decision = d.id "
    "JOIN person_mention p ON p.mention = x.mention WHERE d.active";
constexpr std::string_view kOrder = " ORDER BY p.person, op.lamport, op.id, d.ordinal, d.id, x.mention";

// Reads decisions person by person, in the order of the persons' ids.
class DecisionReader {
 public:
  /// An empty `person`: decisions on all.
  DecisionReader(Database& database, const std::string& person)
      : database_(database),
        rows_(person.empty()
                  ? database.query(std::string(kDecisions) + std::string(kOrder))
                  : database.query(std::string(kDecisions) + " AND p.person = ?1" + std::string(kOrder),
                                   person)) {
    step();
  }

  /// Those on a person; persons are asked for in ascending order.
  std::vector<HeldDecision> decisions_on(const std::string& person) {
    while (has_row_ && rows_.bytes(0) < person) step();
    std::vector<HeldDecision> decisions;
    while (has_row_ && rows_.bytes(0) == person) {
      const auto id = rows_.fixed<RecordId>(1);
      if (decisions.empty() || decisions.back().id != id) decisions.push_back(read());
      HeldDecision& decision = decisions.back();
      const std::int64_t mention = rows_.number(6);
      decision.seen.push_back(mention);
      --decision.num_gone;
      decision.has_changed |= current_body(database_, mention) != rows_.fixed<RecordId>(7);
      step();
    }
    return decisions;
  }

 private:
  void step() { has_row_ = rows_.next(); }
  HeldDecision read() const {
    HeldDecision decision;
    decision.id = rows_.fixed<RecordId>(1);
    decision.op = rows_.fixed<OpId>(2);
    decision.author = rows_.fixed<AccountKey>(3);
    decision.verdict = decision_verdict_from_name(rows_.text(4)).value_or(DecisionVerdict::kUnsure);
    decision.bulk = rows_.text(5);
    decision.num_gone = static_cast<std::size_t>(rows_.number(8));
    return decision;
  }

  Database& database_;
  Rows rows_;
  bool has_row_ = false;
};

// Of each account the last.
void keep_last(std::vector<HeldDecision>& decisions) {
  std::vector<HeldDecision> last;
  for (auto decision = decisions.rbegin(); decision != decisions.rend(); ++decision) {
    const bool has_later = std::any_of(last.begin(), last.end(), [&](const HeldDecision& later) {
      return later.author == decision->author;
    });
    if (!has_later) last.push_back(std::move(*decision));
  }
  std::reverse(last.begin(), last.end());
  decisions = std::move(last);
}

bool is_open(Verdict verdict) { return verdict == Verdict::kLead || verdict == Verdict::kProvisional; }

// Rows of releases, the last first.
constexpr std::string_view kReleased =
    "SELECT r.person, r.commitment IS NOT NULL FROM release_row r JOIN release x ON x.id = r.release JOIN op "
    "ON "
    "op.id = x.op ";

bool is_released(Database& database, const std::string& person) {
  Rows rows = database.query(
      std::string(kReleased) + "WHERE r.person = ?1 ORDER BY op.lamport DESC, op.id DESC LIMIT 1", person);
  return rows.next() && rows.number(1) != 0;
}

std::unordered_set<std::string> all_released(Database& database) {
  std::unordered_set<std::string> released;
  Rows rows = database.query(std::string(kReleased) + "ORDER BY op.lamport, op.id");
  while (rows.next()) {
    if (rows.number(1) != 0) {
      released.insert(rows.text(0));
    } else {
      released.erase(rows.text(0));
    }
  }
  return released;
}

bool was_seen(const HeldDecision& decision, const HeldEvidence& evidence) {
  return std::binary_search(decision.seen.begin(), decision.seen.end(), evidence.mention);
}

PersonStanding standing_from(const ConfirmRule& rule, std::string person, std::vector<HeldEvidence> evidence,
                             std::vector<HeldDecision> decisions) {
  keep_last(decisions);
  PersonStanding result;
  result.person = std::move(person);
  result.evidence = std::move(evidence);
  result.decisions = std::move(decisions);
  result.standing = result.standing_under(rule);
  return result;
}

}  // namespace

Standing PersonStanding::standing_under(const ConfirmRule& rule) const {
  std::vector<Check> checks;
  for (const HeldDecision& decision : decisions) {
    Check check{decision.verdict, {}};
    for (const HeldEvidence& each : evidence) {
      if (was_seen(decision, each)) check.seen.push_back(each.evidence);
    }
    checks.push_back(std::move(check));
  }
  return standing_of(rule, without_mentions(evidence), checks);
}

const HeldDecision* PersonStanding::decision_of(const AccountKey& account) const {
  const auto found = std::find_if(decisions.begin(), decisions.end(),
                                  [&](const HeldDecision& each) { return each.author == account; });
  return found == decisions.end() ? nullptr : &*found;
}

bool PersonStanding::is_blind_for(const AccountKey& account) const {
  return is_open(standing.verdict) && !decisions.empty() && decision_of(account) == nullptr;
}

bool PersonStanding::is_leaving() const { return is_published && is_open(standing.verdict); }

Verdict PersonStanding::verdict() const { return is_leaving() ? Verdict::kDisputed : standing.verdict; }

bool PersonStanding::has_moved() const {
  return !decisions.empty() &&
         std::none_of(decisions.begin(), decisions.end(),
                      [&](const HeldDecision& each) { return each.is_up_to_date(evidence); });
}

std::string PersonStanding::unpublishable_for() const {
  if (standing.verdict == Verdict::kRejected) return "rejected";
  if (standing.verdict == Verdict::kDisputed) return "disputed";
  if (standing.verdict != Verdict::kConfirmed) return standing.lacks;
  return is_hidden ? "hidden" : "";
}

void visit_standings(Database& database, const ConfirmRule& rule,
                     const std::function<void(const PersonStanding&)>& visit) {
  DecisionReader reader(database, "");
  const std::unordered_set<std::string> released = all_released(database);
  std::set<std::string> hidden;
  {
    Rows rows = database.query("SELECT id FROM person WHERE is_hidden");
    while (rows.next()) hidden.insert(rows.text(0));
  }
  visit_evidence(database, [&](const std::string& person, const std::vector<HeldEvidence>& evidence) {
    PersonStanding standing = standing_from(rule, person, evidence, reader.decisions_on(person));
    standing.is_hidden = hidden.contains(person);
    standing.is_published = released.contains(person);
    visit(standing);
  });
}

std::vector<PersonStanding> decided_persons(Database& database, const ConfirmRule& rule) {
  std::vector<std::string> ids;
  {
    Rows rows = database.query(
        "SELECT DISTINCT p.person FROM decision_mention x JOIN person_mention p ON p.mention = x.mention");
    while (rows.next()) ids.push_back(rows.text(0));
  }
  std::vector<PersonStanding> standings;
  for (const std::string& id : in_order_of_log(database, std::move(ids)))
    standings.push_back(standing_of_person(database, rule, id));
  return standings;
}

PersonStanding standing_of_person(Database& database, const ConfirmRule& rule, const std::string& person) {
  DecisionReader reader(database, person);
  PersonStanding standing =
      standing_from(rule, person, evidence_of(database, person), reader.decisions_on(person));
  standing.is_hidden = database.number("SELECT is_hidden FROM person WHERE id = ?1", 0, person) != 0;
  standing.is_published = is_released(database, person);
  return standing;
}

}  // namespace byname
