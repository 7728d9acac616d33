// SPDX-License-Identifier: Apache-2.0
#include "spec/training_recipe.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace byname {
namespace {

std::string complaint(const std::string& text) {
  const std::string start = "the recipe cannot be read: ";
  try {
    parse_training_recipe(text, "");
  } catch (const DataError& error) {
    const std::string message = error.what();
    return message.starts_with(start) ? message.substr(start.size()) : "begins otherwise: " + message;
  }
  return "is read";
}

std::string complaint_of_step(const std::string& step) { return complaint("{\"steps\": [" + step + "]}"); }

TEST(TrainingRecipe, ReadsEveryKindOfStep) {
  const TrainingRecipe recipe = parse_training_recipe(R"({"steps": [
    {"estimate": "lambda", "rules": ["l.a = r.a", "l.b = r.b"], "recall": 0.7},
    {"estimate": "u", "max_pairs": 5e6, "seed": 9},
    {"estimate": "m", "rule": "l.a = r.a"},
    {"estimate": "m", "rule": "l.b = r.b", "fix_u": false, "fix_m": true, "fix_lambda": true,
     "without_term_frequencies": true, "max_pairs": 4e7, "populate_lambda": true},
    {"estimate": "m", "label_column": "person"},
    {"estimate": "m", "pair_labels": "labels.csv", "ignore_scores": true}]})",
                                                      "somewhere");
  ASSERT_EQ(recipe.steps.size(), 6u);
  EXPECT_EQ(recipe.steps[0].kind, TrainingStepKind::kLambda);
  EXPECT_EQ(recipe.steps[0].rules.size(), 2u);
  EXPECT_EQ(recipe.steps[0].recall, 0.7);
  EXPECT_EQ(recipe.steps[1].max_pairs, 5e6);
  EXPECT_EQ(recipe.steps[1].seed, 9u);
  const TrainingStep& usual = recipe.steps[2];
  EXPECT_TRUE(usual.fixes_u && !usual.fixes_m && !usual.fixes_lambda && !usual.without_term_frequencies &&
              !usual.populates_lambda);
  EXPECT_EQ(usual.max_pairs, 0);
  EXPECT_EQ(recipe.steps[3].max_pairs, 4e7);
  const TrainingStep& other = recipe.steps[3];
  EXPECT_TRUE(!other.fixes_u && other.fixes_m && other.fixes_lambda && other.without_term_frequencies &&
              other.populates_lambda);
  EXPECT_EQ(recipe.steps[4].labels, "person");
  EXPECT_EQ(recipe.steps[5].labels, "somewhere/labels.csv");
  EXPECT_TRUE(recipe.steps[5].ignores_scores);
}

TEST(TrainingRecipe, NamesTheStepAndTheKeyAtFault) {
  EXPECT_EQ(complaint("{"), "it is no JSON");
  EXPECT_EQ(complaint("[]"), "it has no list of steps: {\"steps\": [{\"estimate\": \"u\"}, ...]}");
  EXPECT_EQ(complaint("{\"steps\": [{\"estimate\": \"u\"}], \"note\": 1}"),
            "it has the key note, which means nothing there");
  EXPECT_EQ(complaint_of_step("7"), "step 1 is no object");
  EXPECT_EQ(complaint_of_step("{}"), "step 1 has no estimate");
  EXPECT_EQ(complaint_of_step(R"({"estimate": "v"})"), "step 1 estimates v; there are lambda, u, m");
  EXPECT_EQ(complaint_of_step(R"({"estimate": "u"}, {"estimate": "m"})"),
            "step 2 trains m and so wants one of rule, label_column, pair_labels");
  EXPECT_EQ(
      complaint_of_step(R"({"estimate": "m", "rule": "l.a = r.a", "fix_mm": true})"),
      "step 1 has the key fix_mm, which means nothing there. Keys: estimate, rule, fix_lambda, fix_m, fix_u, "
      "without_term_frequencies, max_pairs, populate_lambda");
  EXPECT_EQ(complaint_of_step(R"({"estimate": "m", "rule": "l.a = r.a", "fix_m": true})"),
            "step 1 fixes m and u, so that nothing is trained; fix_u is true unless it is said to be false");
  EXPECT_EQ(complaint_of_step(R"({"estimate": "m", "rule": "l.a = r.a", "fix_m": 1})"),
            "step 1 has a fix_m that is neither true nor false");
  EXPECT_EQ(complaint_of_step(R"({"estimate": "lambda", "rules": []})"),
            "step 1 has no list of rules as rules");
  EXPECT_EQ(complaint_of_step(R"({"estimate": "lambda", "rules": ["l.a = r.a"], "recall": 0})"),
            "step 1 has a recall that is no share above 0, up to 1");
  EXPECT_EQ(complaint_of_step(R"({"estimate": "u", "max_pairs": "all"})"),
            "step 1 has a max_pairs that is no number");
}

}  // namespace
}  // namespace byname
