// SPDX-License-Identifier: Apache-2.0
#include "block/rule_counts.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "block/rule_blocks.hpp"

namespace byname {

namespace {

constexpr std::uint64_t kPairsPerTask = 1 << 18;
constexpr std::uint64_t kRowsPerRecord =
    400;  // sorting that many rows a record costs about a second a million

std::vector<std::size_t> united(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) {
  std::vector<std::size_t> both;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

/// Inclusion and exclusion over rules: pairs of blocks outside the first `num_rules` rules = pairs outside
/// the first num_rules - 1, less those of them that the last brings.
class PairsOutside {
 public:
  PairsOutside(const std::vector<RuleEqualities>& rules, const ValueTable& table, const PairOrder& order,
               std::uint64_t max_rows)
      : rules_(rules), table_(table), order_(order), rows_left_(max_rows) {}

  std::optional<std::uint64_t> count(const RecordBlocks& blocks, const std::vector<std::size_t>& known,
                                     std::uint64_t pairs, std::size_t num_rules) {
    if (num_rules == 0 || pairs == 0) return pairs;
    if (blocks.records.size() > rows_left_) return std::nullopt;
    rows_left_ -= blocks.records.size();
    const RuleEqualities& rule = rules_[num_rules - 1];
    const RecordBlocks shared = split_by_rule(blocks, rule, table_, known);
    const std::uint64_t shared_pairs = num_pairs_within(shared, order_);
    if (shared_pairs == pairs) return 0;
    const auto all = count(blocks, known, pairs, num_rules - 1);
    if (!all || *all == 0 || shared_pairs == 0) return all;
    const auto brought = count(shared, united(known, rule.columns), shared_pairs, num_rules - 1);
    if (!brought) return std::nullopt;
    return *all - *brought;
  }

 private:
  const std::vector<RuleEqualities>& rules_;
  const ValueTable& table_;
  const PairOrder& order_;
  std::uint64_t rows_left_;
};

void keep_largest(std::vector<LargeBlock>& blocks, std::size_t num_largest) {
  std::sort(blocks.begin(), blocks.end(), is_larger_block);
  if (blocks.size() > num_largest) blocks.resize(num_largest);
}

std::vector<LargeBlock> largest_of(const RecordBlocks& blocks, const PairOrder& order,
                                   std::size_t num_largest) {
  std::vector<LargeBlock> large;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const auto block = blocks.block(b);
    large.push_back({block[0], block.size(), num_block_pairs(block, order)});
    if (large.size() >= 4096 + num_largest) keep_largest(large, num_largest);
  }
  keep_largest(large, num_largest);
  return large;
}

std::uint64_t enumerate(const RuleBlocks& blocks, std::size_t rule, const ExecutionContext& context) {
  std::vector<RuleBlocks::Task> tasks;
  for (const RuleBlocks::Task& task : blocks.tasks(kPairsPerTask)) {
    if (task.rule == rule) tasks.push_back(task);
  }
  return parallel_reduce(
      context, tasks.size(), 1, std::uint64_t{0},
      [&](std::size_t begin, std::size_t end) {
        std::uint64_t pairs = 0;
        CallContext calls;
        for (std::size_t task = begin; task < end; ++task)
          blocks.for_each_pair(tasks[task], calls, [&](std::uint32_t, std::uint32_t) { ++pairs; });
        return pairs;
      },
      [](std::uint64_t& total, std::uint64_t part) { total += part; });
}

std::vector<RuleEqualities> equalities_of(const std::vector<SplinkRule>& rules, ValueTable& table,
                                          const ExecutionContext& context) {
  std::vector<RuleEqualities> all;
  for (std::size_t i = 0; i < rules.size(); ++i)
    all.push_back(rule_equalities(rules[i], fmt::format("blocking rule {}", i + 1), table, context));
  return all;
}

}  // namespace

bool is_larger_block(const LargeBlock& a, const LargeBlock& b) {
  if (a.num_pairs != b.num_pairs) return a.num_pairs > b.num_pairs;
  return a.num_records != b.num_records ? a.num_records > b.num_records : a.record < b.record;
}

void look_up_values(std::vector<LargeBlock>& blocks, const RuleEqualities& rule, const ValueTable& table) {
  for (LargeBlock& block : blocks) {
    for (const std::size_t column : rule.columns)
      block.values.push_back(text_of(table.column(column).at(block.record)));
  }
}

std::optional<std::uint64_t> num_pairs_outside(const RecordBlocks& blocks,
                                               const std::vector<std::size_t>& known,
                                               const std::vector<RuleEqualities>& rules,
                                               const ValueTable& table, const PairOrder& order,
                                               std::uint64_t max_rows) {
  std::vector<std::size_t> sorted = known;
  std::sort(sorted.begin(), sorted.end());
  return PairsOutside(rules, table, order, max_rows)
      .count(blocks, sorted, num_pairs_within(blocks, order), rules.size());
}

std::vector<RuleCount> count_rules(const std::vector<SplinkRule>& rules, ValueTable& table,
                                   const PairOrder& order, std::size_t num_largest,
                                   const ExecutionContext& context) {
  const std::vector<RuleEqualities> equalities = equalities_of(rules, table, context);
  std::vector<RuleCount> counts(rules.size());
  bool is_countable = true;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    is_countable = is_countable && equalities[i].is_whole;
    const RecordBlocks blocks = split_by_rule(one_block(table.num_records()), equalities[i], table, {});
    counts[i].num_blocks = blocks.size();
    counts[i].num_equal_pairs = counts[i].num_pairs = num_pairs_within(blocks, order);
    counts[i].largest = largest_of(blocks, order, num_largest);
    if (is_countable) {
      const std::vector<RuleEqualities> earlier(equalities.begin(),
                                                equalities.begin() + static_cast<std::ptrdiff_t>(i));
      const auto outside = num_pairs_outside(blocks, equalities[i].columns, earlier, table, order,
                                             kRowsPerRecord * (table.num_records() + 1));
      is_countable = outside.has_value();
      if (outside) counts[i].num_new_pairs = *outside;
    }
    context.check_cancelled();
  }
  if (is_countable) return counts;
  const RuleBlocks all(rules, table, order, context);
  for (std::size_t i = 0; i < rules.size(); ++i) {
    counts[i].is_by_sizes = false;
    counts[i].num_new_pairs = enumerate(all, i, context);
    if (!equalities[i].is_whole)
      counts[i].num_pairs = enumerate(RuleBlocks({rules[i]}, table, order, context), 0, context);
  }
  return counts;
}

