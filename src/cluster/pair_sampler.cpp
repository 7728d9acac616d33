// SPDX-License-Identifier: Apache-2.0
#include "cluster/pair_sampler.hpp"

#include <algorithm>
#include <bit>

namespace byname {

namespace {

constexpr unsigned kMostLevels = 32;

// 32 bits, so that compilers put several side by side. The finaliser is that of MurmurHash3 (Appleby, public
// domain).
constexpr std::uint32_t hash_of(std::uint32_t left, std::uint32_t right) {
  std::uint32_t x = left * 0x9E3779B1u + right * 0x85EBCA77u + 0x27D4EB2Fu;
  x = (x ^ (x >> 16)) * 0x85EBCA6Bu;
  x = (x ^ (x >> 13)) * 0xC2B2AE35u;
  return x ^ (x >> 16);
}

constexpr std::uint32_t mask_of(unsigned level) {
  return level >= kMostLevels ? UINT32_MAX : (std::uint32_t{1} << level) - 1;
}

bool is_taken(std::uint64_t pair, unsigned level) {
  return (hash_of(static_cast<std::uint32_t>(pair >> 32), static_cast<std::uint32_t>(pair)) &
          mask_of(level)) == 0;
}

/// The lanes whose pairs a level takes.
std::uint64_t taken_lanes(const Lanes& lanes, unsigned level, const std::uint32_t* numbers) {
  std::array<std::uint32_t, kLanes> hashes{};
  const auto number = [numbers](std::uint32_t record) {
    return numbers == nullptr ? record : numbers[record];
  };
  for (std::size_t lane = 0; lane < lanes.count; ++lane)
    hashes[lane] = hash_of(number(lanes.left(lane)), number(lanes.right(lane))) & mask_of(level);
  std::uint64_t taken = 0;
  for (std::size_t lane = 0; lane < lanes.count; ++lane) taken |= std::uint64_t{hashes[lane] == 0} << lane;
  return taken;
}

}  // namespace

PairSampler::PairSampler(std::size_t num_rules, std::uint64_t max_pairs)
    : max_pairs_(max_pairs), rules_(num_rules) {}

void PairSampler::raise(Rule& rule, std::uint64_t most) const {
  while (rule.pairs.size() > most && rule.level < kMostLevels) {
    ++rule.level;
    std::erase_if(rule.pairs, [&](std::uint64_t pair) { return !is_taken(pair, rule.level); });
  }
}

void PairSampler::add(std::uint8_t rule, const Lanes& lanes, std::uint64_t open,
                      const std::uint32_t* numbers) {
  Rule& to = rules_[rule];
  if (to.level > 0) open &= taken_lanes(lanes, to.level, numbers);
  for (; open != 0; open &= open - 1) {
    const auto lane = static_cast<std::size_t>(std::countr_zero(open));
    std::uint32_t left = lanes.left(lane);
    std::uint32_t right = lanes.right(lane);
    if (numbers != nullptr) {
      left = numbers[left];
      right = numbers[right];
    }
    to.pairs.push_back(std::uint64_t{left} << 32 | right);
  }
  raise(to, max_pairs_);
}

void PairSampler::merge(const PairSampler& other) {
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    Rule& to = rules_[r];
    const unsigned level = std::max(to.level, other.rules_[r].level);
    to.pairs.insert(to.pairs.end(), other.rules_[r].pairs.begin(), other.rules_[r].pairs.end());
    if (level > 0) std::erase_if(to.pairs, [&](std::uint64_t pair) { return !is_taken(pair, level); });
    to.level = level;
    raise(to, max_pairs_);
  }
}

SampledPairs PairSampler::finish() && {
  std::uint64_t all = 0;
  bool is_whole = true;
  for (const Rule& rule : rules_) {
    all += rule.pairs.size();
    is_whole = is_whole && rule.level == 0;
  }
  SampledPairs sampled;
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    Rule& rule = rules_[r];
    if (!is_whole || all > max_pairs_) raise(rule, max_pairs_ / rules_.size());
    std::sort(rule.pairs.begin(), rule.pairs.end());
    for (const std::uint64_t pair : rule.pairs) {
      sampled.left.push_back(static_cast<std::uint32_t>(pair >> 32));
      sampled.right.push_back(static_cast<std::uint32_t>(pair));
      sampled.rule.push_back(static_cast<std::uint8_t>(r));
    }
  }
  return sampled;
}

}  // namespace byname
