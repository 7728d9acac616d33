// SPDX-License-Identifier: Apache-2.0
#include "evaluate/likely_matches.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <string>
#include <unordered_map>

#include "base/hash.hpp"
#include "base/parallel.hpp"

namespace byname {

namespace {

constexpr std::size_t kBatch = 4096;  // pairs compared at once

/// Numbers gamma patterns in the order they come.
class PatternNumbers {
 public:
  std::uint32_t number(std::span<const std::int8_t> pattern) {
    const auto [found, is_new] =
        numbers_.try_emplace(std::string(pattern.begin(), pattern.end()), count_.size());
    if (is_new) count_.push_back(0);
    return found->second;
  }
  void add(std::uint32_t number, double count) { count_[number] += count; }
  double count(std::uint32_t number) const { return count_[number]; }
  /// Patterns by number.
  std::vector<std::string> patterns() const {
    std::vector<std::string> all(count_.size());
    for (const auto& [pattern, number] : numbers_) all[number] = pattern;
    return all;
  }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<double> count_;
};

/// What some seeds found.
struct SeedPart {
  PatternNumbers patterns;
  std::vector<LikelyMatch> alike;
  std::vector<std::uint32_t> pattern;
};

/// Records in an order that the seed of the run decides.
std::vector<std::uint32_t> shuffled_first(std::size_t num_records, std::size_t num_wanted,
                                          std::uint64_t seed) {
  std::vector<std::uint32_t> records(num_records);
  std::iota(records.begin(), records.end(), 0u);
  if (num_wanted >= num_records) return records;
  const auto key = [seed](std::uint32_t record) { return mix64(mix64(record) ^ seed); };
  std::nth_element(
      records.begin(), records.begin() + static_cast<std::ptrdiff_t>(num_wanted), records.end(),
      [&](std::uint32_t a, std::uint32_t b) { return std::pair(key(a), a) < std::pair(key(b), b); });
  records.resize(num_wanted);
  std::sort(records.begin(), records.end());
  return records;
}

/// Compares one seed with all records that come later in the order of seeds, or are no seeds.
class SeedComparer {
 public:
  SeedComparer(const SplinkComparer& comparer, const PairOrder& order, const std::vector<char>& is_seed)
      : comparer_(comparer),
        order_(order),
        is_seed_(is_seed),
        scratch_(comparer),
        gammas_(kBatch * comparer.num_comparisons()) {}

  void run(std::uint32_t seed, std::uint32_t index, SeedPart& part) {
    for (std::uint32_t other = 0; other < order_.rank.size(); ++other) {
      if (other == seed || (is_seed_[other] != 0 && other < seed) || !order_.allows(seed, other)) continue;
      const bool in_order = order_.rank[seed] < order_.rank[other];
      left_.push_back(in_order ? seed : other);
      right_.push_back(in_order ? other : seed);
      if (left_.size() == kBatch) flush(index, part);
    }
    flush(index, part);
  }

 private:
  void flush(std::uint32_t index, SeedPart& part) {
    const std::size_t comparisons = comparer_.num_comparisons();
    comparer_.compare(left_, right_, scratch_, {gammas_.data(), left_.size() * comparisons});
    for (std::size_t i = 0; i < left_.size(); ++i) {
      const std::span<const std::int8_t> pattern(gammas_.data() + i * comparisons, comparisons);
      const std::uint32_t number = part.patterns.number(pattern);
      part.patterns.add(number, 1);
      if (std::count_if(pattern.begin(), pattern.end(), [](std::int8_t g) { return g > 0; }) < 2) continue;
      part.alike.push_back({left_[i], right_[i], index, 0});
      part.pattern.push_back(number);
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
};

void add_part(SeedPart& total, const SeedPart& part) {
  std::vector<std::uint32_t> number;
  for (const std::string& pattern : part.patterns.patterns()) {
    const auto* gammas = reinterpret_cast<const std::int8_t*>(pattern.data());
    number.push_back(total.patterns.number({gammas, pattern.size()}));
    total.patterns.add(number.back(), part.patterns.count(static_cast<std::uint32_t>(number.size() - 1)));
  }
  total.alike.insert(total.alike.end(), part.alike.begin(), part.alike.end());
  for (const std::uint32_t row : part.pattern) total.pattern.push_back(number[row]);
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
        SeedComparer seeds(comparer, order, is_seed);
        for (std::size_t i = begin; i < end; ++i) {
          seeds.run(pairs.seeds[i], static_cast<std::uint32_t>(i), chunk);
          context.check_cancelled();
        }
        return chunk;
      },
      add_part);
  pairs.counts.num_comparisons = comparer.num_comparisons();
  const std::vector<std::string> patterns = all.patterns.patterns();
  for (std::uint32_t row = 0; row < patterns.size(); ++row) {
    pairs.counts.gammas.insert(pairs.counts.gammas.end(), patterns[row].begin(), patterns[row].end());
    pairs.counts.first_row.push_back(row);
    pairs.counts.multiplier.push_back(1);
    pairs.counts.count.push_back(all.patterns.count(row));
    pairs.counts.num_pairs += all.patterns.count(row);
  }
  pairs.counts.first_row.push_back(patterns.size());
  pairs.alike = std::move(all.alike);
  pairs.pattern = std::move(all.pattern);
  return pairs;
}

std::vector<LikelyMatch> likely_matches(const SeedPairs& pairs, const PairSpaceFit& fit, double least) {
  std::vector<LikelyMatch> likely;
  for (std::size_t i = 0; i < pairs.alike.size(); ++i) {
    if (fit.probability[pairs.pattern[i]] < least) continue;
    likely.push_back(pairs.alike[i]);
    likely.back().probability = fit.probability[pairs.pattern[i]];
  }
  return likely;
}

}  // namespace byname
