// SPDX-License-Identifier: Apache-2.0
#include "cluster/spilled_training.hpp"

#include <atomic>
#include <mutex>
#include <numeric>

#include "cluster/rule_parts.hpp"

namespace byname {

namespace {

ComparisonCounts count_at_hand(const SplinkModel& model, const SpilledLists& lists, RecordsAtHand& records,
                               const SplinkRule& rule, bool with_frequencies,
                               const std::vector<bool>& left_out, const ExecutionContext& context) {
  const SplinkComparer comparer(model, *records.table, context);
  const RuleBlocks blocks({rule}, *records.table, records.order, context);
  if (!with_frequencies) return count_rule_pairs(blocks, comparer, nullptr, left_out, context);
  const SplinkScorer scorer(model, comparer, *records.table, {}, lists.shares_of(*records.table));
  return count_rule_pairs(blocks, comparer, &scorer, left_out, context);
}

}  // namespace

std::uint64_t SpilledTraining::count_new_pairs(const std::vector<SplinkRule>& rules) {
  std::atomic<std::uint64_t> pairs{0};
  for (std::size_t r = 0; r < rules.size(); ++r) {
    const RuleParts parts(lists_, rules[r], {}, context_);
    parts.for_each(
        [&](RecordsAtHand& records) {
          const ExecutionContext alone;
          const SplinkComparer comparer(model_, *records.table, alone);
          const RuleBlocks blocks(rules, *records.table, records.order, RuleBlocks::Scope{r, nullptr, {}},
                                  alone);
          pairs += byname::count_new_pairs(blocks, comparer, alone);
        },
        context_);
  }
  return pairs;
}

ComparisonCounts SpilledTraining::count_sample(double max_pairs, std::uint64_t seed) {
  const bool restricts = lists_.order_of({}).restricts();
  RecordsAtHand records =
      look_up(lists_, draw_u_sample(lists_.num_records(), restricts, num_possible_pairs(), max_pairs, seed),
              context_);
  const SplinkComparer comparer(model_, *records.table, context_);
  std::vector<std::uint32_t> all(records.numbers.size());
  std::iota(all.begin(), all.end(), 0u);
  return count_sample_pairs(all, records.order, comparer, context_);
}

ComparisonCounts SpilledTraining::count_rule(const SplinkRule& rule, bool with_frequencies,
                                             const std::vector<bool>& left_out, double max_pairs) {
  const EmSample sample(max_pairs > 0 ? num_key_pairs(lists_, rule, context_) : 0, max_pairs);
  RuleParts::Takes takes;
  if (!sample.takes_all()) takes = [&sample](std::uint32_t record) { return sample.takes(record); };
  const RuleParts parts(lists_, rule, takes, context_);
  std::mutex mutex;
  std::vector<ComparisonCounts> total;
  const auto empty = lists_.store().empty_table(context_);
  const SplinkComparer shape(model_, *empty, context_);
  parts.for_each(
      [&](RecordsAtHand& records) {
        ComparisonCounts counts =
            count_at_hand(model_, lists_, records, rule, with_frequencies, left_out, {});
        const std::lock_guard lock(mutex);
        total.push_back(std::move(counts));
        if (total.size() > 1) total = {added_counts(total, shape)};
      },
      context_);
  return added_counts(total, shape);
}

}  // namespace byname
