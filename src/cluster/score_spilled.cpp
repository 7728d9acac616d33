// SPDX-License-Identifier: Apache-2.0
#include "cluster/score_spilled.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

#include "cluster/rule_parts.hpp"

namespace byname {

namespace {

/// Scores the pairs of one rule in one part.
class PartScorer {
 public:
  PartScorer(const SpilledLists& lists, const FrequencyTables& given, PairScoring& scoring)
      : lists_(lists), given_(given), scoring_(scoring) {}

  /// Returns the largest blocks of the part.
  std::vector<LargeBlock> run(std::size_t rule, RecordsAtHand& records, std::size_t num_largest) const {
    const ExecutionContext alone;
    const SplinkModel& model = lists_.model();
    ValueTable& table = *records.table;
    const SplinkComparer comparer(model, table, alone);
    const SplinkScorer scorer(model, comparer, table, given_, lists_.shares_of(table));
    const RuleBlocks blocks(model.rules, table, records.order, RuleBlocks::Scope{rule, nullptr, {}}, alone);
    scoring_.add(blocks, blocks.tasks(PairScoring::kPairsPerTask), comparer, scorer, records.numbers.data(),
                 alone);
    std::vector<LargeBlock> largest = largest_blocks(blocks, rule, num_largest);
    look_up_values(largest, rule_equalities(model.rules[rule], "a rule", table, alone), table);
    for (LargeBlock& block : largest) block.record = records.numbers[block.record];
    return largest;
  }

 private:
  const SpilledLists& lists_;
  const FrequencyTables& given_;
  PairScoring& scoring_;
};

}  // namespace

SpilledScores score_spilled(const SpilledLists& lists, const FrequencyTables& given, double min_probability,
                            std::uint64_t max_sampled, std::size_t num_largest,
                            const ExecutionContext& context) {
  const SplinkModel& model = lists.model();
  const auto empty = lists.store().empty_table(context);
  const SplinkComparer shape(model, *empty, context);
  PairScoring scoring({GammaPatterns(shape), model.lambda >= 1, lists.num_records(), model.rules.size(),
                       min_probability, max_sampled, lists.folder()});
  const PartScorer scorer(lists, given, scoring);
  SpilledScores found;
  for (std::size_t rule = 0; rule < model.rules.size(); ++rule) {
    context.begin_step("making blocks", 0);
    const RuleParts parts(lists, model.rules[rule], {}, context);
    context.begin_step("comparing pairs", 0);
    std::mutex mutex;
    std::vector<LargeBlock>& largest = found.largest.emplace_back();
    parts.for_each(
        [&](RecordsAtHand& records) {
          std::vector<LargeBlock> of_part = scorer.run(rule, records, num_largest);
          const std::lock_guard lock(mutex);
          std::move(of_part.begin(), of_part.end(), std::back_inserter(largest));
          std::sort(largest.begin(), largest.end(), is_larger_block);
          if (largest.size() > num_largest) largest.resize(num_largest);
        },
        context);
  }
  context.begin_step("sorting pairs", 0);
  found.scored = std::move(scoring).finish(context);
  return found;
}

}  // namespace byname
