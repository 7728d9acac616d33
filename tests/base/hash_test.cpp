// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"

#include <bit>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>
#include <string>

#include "base/error.hpp"

namespace byname {
namespace {

std::string temporary_file(const std::string& content) {
  const std::string path = testing::TempDir() + "byname_hash_test_" +
                           testing::UnitTest::GetInstance()->current_test_info()->name();
  std::ofstream(path, std::ios::binary) << content;
  return path;
}

TEST(Mix64, EveryInputBitMovesAboutHalfOfTheOutput) {
  for (int bit = 0; bit < 64; ++bit) {
    int moved = 0;
    for (std::uint64_t x = 0; x < 256; ++x) moved += std::popcount(mix64(x) ^ mix64(x ^ (1ull << bit)));
    EXPECT_NEAR(moved / 256.0, 32, 2) << "bit " << bit;
  }
}

TEST(Hash64, TellsShortTextsApart) {
  std::set<std::uint64_t> hashes;
  std::size_t texts = 0;
  for (std::size_t length = 0; length <= 3; ++length) {
    std::string text(length, 'a');
    for (;;) {
      hashes.insert(hash64(text));
      ++texts;
      std::size_t at = 0;
      while (at < length && text[at] == 'j') text[at++] = 'a';
      if (at == length) break;
      ++text[at];
    }
  }
  EXPECT_EQ(hashes.size(), texts);
}

TEST(Hash64, TellsTrailingZerosApart) {
  std::set<std::uint64_t> hashes;
  for (std::size_t length = 0; length < 40; ++length) hashes.insert(hash64(std::string(length, '\0')));
  EXPECT_EQ(hashes.size(), 40u);
}

RC_GTEST_PROP(Hash64, DependsOnTextAndSeedOnly, (const std::string& text, std::uint64_t seed)) {
  RC_ASSERT(hash64(text, seed) == hash64(std::string(text), seed));
  RC_ASSERT(hash64(text, seed) != hash64(text + "x", seed));
  RC_ASSERT(hash64(text, seed) != hash64(text, seed + 1));
}

// FIPS 180-2, appendix B.
TEST(Sha256OfFile, EqualsThePublishedExamples) {
  EXPECT_EQ(sha256_of_file(temporary_file("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_of_file(temporary_file(std::string(1'000'000, 'a'))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256OfFile, SaysWhichFileIsMissing) {
  try {
    sha256_of_file("no/such/file.csv");
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_NE(std::string(error.what()).find("no/such/file.csv"), std::string::npos);
  }
}

}  // namespace
}  // namespace byname
