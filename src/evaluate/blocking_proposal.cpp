// SPDX-License-Identifier: Apache-2.0
#include "evaluate/blocking_proposal.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "evaluate/rule_cover.hpp"

namespace byname {

namespace {

constexpr std::size_t kCountedRecords = 50000;  // candidates' pairs are counted on this many at most
constexpr int kRounds = 5;                      // of fitting the price to what rules bring together

std::uint64_t mask_of(const LikelyMatch& match, const std::vector<CandidateKey>& keys, const ValueTable& table) {
  std::uint64_t mask = 0;
  for (std::size_t k = 0; k < keys.size(); ++k) {
    const std::uint32_t left = table.column(keys[k].column).canonical_at(match.left);
    if (left != 0 && left == table.column(keys[k].column).canonical_at(match.right)) mask |= 1ull << k;
  }
  return mask;
}

/// Likely matches by what they agree on; of the seeds of one half (0, 1) or of all (2).
std::vector<AgreementCount> agreements(const std::vector<LikelyMatch>& matches,
                                       const std::vector<std::uint64_t>& masks, std::uint32_t half) {
  std::map<std::uint64_t, double> counts;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    if (half == 2 || matches[i].seed % 2 == half) ++counts[masks[i]];
  }
  std::vector<AgreementCount> result;
  for (const auto& [mask, count] : counts) result.push_back({mask, count});
  return result;
}

RecordBlocks counted_block(std::size_t num_records, double& scale) {
  RecordBlocks blocks = one_block(num_records);
  scale = 1;
  if (num_records <= kCountedRecords) return blocks;
  const std::size_t one_of = (num_records + kCountedRecords - 1) / kCountedRecords;
  std::erase_if(blocks.records, [&](std::uint32_t record) { return mix64(record) % one_of != 0; });
  blocks.begin.back() = blocks.records.size();
  const double share = static_cast<double>(blocks.records.size()) / static_cast<double>(num_records);
  scale = 1 / (share * share);
  return blocks;
}

/// Counts the pairs of all conjunctions that begin with one key; deeper ones only while they still save
/// pairs worth saving.
class ConjunctionCounter {
 public:
  ConjunctionCounter(const std::vector<CandidateKey>& keys, const ValueTable& table, const PairOrder& order,
                     double budget, double scale)
      : keys_(keys), table_(table), order_(order), budget_(budget), scale_(scale) {}

  void count(const RecordBlocks& blocks, std::vector<std::size_t> rule, std::size_t first,
             std::vector<RuleCandidate>& found) const {
    for (std::size_t k = first; k < keys_.size(); ++k) {
      const bool is_same_source = std::any_of(rule.begin(), rule.end(), [&](std::size_t other) {
        return keys_[other].source == keys_[k].source;
      });
      if (is_same_source) continue;
      const RecordBlocks split = split_blocks(blocks, table_.column(keys_[k].column));
      const double pairs = scale_ * static_cast<double>(num_pairs_within(split, order_));
      rule.push_back(k);
      if (pairs > 0 && pairs <= budget_) found.push_back({mask_of_rule(rule), pairs});
      if (rule.size() < 3 && pairs > budget_ / 1000) count(split, rule, k + 1, found);
      rule.pop_back();
    }
  }

 private:
  static std::uint64_t mask_of_rule(const std::vector<std::size_t>& rule) {
    std::uint64_t mask = 0;
    for (const std::size_t k : rule) mask |= 1ull << k;
    return mask;
  }

