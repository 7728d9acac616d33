// SPDX-License-Identifier: Apache-2.0
#include "cluster/union_find.hpp"

#include <algorithm>
#include <gtest/gtest.h>

#include "base/random.hpp"

namespace byname {
namespace {

TEST(UnionFind, EqualsRelabellingEverything) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    RandomStream random(seed, RandomStage::kSynth, 0, 0, 0);
    constexpr std::uint32_t kNodes = 40;
    UnionFind sets(kNodes);
    std::vector<std::uint32_t> label(kNodes);
    std::iota(label.begin(), label.end(), 0u);
    for (int join = 0; join < 30; ++join) {
      const auto a = static_cast<std::uint32_t>(random.below(kNodes));
      const auto b = static_cast<std::uint32_t>(random.below(kNodes));
      sets.join(a, b);
      const std::uint32_t low = std::min(label[a], label[b]);
      const std::uint32_t high = std::max(label[a], label[b]);
      std::replace(label.begin(), label.end(), high, low);
      for (std::uint32_t node = 0; node < kNodes; ++node) ASSERT_EQ(sets.find(node), label[node]);
    }
  }
}

}  // namespace
}  // namespace byname
