// SPDX-License-Identifier: Apache-2.0
#include "evaluate/blocking_proposal.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <set>

#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "base/random.hpp"
#include "evaluate/rule_cover.hpp"

namespace byname {

namespace {

constexpr std::size_t kCountedRecords = 25000;  // candidates' pairs are counted on this many at most
constexpr int kRounds = 8;                      // of fitting the budget to what rules really bring together
constexpr std::size_t kSampledPairs = 64;       // of each candidate
constexpr double kWorthSaving = 1e-3;           // of the budget: rules of fewer pairs are not made longer

/// The keys that two records agree on, as bits.
std::uint64_t agreement_of(std::uint32_t a, std::uint32_t b, const std::vector<CandidateKey>& keys,
                           const ValueTable& table) {
  std::uint64_t agreement = 0;
  for (std::size_t k = 0; k < keys.size(); ++k) {
    const std::uint32_t value = table.column(keys[k].column).canonical_at(a);
    if (value != 0 && value == table.column(keys[k].column).canonical_at(b)) agreement |= 1ull << k;
  }
  return agreement;
}

/// Likely matches by what they agree on; of the seeds of one half (0, 1) or of all (2).
std::vector<AgreementCount> agreements(const std::vector<LikelyMatch>& matches,
                                       const std::vector<std::uint64_t>& masks, std::uint32_t half) {
  std::map<std::uint64_t, double> counts;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    if (half == 2 || matches[i].seed % 2 == half) counts[masks[i]] += matches[i].probability;
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

/// Counts the pairs of all conjunctions that begin with one key, and samples some; deeper ones only while
/// they still save pairs worth saving.
class ConjunctionCounter {
 public:
  ConjunctionCounter(const std::vector<CandidateKey>& keys, const ValueTable& table, const PairOrder& order,
                     double budget, double scale, std::uint64_t seed)
      : keys_(keys), table_(table), order_(order), budget_(budget), scale_(scale), seed_(seed) {}

  void count(const RecordBlocks& blocks, std::uint64_t rule, std::size_t first,
             std::vector<RuleCandidate>& found) const {
    for (std::size_t k = first; k < keys_.size(); ++k) {
      if (has_source(rule, keys_[k].source)) continue;
      const std::uint64_t longer = rule | 1ull << k;
      const RecordBlocks split = split_blocks(blocks, table_.column(keys_[k].column));
      add(split, longer, found);
    }
  }

  /// The conjunction whose blocks are known, and those that go on from it.
  void add(const RecordBlocks& blocks, std::uint64_t rule, std::vector<RuleCandidate>& found) const {
    std::vector<std::uint64_t> pairs_up_to;
    std::uint64_t pairs = 0;
    for (std::size_t b = 0; b < blocks.size(); ++b)
      pairs_up_to.push_back(pairs += num_block_pairs(blocks.block(b), order_));
    const double scaled = scale_ * static_cast<double>(pairs);
    if (pairs > 0 && scaled <= budget_) found.push_back({rule, scaled, sample(blocks, pairs_up_to, rule)});
    if (std::popcount(rule) < 3 && scaled > kWorthSaving * budget_)
      count(blocks, rule, static_cast<std::size_t>(std::bit_width(rule)), found);
  }

 private:
  bool has_source(std::uint64_t rule, std::size_t source) const {
    for (std::size_t k = 0; k < keys_.size(); ++k) {
      if ((rule >> k & 1) != 0 && keys_[k].source == source) return true;
    }
    return false;
  }

  std::vector<std::uint64_t> sample(const RecordBlocks& blocks, const std::vector<std::uint64_t>& pairs_up_to,
                                    std::uint64_t rule) const {
    RandomStream random(seed_, RandomStage::kBlockingRecall, rule, 0, 0);
    std::vector<std::uint64_t> keys;
    for (std::size_t i = 0; i < kSampledPairs; ++i) {
      const std::uint64_t pair = random.below(pairs_up_to.back());
      const auto found = std::upper_bound(pairs_up_to.begin(), pairs_up_to.end(), pair);
      const auto block = blocks.block(static_cast<std::size_t>(found - pairs_up_to.begin()));
      std::uint32_t left = 0;
      std::uint32_t right = 0;
      do {  // the block has an allowed pair, so this ends
        left = block[random.below(block.size())];
        right = block[random.below(block.size())];
      } while (left == right || !order_.allows(left, right));
      keys.push_back(agreement_of(left, right, keys_, table_));
    }
    return keys;
  }

  const std::vector<CandidateKey>& keys_;
  const ValueTable& table_;
  const PairOrder& order_;
  double budget_;
  double scale_;
  std::uint64_t seed_;
};

std::vector<RuleCandidate> count_candidates(const std::vector<CandidateKey>& keys, const ValueTable& table,
                                            const PairOrder& order, double budget,
                                            const ExecutionContext& context) {
  double scale = 1;
  const RecordBlocks blocks = counted_block(table.num_records(), scale);
  const ConjunctionCounter counter(keys, table, order, budget, scale, context.seed);
  std::vector<std::vector<RuleCandidate>> parts(keys.size());
  parallel_chunks(context, keys.size(), 1, [&](std::size_t k, std::size_t, std::size_t) {
    counter.add(split_blocks(blocks, table.column(keys[k].column)), 1ull << k, parts[k]);
  });
  std::vector<RuleCandidate> all;
  for (auto& part : parts) all.insert(all.end(), part.begin(), part.end());
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

std::string label_of(std::uint64_t mask, const std::vector<CandidateKey>& keys) {
  std::string label;
  for (std::size_t k = 0; k < keys.size(); ++k) {
    if ((mask >> k & 1) != 0) label += (label.empty() ? "" : " + ") + keys[k].label();
  }
  return label;
}

std::uint64_t pairs_together(const std::vector<RuleCount>& counts) {
  std::uint64_t pairs = 0;
  for (const RuleCount& count : counts) pairs += count.num_new_pairs;
  return pairs;
}

/// Recall with seeds as the unit (a ratio of sums over seeds), less the optimism of the choice.
RecallEstimate estimate_recall(const std::vector<LikelyMatch>& matches,
                               const std::vector<std::uint64_t>& masks,
                               const std::vector<RuleCandidate>& candidates,
                               const std::vector<std::size_t>& chosen, double optimism) {
  std::map<std::uint32_t, std::pair<double, double>> of_seed;
  double covered = 0;
  double all = 0;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    const bool is_covered = covers(candidates, chosen, masks[i]);
    const double weight = matches[i].probability;
    of_seed[matches[i].seed].first += is_covered ? weight : 0;
    of_seed[matches[i].seed].second += weight;
    covered += is_covered ? weight : 0;
    all += weight;
  }
  RecallEstimate estimate;
  if (!(all > 0)) return estimate;
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
    const RuleChoice chosen = choose_cover(candidates, seen, budget);
    optimism += std::max(0.0, chosen.share - covered_share(candidates, chosen.rules, unseen)) / 2;
  }
  return optimism / 2;  // a choice by all of them sees twice as many
}

}  // namespace

BlockingProposal propose_rules(const std::vector<CandidateKey>& keys, const std::vector<LikelyMatch>& matches,
                               std::size_t num_seeds, double budget, ValueTable& table,
                               const PairOrder& order, const ExecutionContext& context) {
  context.begin_step("counting candidate rules", 0);
  std::vector<std::uint64_t> masks;
  std::set<std::uint32_t> seeds;
  double proposal_matches = 0;
  for (const LikelyMatch& match : matches) {
    masks.push_back(agreement_of(match.left, match.right, keys, table));
    if (match.probability >= 0.5) seeds.insert(match.seed);
    proposal_matches += match.probability;
  }
  const std::vector<RuleCandidate> candidates = count_candidates(keys, table, order, budget, context);
  const std::vector<AgreementCount> all = agreements(matches, masks, 2);
  context.begin_step("choosing rules", 0);
  BlockingProposal proposal;
  std::vector<std::size_t> chosen;
  std::vector<RuleCount> counts;
  double share = -1;
  double allowed = budget;
  // What rules share was estimated; the exact count corrects it.
  for (int round = 0; round < kRounds; ++round) {
    const RuleChoice next = choose_cover(candidates, all, allowed);
    std::vector<SplinkRule> rules;
    for (const std::size_t rule : next.rules)
      rules.push_back({condition_of(candidates[rule].keys, keys), {}});
    std::vector<RuleCount> next_counts = count_rules(rules, table, order, 1, context);
    const auto together = static_cast<double>(pairs_together(next_counts));
    if (together <= budget && next.share > share) {
      chosen = next.rules;
      counts = std::move(next_counts);
      share = next.share;
    }
    if (next.rules.empty() || (together <= budget && together >= 0.97 * budget)) break;
    // Below what was chosen, so that the next choice is another one; above, if something is left.
    const double factor = 0.98 * budget / std::max(1.0, together);
    allowed = std::max(1.0, together > budget ? next.pairs * factor : allowed * std::min(1.5, factor));
  }
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const std::vector<std::size_t> so_far(chosen.begin(),
                                          chosen.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    const std::uint64_t rule = candidates[chosen[i]].keys;
    proposal.rules.push_back(
        {condition_of(rule, keys), label_of(rule, keys), counts[i], covered_share(candidates, so_far, all)});
  }
  proposal.num_pairs = pairs_together(counts);
  proposal.recall_seen = covered_share(candidates, chosen, all);
  proposal.recall =
      estimate_recall(matches, masks, candidates, chosen, optimism_of(matches, masks, candidates, allowed));
  proposal.num_matches = proposal_matches;
  proposal.num_seeds = static_cast<double>(num_seeds);
  proposal.num_seed_matches = static_cast<double>(seeds.size());
  proposal.num_candidates = candidates.size();
  return proposal;
}

}  // namespace byname
