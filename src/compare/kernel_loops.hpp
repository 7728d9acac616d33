// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "compare/comparison_kernel.hpp"

namespace byname {

/// Pairs between asking for a value's memory and reading it.
inline constexpr std::size_t kPrefetchAhead = 12;

/// The loops of every kernel, written once; `Derived::unequal(left, right)` gives the gamma of two different
/// non-NULL codes, `Derived::prefetch(code)` asks for the memory it will read. `equal(code)` may be replaced.
template <typename Derived>
class KernelLoops : public ComparisonKernel {
 public:
  KernelLoops(std::uint32_t codes, int same_gamma) : codes_(codes), same_gamma_(same_gamma) {}

  int gamma(std::uint32_t left, std::uint32_t right) const final {
    if (left == 0 || right == 0) return -1;
    return left == right ? self().equal(left) : self().unequal(left, right);
  }
  void gammas(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right,
              std::span<std::int8_t> out) const final {
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (i + kPrefetchAhead < out.size()) {
        self().prefetch(left[i + kPrefetchAhead]);
        self().prefetch(right[i + kPrefetchAhead]);
      }
      out[i] = static_cast<std::int8_t>(gamma(left[i], right[i]));
    }
  }
  void row(std::uint32_t left, std::span<const std::uint32_t> right,
           std::span<std::uint8_t> out) const final {
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (i + kPrefetchAhead < out.size()) self().prefetch(right[i + kPrefetchAhead]);
      out[i] = static_cast<std::uint8_t>(gamma(left, right[i]) + 1);
    }
  }
  std::uint32_t num_codes() const final { return codes_; }
  int equal(std::uint32_t) const { return same_gamma_; }

 private:
  const Derived& self() const { return static_cast<const Derived&>(*this); }
  std::uint32_t codes_;
  int same_gamma_;
};

}  // namespace byname
