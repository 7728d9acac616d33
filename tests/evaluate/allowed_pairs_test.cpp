// SPDX-License-Identifier: Apache-2.0
#include "evaluate/allowed_pairs.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.hpp"
#include "evaluate/check.hpp"

namespace byname {
namespace {

using Labels = std::vector<std::uint32_t>;

const std::vector<std::string> kLists = {"a", "b", "c"};

TEST(EvaluatedPairs, AreOfOtherListsWithLinkOnly) {
  const EvaluatedPairs allowed(kLists, "link_only", {});
  EXPECT_FALSE(allowed.allows(1, 1));
  EXPECT_TRUE(allowed.allows(0, 2));
}

TEST(EvaluatedPairs, AreThoseThatWereNamed) {
  const EvaluatedPairs allowed(kLists, "link_and_dedupe", {"a-b,b-b"});
  EXPECT_TRUE(allowed.allows(1, 0));
  EXPECT_TRUE(allowed.allows(1, 1));
  EXPECT_FALSE(allowed.allows(0, 0));
  EXPECT_FALSE(allowed.allows(2, 1));
  EXPECT_THROW(EvaluatedPairs(kLists, "link_only", {"a-x"}), UsageError);
}

RC_GTEST_PROP(EvaluatedPairs, CountAsAllPairsOneByOne, ()) {
  const std::vector<std::vector<std::string>> named = {{}, {"a-b"}, {"a-a,b-c"}};
  const std::string type = *rc::gen::element(std::string("link_only"), std::string("link_and_dedupe"));
  const EvaluatedPairs allowed(kLists, type, *rc::gen::elementOf(named));
  const std::size_t n = *rc::gen::inRange<std::size_t>(0, 16);
  Labels truth(n);
  Labels list(n);
  for (std::size_t i = 0; i < n; ++i) {
    truth[i] = *rc::gen::inRange<std::uint32_t>(0, 5);
    if (truth[i] == 4) truth[i] = kNoTruth;
    list[i] = *rc::gen::inRange<std::uint32_t>(0, 3);
  }
  std::int64_t expected = 0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < i; ++j)
      expected += truth[i] != kNoTruth && truth[i] == truth[j] && allowed.allows(list[i], list[j]) ? 1 : 0;
  }
  RC_ASSERT(allowed.count_true(truth, list) == expected);
}

}  // namespace
}  // namespace byname
