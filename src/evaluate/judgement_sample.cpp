// SPDX-License-Identifier: Apache-2.0
#include "evaluate/judgement_sample.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace byname {

namespace {

constexpr std::size_t kLeast = 20;  // of a stratum
/// Lower edges of the strata by probability; linked from .5.
constexpr std::array kEdges = {0.0, 0.1, 0.5, 0.9, 0.99};
constexpr std::array<const char*, 6> kNames = {"probability under .10",      "probability .10 to .50",
                                               "probability .50 to .90",     "probability .90 to .99",
                                               "probability .99 and higher", "no key"};
constexpr std::size_t kUnblocked = kEdges.size();

std::size_t stratum_of(const JudgeablePair& pair) {
  if (pair.is_unblocked) return kUnblocked;
  const auto above = std::upper_bound(kEdges.begin(), kEdges.end(), pair.probability);
  return static_cast<std::size_t>(above - kEdges.begin()) - 1;
}

/// The first `count` of the pairs in a random order.
std::vector<std::size_t> draw_some(std::vector<std::size_t> pairs, std::size_t count, RandomStream& random) {
  for (std::size_t i = 0; i < count; ++i) std::swap(pairs[i], pairs[i + random.below(pairs.size() - i)]);
  pairs.resize(count);
  return pairs;
}

}  // namespace

std::vector<std::size_t> allocate_sample(std::span<const std::size_t> sizes, std::span<const double> means,
                                         std::size_t wanted) {
  std::vector<double> share(sizes.size());
  for (std::size_t h = 0; h < sizes.size(); ++h)
    share[h] = static_cast<double>(sizes[h]) * std::sqrt(means[h] * (1 - means[h]));
  std::vector<std::size_t> drawn(sizes.size(), 0);
  std::vector<bool> is_fixed(sizes.size(), false);
  // What hits a bound is fixed there, and the rest is shared anew among the others.
  for (std::size_t round = 0; round <= sizes.size(); ++round) {
    double left = static_cast<double>(wanted), total = 0;
    for (std::size_t h = 0; h < sizes.size(); ++h) {
      if (is_fixed[h]) left -= static_cast<double>(drawn[h]);
      if (!is_fixed[h]) total += share[h];
    }
    bool is_changed = false;
    for (std::size_t h = 0; h < sizes.size(); ++h) {
      if (is_fixed[h]) continue;
      const std::size_t least = std::min(kLeast, sizes[h]);
      const double of_share = total > 0 ? std::max(0.0, left) * share[h] / total : 0;
      drawn[h] = std::clamp(static_cast<std::size_t>(std::llround(of_share)), least, sizes[h]);
      is_fixed[h] = drawn[h] == least || drawn[h] == sizes[h];
      is_changed = is_changed || is_fixed[h];
    }
    if (!is_changed) break;
  }
  return drawn;
}

JudgementSample draw_judgement_sample(std::span<const JudgeablePair> pairs, std::size_t wanted,
                                      std::uint64_t seed) {
  std::array<std::vector<std::size_t>, kNames.size()> members;
  std::array<double, kNames.size()> sums{};
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const std::size_t stratum = stratum_of(pairs[i]);
    members[stratum].push_back(i);
    sums[stratum] += pairs[i].probability;
  }
  JudgementSample sample;
  std::vector<std::size_t> sizes, kept;
  std::vector<double> means;
  for (std::size_t h = 0; h < members.size(); ++h) {
    if (members[h].empty()) continue;
    kept.push_back(h);
    sizes.push_back(members[h].size());
    means.push_back(sums[h] / static_cast<double>(members[h].size()));
  }
  const std::vector<std::size_t> allocated = allocate_sample(sizes, means, wanted);
  for (std::size_t i = 0; i < kept.size(); ++i) {
    RandomStream random(seed, RandomStage::kJudgementSample, kept[i], 0, 0);
    sample.strata.push_back({kNames[kept[i]], sizes[i], allocated[i]});
    for (const std::size_t pair : draw_some(std::move(members[kept[i]]), allocated[i], random))
      sample.pairs.push_back({pair, i});
  }
  RandomStream random(seed, RandomStage::kJudgementSample, kNames.size(), 0, 0);
  for (std::size_t i = 0; i + 1 < sample.pairs.size(); ++i)
    std::swap(sample.pairs[i], sample.pairs[i + random.below(sample.pairs.size() - i)]);
  return sample;
}

}  // namespace byname
