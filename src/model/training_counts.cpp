// SPDX-License-Identifier: Apache-2.0
#include "model/training_counts.hpp"

#include <cmath>

#include "base/hash.hpp"
#include "base/random.hpp"

namespace byname {

std::vector<std::uint32_t> draw_u_sample(std::size_t num_records, bool restricts, double num_possible_pairs,
                                         double max_pairs, std::uint64_t seed) {
  double share = 0.5 * (std::sqrt(8 * max_pairs + 1) + 1) / static_cast<double>(num_records);
  if (restricts) share = std::sqrt(max_pairs / num_possible_pairs);
  std::vector<std::uint32_t> sample;
  for (std::uint32_t record = 0; record < num_records; ++record) {
    RandomStream random(seed, RandomStage::kRecordSample, record, 0, 0);
    if (share >= 1 || random.uniform() < share) sample.push_back(record);
  }
  return sample;
}

EmSample::EmSample(std::uint64_t num_block_pairs, double max_pairs) {
  constexpr double kStep = 8;
  if (max_pairs <= 0) return;
  int steps = 0;
  while (static_cast<double>(num_block_pairs) * share_ * share_ > max_pairs)
    share_ = std::exp2(-++steps / kStep);
}

bool EmSample::takes(std::uint32_t record) const {
  constexpr std::uint64_t kSalt = 0x5C6F9B0E2D417A83ull;
  return static_cast<double>(mix64(record ^ kSalt) >> 11) * 0x1.0p-53 < share_;
}

std::uint64_t TableCounts::count_new_pairs(const std::vector<SplinkRule>& rules) {
  const RuleBlocks blocks(rules, table_, order_, {{}, nullptr, "a deterministic rule"}, context_);
  return byname::count_new_pairs(blocks, comparer_, context_);
}

ComparisonCounts TableCounts::count_sample(double max_pairs, std::uint64_t seed) {
  const std::vector<std::uint32_t> sample =
      draw_u_sample(table_.num_records(), order_.restricts(), order_.num_pairs(), max_pairs, seed);
  return count_sample_pairs(sample, order_, comparer_, context_);
}

ComparisonCounts TableCounts::count_rule(const SplinkRule& rule, bool with_frequencies,
                                         const std::vector<bool>& left_out, double max_pairs) {
  constexpr std::string_view kCalled = "the rule of an EM session";
  std::optional<RuleBlocks> blocks;
  blocks.emplace(std::vector<SplinkRule>{rule}, table_, order_, RuleBlocks::Scope{{}, nullptr, kCalled},
                 context_);
  const EmSample sample(blocks->num_block_pairs(0), max_pairs);
  if (!sample.takes_all()) {
    blocks.reset();
    std::vector<char> taken(table_.num_records(), 0);
    for (std::uint32_t record = 0; record < taken.size(); ++record) taken[record] = sample.takes(record);
    blocks.emplace(std::vector<SplinkRule>{rule}, table_, order_, RuleBlocks::Scope{{}, &taken, kCalled},
                   context_);
  }
  if (!with_frequencies) return count_rule_pairs(*blocks, comparer_, nullptr, left_out, context_);
  if (!shares_) shares_.emplace(model_, table_, context_);
  const SplinkScorer scorer(model_, comparer_, table_, {}, *shares_);
  return count_rule_pairs(*blocks, comparer_, &scorer, left_out, context_);
}

}  // namespace byname
