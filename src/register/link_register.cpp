// SPDX-License-Identifier: Apache-2.0
#include "register/link_register.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/error.hpp"
#include "cluster/link_records.hpp"
#include "cluster/union_find.hpp"
#include "register/held_judgements.hpp"
#include "register/person_comparison.hpp"

namespace byname {

namespace {

RegisterLinkOutcome link_unseen(Register& opened, const RegisterLinkRequest& request,
                                const ExecutionContext& context) {
  while (true) {
    const std::vector<OpId> heads = opened.log().heads();
    const MachineRun run(opened.database(), {}, {}, context);
    RegisterLinkOutcome outcome;
    outcome.linked = run.outcome();
    if (run.num_new() == 0 || request.is_dry_run) return outcome;
    OpWriter writer(opened, "link");
    if (opened.log().heads() != heads) continue;
    run.write(opened.database(), writer, {});
    writer.add_reason(request.reason);
    outcome.op = writer.append().id;
    writer.commit();
    return outcome;
  }
}

// The persons of a whole linkage, where some stay as they are: those that people decided on.
class BoundPersons {
 public:
  // `bound`: per record, the person that people decided on, by any number; 0: none.
  explicit BoundPersons(std::vector<std::int64_t> bound)
      : bound_(std::move(bound)), joined_(bound_.size()), holds_(bound_.size(), 0) {
    std::unordered_map<std::int64_t, std::uint32_t> first;
    for (std::uint32_t record = 0; record < bound_.size(); ++record) {
      if (bound_[record] == 0) continue;
      joined_.join(first.try_emplace(bound_[record], record).first->second, record);
    }
    for (std::uint32_t record = 0; record < bound_.size(); ++record) {
      if (bound_[record] != 0) holds_[joined_.find(record)] = bound_[record];
    }
  }

  // What ties the mentions of bound persons, for the linkage.
  void add_judgements(std::vector<Judgement>& judgements) const {
    std::unordered_map<std::int64_t, std::uint32_t> last;
    for (std::uint32_t record = 0; record < bound_.size(); ++record) {
      if (bound_[record] == 0) continue;
      const auto [found, is_first] = last.try_emplace(bound_[record], record);
      if (!is_first) {
        judgements.push_back({found->second, record, Verdict::kSame, "", "", 0, 0});
        found->second = record;
      }
    }
  }

  // Links that hold every decided person together, the heaviest first; where the pairs that were kept do not
  // suffice, one of weight 0. None joins two bound persons.
  std::vector<DecidedPair> link(const LinkResults& results) {
    std::vector<const ScoredPair*> inside;
    for (const ScoredPair& pair : results.pairs) {
      if (results.person_of[pair.left] == results.person_of[pair.right]) inside.push_back(&pair);
    }
    std::stable_sort(inside.begin(), inside.end(),
                     [](const ScoredPair* a, const ScoredPair* b) { return a->weight > b->weight; });
    UnionFind linked(bound_.size());
    std::vector<DecidedPair> links;
    const auto link = [&](std::uint32_t left, std::uint32_t right, double weight) {
      if (linked.find(left) == linked.find(right) || !may_join(left, right)) return;
      linked.join(left, right);
      join(left, right);
      links.push_back({left, right, weight});
    };
    for (const ScoredPair* pair : inside) link(pair->left, pair->right, pair->weight);
    for (const Person& person : results.persons) {
      for (const std::uint32_t record : person.records) link(person.records[0], record, 0);
    }
    std::unordered_map<std::int64_t, std::uint32_t> first;
    for (std::uint32_t record = 0; record < bound_.size(); ++record) {
      if (bound_[record] != 0) link(first.try_emplace(bound_[record], record).first->second, record, 0);
    }
    return links;
  }

  // After link(): who a record is, as the smallest record of the same person.
  std::uint32_t person_of(std::uint32_t record) { return joined_.find(record); }

 private:
  bool may_join(std::uint32_t left, std::uint32_t right) {
    const std::int64_t first = holds_[joined_.find(left)], second = holds_[joined_.find(right)];
    return first == 0 || second == 0 || first == second;
  }
  void join(std::uint32_t left, std::uint32_t right) {
    const std::int64_t held = std::max(holds_[joined_.find(left)], holds_[joined_.find(right)]);
    joined_.join(left, right);
    holds_[joined_.find(left)] = held;
  }