std::vector<LargeBlock> largest_blocks(const RuleBlocks& blocks, std::size_t rule, std::size_t num_largest) {
  std::vector<LargeBlock> large;
  blocks.for_each_group(rule, [&](std::span<const std::uint32_t> block) {
    // The last of those kept is the least: most blocks need no count of their pairs.
    if (large.size() >= num_largest &&
        block.size() * (block.size() - 1) / 2 < large[num_largest - 1].num_pairs)
      return;
    large.push_back({block[0], block.size(), num_block_pairs(block, blocks.order())});
    keep_largest(large, num_largest);
  });
  return large;
}

std::vector<LargeBlock> largest_blocks(const RuleEqualities& rule, const ValueTable& table,
                                       const PairOrder& order, std::size_t num_largest,
                                       std::size_t exact_up_to) {
  RecordBlocks all = one_block(table.num_records());
  if (rule.columns.empty() || table.num_records() <= exact_up_to)
    return largest_of(split_by_rule(std::move(all), rule, table, {}), order, num_largest);
  const std::size_t one_of = (table.num_records() + exact_up_to - 1) / exact_up_to;
  RecordBlocks sample;
  for (std::uint32_t record = 0; record < table.num_records(); ++record) {
    if (mix64(record) % one_of == 0) sample.records.push_back(record);
  }
  sample.begin.push_back(sample.records.size());
  std::vector<LargeBlock> large =
      largest_of(split_by_rule(std::move(sample), rule, table, {}), order, 2 * num_largest);
  std::vector<std::vector<std::uint32_t>> members(large.size());
  const ValueColumn& first = table.column(rule.columns[0]);
  for (std::uint32_t record = 0; record < table.num_records(); ++record) {
    for (std::size_t i = 0; i < large.size(); ++i) {
      if (first.canonical_at(record) != first.canonical_at(large[i].record)) continue;
      const bool agrees = std::all_of(rule.columns.begin(), rule.columns.end(), [&](std::size_t c) {
        return table.column(c).canonical_at(record) == table.column(c).canonical_at(large[i].record);
      });
      if (agrees) members[i].push_back(record);
    }
  }
  for (std::size_t i = 0; i < large.size(); ++i)
    large[i] = {members[i].empty() ? large[i].record : members[i][0], members[i].size(),
                num_block_pairs(members[i], order)};
  keep_largest(large, num_largest);
  return large;
}

}  // namespace byname
