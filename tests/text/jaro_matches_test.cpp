// SPDX-License-Identifier: Apache-2.0
#include "text/jaro_matches.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"
#include "base/simd_target.hpp"

namespace byname {
namespace {

std::string random_text(RandomStream& random) {
  std::string text(1 + random.below(64), ' ');
  const std::uint64_t letters = 2 + random.below(20);
  for (char& byte : text) byte = static_cast<char>('a' + random.below(letters));
  return text;
}

TEST(JaroMatches, OfEveryLevelAreThoseOfThePlainLoop) {
  RandomStream random(6, RandomStage::kSynth, 0, 0, 0);
  const FindJaroMatches plain = find_jaro_matches_of("plain");
  for (const std::string& level : simd_targets()) {
    SCOPED_TRACE(level);
    const FindJaroMatches find = find_jaro_matches_of(level);
    for (int i = 0; i < 4000; ++i) {
      const std::string a = random_text(random);
      std::string b = random_text(random);
      const std::size_t size = b.size();
      b.resize(64 + size, 'a');  // what stands behind a text must not be looked at
      const std::string_view second = std::string_view(b).substr(0, size);
      const JaroMatches expected = plain(a, second);
      const JaroMatches found = find(a, second);
      ASSERT_EQ(found.in_first, expected.in_first) << a << ' ' << second;
      ASSERT_EQ(found.in_second, expected.in_second) << a << ' ' << second;
    }
  }
}

}  // namespace
}  // namespace byname
