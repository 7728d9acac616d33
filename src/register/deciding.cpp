// SPDX-License-Identifier: Apache-2.0
#include "register/deciding.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "base/error.hpp"
#include "estimate/binomial_interval.hpp"
#include "register/decision_json.hpp"
#include "register/digest.hpp"
#include "register/judging.hpp"
#include "register/rule_versions.hpp"

namespace byname {

namespace {

// The rule that holds, and the record that says so.
struct RuleInForce {
  ConfirmRule rule;
  std::optional<RecordId> record;
  std::string name;
};

RuleInForce rule_in_force(Database& database) {
  const RuleVersion version = rules_in_force(database);
  return {version.read().confirm, version.record, version.name()};
}

std::vector<std::string> distinct_persons(Register& opened, const std::vector<std::string>& typed) {
  std::vector<std::string> ids;
  std::set<std::string> seen;
  for (const std::string& each : typed) {
    std::string id = person_named(opened, each).id;
    if (seen.insert(id).second) ids.push_back(std::move(id));
  }
  return ids;
}

DecisionBody body_on(Database& database, const PersonStanding& person, DecisionVerdict verdict,
                     const RuleInForce& held) {
  DecisionBody body{verdict, {}, held.record, ""};
  const std::vector<std::int64_t> mentions = mentions_of(person.evidence);
  const std::vector<RecordId> ids = mention_ids(database, mentions);
  for (std::size_t i = 0; i < mentions.size(); ++i)
    body.seen.push_back({ids[i], current_body(database, mentions[i])});
  return body;
}

bool says_so(const PersonStanding& person, DecisionVerdict verdict, const AccountKey& account) {
  const HeldDecision* own = person.decision_of(account);
  return own != nullptr && own->verdict == verdict && own->is_up_to_date(person.evidence);
}

// An account says a thing once of the same evidence.
void refuse_the_same_again(const PersonStanding& person, DecisionVerdict verdict, const AccountKey& account) {
  if (!says_so(person, verdict, account)) return;
  throw UserError(fmt::format(
      "you decided this already, and nothing has changed since: {} is {} by op {}. Another account has the "
      "next check.",
      person.person, name_of(verdict), person.decision_of(account)->op.short_hex()));
}

void refuse_without_evidence(const PersonStanding& person, DecisionVerdict verdict, const RuleInForce& held) {
  if (verdict != DecisionVerdict::kConfirmed || person.standing.support.is_enough()) return;
  throw UserError(fmt::format("{} cannot be confirmed by the {}: {}. See: byname show {}", person.person,
                              held.name, person.standing.support.lacking, person.person));
}

void refuse_unless_a_check(const PersonStanding& person, const AccountKey& account) {
  if (person.decisions.empty())
    throw UserError(
        fmt::format("nobody has decided on {} yet, so there is nothing to check. Decide without --check.",
                    person.person));
  if (person.decision_of(account) != nullptr)
    throw UserError(fmt::format("you decided on {} yourself; another account has the check.", person.person));
}

// The sample of a file: the persons that come first by a hash which is another one in each register.
std::vector<std::string> drawn_sample(const Register& opened, const std::vector<std::string>& ids,
                                      std::size_t size) {
  std::vector<std::pair<Hash, std::string>> drawn;
  for (const std::string& id : ids)
    drawn.emplace_back(Digest("audit").add(opened.id().view()).add(id).finish<Hash>(), id);
  std::sort(drawn.begin(), drawn.end());
  drawn.resize(std::min(size, drawn.size()));
  std::vector<std::string> sample;
  for (const auto& [hash, id] : drawn) sample.push_back(id);
  return sample;
}

// The last that somebody decided who looked at this person alone, as far as this account may know it.
const HeldDecision* last_looked_at(const PersonStanding& person, const AccountKey& account) {
  if (person.is_blind_for(account)) return nullptr;
  const HeldDecision* last = nullptr;
  for (const HeldDecision& decision : person.decisions) {
    if (decision.bulk.empty()) last = &decision;
  }
  return last;
}

// One refusal for all persons that stand against it.
class Refusals {
 public:
  void add(const std::string& person) {
    ++number_;
    if (first_.size() < 5) first_.push_back(person);
  }
  void throw_if_any(const std::string& what) const {
    if (number_ == 0) return;
    throw UserError(fmt::format("{} of the persons {}: {}{}. Nothing was changed; take them out of the file.",
                                number_, what, fmt::join(first_, ", "),
                                number_ > first_.size() ? ", ..." : ""));
  }

 private:
  std::size_t number_ = 0;
  std::vector<std::string> first_;
};

std::string bulk_class_of(const ConfirmRule& rule, const PersonStanding& person) {
  for (const EvidenceClass& allowed : rule.bulk) {
    for (const HeldEvidence& each : person.evidence) {
      if (allowed.holds(each.evidence)) return allowed.name;
    }
  }
  return "";
}

}  // namespace

Deciding decide_persons(Register& opened, const DecisionAsked& decision, const ChangeAsked& asked) {
  OpWriter writer(opened, "decide");
  Database& database = opened.database();
  const RuleInForce held = rule_in_force(database);
  const AccountKey account = opened.secret().sign_key();
  const std::vector<std::string> ids = distinct_persons(opened, decision.persons);
  if (ids.size() > kMostDecidedOneByOne)
    throw UserError(
        fmt::format("{} persons at once: more than {} are decided with a sample that was checked. See: "
                    "byname decide --from",
                    ids.size(), kMostDecidedOneByOne));
  Deciding deciding;
  for (const std::string& id : ids) {
    const PersonStanding person = standing_of_person(database, held.rule, id);
    if (decision.is_check) refuse_unless_a_check(person, account);
    refuse_without_evidence(person, decision.verdict, held);
    refuse_the_same_again(person, decision.verdict, account);
    writer.add(body_kind::kDecision, decision_body(body_on(database, person, decision.verdict, held)));
    deciding.persons.push_back({person, {}});
  }
  writer.add_reason(asked.reason);
  deciding.op = writer.append().id;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    DecidedPerson& person = deciding.persons[i];
    person.is_kept = asked.is_dry_run && person.before.is_blind_for(account);
    person.after = person.is_kept ? person.before : standing_of_person(database, held.rule, ids[i]);
  }
  if (!asked.is_dry_run) writer.commit();
  return deciding;
}