  std::vector<std::int64_t> bound_;
  UnionFind joined_;
  std::vector<std::int64_t> holds_;  // per root: the bound person in it
};

class Retraining {
 public:
  Retraining(Register& opened, const RegisterLinkRequest& request, const ExecutionContext& context)
      : register_(opened), request_(request), context_(context) {}

  RegisterLinkOutcome run() {
    while (true) {
      const std::vector<OpId> heads = register_.log().heads();
      decide();
      if (request_.is_dry_run) return outcome_;
      OpWriter writer(register_, "link");
      if (register_.log().heads() != heads) continue;
      write(writer);
      outcome_.op = writer.append().id;
      writer.commit();
      return outcome_;
    }
  }

 private:
  void decide() {
    const ReadSnapshot snapshot(register_.database());
    records_ = MentionRecords(std::nullopt);
    records_.append_held(register_.database(), [](std::int64_t) { return true; });
    records_.finish(context_);
    if (records_.size() < 2) throw UserError("there are too few mentions with a name to train a model on.");
    LinkOptions options;
    options.judgements = held_judgements(register_.database(), records_);
    BoundPersons persons(bound_persons());
    persons.add_judgements(options.judgements);
    results_ = link_records(records_.table(), options, context_);
    links_ = persons.link(results_);
    person_of_.clear();
    for (std::uint32_t record = 0; record < records_.size(); ++record)
      person_of_.push_back(persons.person_of(record));
    leads_.clear();
    for (const ScoredPair& pair : results_.pairs) {
      const bool is_for_review = pair.outcome == PairOutcome::kReview || pair.outcome == PairOutcome::kLink ||
                                 (pair.outcome == PairOutcome::kVeto && pair.probability >= kLikelyBarred);
      if (is_for_review && person_of_[pair.left] != person_of_[pair.right])
        leads_.push_back({pair.left, pair.right, pair.weight});
    }
    compare();
  }

  // Per record the person of today, by number, if people decided on it; 0 otherwise.
  std::vector<std::int64_t> bound_persons() {
    const std::vector<std::int64_t> person = person_numbers(register_.database(), {});
    const std::unordered_set<std::int64_t> decided = persons_decided_by_people(register_.database(), person);
    std::vector<std::int64_t> bound;
    for (std::uint32_t record = 0; record < records_.size(); ++record) {
      const std::int64_t number = person[static_cast<std::size_t>(records_.number(record))];
      bound.push_back(decided.contains(number) ? number : 0);
    }
    return bound;
  }

  void compare() {
    const std::vector<std::int64_t> person = person_numbers(register_.database(), {});
    std::vector<std::int64_t> before;
    for (std::uint32_t record = 0; record < records_.size(); ++record)
      before.push_back(person[static_cast<std::size_t>(records_.number(record))]);
    const PersonComparison compared = compare_persons(before, person_of_);
    std::set<std::uint32_t> unsure;
    for (const DecidedPair& lead : leads_) unsure.insert({lead.left, lead.right});
    outcome_ = {};
    outcome_.linked.num_looked_at = records_.size();
    outcome_.linked.num_new_persons = compared.num_now;
    outcome_.linked.num_unsure = unsure.size();
    outcome_.linked.num_joined_persons = compared.num_joined;
    outcome_.linked.num_divided_persons = compared.num_divided;
  }

  void write(OpWriter& writer) {
    const std::string model =
        writer.add(body_kind::kModel, model_body(results_.model, records_.size())).hex();
    writer.add(body_kind::kRun, run_body({model, true}));
    write_links(register_.database(), writer, records_, links_, leads_, {});
    writer.add_reason(request_.reason);
  }

  Register& register_;
  const RegisterLinkRequest& request_;
  const ExecutionContext& context_;
  MentionRecords records_{std::nullopt};
  LinkResults results_;
  std::vector<std::uint32_t> person_of_;  // per record: the first of the same person
  std::vector<DecidedPair> links_;
  std::vector<DecidedPair> leads_;
  RegisterLinkOutcome outcome_;
};

}  // namespace

RegisterLinkOutcome link_register(Register& opened, const RegisterLinkRequest& request,
                                  const ExecutionContext& context) {
  return request.retrains ? Retraining(opened, request, context).run()
                          : link_unseen(opened, request, context);
}

}  // namespace byname
