// SPDX-License-Identifier: Apache-2.0
#include "evaluate/likely_matches.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "base/hash.hpp"
#include "base/parallel.hpp"

namespace byname {

namespace {

/// What one seed found.
struct SeedPart {
  std::map<std::vector<std::int8_t>, double> patterns;
  std::vector<LikelyMatch> alike;
  std::vector<std::int8_t> gammas;
};

/// Records in an order that the seed of the run decides.
std::vector<std::uint32_t> shuffled_first(std::size_t num_records, std::size_t num_wanted, std::uint64_t seed) {
  std::vector<std::uint32_t> records(num_records);
  std::iota(records.begin(), records.end(), 0u);
  if (num_wanted >= num_records) return records;
  const auto key = [seed](std::uint32_t record) { return mix64(mix64(record) ^ seed); };
  std::nth_element(records.begin(), records.begin() + static_cast<std::ptrdiff_t>(num_wanted), records.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return std::pair(key(a), a) < std::pair(key(b), b); });
  records.resize(num_wanted);
  std::sort(records.begin(), records.end());
  return records;
}

/// Compares one seed with all records that come later in the order of seeds, or are no seeds.
class SeedComparer {
 public:
  SeedComparer(const SplinkComparer& comparer, const PairOrder& order, const std::vector<char>& is_seed)
      : comparer_(comparer), order_(order), is_seed_(is_seed) {
    gammas_.resize(PairBatch::kMostPairs * comparer.num_comparisons());
  }

  SeedPart run(std::uint32_t seed, std::uint32_t index) {
    for (std::uint32_t other = 0; other < order_.rank.size(); ++other) {
      if (other == seed || (is_seed_[other] != 0 && other < seed) || !order_.allows(seed, other)) continue;
      const bool in_order = order_.rank[seed] < order_.rank[other];
      left_.push_back(in_order ? seed : other);
      right_.push_back(in_order ? other : seed);
      if (left_.size() == PairBatch::kMostPairs) flush(index);
    }
    flush(index);
    return std::move(part_);
  }

 private:
  void flush(std::uint32_t index) {
    const std::size_t comparisons = comparer_.num_comparisons();
    comparer_.compare(left_, right_, scratch_, gammas_);
    for (std::size_t i = 0; i < left_.size(); ++i) {
      const auto* gammas = gammas_.data() + i * comparisons;
      pattern_.assign(gammas, gammas + comparisons);
      ++part_.patterns[pattern_];
      if (std::count_if(pattern_.begin(), pattern_.end(), [](std::int8_t g) { return g > 0; }) < 2) continue;
      part_.alike.push_back({left_[i], right_[i], index});
      part_.gammas.insert(part_.gammas.end(), pattern_.begin(), pattern_.end());
    }
    left_.clear();
    right_.clear();
  }

  const SplinkComparer& comparer_;
  const PairOrder& order_;
  const std::vector<char>& is_seed_;
  SplinkComparer::Scratch scratch_;
  std::vector<std::uint32_t> left_;
  std::vector<std::uint32_t> right_;
  std::vector<std::int8_t> gammas_;
  std::vector<std::int8_t> pattern_;
  SeedPart part_;
};

void add_part(SeedPart& total, const SeedPart& part) {
  for (const auto& [pattern, count] : part.patterns) total.patterns[pattern] += count;
  total.alike.insert(total.alike.end(), part.alike.begin(), part.alike.end());
  total.gammas.insert(total.gammas.end(), part.gammas.begin(), part.gammas.end());
}

}  // namespace

SeedPairs compare_seeds(const SplinkComparer& comparer, const PairOrder& order, double max_pairs,
                        const ExecutionContext& context) {
  const std::size_t records = order.rank.size();
  const double wanted = std::ceil(max_pairs / std::max<double>(1, static_cast<double>(records)));
  SeedPairs pairs;
  const bool takes_all = order.num_pairs() <= max_pairs;
  pairs.seeds = shuffled_first(records, takes_all ? records : static_cast<std::size_t>(wanted), context.seed);
  std::vector<char> is_seed(records, 0);
  for (const std::uint32_t seed : pairs.seeds) is_seed[seed] = 1;
  SeedPart all = parallel_reduce(
      context, pairs.seeds.size(), 16, SeedPart{},
      [&](std::size_t begin, std::size_t end) {
        SeedPart chunk;
        for (std::size_t i = begin; i < end; ++i) {
          add_part(chunk, SeedComparer(comparer, order, is_seed)
                              .run(pairs.seeds[i], static_cast<std::uint32_t>(i)));
          context.check_cancelled();
        }
        return chunk;
      },
      add_part);
  pairs.counts.num_comparisons = comparer.num_comparisons();
  for (const auto& [pattern, count] : all.patterns) {
    pairs.counts.gammas.insert(pairs.counts.gammas.end(), pattern.begin(), pattern.end());
    pairs.counts.multiplier.push_back(1);
    pairs.counts.count.push_back(count);
    pairs.counts.num_pairs += count;
  }
  pairs.alike = std::move(all.alike);
  pairs.gammas = std::move(all.gammas);
  return pairs;
}

std::vector<LikelyMatch> likely_matches(const SeedPairs& pairs, const SplinkModel& model,
                                        const SplinkScorer& scorer, double least) {
  const auto dependences = measure_dependence(pairs.counts, scorer, model);
  const double threshold = std::log2(least / (1 - least));
  const std::size_t comparisons = pairs.counts.num_comparisons;
  std::vector<LikelyMatch> likely;
  for (std::size_t i = 0; i < pairs.alike.size(); ++i) {
    const std::span<const std::int8_t> gammas(pairs.gammas.data() + i * comparisons, comparisons);
    const LikelyMatch& pair = pairs.alike[i];
    const double weight = scorer.weight(scorer.odds(pair.left, pair.right, gammas)) -
                          bits_too_many(dependences, gammas, scorer, kTellingDependence);
    if (weight >= threshold) likely.push_back(pair);
  }
  return likely;
}

}  // namespace byname
