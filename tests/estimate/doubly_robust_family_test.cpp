// SPDX-License-Identifier: Apache-2.0
#include "estimate/doubly_robust_family.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.hpp"

namespace byname {
namespace {

using testing::HasSubstr;

constexpr int kPeople = 4000;

/// People of an age, whom three lists find the less the older they are, otherwise by chance.
CapturePersons draw_persons(std::uint64_t world) {
  RandomStream random(world, RandomStage::kEstimate, 21, 0, 0);
  CapturePersons persons;
  Covariate age{"age", {}, {}};
  for (int person = 0; person < kPeople; ++person) {
    const double years = 80 * random.uniform();
    const double chance = 0.55 - 0.4 * years / 80;
    std::uint32_t pattern = 0;
    for (int list = 0; list < 3; ++list) pattern |= random.uniform() < chance ? 1u << list : 0u;
    if (pattern == 0) continue;
    persons.patterns.push_back(pattern);
    age.numbers.push_back(years);
  }
  persons.covariates = {age};
  return persons;
}

TEST(DoublyRobustFamily, ComparesEveryTwoListsAmongPeopleAlike) {
  const CapturePersons persons = draw_persons(1);
  UnseenEstimate result;
  add_doubly_robust(result, {"a", "b", "c"}, persons, ExecutionContext{});
  ASSERT_EQ(result.models.size(), 3u);
  EXPECT_EQ(result.models[0].variant, "a and b");
  EXPECT_EQ(result.models[2].variant, "b and c");
  const auto named = static_cast<double>(persons.patterns.size());
  for (const ModelEstimate& model : result.models) {
    EXPECT_EQ(model.family, "doubly-robust");
    EXPECT_NEAR(model.total.estimate - model.unseen.estimate, named, 1e-3 * named);
    EXPECT_LT(model.total.low, kPeople);
    EXPECT_GT(model.total.high, kPeople);
    EXPECT_THAT(model.assumption, HasSubstr("people alike in age"));
  }
  EXPECT_EQ(result.assumption, "");
}

TEST(DoublyRobustFamily, TwoListsHaveNoHeadlineAndAreToldSo) {
  CapturePersons persons = draw_persons(2);
  for (std::uint32_t& pattern : persons.patterns) pattern = std::max(1u, pattern & 3u);
  UnseenEstimate result;
  add_doubly_robust(result, {"a", "b"}, persons, ExecutionContext{});
  EXPECT_EQ(result.headline, -1);
  EXPECT_THAT(result.assumption, HasSubstr("independent among people alike in age"));
}

TEST(DoublyRobustFamily, APairThatSaysFewerThanAreNamedIsRefused) {
  // List 2 copies list 1; list 3 has others.
  CapturePersons persons;
  Covariate age{"age", {}, {}};
  for (int person = 0; person < 900; ++person) {
    persons.patterns.push_back(person < 300 ? 3 : person < 320 ? 1 : person < 340 ? 7 : 4);
    age.numbers.push_back(person % 50);
  }
  persons.covariates = {age};
  UnseenEstimate result;
  add_doubly_robust(result, {"a", "b", "c"}, persons, ExecutionContext{});
  ASSERT_FALSE(result.refusals.empty());
  EXPECT_EQ(result.refusals[0].variant, "a and b");
  EXPECT_THAT(result.refusals[0].reason, HasSubstr("fewer people"));
}

}  // namespace
}  // namespace byname
