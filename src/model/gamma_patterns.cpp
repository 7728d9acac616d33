// SPDX-License-Identifier: Apache-2.0
#include "model/gamma_patterns.hpp"

#include "base/error.hpp"

namespace byname {

GammaPatterns::GammaPatterns(const SplinkComparer& comparer) {
  std::size_t word = 0;
  std::uint64_t stride = 1;
  for (std::size_t k = 0; k < comparer.num_comparisons(); ++k) {
    const auto radix = static_cast<std::uint64_t>(comparer.num_gammas(k) + 1);
    if (stride > UINT64_MAX / radix) {
      ++word;
      stride = 1;
    }
    BYNAME_CHECK(word < Words{}.size(), "more gamma patterns than 128 bits hold: {} comparisons",
                 comparer.num_comparisons());
    places_.push_back({word, stride, radix});
    stride *= radix;
    num_patterns_ = num_patterns_ > kMostDense ? num_patterns_ : num_patterns_ * radix;
  }
}

void GammaPatterns::number(const SplinkComparer::LaneGammas& gammas, std::size_t count,
                           std::array<std::uint32_t, kLanes>& numbers) const {
  numbers.fill(0);
  for (std::size_t k = 0; k < places_.size(); ++k)
    lane_kernels().add_products(numbers.data(), gammas.plus_one[k].data(),
                                static_cast<std::uint32_t>(places_[k].stride), count);
}

void GammaPatterns::unpack(const Words& pattern, std::span<std::int8_t> gammas) const {
  // One division a gamma, in 32 bits where that is enough: it takes a third of the time.
  if (is_dense()) {
    auto rest = static_cast<std::uint32_t>(pattern[0]);
    for (std::size_t k = 0; k < places_.size(); ++k) {
      const auto radix = static_cast<std::uint32_t>(places_[k].radix);
      gammas[k] = static_cast<std::int8_t>(static_cast<int>(rest % radix) - 1);
      rest /= radix;
    }
    return;
  }
  for (std::size_t k = 0; k < places_.size(); ++k) gammas[k] = gamma(pattern, k);
}

GammaPatterns::Words GammaPatterns::pack(const SplinkComparer::LaneGammas& gammas, std::size_t lane) const {
  Words pattern = {0, 0};
  for (std::size_t k = 0; k < places_.size(); ++k)
    pattern[places_[k].word] += gammas.plus_one[k][lane] * places_[k].stride;
  return pattern;
}

GammaPatterns::Words GammaPatterns::pack(std::span<const std::int8_t> gammas) const {
  Words pattern = {0, 0};
  for (std::size_t k = 0; k < places_.size(); ++k)
    pattern[places_[k].word] += static_cast<std::uint64_t>(gammas[k] + 1) * places_[k].stride;
  return pattern;
}

}  // namespace byname
