// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/hash.hpp"

namespace byname {

/// Names a place in the program that draws random numbers, so that no two places share a stream.
enum class RandomStage : std::uint64_t {
  kRecordSample = 1,
  kCalibration,
  kPartition,
  kPatternNoise,
  kMissedLinks,
  kEstimate,
  kSynth,
  kBlockingRecall,
  kJudgementSample,
  kNowcast = 40,
  kExcess = 41,
};

/// Counter-based random stream keyed by (seed, stage, a, b, c): SplitMix64 (Steele, Lea & Flood 2014) from a
/// hashed start. Equal keys give equal numbers, whatever other streams did; streams cost nothing to make.
class RandomStream {
 public:
  RandomStream(std::uint64_t seed, RandomStage stage, std::uint64_t a, std::uint64_t b,
               std::uint64_t c) noexcept
      : state_(mix64(mix64(mix64(mix64(mix64(seed) ^ static_cast<std::uint64_t>(stage)) ^ a) ^ b) ^ c)) {}

  std::uint64_t next() noexcept { return mix64(state_ += 0x9E3779B97F4A7C15ull); }
  /// Uniform in [0, 1), multiples of 2^-53.
  double uniform() noexcept { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  /// Uniform in (0, 1): never 0, for logarithms.
  double uniform_open() noexcept { return (static_cast<double>(next() >> 12) + 0.5) * 0x1.0p-52; }
  /// Uniform in {0, ..., n-1}; n >= 1 (Lemire 2019, without the rejection: bias below n / 2^64).
  std::uint64_t below(std::uint64_t n) noexcept {
    return static_cast<std::uint64_t>((static_cast<__uint128_t>(next()) * n) >> 64);
  }

 private:
  std::uint64_t state_;
};

/// Standard normal (polar method, Marsaglia & Bray 1964).
double draw_normal(RandomStream& random) noexcept;
/// Gamma with the given shape > 0 and scale 1 (Marsaglia & Tsang 2000).
double draw_gamma(RandomStream& random, double shape) noexcept;
/// Beta(a, b), a, b > 0.
double draw_beta(RandomStream& random, double a, double b) noexcept;
/// Binomial(n, p); n >= 0, p clamped to [0, 1]. Inversion below mean 12, else order-statistic splitting
/// (Devroye 1986, X.4.3).
std::int64_t draw_binomial(RandomStream& random, std::int64_t n, double p) noexcept;
/// Poisson(mean), mean >= 0. Multiplication below 30, else gamma splitting (Ahrens & Dieter 1974).
std::int64_t draw_poisson(RandomStream& random, double mean) noexcept;
/// Dirichlet with the given weights > 0; same length as `weights`, sums to 1.
std::vector<double> draw_dirichlet(RandomStream& random, std::span<const double> weights);
/// Index drawn with probability proportional to `weights` (>= 0, not all 0).
std::size_t draw_index(RandomStream& random, std::span<const double> weights) noexcept;

}  // namespace byname
