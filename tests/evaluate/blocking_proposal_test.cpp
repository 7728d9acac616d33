// SPDX-License-Identifier: Apache-2.0
#include "evaluate/blocking_proposal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "evaluate/invented_link.hpp"
#include "evaluate/plain_model.hpp"
#include "evaluate/rule_cover.hpp"
#include "reference/rule_pairs.hpp"

namespace byname {
namespace {

using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::Not;

/// A small world in which everything can be counted: pairs and matches agree on keys at random.
struct CoverWorld {
  std::vector<std::uint64_t> pairs;
  std::vector<AgreementCount> matches;
  std::vector<RuleCandidate> candidates;
};

CoverWorld drawn_world(std::uint64_t seed) {
  CoverWorld world;
  RandomStream random(seed, RandomStage::kSynth, 0, 0, 0);
  for (int i = 0; i < 200; ++i) world.pairs.push_back(random.next() & random.next() & 31);
  for (int i = 0; i < 30; ++i)
    world.matches.push_back({random.next() & 31, 1 + static_cast<double>(random.below(5))});
  for (std::uint64_t keys = 1; keys < 32; ++keys) {
    RuleCandidate rule{keys, 0, {}};
    for (const std::uint64_t pair : world.pairs) {
      if ((pair & keys) == keys) rule.sampled.push_back(pair);
    }
    rule.pairs = static_cast<double>(rule.sampled.size());
    if (!rule.sampled.empty() && world.candidates.size() < 12) world.candidates.push_back(std::move(rule));
  }
  return world;
}

double pairs_of(const CoverWorld& world, const std::vector<std::size_t>& rules) {
  return static_cast<double>(std::count_if(world.pairs.begin(), world.pairs.end(), [&](std::uint64_t pair) {
    return covers(world.candidates, rules, pair);
  }));
}

/// The best of all choices of rules.
double best_share(const CoverWorld& world, double budget) {
  double best = 0;
  for (std::uint64_t subset = 0; subset < 1ull << world.candidates.size(); ++subset) {
    std::vector<std::size_t> rules;
    for (std::size_t rule = 0; rule < world.candidates.size(); ++rule) {
      if ((subset >> rule & 1) != 0) rules.push_back(rule);
    }
    if (pairs_of(world, rules) <= budget)
      best = std::max(best, covered_share(world.candidates, rules, world.matches));
  }
  return best;
}

RC_GTEST_PROP(RuleCover, KeepsTheBudgetAndIsNearTheBest, ()) {
  const CoverWorld world = drawn_world(*rc::gen::arbitrary<std::uint64_t>());
  const double budget = *rc::gen::inRange(5, 150);
  const RuleChoice choice = choose_cover(world.candidates, world.matches, budget);
  RC_ASSERT(pairs_of(world, choice.rules) <= budget);
  RC_ASSERT(choice.share == covered_share(world.candidates, choice.rules, world.matches));
  RC_ASSERT(choice.share >= 0.6 * best_share(world, budget));
}

TEST(RuleCover, OfNothingIsNothing) {
  EXPECT_TRUE(choose_cover({}, {{1, 1}}, 10).rules.empty());
  EXPECT_TRUE(choose_cover({{1, 5, {1}}}, {}, 10).rules.empty());
  EXPECT_TRUE(choose_cover({{1, 5, {1}}}, {{1, 1}}, 4).rules.empty());
}

std::vector<std::string> conditions_of(const std::vector<reference::Cell>& cells) {
  ValueTable table(cells.size());
  reference::add_column(table, "x", "VARCHAR", cells);
  std::vector<std::string> conditions;
  for (const CandidateKey& key : candidate_keys(table, order_of(cells.size()), {}, ExecutionContext{}))
    conditions.push_back(key.condition());
  return conditions;
}

TEST(CandidateKeys, FollowWhatAColumnHolds) {
  const auto dates = conditions_of({"1990-01-02", "1990-01-03", "1990-02-02", "1991-01-02", "1990-01-02"});
  EXPECT_THAT(dates, Contains(R"(substr(l."x", 1, 4) = substr(r."x", 1, 4))"));
  EXPECT_THAT(dates, Contains(R"(substr(l."x", 6, 5) = substr(r."x", 6, 5))"));
  const auto mails = conditions_of({"ann@x.org", "ann@y.org", "bob@x.org", "bob@x.org", "eve@z.org"});
  EXPECT_THAT(mails, Contains(HasSubstr("regexp_extract(l.\"x\", '^[^@]+', 0)")));
  const auto names = conditions_of({"Miller", "miller", "MILLER", "Miller", "Smith", "Smyth"});
  EXPECT_THAT(names, Contains(R"(lower(l."x") = lower(r."x"))"));
  EXPECT_THAT(names, Not(Contains(R"(l."x" = r."x")")));
  EXPECT_THAT(conditions_of({"one", "one", "one"}), testing::IsEmpty());
}

TEST(CandidateKeys, CountTheirPairs) {
  ValueTable table(6);
  reference::add_column(table, "x", "VARCHAR", {"Miller", "Miller", "Mills", "Smith", std::nullopt, "Smith"});
  const PairOrder order = order_of(6);
  for (const CandidateKey& key : candidate_keys(table, order, {}, ExecutionContext{}))
    EXPECT_EQ(key.pairs, reference::pairs_of_rule({key.condition(), {}}, table, order).size())
        << key.expression;
}

class ProposalOfPeople : public testing::Test {
 protected:
  void SetUp() override {
    InventedPeople people;
    people.people = 800;
    people.error = 0.15;
    table_ = invented_people(people, 11);
    order_ = order_of(table_->num_records());
    left_out_ = {*table_->find("person")};
    model_ = plain_model(*table_, "dedupe_only", left_out_);
    comparer_ = std::make_unique<SplinkComparer>(model_, *table_, context_);
  }