  const std::vector<CandidateKey>& keys_;
  const ValueTable& table_;
  const PairOrder& order_;
  double budget_;
  double scale_;
};

std::vector<RuleCandidate> count_candidates(const std::vector<CandidateKey>& keys, const ValueTable& table,
                                            const PairOrder& order, double budget,
                                            const ExecutionContext& context) {
  double scale = 1;
  const RecordBlocks blocks = counted_block(table.num_records(), scale);
  const ConjunctionCounter counter(keys, table, order, budget, scale);
  std::vector<std::vector<RuleCandidate>> parts(keys.size());
  parallel_chunks(context, keys.size(), 1, [&](std::size_t k, std::size_t, std::size_t) {
    const RecordBlocks split = split_blocks(blocks, table.column(keys[k].column));
    const double pairs = scale * static_cast<double>(num_pairs_within(split, order));
    if (pairs > 0 && pairs <= budget) parts[k].push_back({1ull << k, pairs});
    if (pairs > budget / 1000) counter.count(split, {k}, k + 1, parts[k]);
  });
  std::vector<RuleCandidate> all;
  for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

std::string condition_of(std::uint64_t mask, const std::vector<CandidateKey>& keys) {
  std::string condition;
  for (std::size_t k = 0; k < keys.size(); ++k) {
    if ((mask >> k & 1) == 0) continue;
    condition += condition.empty() ? "" : " AND ";
    condition += keys[k].condition();
  }
  return condition;
}

std::uint64_t pairs_together(const std::vector<RuleCount>& counts) {
  std::uint64_t pairs = 0;
  for (const RuleCount& count : counts) pairs += count.num_new_pairs;
  return pairs;
}

/// Recall with seeds as the unit (a ratio of sums over seeds), less the optimism of the choice.
RecallEstimate estimate_recall(const std::vector<LikelyMatch>& matches, const std::vector<std::uint64_t>& masks,
                               const std::vector<RuleCandidate>& chosen, double optimism) {
  std::map<std::uint32_t, std::pair<double, double>> of_seed;
  double covered = 0;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    const bool is_covered = covers(chosen, masks[i]);
    of_seed[matches[i].seed].first += is_covered;
    of_seed[matches[i].seed].second += 1;
    covered += is_covered;
  }
  RecallEstimate estimate;
  if (matches.empty()) return estimate;
  const auto all = static_cast<double>(matches.size());
  const double seen = covered / all;
  double squares = 0;
  for (const auto& [seed, counts] : of_seed) squares += std::pow(counts.first - seen * counts.second, 2);
  estimate.recall = std::clamp(seen - optimism, 0.0, 1.0);
  // A standard error of 0 is not believed: at least that of one more miss.
  const double error = std::max(std::sqrt(squares) / all, 1 / (all + 1));
  estimate.low = std::max(0.0, estimate.recall - 1.96 * error);
  estimate.high = std::min(1.0, estimate.recall + 1.96 * error);
  return estimate;
}

/// What the choice gains on the matches that it saw over those that it did not, in recall.
double optimism_of(const std::vector<LikelyMatch>& matches, const std::vector<std::uint64_t>& masks,
                   const std::vector<RuleCandidate>& candidates, double budget) {
  double optimism = 0;
  for (const std::uint32_t half : {0u, 1u}) {
    const auto seen = agreements(matches, masks, half);
    const auto unseen = agreements(matches, masks, 1 - half);
    const auto chosen = choose_cover(candidates, seen, budget);
    optimism += std::max(0.0, covered_share(chosen, seen) - covered_share(chosen, unseen)) / 2;
  }
  return optimism / 2;  // a choice by all of them sees twice as many
}

}  // namespace

BlockingProposal propose_rules(const std::vector<CandidateKey>& keys, const std::vector<LikelyMatch>& matches,
                               std::size_t num_seeds, double budget, ValueTable& table, const PairOrder& order,
                               const ExecutionContext& context) {
  context.begin_step("counting candidate rules", 0);
  std::vector<std::uint64_t> masks;
  std::set<std::uint32_t> seeds;
  for (const LikelyMatch& match : matches) {
    masks.push_back(mask_of(match, keys, table));
    seeds.insert(match.seed);
  }
  const std::vector<RuleCandidate> candidates = count_candidates(keys, table, order, budget, context);
  const std::vector<AgreementCount> all = agreements(matches, masks, 2);
  context.begin_step("choosing rules", 0);
  BlockingProposal proposal;
  std::vector<RuleCandidate> chosen;
  std::vector<RuleCount> counts;
  double allowed = budget;
  // Rules share pairs: what is saved by that is spent in another round.
  for (int round = 0; round < kRounds; ++round) {
    const std::vector<RuleCandidate> next = choose_cover(candidates, all, allowed);
    std::vector<SplinkRule> rules;
    for (const RuleCandidate& rule : next) rules.push_back({condition_of(rule.keys, keys), {}});
    std::vector<RuleCount> next_counts = count_rules(rules, table, order, 1, context);
    const auto together = static_cast<double>(pairs_together(next_counts));
    const bool is_better = chosen.empty() || covered_share(next, all) > covered_share(chosen, all);
    if (together <= budget && is_better) {
      chosen = next;
      counts = std::move(next_counts);
    }
    if (together > budget) allowed *= 0.98 * budget / together;
    else if (together >= 0.95 * budget || next.empty()) break;
    else allowed *= std::min(1.5, budget / std::max(1.0, together));
  }
  std::vector<RuleCandidate> so_far;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    so_far.push_back(chosen[i]);
    proposal.rules.push_back({condition_of(chosen[i].keys, keys), counts[i], covered_share(so_far, all)});
  }
  proposal.num_pairs = pairs_together(counts);
  proposal.recall_seen = covered_share(chosen, all);
  proposal.recall = estimate_recall(matches, masks, chosen, optimism_of(matches, masks, candidates, allowed));
  proposal.num_matches = static_cast<double>(matches.size());
  proposal.num_seeds = static_cast<double>(num_seeds);
  proposal.num_seed_matches = static_cast<double>(seeds.size());
  proposal.num_candidates = candidates.size();
  return proposal;
}

}  // namespace byname
