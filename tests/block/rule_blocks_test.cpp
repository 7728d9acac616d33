// SPDX-License-Identifier: Apache-2.0
#include "block/rule_blocks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <numeric>
#include <rapidcheck/gtest.h>

#include "base/error.hpp"
#include "base/random.hpp"
#include "block/list_pairs.hpp"
#include "reference/rule_pairs.hpp"
#include "reference/value_tables.hpp"

namespace byname {
namespace {

using reference::Cell;
using reference::RecordPair;
using testing::HasSubstr;

constexpr std::uint64_t kOneTask = std::numeric_limits<std::uint64_t>::max();

const std::vector<Cell> kTexts = {std::nullopt, "", "x", "X", "xy", "y", "Яна", "1", "2"};
const std::vector<Cell> kIntegers = {std::nullopt, "0", "1", "2", "-3"};
const std::vector<Cell> kDoubles = {std::nullopt, "0", "-0.0", "1", "1.5", "nan", "2"};
const std::vector<Cell> kTextLists = {std::nullopt,         "[]",        R"(["x"])",
                                      R"(["y", "x", "x"])", R"([null])", R"([null, ""])"};
const std::vector<Cell> kIntegerLists = {std::nullopt, "[]", "[1]", "[2, 1]", "[null, 0]"};
const std::vector<Cell> kDates = {std::nullopt, "2001-01-01", "2001-01-02", "1999-12-31"};

/// A column of the tables of this test.
struct ColumnKind {
  const char* name;
  const char* type;
  const std::vector<Cell>& cells;
};
const std::vector<ColumnKind> kColumns = {{"a", "VARCHAR", kTexts},
                                          {"b", "VARCHAR", kTexts},
                                          {"n", "BIGINT", kIntegers},
                                          {"m", "BIGINT", kIntegers},
                                          {"d", "DOUBLE", kDoubles},
                                          {"tags", "VARCHAR[]", kTextLists},
                                          {"codes", "BIGINT[]", kIntegerLists},
                                          {"born", "DATE", kDates},
                                          {"seen", "VARCHAR", kDates}};

const std::vector<SplinkRule> kSymmetric = {
    {"l.a = r.a", {}}, {"l.a = r.a AND l.b = r.b", {}}, {"(l.a = r.a AND l.n = r.n) AND r.d = l.d", {}},
    {"l.d = r.d", {}}, {"l.tags = r.tags", {}},
};
const std::vector<SplinkRule> kAsymmetric = {
    {"l.a = r.b", {}},
    {"r.a = l.b", {}},
    {"l.a = r.b AND l.b = r.a", {}},
    {"l.a = r.b AND l.n = r.n", {}},
    {"l.n = r.n AND l.a = r.b AND l.m = r.n", {}},
    {"l.n = r.d", {}},
};
const std::vector<SplinkRule> kOfTwoKinds = {
    {"l.a = r.n", {}},                // a text beside a number
    {"l.d = r.b AND l.m = r.m", {}},  // a number beside a text
    {"l.born = r.seen", {}},
    {"l.tags = r.codes", {}},
    {"(CASE WHEN l.n > 0 THEN l.a ELSE l.m END) = (CASE WHEN r.n > 0 THEN r.a ELSE r.m END)", {}},
};
const std::vector<SplinkRule> kWithRest = {
    {"l.a = r.a AND l.n < r.n", {}},
    {"l.a = r.b AND l.n <> r.n", {}},
    {"l.a = r.a AND l.n BETWEEN r.n - 1 AND r.n + 1", {}},
    {"l.a = r.a AND NOT (l.b = r.b)", {}},
    {"l.a = r.a AND l.b IS NULL", {}},
    {"l.a = r.a AND r.b = 'x'", {}},
    {"l.a = r.a AND (l.b = r.b OR l.n = r.n)", {}},
    {"levenshtein(l.a, r.b) <= 1 AND l.n = r.m", {}},
    {"l.n < r.n", {}},
    {"l.a = l.b", {}},
    {"l.a IS NOT DISTINCT FROM r.a", {}},
    {"l.a <> r.a", {}},
    {"NOT (l.a = r.a)", {}},
    {"abs(l.n - r.n) <= 1", {}},
};
const std::vector<SplinkRule> kWithOr = {
    {"l.a = r.a OR l.b = r.b", {}},
    {"l.a = r.b OR l.n > r.n", {}},
    {"(l.a = r.a AND l.n = r.n) OR (l.b = r.b AND l.n = r.n)", {}},
    {"l.a = r.a OR NULL", {}},
};
const std::vector<SplinkRule> kOnExpressions = {
    {"substr(l.a, 1, 1) = substr(r.a, 1, 1)", {}},
    {"substr(l.a, 1, 1) = substr(r.b, 1, 1)", {}},
    {"lower(l.a) = lower(r.a) AND l.a <> r.a", {}},
    {"lower(l.a) = r.b", {}},
    {"l.a || l.b = r.a || r.b", {}},
    {"l.n + l.m = r.n + r.m", {}},
    {"coalesce(l.a, l.b) = coalesce(r.a, r.b)", {}},
    {"nullif(l.a, '') = nullif(r.b, '')", {}},
    {"l.tags[1] = r.tags[1]", {}},
    {"l.tags[1] = r.a", {}},
    {"coalesce(l.a, r.a) = 'x'", {}},
};
const std::vector<SplinkRule> kExploded = {
    {"l.tags = r.tags", {"tags"}},
    {"l.tags = r.tags AND l.codes = r.codes", {"tags", "codes"}},
    {"l.codes = r.codes AND l.tags = r.tags", {"codes"}},
    {"l.tags = r.tags AND l.n < r.n", {"tags"}},
    {"l.tags = r.a", {"tags"}},
    {"lower(l.tags) = lower(r.a) AND l.codes = r.n", {"tags", "codes"}},
    {"l.a = r.a", {"tags"}},
    {"l.tags < r.tags", {"tags"}},
};
const std::vector<SplinkRule> kConstant = {{"TRUE", {}}, {"FALSE", {}}, {"NULL", {}}, {"1 = 1", {}}};

std::vector<SplinkRule> all_rules() {
  std::vector<SplinkRule> all;
  for (const auto* some : {&kSymmetric, &kAsymmetric, &kOfTwoKinds, &kWithRest, &kWithOr, &kOnExpressions,
                           &kExploded, &kConstant})
    all.insert(all.end(), some->begin(), some->end());
  return all;
}

/// A table whose cells `pick(number of choices)` chooses.
template <typename Pick>
ValueTable make_table(std::size_t num_records, const Pick& pick) {
  ValueTable table(num_records);
  for (const ColumnKind& kind : kColumns) {
    std::vector<Cell> cells;
    for (std::size_t record = 0; record < num_records; ++record)
      cells.push_back(kind.cells[pick(kind.cells.size())]);
    reference::add_column(table, kind.name, kind.type, cells);
  }
  return table;
}

/// An order in which ranks and lists are mixed.
template <typename Pick>
PairOrder make_order(std::size_t num_records, std::size_t num_lists, bool only_between_lists,
                     const Pick& pick) {
  PairOrder order;
  order.only_between_lists = only_between_lists;
  order.rank.resize(num_records);
  std::iota(order.rank.begin(), order.rank.end(), 0u);
  for (std::size_t i = num_records; i > 1; --i) std::swap(order.rank[i - 1], order.rank[pick(i)]);
  for (std::size_t record = 0; record < num_records; ++record)
    order.list.push_back(static_cast<std::uint32_t>(pick(num_lists)));
  return order;
}

using FirstRules = std::map<RecordPair, std::uint32_t>;

/// What the tasks bring; fails for a pair that comes twice.
FirstRules visit_all(const RuleBlocks& blocks, std::uint64_t pairs_per_task) {
  FirstRules visits;
  std::size_t num_visits = 0;
  CallContext calls;
  for (const RuleBlocks::Task& task : blocks.tasks(pairs_per_task)) {
    blocks.for_each_pair(task, calls, [&](std::uint32_t left, std::uint32_t right) {
      ++num_visits;
      visits[{left, right}] = task.rule;
    });
  }
  EXPECT_EQ(num_visits, visits.size()) << "some pair was brought twice";
  return visits;
}

struct Example {
  ValueTable table;
  PairOrder order;
};

Example random_example(std::uint64_t seed, std::size_t num_records, std::size_t num_lists,
                       bool only_between_lists) {
  RandomStream random(seed, RandomStage::kSynth, 0, 0, 0);
  const auto pick = [&](std::size_t choices) { return static_cast<std::size_t>(random.below(choices)); };
  ValueTable table = make_table(num_records, pick);
  return {std::move(table), make_order(num_records, num_lists, only_between_lists, pick)};
}

void expect_reference(const std::vector<SplinkRule>& rules, Example& example) {
  const FirstRules expected = reference::rule_pairs(rules, example.table, example.order);
  const RuleBlocks blocks(rules, example.table, example.order, ExecutionContext{});
  EXPECT_EQ(blocks.num_rules(), std::max<std::size_t>(rules.size(), 1));
  for (const std::uint64_t pairs_per_task :
       {std::uint64_t{1}, std::uint64_t{7}, std::uint64_t{100}, kOneTask})
    EXPECT_TRUE(visit_all(blocks, pairs_per_task) == expected) << "tasks of " << pairs_per_task;
}

/// Each rule alone, on records of three lists, within them and between them.
void expect_reference_for_each(const std::vector<SplinkRule>& rules) {
  for (const SplinkRule& rule : rules) {
    SCOPED_TRACE(rule.condition);
    for (const bool only_between_lists : {false, true}) {
      Example example = random_example(11, 40, 3, only_between_lists);
      expect_reference({rule}, example);
    }
  }
}

/// The same where only some lists are compared.
TEST(RuleBlocks, OnlyBetweenTheListsAskedFor) {
  for (const ListPairs& pairs : {ListPairs{{0, 1}}, ListPairs{{1, 1}}, ListPairs{{0, 2}, {2, 2}, {1, 0}}}) {
    for (const auto* rules : {&kSymmetric, &kAsymmetric, &kWithRest, &kExploded}) {
      Example example = random_example(12, 40, 3, false);
      compare_only(pairs, 3, example.order);
      expect_reference(*rules, example);
    }
    Example all_pairs = random_example(13, 40, 3, true);
    compare_only(pairs, 3, all_pairs.order);
    expect_reference({}, all_pairs);
  }
}

TEST(RuleBlocks, SymmetricRules) { expect_reference_for_each(kSymmetric); }
TEST(RuleBlocks, AsymmetricRules) { expect_reference_for_each(kAsymmetric); }
TEST(RuleBlocks, RulesThatCompareTwoKinds) { expect_reference_for_each(kOfTwoKinds); }
TEST(RuleBlocks, RulesWithARest) { expect_reference_for_each(kWithRest); }
TEST(RuleBlocks, RulesWithOr) { expect_reference_for_each(kWithOr); }
TEST(RuleBlocks, RulesOnExpressions) { expect_reference_for_each(kOnExpressions); }
TEST(RuleBlocks, ExplodedLists) { expect_reference_for_each(kExploded); }
TEST(RuleBlocks, ConstantRules) { expect_reference_for_each(kConstant); }

TEST(RuleBlocks, WithoutRulesBringEveryAllowedPair) {
  for (const bool only_between_lists : {false, true}) {
    Example example = random_example(3, 30, 2, only_between_lists);
    expect_reference({}, example);
    const RuleBlocks blocks({}, example.table, example.order, ExecutionContext{});
    EXPECT_EQ(static_cast<double>(visit_all(blocks, 10).size()), example.order.num_pairs());
  }
}

TEST(RuleBlocks, BringAPairForItsFirstRuleOnly) {
  Example example = random_example(5, 60, 2, false);
  expect_reference(all_rules(), example);
  std::vector<SplinkRule> reversed = all_rules();
  std::reverse(reversed.begin(), reversed.end());
  reversed.erase(reversed.begin(), reversed.begin() + 4);  // the constants
  expect_reference(reversed, example);
}

TEST(RuleBlocks, NullIsEqualToNothing) {
  ValueTable table(4);
  reference::add_column(table, "a", "VARCHAR", {std::nullopt, std::nullopt, "", ""});
  const PairOrder order{{0, 1, 2, 3}, {0, 0, 0, 0}, false, {}, 0};
  const RuleBlocks blocks({{"l.a = r.a", {}}}, table, order, ExecutionContext{});
  EXPECT_EQ(visit_all(blocks, 1), (FirstRules{{{2, 3}, 0}}));
}

TEST(RuleBlocks, TheLesserRankStandsLeft) {
  ValueTable table(3);
  reference::add_column(table, "a", "VARCHAR", {"x", "y", "x"});
  reference::add_column(table, "b", "VARCHAR", {"y", "x", "z"});
  const PairOrder order{{2, 0, 1}, {0, 0, 0}, false, {}, 0};
  const RuleBlocks same({{"l.a = r.a", {}}}, table, order, ExecutionContext{});
  EXPECT_EQ(visit_all(same, 1), (FirstRules{{{2, 0}, 0}}));
  // 1 comes before 2 and 0: of "x = x" with a of the left and b of the right record, only (2, 1) would fit.
  const RuleBlocks crossed({{"l.a = r.b", {}}}, table, order, ExecutionContext{});
  EXPECT_EQ(visit_all(crossed, 1), (FirstRules{{{1, 0}, 0}}));
}

TEST(RuleBlocks, AnExplodedRuleBringsAPairOnceForManySharedElements) {
  ValueTable table(3);
  reference::add_column(table, "tags", "VARCHAR[]", {R"(["p", "q", "q"])", R"(["q", "p"])", R"([null])"});
  const PairOrder order{{0, 1, 2}, {0, 0, 0}, false, {}, 0};
  const RuleBlocks blocks({{"l.tags = r.tags", {"tags"}}}, table, order, ExecutionContext{});
  EXPECT_EQ(visit_all(blocks, 1), (FirstRules{{{0, 1}, 0}}));
}

TEST(RuleBlocks, OfNoOrOneRecordBringNothing) {
  for (const std::size_t num_records : {0, 1}) {
    Example example = random_example(1, num_records, 1, false);
    expect_reference(all_rules(), example);
    expect_reference({}, example);
  }
}

TEST(RuleBlocks, TasksAreOfAboutEqualWork) {
  Example example = random_example(8, 400, 1, false);
  const RuleBlocks blocks({}, example.table, example.order, ExecutionContext{});
  const double pairs = example.order.num_pairs();
  EXPECT_GT(static_cast<double>(blocks.tasks(1000).size()), pairs / 1400);
  EXPECT_LT(static_cast<double>(blocks.tasks(1000).size()), pairs / 1000 + 2);
}

std::string complaint(const std::vector<SplinkRule>& rules) {
  Example example = random_example(1, 3, 1, false);
  try {
    const RuleBlocks blocks(rules, example.table, example.order, ExecutionContext{});
  } catch (const DataError& error) {
    return error.what();
  }
  return "";
}

TEST(RuleBlocks, SayWhichRuleCannotBeUsed) {
  const SplinkRule good{"l.a = r.a", {}};
  EXPECT_THAT(complaint({good, {"l.a = ", {}}}), HasSubstr("blocking rule 2"));
  EXPECT_THAT(complaint({{"l.nowhere = r.a", {}}}), HasSubstr("blocking rule 1"));
  EXPECT_THAT(complaint({{"l.nowhere = r.a", {}}}), HasSubstr("no list has the column \"nowhere\""));
  EXPECT_THAT(complaint({good, good, {"l.a = r.a", {"nowhere"}}}),
              HasSubstr("blocking rule 3: no list has the column \"nowhere\" to explode"));
}

TEST(RuleBlocks, RefuseMoreRulesThanAByteCounts) {
  const SplinkRule rule{"l.a = r.a", {}};
  EXPECT_EQ(complaint(std::vector<SplinkRule>(256, rule)), "");
  EXPECT_THAT(complaint(std::vector<SplinkRule>(257, rule)), HasSubstr("257 blocking rules"));
}

/// A choice of rules, records and lists.
RC_GTEST_PROP(RuleBlocksProperty, EqualTheReference, ()) {
  const auto num_records = *rc::gen::inRange<std::size_t>(0, 25);
  const auto pick = [](std::size_t choices) { return *rc::gen::inRange<std::size_t>(0, choices); };
  ValueTable table = make_table(num_records, pick);
  const bool only_between_lists = *rc::gen::arbitrary<bool>();
  const PairOrder order = make_order(num_records, 1 + pick(3), only_between_lists, pick);
  std::vector<SplinkRule> rules;
  const std::vector<SplinkRule> choices = all_rules();
  const std::size_t num_rules = pick(5);
  for (std::size_t i = 0; i < num_rules; ++i) {
    rules.push_back(choices[pick(choices.size())]);
    RC_LOG() << rules.back().condition << '\n';
  }
  const auto pairs_per_task = *rc::gen::inRange<std::uint64_t>(1, 100);
  const FirstRules expected = reference::rule_pairs(rules, table, order);
  const RuleBlocks blocks(rules, table, order, ExecutionContext{});
  RC_ASSERT(visit_all(blocks, pairs_per_task) == expected);
}

}  // namespace
}  // namespace byname
