// SPDX-License-Identifier: Apache-2.0
#include "evaluate/pair_sample.hpp"

#include <algorithm>
#include <cmath>

#include "base/parallel.hpp"
#include "base/random.hpp"

namespace byname {

namespace {

/// What a chunk of the sample fills.
class ChunkWeigher {
 public:
  ChunkWeigher(const SplinkComparer& comparer, const SplinkScorer& scorer, PairSample& sample)
      : comparer_(comparer), scorer_(scorer), sample_(sample), scratch_(comparer) {}

  /// `left` and `right`: the pairs from `begin` on, by their places in the table.
  void run(std::size_t begin, std::span<const std::uint32_t> left, std::span<const std::uint32_t> right) {
    const std::size_t comparisons = sample_.num_comparisons;
    comparer_.compare(left, right, scratch_,
                      std::span(sample_.gammas).subspan(begin * comparisons, left.size() * comparisons));
    for (std::size_t i = 0; i < left.size(); ++i) weigh(begin + i, left[i], right[i]);
  }

 private:
  void weigh(std::size_t pair, std::uint32_t left, std::uint32_t right) {
    const auto gammas = sample_.gammas_of(pair);
    for (std::size_t k = 0; k < sample_.num_comparisons; ++k) {
      const double factor = scorer_.bayes_factor(k, gammas[k]);
      const double frequency =
          scorer_.has_frequencies(k) ? scorer_.frequency_multiplier(k, gammas[k], left, right) : 1;
      sample_.bits[pair * sample_.num_comparisons + k] = static_cast<float>(std::log2(factor * frequency));
    }
    sample_.match_weight[pair] = static_cast<float>(scorer_.weight(scorer_.odds(left, right, gammas)));
  }

  const SplinkComparer& comparer_;
  const SplinkScorer& scorer_;
  PairSample& sample_;
  SplinkComparer::Scratch scratch_;
};

std::uint32_t place_of(std::span<const std::uint32_t> numbers, std::uint32_t record) {
  if (numbers.empty()) return record;
  return static_cast<std::uint32_t>(std::lower_bound(numbers.begin(), numbers.end(), record) -
                                    numbers.begin());
}

}  // namespace

bool PairSample::is_all() const {
  return std::all_of(stands_for.begin(), stands_for.end(), [](double each) { return each == 1; });
}

PairSample weigh_sample(const SampledPairs& sampled, std::span<const std::uint32_t> numbers,
                        const std::vector<std::uint64_t>& num_of_rule, const SplinkComparer& comparer,
                        const SplinkScorer& scorer, const ExecutionContext& context) {
  constexpr std::size_t kChunk = 4096;
  PairSample sample;
  sample.num_comparisons = comparer.num_comparisons();
  sample.left = sampled.left;
  sample.right = sampled.right;
  sample.rule = sampled.rule;
  sample.gammas.resize(sample.size() * sample.num_comparisons);
  sample.bits.resize(sample.gammas.size());
  sample.match_weight.resize(sample.size());
  parallel_chunks(context, sample.size(), kChunk, [&](std::size_t, std::size_t begin, std::size_t end) {
    std::vector<std::uint32_t> left;
    std::vector<std::uint32_t> right;
    for (std::size_t i = begin; i < end; ++i) {
      left.push_back(place_of(numbers, sample.left[i]));
      right.push_back(place_of(numbers, sample.right[i]));
    }
    ChunkWeigher(comparer, scorer, sample).run(begin, left, right);
  });
  std::vector<std::uint64_t> of_rule(num_of_rule.size(), 0);
  for (const std::uint8_t rule : sample.rule) ++of_rule[rule];
  for (std::size_t r = 0; r < of_rule.size(); ++r)
    sample.stands_for.push_back(
        of_rule[r] == 0 ? 1 : static_cast<double>(num_of_rule[r]) / static_cast<double>(of_rule[r]));
  return sample;
}

std::vector<std::uint32_t> draw_pair_space(std::size_t num_records, double num_possible_pairs,
                                           double max_pairs, std::uint64_t seed) {
  const double share = std::sqrt(max_pairs / std::max(1.0, num_possible_pairs));
  std::vector<std::uint32_t> records;
  for (std::uint32_t record = 0; record < num_records; ++record) {
    RandomStream random(seed, RandomStage::kRecordSample, record, 1, 0);
    if (share >= 1 || random.uniform() < share) records.push_back(record);
  }
  return records;
}

ComparisonCounts sample_pair_space(std::size_t num_records, const PairOrder& order,
                                   const SplinkComparer& comparer, double max_pairs,
                                   const ExecutionContext& context) {
  const std::vector<std::uint32_t> records =
      draw_pair_space(num_records, order.num_pairs(), max_pairs, context.seed);
  return count_sample_pairs(records, order, comparer, context);
}

}  // namespace byname