  BlockingProposal propose(double sample_pairs, double budget) {
    const SeedPairs pairs = compare_seeds(*comparer_, order_, sample_pairs, context_);
    const PairSpaceFit fit = fit_pair_space(model_, pairs.counts, FitStart::kAnchor);
    const auto matches = likely_matches(pairs, fit, 0.02);
    const auto keys = candidate_keys(*table_, order_, left_out_, context_);
    return propose_rules(keys, matches, pairs.seeds.size(), budget, *table_, order_, context_);
  }

  double true_recall(const BlockingProposal& proposal) {
    std::vector<SplinkRule> rules;
    for (const ProposedRule& rule : proposal.rules) rules.push_back({rule.condition, {}});
    const auto brought = reference::rule_pairs(rules, *table_, order_);
    double found = 0;
    for (std::uint32_t person = 0; person < 800; ++person)
      found += brought.contains({2 * person, 2 * person + 1});
    EXPECT_EQ(brought.size(), proposal.num_pairs);
    return found / 800;
  }

  ExecutionContext context_;
  std::unique_ptr<ValueTable> table_;
  PairOrder order_;
  std::vector<std::size_t> left_out_;
  SplinkModel model_;
  std::unique_ptr<SplinkComparer> comparer_;
};

TEST_F(ProposalOfPeople, KeepsTheBudgetAndItsEstimateIsNearTheTruth) {
  const BlockingProposal proposal = propose(1e7, 8000);
  EXPECT_LE(proposal.num_pairs, 8000);
  EXPECT_FALSE(proposal.rules.empty());
  // 6 % of the true pairs agree on one column or none: nothing tells them from strangers, so no estimate
  // without labels knows of them.
  const double truth = true_recall(proposal);
  EXPECT_GT(proposal.recall.recall, truth - 0.02);
  EXPECT_LT(proposal.recall.recall, truth + 0.08);
  EXPECT_GT(proposal.recall.recall, 0.85);
  EXPECT_LE(proposal.recall.low, proposal.recall.recall);
  EXPECT_GE(proposal.recall.high, proposal.recall.recall);
}

TEST_F(ProposalOfPeople, OfFewSeedsSaysThatItIsUnsure) {
  const BlockingProposal all = propose(1e7, 8000);
  const BlockingProposal few = propose(80000, 8000);
  EXPECT_EQ(few.num_seeds, 50);
  EXPECT_GT(few.recall.high - few.recall.low, 2 * (all.recall.high - all.recall.low));
}

TEST_F(ProposalOfPeople, IsTheSameForAnyNumberOfThreads) {
  const BlockingProposal one = propose(400000, 8000);
  context_.num_threads = 4;
  const BlockingProposal four = propose(400000, 8000);
  ASSERT_EQ(one.rules.size(), four.rules.size());
  for (std::size_t i = 0; i < one.rules.size(); ++i)
    EXPECT_EQ(one.rules[i].condition, four.rules[i].condition);
  EXPECT_EQ(one.recall.recall, four.recall.recall);
}

}  // namespace
}  // namespace byname
