// SPDX-License-Identifier: Apache-2.0
#include "register/link_register.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/error.hpp"
#include "cluster/link_records.hpp"
#include "cluster/union_find.hpp"

namespace byname {

namespace {

RegisterLinkOutcome link_unseen(Register& opened, const RegisterLinkRequest& request,
                                const ExecutionContext& context) {
  while (true) {
    const std::vector<OpId> heads = opened.log().heads();
    const MachineRun run(opened.database(), {}, {}, context);
    RegisterLinkOutcome outcome;
    outcome.linked = run.outcome();
    if (run.num_open() == 0 || request.is_dry_run) return outcome;
    OpWriter writer(opened, "link");
    if (opened.log().heads() != heads) continue;
    run.write(opened.database(), writer, {});
    writer.add_reason(request.reason);
    outcome.op = writer.append().id;
    writer.commit();
    return outcome;
  }
}

// Links that hold every decided person together, the heaviest first; where the pairs that were kept do not
// suffice, one of weight 0.
std::vector<DecidedPair> spanning_links(const LinkResults& results) {
  std::vector<const ScoredPair*> inside;
  for (const ScoredPair& pair : results.pairs) {
    if (results.person_of[pair.left] == results.person_of[pair.right]) inside.push_back(&pair);
  }
  std::stable_sort(inside.begin(), inside.end(),
                   [](const ScoredPair* a, const ScoredPair* b) { return a->weight > b->weight; });
  UnionFind joined(results.person_of.size());
  std::vector<DecidedPair> links;
  const auto link = [&](std::uint32_t left, std::uint32_t right, double weight) {
    if (joined.find(left) == joined.find(right)) return;
    joined.join(left, right);
    links.push_back({left, right, weight});
  };
  for (const ScoredPair* pair : inside) link(pair->left, pair->right, pair->weight);
  for (const Person& person : results.persons) {
    for (const std::uint32_t record : person.records) link(person.records[0], record, 0);
  }
  return links;
}

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
    records_ = MentionRecords(std::nullopt);
    records_.append_held(register_.database(), [](std::int64_t) { return true; });
    records_.finish(context_);
    if (records_.size() < 2) throw UserError("there are too few mentions with a name to train a model on.");
    results_ = link_records(records_.table(), LinkOptions{}, context_);
    links_ = spanning_links(results_);
    leads_.clear();
    for (const ScoredPair& pair : results_.pairs) {
      const bool is_for_review = pair.outcome == PairOutcome::kReview ||
                                 (pair.outcome == PairOutcome::kVeto && pair.probability >= kLikelyBarred);
      if (is_for_review && results_.person_of[pair.left] != results_.person_of[pair.right])
        leads_.push_back({pair.left, pair.right, pair.weight});
    }
    compare();
  }

  void compare() {
    const std::vector<std::int64_t> before = person_numbers(register_.database(), {});
    std::unordered_map<std::int64_t, std::set<std::uint32_t>> parts_of;
    std::unordered_map<std::uint32_t, std::set<std::int64_t>> held_in;
    for (std::uint32_t record = 0; record < records_.size(); ++record) {
      const std::int64_t person = before[static_cast<std::size_t>(records_.number(record))];
      parts_of[person].insert(results_.person_of[record]);
      held_in[results_.person_of[record]].insert(person);
    }
    outcome_ = {};
    for (const auto& [person, parts] : parts_of) outcome_.num_divided_persons += parts.size() > 1;
    for (const auto& [part, persons] : held_in) outcome_.num_joined_persons += persons.size() - 1;
    outcome_.linked.num_looked_at = records_.size();
    outcome_.linked.num_new_persons = results_.persons.size();
    std::set<std::uint32_t> unsure;
    for (const DecidedPair& lead : leads_) unsure.insert({lead.left, lead.right});
    outcome_.linked.num_unsure = unsure.size();
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
