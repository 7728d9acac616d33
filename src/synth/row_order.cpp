// SPDX-License-Identifier: Apache-2.0
#include "synth/row_order.hpp"

#include <cmath>

#include "base/random.hpp"

namespace byname {
namespace {

constexpr std::uint64_t kOrderStream = 14;
constexpr std::uint64_t kNumRounds = 6;

}  // namespace

RowOrder::RowOrder(std::uint64_t n, std::uint64_t seed) : n_(n), width_(1), height_(1), seed_(seed) {
  width_ = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(n))) + 1;
  height_ = (n + width_ - 1) / width_;
}

std::uint64_t RowOrder::at(std::uint64_t place) const {
  std::uint64_t number = place;
  do {
    std::uint64_t x = number % width_;
    std::uint64_t y = number / width_;
    for (std::uint64_t round = 0; round < kNumRounds; round += 2) {
      x += RandomStream(seed_, RandomStage::kSynth, kOrderStream, round, y).below(width_);
      x -= x >= width_ ? width_ : 0;
      y += RandomStream(seed_, RandomStage::kSynth, kOrderStream, round + 1, x).below(height_);
      y -= y >= height_ ? height_ : 0;
    }
    number = y * width_ + x;
  } while (number >= n_);
  return number;
}

}  // namespace byname
