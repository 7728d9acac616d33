// SPDX-License-Identifier: Apache-2.0
#include "register/printable_text.hpp"

#include <gtest/gtest.h>

namespace byname {
namespace {

TEST(PrintableText, KeepsEveryScript) {
  for (const char* text : {"heron", "Цапля", "журавель-2", "مالك الحزين", "ყანჩა", "蒼鷺", "é"})
    EXPECT_EQ(printable_text(text), text);
}

TEST(PrintableText, ShowsWhatATerminalWouldActUpon) {
  EXPECT_EQ(printable_text("a\x1b[2Jb"), "a\\u{1B}[2Jb");
  EXPECT_EQ(printable_text("a\r\nb"), "a\\u{D}\\u{A}b");
  EXPECT_EQ(printable_text("a\u202Eb\u2066"), "a\\u{202E}b\\u{2066}");
  EXPECT_EQ(printable_text("\xC2\x9B"), "\\u{9B}");
  EXPECT_EQ(printable_text("\xFF"), "\uFFFD");
}

}  // namespace
}  // namespace byname