bool has_decided(Register& opened, const std::string& person, DecisionVerdict verdict) {
  const RuleInForce held = rule_in_force(opened.database());
  return says_so(standing_of_person(opened.database(), held.rule, person), verdict,
                 opened.secret().sign_key());
}

DecisionBody decision_on(Register& opened, const std::string& person, DecisionVerdict verdict) {
  const RuleInForce held = rule_in_force(opened.database());
  const PersonStanding standing = standing_of_person(opened.database(), held.rule, person);
  refuse_without_evidence(standing, verdict, held);
  refuse_the_same_again(standing, verdict, opened.secret().sign_key());
  return body_on(opened.database(), standing, verdict, held);
}

DecidingMany decide_many(Register& opened, const ManyAsked& many, const ChangeAsked& asked) {
  OpWriter writer(opened, "decide");
  Database& database = opened.database();
  const RuleInForce held = rule_in_force(database);
  if (held.rule.bulk.empty())
    throw UserError(
        fmt::format("the {} name no class on whose word many persons may be decided at once (bulk). See: "
                    "byname rules show",
                    held.name));
  const AccountKey account = opened.secret().sign_key();
  const std::vector<std::string> ids = distinct_persons(opened, many.persons);
  const std::vector<std::string> sample = drawn_sample(opened, ids, many.num_audited);
  const std::set<std::string> sampled(sample.begin(), sample.end());
  DecidingMany result;
  result.sample_size = sample.size();
  Refusals without_class, without_evidence;
  std::vector<DecisionBody> bodies;
  for (const std::string& id : ids) {
    const PersonStanding person = standing_of_person(database, held.rule, id);
    const HeldDecision* looked_at = last_looked_at(person, account);
    if (sampled.contains(id)) {
      if (looked_at == nullptr) result.to_check.push_back(id);
      result.num_wrong += looked_at != nullptr && looked_at->verdict != many.verdict;
    }
    if (looked_at != nullptr && looked_at->verdict != many.verdict) {
      ++result.num_others;
      continue;
    }
    const HeldDecision* own = person.decision_of(account);
    if (own != nullptr && own->verdict == many.verdict) {
      ++result.num_already;
      continue;
    }
    DecisionBody body = body_on(database, person, many.verdict, held);
    body.bulk = bulk_class_of(held.rule, person);
    if (body.bulk.empty()) without_class.add(id);
    if (many.verdict == DecisionVerdict::kConfirmed && !person.standing.support.is_enough())
      without_evidence.add(id);
    bodies.push_back(std::move(body));
  }
  without_class.throw_if_any("have no evidence of a class on whose word many may be decided at once");
  without_evidence.throw_if_any(fmt::format("cannot be confirmed by the {}", held.name));
  if (!result.to_check.empty()) return result;
  const ShareInterval wrong = binomial_interval(result.num_wrong, result.sample_size, 0.95);
  result.wrong_low = wrong.low;
  result.wrong_high = wrong.high;
  result.num_decided = bodies.size();
  if (bodies.empty()) throw UserError("nobody is left to decide: all were decided already, or otherwise.");
  for (const DecisionBody& body : bodies) writer.add(body_kind::kDecision, decision_body(body));
  writer.add(body_kind::kAudit,
             audit_body({static_cast<std::int64_t>(ids.size()), static_cast<std::int64_t>(result.sample_size),
                         static_cast<std::int64_t>(result.num_wrong)}));
  writer.add_reason(asked.reason);
  result.op = writer.append().id;
  if (!asked.is_dry_run) writer.commit();
  return result;
}

std::vector<AccountAgreement> agreement_of(Register& opened) {
  const ConfirmRule rule = rule_in_force(opened.database()).rule;
  std::map<std::string, AccountAgreement> by_name;
  std::map<AccountKey, std::string> names;
  for (const Account& account : opened.accounts()) names[account.key] = account.pseudonym;
  for (const PersonStanding& person : decided_persons(opened.database(), rule)) {
    for (const HeldDecision& decision : person.decisions) {
      AccountAgreement& agreement = by_name[names[decision.author]];
      ++agreement.num_decisions;
      std::int64_t num_alike = 0, num_others = 0;
      for (const HeldDecision& other : person.decisions) {
        num_others += other.author != decision.author;
        num_alike += other.author != decision.author && other.verdict == decision.verdict;
      }
      agreement.num_compared += num_others > 0;
      agreement.num_agreed += num_others > 0 && 2 * num_alike > num_others;
    }
  }
  std::vector<AccountAgreement> all;
  for (auto& [name, agreement] : by_name) {
    agreement.pseudonym = name;
    all.push_back(agreement);
  }
  return all;
}

}  // namespace byname
