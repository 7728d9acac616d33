// SPDX-License-Identifier: Apache-2.0
#include "register/standings.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "register/person_lookup.hpp"

namespace byname {

namespace {

constexpr std::string_view kDecisions =
    "SELECT d.id, d.op, d.author, d.verdict, d.bulk, op.lamport, d.ordinal FROM decision d JOIN op ON op.id "
    "= d.op "
    "WHERE d.active ";

// A decision, and where it stands in the log.
struct KnownDecision {
  HeldDecision held;  // without what depends on the person
  std::size_t num_seen = 0;
  std::int64_t lamport = 0;
  std::int64_t ordinal = 0;
  auto place() const { return std::tie(lamport, held.op, ordinal, held.id); }
};

KnownDecision read_decision(const Rows& rows) {
  KnownDecision known;
  known.held.id = rows.fixed<RecordId>(0);
  known.held.op = rows.fixed<OpId>(1);
  known.held.author = rows.fixed<AccountKey>(2);
  known.held.verdict = decision_verdict_from_name(rows.text(3)).value_or(DecisionVerdict::kUnsure);
  known.held.bulk = rows.text(4);
  known.lamport = rows.number(5);
  known.ordinal = rows.number(6);
  return known;
}

// The decisions that saw some mentions, found by mention.
class DecisionIndex {
 public:
  // Of all mentions.
  explicit DecisionIndex(Database& database) {
    std::unordered_set<std::int64_t> revised;
    {
      Rows rows = database.query("SELECT mention FROM mention_body GROUP BY mention HAVING count(*) > 1");
      while (rows.next()) revised.insert(rows.number(0));
    }
    std::unordered_map<RecordId, std::uint32_t> number_of;
    {
      Rows rows = database.query(kDecisions);
      while (rows.next()) add(read_decision(rows), number_of);
    }
    Rows rows = database.query("SELECT decision, mention, said FROM decision_mention");
    while (rows.next()) {
      const auto known = number_of.find(rows.fixed<RecordId>(0));
      if (known == number_of.end()) continue;
      ++decisions_[known->second].num_seen;
      const std::int64_t mention = rows.number(1);
      // What a row said at first is what it says, unless it was revised.
      const bool has_changed =
          revised.contains(mention) && current_body(database, mention) != rows.fixed<RecordId>(2);
      seen_[mention].push_back({known->second, has_changed});
    }
  }

  // Of these alone.
  DecisionIndex(Database& database, const std::vector<HeldEvidence>& evidence) {
    std::unordered_map<RecordId, std::uint32_t> number_of;
    for (const HeldEvidence& each : evidence) {
      std::vector<std::pair<RecordId, RecordId>> seen;
      {
        Rows rows =
            database.query("SELECT decision, said FROM decision_mention WHERE mention = ?1", each.mention);
        while (rows.next()) seen.emplace_back(rows.fixed<RecordId>(0), rows.fixed<RecordId>(1));
      }
      for (const auto& [decision, said] : seen) {
        if (!number_of.contains(decision) && !read_one(database, decision, number_of)) continue;
        seen_[each.mention].push_back({number_of.at(decision), current_body(database, each.mention) != said});
      }
    }
  }

  // Those on a person, in the order of the log.
  std::vector<HeldDecision> decisions_on(const std::vector<HeldEvidence>& evidence) const {
    std::map<std::uint32_t, HeldDecision> found;
    for (const HeldEvidence& each : evidence) {
      const auto seen = seen_.find(each.mention);
      if (seen == seen_.end()) continue;
      for (const auto& [number, has_changed] : seen->second) {
        const KnownDecision& known = decisions_[number];
        HeldDecision& held = found.try_emplace(number, known.held).first->second;
        held.seen.push_back(each.mention);
        held.has_changed |= has_changed;
        held.num_gone = known.num_seen - held.seen.size();
      }
    }
    std::vector<std::uint32_t> ordered;
    for (const auto& [number, held] : found) ordered.push_back(number);
    std::sort(ordered.begin(), ordered.end(), [&](std::uint32_t a, std::uint32_t b) {
      return decisions_[a].place() < decisions_[b].place();
    });
    std::vector<HeldDecision> decisions;
    for (const std::uint32_t number : ordered) decisions.push_back(std::move(found.at(number)));
    return decisions;
  }

 private:
  struct Seen {
    std::uint32_t decision = 0;
    bool has_changed = false;
  };

  void add(KnownDecision decision, std::unordered_map<RecordId, std::uint32_t>& number_of) {
    number_of.emplace(decision.held.id, static_cast<std::uint32_t>(decisions_.size()));
    decisions_.push_back(std::move(decision));
  }

  // False for one that does not count.
  bool read_one(Database& database, const RecordId& id,
                std::unordered_map<RecordId, std::uint32_t>& number_of) {
    {
      Rows rows = database.query(std::string(kDecisions) + "AND d.id = ?1", id);
      if (!rows.next()) return false;
      add(read_decision(rows), number_of);
    }
    decisions_.back().num_seen = static_cast<std::size_t>(
        database.number("SELECT count(*) FROM decision_mention WHERE decision = ?1", 0, id));
    return true;
  }

  std::vector<KnownDecision> decisions_;
  std::unordered_map<std::int64_t, std::vector<Seen>> seen_;
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

bool is_open(PersonVerdict verdict) {
  return verdict == PersonVerdict::kLead || verdict == PersonVerdict::kProvisional;
}

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

PersonVerdict PersonStanding::verdict() const {
  return is_leaving() ? PersonVerdict::kDisputed : standing.verdict;
}

bool PersonStanding::has_moved() const {
  return !decisions.empty() &&
         std::none_of(decisions.begin(), decisions.end(),
                      [&](const HeldDecision& each) { return each.is_up_to_date(evidence); });
}

std::string PersonStanding::unpublishable_for() const {
  if (standing.verdict == PersonVerdict::kRejected) return "rejected";
  if (standing.verdict == PersonVerdict::kDisputed) return "disputed";
  if (standing.verdict != PersonVerdict::kConfirmed) return standing.lacks;
  return is_hidden ? "hidden" : "";
}

void visit_standings(Database& database, const ConfirmRule& rule,
                     const std::function<void(const PersonStanding&)>& visit) {
  const DecisionIndex decisions(database);
  const std::unordered_set<std::string> released = all_released(database);
  std::set<std::string> hidden;
  {
    Rows rows = database.query("SELECT id FROM person WHERE is_hidden");
    while (rows.next()) hidden.insert(rows.text(0));
  }
  visit_evidence(database, [&](const std::string& person, const std::vector<HeldEvidence>& evidence) {
    PersonStanding standing = standing_from(rule, person, evidence, decisions.decisions_on(evidence));
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
  std::vector<HeldEvidence> evidence = evidence_of(database, person);
  std::vector<HeldDecision> decisions = DecisionIndex(database, evidence).decisions_on(evidence);
  PersonStanding standing = standing_from(rule, person, std::move(evidence), std::move(decisions));
  standing.is_hidden = database.number("SELECT is_hidden FROM person WHERE id = ?1", 0, person) != 0;
  standing.is_published = is_released(database, person);
  return standing;
}

}  // namespace byname
