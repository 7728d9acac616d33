// SPDX-License-Identifier: Apache-2.0
#include "cluster/constraints.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/invented_records.hpp"

namespace byname {
namespace {

Judgement judge(std::uint32_t left, std::uint32_t right, Verdict verdict) {
  return {left, right, verdict, "", "", 0};
}

const std::vector<std::uint32_t> kListOf = {0, 0, 1, 1, 2};

TEST(Constraints, ForbidsWithinAListWithoutDuplicates) {
  const Constraints constraints(kListOf, {true, false, false}, {});
  EXPECT_TRUE(constraints.forbids(0, 1));
  EXPECT_FALSE(constraints.forbids(2, 3));
  EXPECT_FALSE(constraints.forbids(0, 2));
  EXPECT_EQ(constraints.unique_bit(0), constraints.unique_bit(1));
  EXPECT_NE(constraints.unique_bit(0), 0u);
  EXPECT_EQ(constraints.unique_bit(2), 0u);
}

TEST(Constraints, TheLaterJudgementOfAPairWins) {
  const Constraints constraints(kListOf, {false, false, false},
                                {judge(0, 2, Verdict::kSame), judge(3, 4, Verdict::kSame),
                                 judge(2, 0, Verdict::kDifferent), judge(1, 4, Verdict::kUnsure)});
  EXPECT_TRUE(constraints.forbids(0, 2));
  EXPECT_TRUE(constraints.forbids(2, 0));
  EXPECT_FALSE(constraints.forbids(3, 4));
  EXPECT_FALSE(constraints.forbids(1, 4));
  EXPECT_THAT(constraints.must_link(), testing::ElementsAre(std::pair(3u, 4u)));
  EXPECT_THAT(constraints.must_not_link(), testing::ElementsAre(std::pair(0u, 2u)));
}

RecordTable five_records() {
  reference::RecordMaker maker({Role::kFamily}, 3);
  for (const std::uint32_t list : kListOf) maker.add(list, {"bodnar"});
  return maker.take();
}

TEST(Constraints, ListsContradictionsAlsoThroughOthers) {
  const Constraints chain(
      kListOf, {false, false, false},
      {judge(0, 2, Verdict::kSame), judge(2, 4, Verdict::kSame), judge(0, 4, Verdict::kDifferent)});
  EXPECT_EQ(chain.contradictions(five_records()).size(), 1u);
  const Constraints unique(kListOf, {true, false, false},
                           {judge(0, 2, Verdict::kSame), judge(1, 2, Verdict::kSame)});
  EXPECT_EQ(unique.contradictions(five_records()).size(), 1u);
  const Constraints sound(kListOf, {true, false, false},
                          {judge(0, 2, Verdict::kSame), judge(1, 2, Verdict::kDifferent)});
  EXPECT_THAT(sound.contradictions(five_records()), testing::IsEmpty());
}

TEST(RuleVetoes, BarOnlyWhereTrueMatchesHardlyBreakTheRule) {
  const ModelSpec model = default_person_model(reference::untidy_records(100, 1, 1));
  MixtureParameters parameters;
  for (const ComparisonSpec& comparison : model.comparisons) {
    const auto levels = static_cast<std::size_t>(comparison.num_gammas());
    parameters.m.emplace_back(levels, 1.0 / static_cast<double>(levels));
  }
  EXPECT_FALSE(RuleVetoes(model, parameters, 0.002).any());
  parameters.m[2][0] = 0.001;  // sex
  parameters.m[5][0] = 0.001;  // place: no rule, whatever its m
  const RuleVetoes vetoes(model, parameters, 0.002);
  EXPECT_TRUE(vetoes.bars_gamma(2, 0));
  EXPECT_FALSE(vetoes.bars_gamma(5, 0));
  const PatternCode code(model);
  std::vector<std::int8_t> gammas(code.num_comparisons(), 1);
  const auto pattern_of = [&] {
    std::uint64_t pattern = 0;
    for (std::size_t k = 0; k < gammas.size(); ++k)
      pattern += static_cast<std::uint64_t>(gammas[k] + 1) * code.stride(k);
    return pattern;
  };
  EXPECT_FALSE(vetoes.bars(code, pattern_of()));
  gammas[2] = -1;
  EXPECT_FALSE(vetoes.bars(code, pattern_of()));
  gammas[2] = 0;
  EXPECT_TRUE(vetoes.bars(code, pattern_of()));
  EXPECT_TRUE(vetoes.bars_row(gammas));
}

TEST(RuleVetoes, ThatAreCertainBarWhateverTheListsSay) {
  ModelSpec model = default_person_model(reference::untidy_records(100, 1, 1));
  MixtureParameters parameters;
  for (const ComparisonSpec& comparison : model.comparisons) {
    const auto levels = static_cast<std::size_t>(comparison.num_gammas());
    parameters.m.emplace_back(levels, 1.0 / static_cast<double>(levels));
  }
  model.comparisons[0].level(1).is_certain_veto = true;
  const RuleVetoes vetoes(model, parameters, 0.002);
  EXPECT_TRUE(vetoes.bars_gamma(0, 1));
  EXPECT_FALSE(vetoes.bars_gamma(0, 0));
}

}  // namespace
}  // namespace byname
