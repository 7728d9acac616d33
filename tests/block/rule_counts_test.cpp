// SPDX-License-Identifier: Apache-2.0
#include "block/rule_counts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck/gtest.h>

#include "base/random.hpp"
#include "reference/rule_pairs.hpp"
#include "reference/value_tables.hpp"

namespace byname {
namespace {

using reference::Cell;

const std::vector<Cell> kTexts = {std::nullopt, "", "x", "X", "xy", "y", "Яна"};
const std::vector<SplinkRule> kWhole = {{"l.a = r.a", {}},
                                        {"l.b = r.b AND l.a = r.a", {}},
                                        {"r.c = l.c", {}},
                                        {"substr(l.a, 1, 1) = substr(r.a, 1, 1) AND l.c = r.c", {}},
                                        {"lower(l.a) = lower(r.a)", {}}};
const std::vector<SplinkRule> kOther = {
    {"l.a = r.a AND l.b <> r.b", {}}, {"l.a = r.b", {}}, {"l.a = r.a OR l.b = r.b", {}}};

ValueTable invented_table(std::size_t num_records, std::uint64_t seed) {
  ValueTable table(num_records);
  for (std::size_t c = 0; c < 3; ++c) {
    RandomStream random(seed, RandomStage::kSynth, c, 0, 0);
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < num_records; ++i) cells.push_back(kTexts[random.below(kTexts.size())]);
    reference::add_column(table, std::string(1, static_cast<char>('a' + c)), "VARCHAR", cells);
  }
  return table;
}

PairOrder order_of(std::size_t num_records, bool only_between_lists) {
  PairOrder order;
  order.rank.resize(num_records);
  std::iota(order.rank.begin(), order.rank.end(), 0u);
  for (std::uint32_t i = 0; i < num_records; ++i) order.list.push_back(i % 3);
  order.only_between_lists = only_between_lists;
  return order;
}

std::vector<SplinkRule> drawn(const std::vector<SplinkRule>& from, std::size_t num, std::uint64_t seed) {
  RandomStream random(seed, RandomStage::kSynth, 9, 0, 0);
  std::vector<SplinkRule> rules;
  for (std::size_t i = 0; i < num; ++i) rules.push_back(from[random.below(from.size())]);
  return rules;
}

void expect_counts_of_reference(const std::vector<SplinkRule>& rules, std::size_t num_records,
                                std::uint64_t seed, bool only_between_lists, bool is_by_sizes) {
  ValueTable table = invented_table(num_records, seed);
  const PairOrder order = order_of(num_records, only_between_lists);
  const auto first = reference::rule_pairs(rules, table, order);
  const std::vector<RuleCount> counts = count_rules(rules, table, order, 3, ExecutionContext{});
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const auto is_of_rule = [&](const auto& entry) { return entry.second == i; };
    EXPECT_EQ(counts[i].num_pairs, reference::pairs_of_rule(rules[i], table, order).size());
    EXPECT_EQ(counts[i].num_new_pairs, std::count_if(first.begin(), first.end(), is_of_rule));
    EXPECT_EQ(counts[i].is_by_sizes, is_by_sizes);
  }
}

RC_GTEST_PROP(RuleCounts, SizesGiveWhatEnumeratingGives, ()) {
  const auto records = *rc::gen::inRange<std::size_t>(0, 60);
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  const auto rules = drawn(kWhole, *rc::gen::inRange<std::size_t>(1, 6), seed);
  expect_counts_of_reference(rules, records, seed, *rc::gen::arbitrary<bool>(), true);
}

RC_GTEST_PROP(RuleCounts, OtherRulesAreEnumerated, ()) {
  const auto records = *rc::gen::inRange<std::size_t>(0, 40);
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  auto rules = drawn(kWhole, 2, seed);
  for (const SplinkRule& rule : drawn(kOther, 2, seed)) rules.push_back(rule);
  expect_counts_of_reference(rules, records, seed, *rc::gen::arbitrary<bool>(), false);
}

TEST(RuleCounts, LargestBlocksComeFirst) {
  ValueTable table(7);
  reference::add_column(table, "a", "VARCHAR", {"p", "q", "q", "p", "q", "r", std::nullopt});
  const auto counts = count_rules({{"l.a = r.a", {}}}, table, order_of(7, false), 1, ExecutionContext{});
  EXPECT_EQ(counts[0].num_blocks, 2);
  ASSERT_EQ(counts[0].largest.size(), 1);
  EXPECT_EQ(counts[0].largest[0].num_records, 3);
  EXPECT_EQ(counts[0].largest[0].num_pairs, 3);
  EXPECT_EQ(counts[0].largest[0].record, 1);
}

TEST(RuleCounts, OfASampleTheLargestBlockHasItsFullSize) {
  constexpr std::size_t kRecords = 5000;
  ValueTable table(kRecords);
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < kRecords; ++i)
    cells.push_back(i % 3 == 0 ? Cell("common") : Cell(std::to_string(i % 1000)));
  reference::add_column(table, "a", "VARCHAR", cells);
  const PairOrder order = order_of(kRecords, false);
  const RuleEqualities rule = rule_equalities({"l.a = r.a", {}}, "the rule", table, ExecutionContext{});
  const auto all = largest_blocks(rule, table, order, 1, kRecords);
  const auto sampled = largest_blocks(rule, table, order, 1, 500);
  ASSERT_EQ(sampled.size(), 1);
  EXPECT_EQ(sampled[0].num_records, 1667);
  EXPECT_EQ(sampled[0].num_pairs, all[0].num_pairs);
  EXPECT_EQ(sampled[0].record, all[0].record);
}

TEST(RuleCounts, TooMuchWorkIsNotBegun) {
  ValueTable table = invented_table(50, 4);
  std::vector<RuleEqualities> rules;
  for (const SplinkRule& rule : kWhole)
    rules.push_back(rule_equalities(rule, "the rule", table, ExecutionContext{}));
  const PairOrder order = order_of(50, false);
  EXPECT_FALSE(num_pairs_outside(one_block(50), {}, rules, table, order, 60).has_value());
  EXPECT_TRUE(num_pairs_outside(one_block(50), {}, rules, table, order, 60000).has_value());
}

TEST(RuleEqualities, AreNamedWithoutTheirSide) {
  ValueTable table = invented_table(5, 1);
  const RuleEqualities rule = rule_equalities(
      {R"((SUBSTRING(l."a", 1, 3) = SUBSTRING(r."a", 1, 3)) AND l.b = r.b AND l.b = r.b)", {}}, "the rule",
      table, ExecutionContext{});
  EXPECT_TRUE(rule.is_whole);
  EXPECT_THAT(rule.texts, testing::UnorderedElementsAre("\"b\"", "substring(\"a\", 1, 3)"));
}

}  // namespace
}  // namespace byname
