// SPDX-License-Identifier: Apache-2.0
#include "base/byte_size.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.hpp"

namespace byname {
namespace {

TEST(ParseByteSize, KnowsUnitsOf1024) {
  EXPECT_EQ(parse_byte_size("1"), 1u);
  EXPECT_EQ(parse_byte_size("800K"), 800u << 10);
  EXPECT_EQ(parse_byte_size("512M"), 512u << 20);
  EXPECT_EQ(parse_byte_size("2g"), 2ull << 30);
  EXPECT_EQ(parse_byte_size("1.5GiB"), 3ull << 29);
  EXPECT_EQ(parse_byte_size("3TB"), 3ull << 40);
}

TEST(ParseByteSize, RefusesWhatIsNoSize) {
  for (const char* text :
       {"", "G", "two", "-1G", "0", "1X", "1 G", "1GG", "nan", "inf", "1e9", "99999999T"}) {
    EXPECT_THROW(parse_byte_size(text), UsageError) << text;
  }
}

TEST(FormatByteSize, IsShort) {
  EXPECT_EQ(format_byte_size(0), "0 bytes");
  EXPECT_EQ(format_byte_size(1), "1 byte");
  EXPECT_EQ(format_byte_size(1023), "1023 bytes");
  EXPECT_EQ(format_byte_size(1536), "1.5 KiB");
  EXPECT_EQ(format_byte_size((1u << 20) - 1), "1 MiB");
  EXPECT_EQ(format_byte_size(2ull << 40), "2 TiB");
}

RC_GTEST_PROP(ByteSize, WholeUnitsSurviveARoundTrip, ()) {
  const std::uint64_t bytes = *rc::gen::inRange<std::uint64_t>(1, 1023) << (10 * *rc::gen::inRange(1, 5));
  std::string text = format_byte_size(bytes);
  text.erase(text.find(' '), 1);
  RC_ASSERT(parse_byte_size(text) == bytes);
}

}  // namespace
}  // namespace byname
