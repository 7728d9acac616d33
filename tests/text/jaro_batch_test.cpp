// SPDX-License-Identifier: Apache-2.0
#include "text/jaro_batch.hpp"

#include <gtest/gtest.h>
#include <vector>

#include "base/random.hpp"
#include "base/simd_target.hpp"

namespace byname {
namespace {

/// A text with what may stand behind it.
struct Text {
  Text(RandomStream& random, std::size_t longest) : size(1 + random.below(longest)) {
    const std::uint64_t letters = 2 + random.below(20);
    for (int i = 0; i < 64; ++i) bytes += static_cast<char>('a' + random.below(letters));
  }
  std::string_view view() const { return std::string_view(bytes).substr(0, size); }
  std::string bytes;
  std::size_t size;
};

template <typename Batch>
void expect_plain_matches() {
  RandomStream random(7, RandomStage::kSynth, 0, 0, 0);
  const FindJaroMatches plain = find_jaro_matches_of("plain");
  for (const std::string& level : simd_targets()) {
    SCOPED_TRACE(level);
    Batch batch;
    for (int round = 0; round < 400; ++round) {
      const std::size_t longest = 1 + random.below(Batch::kMostBytes);
      const std::size_t size = 1 + random.below(Batch::kMostPairs);
      std::vector<std::pair<Text, Text>> pairs;
      for (std::size_t i = 0; i < size; ++i) {
        pairs.emplace_back(Text(random, longest), Text(random, longest));
        batch.add(pairs.back().first.view(), pairs.back().second.view());
      }
      EXPECT_EQ(batch.is_full(), size == Batch::kMostPairs);
      jaro_batch_kernels_of(level).find(batch);
      for (std::size_t i = 0; i < size; ++i) {
        const auto& [a, b] = pairs[i];
        const JaroMatches expected = plain(a.view(), b.view());
        ASSERT_EQ(batch.matches(i).in_first, expected.in_first) << a.view() << ' ' << b.view();
        ASSERT_EQ(batch.matches(i).in_second, expected.in_second) << a.view() << ' ' << b.view();
      }
      batch.clear();
    }
  }
}

TEST(JaroBatch, FindsTheMatchesOfThePlainLoopInShortTexts) { expect_plain_matches<ShortJaroBatch>(); }

TEST(JaroBatch, FindsTheMatchesOfThePlainLoopInTextsOfThirtyTwoBytes) {
  expect_plain_matches<LongJaroBatch>();
}

}  // namespace
}  // namespace byname
