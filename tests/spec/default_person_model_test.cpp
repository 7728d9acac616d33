// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "reference/invented_records.hpp"
#include "spec/comparison_levels.hpp"
#include "spec/model_spec.hpp"

namespace byname {
namespace {

using reference::RecordMaker;

std::vector<std::string> names_of(const ModelSpec& model) {
  std::vector<std::string> names;
  for (const ComparisonSpec& comparison : model.comparisons) names.push_back(comparison.name);
  return names;
}

TEST(DefaultPersonModel, ComparesEveryColumnThatSaysSomething) {
  const ModelSpec model = default_person_model(reference::untidy_records(100, 2, 1));
  EXPECT_THAT(names_of(model), testing::ElementsAre("given", "family", "sex", "birth_date", "death_date",
                                                    "place", "address", "postcode", "email", "phone"));
  EXPECT_EQ(model.link_type, "link_and_dedupe");
  EXPECT_FALSE(model.is_trained);
}

TEST(DefaultPersonModel, OneListIsDeduplicated) {
  EXPECT_EQ(default_person_model(reference::untidy_records(100, 1, 1)).link_type, "dedupe_only");
}

TEST(DefaultPersonModel, LeavesOutWhatSaysTheSameOfEverybody) {
  RecordMaker maker({Role::kFamily, Role::kSex, Role::kPlace, Role::kText, Role::kEventDate});
  maker.add(0, {"bodnar", "m", "", "a remark", "2024-05-01"});
  maker.add(0, {"hrin", "m", "", "another", ""});
  maker.add(0, {"kovtun", "m", "", "a third", ""});
  EXPECT_THAT(names_of(default_person_model(maker.take())), testing::ElementsAre("family"));
}

TEST(DefaultPersonModel, SwappedNamesNeedBothNames) {
  const auto first_label = [](const std::vector<Role>& roles) {
    RecordMaker maker(roles);
    maker.add(0, reference::Cells(roles.size(), "taras"));
    maker.add(0, reference::Cells(roles.size(), "olena"));
    return default_person_model(maker.take()).comparisons[0].levels[1].label;
  };
  EXPECT_EQ(first_label({Role::kGiven, Role::kFamily}), kSwappedLabel);
  EXPECT_EQ(first_label({Role::kGiven}), "same");
}

TEST(DefaultPersonModel, KnownNamesAndTheBirthsBesideThemBarForCertain) {
  const auto model_of = [](const char* given) {
    RecordMaker maker({Role::kFamily, Role::kGiven, Role::kBirthDate});
    maker.add(0, {"bodnar", given, "1990-01-02"});
    maker.add(0, {"hrin", "olena", "1985-03-04"});
    return default_person_model(maker.take());
  };
  const ModelSpec known = model_of("TARAS");  // a known name in canonical form
  EXPECT_EQ(known.comparisons[1].kind, ComparisonKind::kKnownName);
  EXPECT_EQ(known.comparisons[0].kind, ComparisonKind::kName) << "family names are not known ones";
  EXPECT_TRUE(known.comparisons[1].level(0).is_certain_veto);
  EXPECT_TRUE(known.comparisons[2].level(0).is_certain_veto);
  const ModelSpec unknown = model_of("taras");
  EXPECT_EQ(unknown.comparisons[1].kind, ComparisonKind::kName);
  EXPECT_FALSE(unknown.comparisons[2].level(0).is_certain_veto);
}

TEST(DefaultPersonModel, SaysThatNothingTellsPersonsApart) {
  RecordMaker maker({Role::kSex, Role::kPlace});
  maker.add(0, {"m", "zimovka"});
  maker.add(0, {"f", "novy bor"});
  try {
    default_person_model(maker.take());
    FAIL() << "no column identifies";
  } catch (const DataError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("--map"));
  }
}

TEST(ModelSpec, LevelsGoFromNullOverStrongestToElse) {
  for (const ComparisonSpec& comparison :
       default_person_model(reference::untidy_records(100, 1, 1)).comparisons) {
    SCOPED_TRACE(comparison.name);
    EXPECT_TRUE(comparison.levels[0].is_null);
    EXPECT_EQ(&comparison.level(-1), &comparison.levels[0]);
    EXPECT_EQ(&comparison.level(comparison.num_gammas() - 1), &comparison.levels[1]);
    EXPECT_EQ(&comparison.level(0), &comparison.levels.back());
    EXPECT_EQ(comparison.levels.back().sql_condition, "ELSE");
    for (std::size_t i = 1; i < comparison.levels.size(); ++i) EXPECT_FALSE(comparison.levels[i].is_null);
    for (int gamma = 1; gamma < comparison.num_gammas(); ++gamma)
      EXPECT_FALSE(comparison.level(gamma).is_rule_veto);
  }
}

TEST(ModelSpec, NamesUseTermFrequenciesAtEveryLevelOfAgreement) {
  const ModelSpec model = default_person_model(reference::untidy_records(100, 1, 1));
  for (const std::size_t k : {std::size_t{0}, std::size_t{1}}) {
    for (int gamma = 1; gamma <= 3; ++gamma)
      EXPECT_TRUE(model.comparisons[k].level(gamma).uses_term_frequency);
    EXPECT_FALSE(model.comparisons[k].level(0).uses_term_frequency);
  }
  EXPECT_FALSE(model.comparisons[0].level(4).uses_term_frequency);  // swapped
}

}  // namespace
}  // namespace byname
