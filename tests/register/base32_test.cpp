// SPDX-License-Identifier: Apache-2.0
#include "register/base32.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>
#include <utility>

namespace byname {
namespace {

std::string drawn_code() {
  const auto values = *rc::gen::container<std::vector<int>>(26, rc::gen::inRange(0, 32));
  std::string code;
  for (const int value : values) code += kBase32[static_cast<std::size_t>(value)];
  return code;
}

TEST(Base32, ReadsWhatIsEasilyMisread) {
  EXPECT_EQ(base32_value('O'), 0);
  EXPECT_EQ(base32_value('l'), 1);
  EXPECT_EQ(base32_value('z'), 31);
  EXPECT_EQ(base32_value('U'), -1);
  EXPECT_EQ(base32_value('-'), -1);
}

RC_GTEST_PROP(Base32, FindsEveryWrongCharacter, ()) {
  const std::string code = drawn_code();
  const auto place = *rc::gen::inRange<std::size_t>(0, code.size());
  const int shift = *rc::gen::inRange(1, 32);
  std::string wrong = code;
  wrong[place] = kBase32[static_cast<std::size_t>((base32_value(code[place]) + shift) % 32)];
  RC_ASSERT(base32_check(wrong) != base32_check(code));
}

RC_GTEST_PROP(Base32, FindsEverySwap, ()) {
  const std::string code = drawn_code();
  const auto place = *rc::gen::inRange<std::size_t>(0, code.size() - 1);
  RC_PRE(code[place] != code[place + 1]);
  std::string wrong = code;
  std::swap(wrong[place], wrong[place + 1]);
  RC_ASSERT(base32_check(wrong) != base32_check(code));
}

}  // namespace
}  // namespace byname
