// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace byname {

/// A random order of 0 to n - 1 that needs no memory: the place of each number is computed. A Feistel network
/// over a rectangle of two sides near the square root of n; numbers outside are sent through again (cycle
/// walking; Black & Rogaway 2002).
class RowOrder {
 public:
  /// n >= 1.
  RowOrder(std::uint64_t n, std::uint64_t seed);
  /// Which number stands at a place; each number stands at one place. `place` < n.
  std::uint64_t at(std::uint64_t place) const;

 private:
  std::uint64_t n_;
  std::uint64_t width_;
  std::uint64_t height_;
  std::uint64_t seed_;
};

}  // namespace byname
