// SPDX-License-Identifier: Apache-2.0
#include "compare/pair_scanner.hpp"

#include <gtest/gtest.h>
#include <limits>
#include <numeric>
#include <set>

#include "base/random.hpp"
#include "block/list_pairs.hpp"
#include "compare/splink_comparer.hpp"
#include "reference/rule_pairs.hpp"
#include "reference/value_tables.hpp"

namespace byname {
namespace {

using reference::RecordPair;
using FirstRules = std::map<RecordPair, std::uint32_t>;

/// Records whose columns give blocks of every size that is looked at apart: of two records, of a handful, of
/// some hundreds, and of more than a tile.
struct Example {
  explicit Example(std::size_t num_records, bool only_between_lists) : table(num_records) {
    RandomStream random(21, RandomStage::kSynth, 0, 0, 0);
    const auto add = [&](const char* name, std::uint64_t choices) {
      std::vector<reference::Cell> cells;
      for (std::size_t i = 0; i < num_records; ++i) {
        const std::uint64_t choice = random.below(choices + 1);
        cells.push_back(choice == choices ? reference::Cell() : std::to_string(choice));
      }
      reference::add_column(table, name, "VARCHAR", cells);
    };
    add("two", num_records / 2);
    add("some", num_records / 8);
    add("many", 5);
    add("most", 1);
    order.only_between_lists = only_between_lists;
    order.rank.resize(num_records);
    std::iota(order.rank.begin(), order.rank.end(), 0u);
    for (std::size_t i = num_records; i > 1; --i) std::swap(order.rank[i - 1], order.rank[random.below(i)]);
    for (std::size_t i = 0; i < num_records; ++i)
      order.list.push_back(static_cast<std::uint32_t>(random.below(3)));
  }
  ValueTable table;
  PairOrder order;
};

/// Calls a function for the lanes that it is shown.
template <typename Visit>
class Shown final : public PairVisitor {
 public:
  explicit Shown(const Visit& visit) : visit_(visit) {}
  void visit(const Lanes& lanes, std::uint64_t open) override { visit_(lanes, open); }
  void leave_tiles() override {}

 private:
  const Visit& visit_;
};

FirstRules scanned(const std::vector<SplinkRule>& rules, Example& example, std::uint64_t pairs_per_task,
                   bool rows_know_the_rules) {
  SplinkModel model;
  if (rows_know_the_rules) model.rules = rules;
  const ExecutionContext context;
  const SplinkComparer comparer(model, example.table, context);
  const RuleBlocks blocks(rules, example.table, example.order, context);
  const PairFilter filter(blocks, comparer.rows());
  PairScanner scanner(blocks, filter, comparer.rows());
  FirstRules visits;
  std::size_t num_visits = 0;
  for (const RuleBlocks::Task& task : blocks.tasks(pairs_per_task)) {
    scanner.scan(task, [&](const Lanes& lanes, std::uint64_t open) {
      EXPECT_EQ(open & ~first_lanes(lanes.count), 0u);
      for (std::size_t lane = 0; lane < lanes.count; ++lane) {
        if ((open >> lane & 1) == 0) continue;
        ++num_visits;
        visits[{lanes.left(lane), lanes.right(lane)}] = task.rule;
      }
    });
  }
  EXPECT_EQ(num_visits, visits.size()) << "some pair was brought twice";
  return visits;
}

/// Which lists are compared: all, each with the others, or what a call asks for.
enum class Lists { kAll, kOthers, kSome };

Example example_of(std::size_t num_records, Lists lists) {
  Example example(num_records, lists == Lists::kOthers);
  if (lists == Lists::kSome) compare_only({{0, 1}, {2, 2}}, 3, example.order);
  return example;
}

void expect_reference(const std::vector<SplinkRule>& rules, std::size_t num_records) {
  for (const Lists lists : {Lists::kAll, Lists::kOthers, Lists::kSome}) {
    Example example = example_of(num_records, lists);
    const FirstRules expected = reference::rule_pairs(rules, example.table, example.order);
    EXPECT_GT(expected.size(), 0u);
    for (const std::uint64_t size : {std::uint64_t{1}, std::uint64_t{1000}, std::uint64_t{1} << 40}) {
      EXPECT_TRUE(scanned(rules, example, size, true) == expected) << "tasks of " << size;
    }
    EXPECT_TRUE(scanned(rules, example, 1000, false) == expected) << "words of no rule";
  }
}

TEST(PairScanner, BringsThePairsOfBlocksOfEverySize) {
  for (const char* rule : {"l.two = r.two", "l.some = r.some", "l.many = r.many", "l.most = r.most"})
    expect_reference({{rule, {}}}, 300);
}

TEST(PairScanner, BringsThePairsOfBlocksLargerThanATile) {
  expect_reference({{"l.most = r.most", {}}}, 2 * RecordTile::kMostRecords + 170);
}

TEST(PairScanner, BringsAPairForItsFirstRule) {
  expect_reference({{"l.two = r.two", {}},
                    {"l.some = r.some AND l.many = r.many", {}},
                    {"l.some = r.two", {}},
                    {"l.many = r.many AND l.some < r.some", {}},
                    {"l.most = r.most OR l.some = r.some", {}}},
                   200);
}

TEST(PairScanner, OfAsymmetricRulesTheLesserRankStandsLeft) {
  expect_reference({{"l.some = r.two", {}}}, 400);
  expect_reference({{"l.many = r.most", {}}}, 900);
}

TEST(PairScanner, BringsAllAllowedPairsOfASample) {
  for (const Lists lists : {Lists::kAll, Lists::kOthers, Lists::kSome}) {
    Example example = example_of(1300, lists);
    const SplinkComparer comparer(SplinkModel{}, example.table, ExecutionContext{});
    std::vector<std::uint32_t> sample;
    for (std::uint32_t record = 0; record < 1300; record += 1 + record % 3) sample.push_back(record);
    std::sort(sample.begin(), sample.end(), [&](std::uint32_t a, std::uint32_t b) {
      return example.order.rank[a] < example.order.rank[b];
    });
    std::set<RecordPair> expected;
    for (std::size_t i = 0; i < sample.size(); ++i) {
      for (std::size_t j = i + 1; j < sample.size(); ++j) {
        if (example.order.allows(sample[i], sample[j])) expected.insert({sample[i], sample[j]});
      }
    }
    std::set<RecordPair> seen;
    std::size_t visits = 0;
    for (std::size_t part = 0; part < num_sample_parts(sample.size()); ++part) {
      const auto see = [&](const Lanes& lanes, std::uint64_t open) {
        for (std::size_t lane = 0; lane < lanes.count; ++lane) {
          if ((open >> lane & 1) == 0) continue;
          ++visits;
          seen.insert({lanes.left(lane), lanes.right(lane)});
        }
      };
      Shown shown(see);
      scan_sample(sample, example.order, comparer.rows(), part, shown);
    }
    EXPECT_TRUE(seen == expected);
    EXPECT_EQ(visits, expected.size());
  }
}

}  // namespace
}  // namespace byname
