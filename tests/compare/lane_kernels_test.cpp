// SPDX-License-Identifier: Apache-2.0
#include "compare/lane_kernels.hpp"

#include <array>
#include <gtest/gtest.h>
#include <limits>

#include "base/error.hpp"
#include "base/random.hpp"
#include "base/simd_target.hpp"
#include "compare/byte_bag.hpp"
#include "text/byte_similarity.hpp"

namespace byname {
namespace {

/// Random words with many equal ones and zeros; as many as kernels may read.
std::array<std::uint32_t, kLanes> random_words(RandomStream& random) {
  std::array<std::uint32_t, kLanes> words{};
  for (std::uint32_t& word : words)
    word = random.below(3) == 0 ? static_cast<std::uint32_t>(random.below(3))
                                : static_cast<std::uint32_t>(random.next());
  return words;
}

/// Runs `check(kernels, plain, count)` for every level and number of lanes.
template <typename Check>
void for_all_levels(const Check& check) {
  const LaneKernels& plain = lane_kernels_of("plain");
  for (const std::string& level : simd_targets()) {
    SCOPED_TRACE(level);
    for (std::size_t count = 0; count <= kLanes; ++count) check(lane_kernels_of(level), plain, count);
  }
}

TEST(LaneKernels, CompareWordsLikeThePlainOnes) {
  RandomStream random(1, RandomStage::kSynth, 0, 0, 0);
  for_all_levels([&](const LaneKernels& kernels, const LaneKernels& plain, std::size_t count) {
    const auto left = random_words(random);
    const auto right = random_words(random);
    for (const auto tests : {&LaneKernels::one_left, &LaneKernels::each_left}) {
      for (const auto test :
           {&LaneTests::equal, &LaneTests::different, &LaneTests::less, &LaneTests::either_zero})
        EXPECT_EQ((kernels.*tests.*test)(left.data(), right.data(), count),
                  (plain.*tests.*test)(left.data(), right.data(), count));
    }
    EXPECT_EQ(kernels.not_zero(right.data(), count), plain.not_zero(right.data(), count));
  });
}

TEST(LaneKernels, SubtractDoublesLikeThePlainOnes) {
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const std::array<double, 8> choices = {0, -0.0, 1, 1.5, -3, kNaN, kInfinity, -kInfinity};
  RandomStream random(2, RandomStage::kSynth, 0, 0, 0);
  for_all_levels([&](const LaneKernels& kernels, const LaneKernels& plain, std::size_t count) {
    std::array<double, kLanes> left{};
    std::array<double, kLanes> right{};
    for (std::size_t i = 0; i < kLanes; ++i) {
      left[i] = choices[random.below(choices.size())];
      right[i] = choices[random.below(choices.size())];
    }
    for (const auto tests : {&LaneKernels::one_left, &LaneKernels::each_left}) {
      for (const double limit : {0.0, 0.5, 1.0, 4.5, kInfinity, kNaN, -1.0}) {
        for (const bool is_strict : {false, true})
          EXPECT_EQ((kernels.*tests).near(left.data(), right.data(), limit, is_strict, count),
                    (plain.*tests).near(left.data(), right.data(), limit, is_strict, count));
      }
    }
  });
}

TEST(LaneKernels, SubtractWholeNumbersLikeThePlainOnes) {
  constexpr std::int32_t kMost = kLargestWhole;
  const std::array<std::int32_t, 8> choices = {0,    1,     -1,     30,
                                               -400, kMost, -kMost, std::numeric_limits<std::int32_t>::min()};
  static_assert(static_cast<std::uint32_t>(std::numeric_limits<std::int32_t>::min()) == kNoWhole);
  RandomStream random(5, RandomStage::kSynth, 0, 0, 0);
  for_all_levels([&](const LaneKernels& kernels, const LaneKernels& plain, std::size_t count) {
    std::array<std::uint32_t, kLanes> left{};
    std::array<std::uint32_t, kLanes> right{};
    for (std::size_t i = 0; i < kLanes; ++i) {
      left[i] = static_cast<std::uint32_t>(choices[random.below(choices.size())]);
      right[i] = static_cast<std::uint32_t>(choices[random.below(choices.size())]);
    }
    for (const auto tests : {&LaneKernels::one_left, &LaneKernels::each_left}) {
      for (const std::int32_t limit : {-1, 0, 1, 31, kMost, kLargestLimit})
        EXPECT_EQ((kernels.*tests).near_whole(left.data(), right.data(), limit, count),
                  (plain.*tests).near_whole(left.data(), right.data(), limit, count));
    }
  });
}

TEST(LaneKernels, CompareDigitsLikeThePlainOnes) {
  RandomStream random(6, RandomStage::kSynth, 0, 0, 0);
  for_all_levels([&](const LaneKernels& kernels, const LaneKernels& plain, std::size_t count) {
    std::array<std::uint32_t, kLanes> left{};
    std::array<std::uint32_t, kLanes> right{};
    for (std::size_t i = 0; i < kLanes; ++i) {
      const auto digits = [&] {
        return random.below(8) == 0 ? 0u : 0x11111111u * (1 + static_cast<std::uint32_t>(random.below(2)));
      };
      left[i] = digits();
      right[i] = digits();
      for (std::uint64_t changes = random.below(3); changes > 0; --changes)
        right[i] ^= static_cast<std::uint32_t>(1 + random.below(15)) << 4 * random.below(8);
    }
    for (const auto tests : {&LaneKernels::one_left, &LaneKernels::each_left})
      EXPECT_EQ((kernels.*tests).one_digit_apart(left.data(), right.data(), count),
                (plain.*tests).one_digit_apart(left.data(), right.data(), count));
  });
}

TEST(LaneKernels, SetAndFindBytesAndAddProductsLikeThePlainOnes) {
  RandomStream random(3, RandomStage::kSynth, 0, 0, 0);
  for_all_levels([&](const LaneKernels& kernels, const LaneKernels& plain, std::size_t count) {
    std::array<std::uint8_t, kLanes> values{};
    for (std::uint8_t& value : values) value = static_cast<std::uint8_t>(random.below(7));
    EXPECT_EQ(kernels.equal_bytes(values.data(), 3), plain.equal_bytes(values.data(), 3));
    auto expected = values;
    const std::uint64_t mask = random.next() & random.next();
    kernels.set_bytes(values.data(), mask, 200);
    plain.set_bytes(expected.data(), mask, 200);
    EXPECT_EQ(values, expected);
    auto sums = random_words(random);
    auto expected_sums = sums;
    kernels.add_products(sums.data(), values.data(), 1234567, count);
    plain.add_products(expected_sums.data(), values.data(), 1234567, count);
    for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(sums[i], expected_sums[i]);
  });
}

/// Some texts and the words that bound their similarity.
struct Texts {
  explicit Texts(RandomStream& random) {
    for (std::size_t i = 0; i < kLanes; ++i) {
      for (std::size_t size = random.below(14); texts[i].size() < size;)
        texts[i] += static_cast<char>('a' + random.below(random.below(2) == 0 ? 3 : 8));
      const ByteBag bag = make_byte_bag(texts[i]);
      once[i] = bag.once;
      twice[i] = bag.twice;
      thrice[i] = bag.thrice;
      prefix[i] = bag.prefix;
      length[i] = bag.length | std::uint32_t{bag.extra} << 16;
    }
  }
  BagWords words() const { return {once.data(), twice.data(), thrice.data(), prefix.data(), length.data()}; }

