// SPDX-License-Identifier: Apache-2.0
#include "synth/coverage_option.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"

namespace byname {
namespace {

using testing::ElementsAre;

TEST(CoverageOption, ReadsSharesBetweenCommas) {
  EXPECT_THAT(parse_coverage("0.4,0.25,1"), ElementsAre(0.4, 0.25, 1));
  EXPECT_THAT(parse_coverage("0.5"), ElementsAre(0.5));
}

TEST(CoverageOption, RefusesWhatIsNoNumber) {
  for (const char* text : {"", "a", "0.4,", "0.4;0.3", "0.4,,0.3", " 0.4"}) {
    EXPECT_THROW(parse_coverage(text), UsageError) << text;
  }
}

TEST(CoverageOption, HasADefaultForAnyNumberOfLists) {
  EXPECT_THAT(default_coverage(1), ElementsAre(0.45));
  EXPECT_THAT(default_coverage(4), ElementsAre(0.45, 0.35, 0.3, 0.3));
}

}  // namespace
}  // namespace byname
