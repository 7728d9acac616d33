// SPDX-License-Identifier: Apache-2.0
#include "evaluate/spilled_diagnostics.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

namespace byname {

namespace {

std::vector<std::uint32_t> records_of(const SampledPairs& sample) {
  std::vector<std::uint32_t> records = sample.left;
  records.insert(records.end(), sample.right.begin(), sample.right.end());
  std::sort(records.begin(), records.end());
  records.erase(std::unique(records.begin(), records.end()), records.end());
  return records;
}

PairSample weigh_spilled(const SpilledRun& run, const ExecutionContext& context) {
  const SampledPairs& sample = run.scores.scored.sample;
  RecordsAtHand records = look_up(run.lists, records_of(sample), context);
  const SplinkModel& model = run.lists.model();
  const SplinkComparer comparer(model, *records.table, context);
  const SplinkScorer scorer(model, comparer, *records.table, run.given, run.lists.shares_of(*records.table));
  return weigh_sample(sample, records.numbers, run.scores.scored.pairs.num_of_rule, comparer, scorer,
                      context);
}

ComparisonCounts count_pair_space(const SpilledRun& run, const ExecutionContext& context) {
  RecordsAtHand records = look_up(run.lists,
                                  draw_pair_space(run.lists.num_records(), run.lists.num_possible_pairs(),
                                                  kDiagnosedPairSpace, context.seed),
                                  context);
  const SplinkComparer comparer(run.lists.model(), *records.table, context);
  std::vector<std::uint32_t> all(records.numbers.size());
  std::iota(all.begin(), all.end(), 0u);
  return count_sample_pairs(all, records.order, comparer, context);
}

std::vector<RuleKeys> keys_of(const SpilledRun& run, const ExecutionContext& context) {
  const SplinkModel& model = run.lists.model();
  const auto shape = run.lists.store().empty_table(context);
  std::vector<RuleKeys> rules;
  for (std::size_t r = 0; r < model.rules.size(); ++r) {
    const std::string what = fmt::format("blocking rule {}", r + 1);
    rules.push_back({rule_equalities(model.rules[r], what, *shape, context).texts, run.scores.largest[r]});
  }
  return rules;
}

}  // namespace

LinkDiagnostics diagnose_spilled(const SpilledRun& run, const ExecutionContext& context) {
  return diagnose_link({run.lists.model(), run.scorer, run.scores.scored.pairs, run.sessions, run.threshold,
                        static_cast<double>(run.lists.num_records()), run.lists.num_possible_pairs(),
                        count_pair_space(run, context), weigh_spilled(run, context), keys_of(run, context)});
}

}  // namespace byname