  std::array<std::string, kLanes> texts;
  std::array<std::uint32_t, kLanes> once{}, twice{}, thrice{}, prefix{}, length{};
};

TEST(LaneKernels, BoundsLeaveOutNoPairThatPasses) {
  RandomStream random(4, RandomStage::kSynth, 0, 0, 0);
  std::size_t left_out = 0;
  for_all_levels([&](const LaneKernels& kernels, const LaneKernels&, std::size_t count) {
    const Texts a(random);
    const Texts b(random);
    const double threshold = 0.05 + 0.95 * random.uniform();
    const auto limit = static_cast<std::int32_t>(random.below(6));
    for (const bool has_one_left : {false, true}) {
      const LaneTests& tests = has_one_left ? kernels.one_left : kernels.each_left;
      const std::uint64_t winkler = tests.may_be_similar(a.words(), b.words(), threshold, true, count);
      const std::uint64_t jaro = tests.may_be_similar(a.words(), b.words(), threshold, false, count);
      const std::uint64_t close = tests.may_be_close(a.words(), b.words(), limit, count);
      for (std::size_t i = 0; i < count; ++i) {
        const std::string& x = a.texts[has_one_left ? 0 : i];
        const std::string& y = b.texts[i];
        const std::uint64_t bit = std::uint64_t{1} << i;
        if (byte_jaro_winkler(x, y) >= threshold) {
          EXPECT_NE(winkler & bit, 0u) << x << ' ' << y;
        }
        if (byte_jaro(x, y) >= threshold) {
          EXPECT_NE(jaro & bit, 0u) << x << ' ' << y;
        }
        if (byte_levenshtein(x, y) <= static_cast<std::size_t>(limit)) {
          EXPECT_NE(close & bit, 0u) << x << ' ' << y;
        }
        left_out += (winkler & bit) == 0;
      }
    }
  });
  EXPECT_GT(left_out, 1000u);
}

TEST(LaneKernels, OfAnUnknownLevelAreRefused) { EXPECT_THROW(lane_kernels_of("mmx"), UserError); }

}  // namespace
}  // namespace byname
