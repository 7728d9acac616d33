// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <fmt/format.h>

#include "estimate/estimator_families.hpp"
#include "estimate/heterogeneity.hpp"
#include "estimate/refusal_text.hpp"

namespace byname {
namespace {

constexpr int kMaxListsOfQuickShapes = 5;

constexpr std::string_view kBoundAssumption =
    "A lower bound (Chao's bound with an effect of every list, \"Mth Chao (LB)\"): people may differ in how "
    "easily they are found, but being on one list must not make being on another likelier for other reasons, "
    "such as one list copying from another. Then the true number is at least this.";

std::string chao_simple_assumption(int num_lists) {
  return fmt::format(
      "Chao's simple formula f1^2 / (2 f2), from the persons on one list (f1) and on two (f2), made for very "
      "many lists; with {} lists of equal size it gives {}/{} of the bound, so it is shown for comparison "
      "with "
      "other studies only.",
      num_lists, num_lists, num_lists - 1);
}

constexpr std::string_view kMthAssumption =
    "People differ in how easily they are found, in a way that {}; apart from that, being on one list says "
    "nothing "
    "about being on another. The shape decides the answer and cannot be tested from the lists.";

struct Shape {
  std::string_view variant;
  HeterogeneityShape shape;
  std::string_view words;
};
constexpr Shape kShapes[] = {
    {"poisson2", HeterogeneityShape::kPoisson2,
     "makes each further list twice as telling (Poisson shape: a bounded spread)"},
    {"darroch", HeterogeneityShape::kDarroch, "is a bell curve on the scale of log odds (Darroch)"},
    {"gamma", HeterogeneityShape::kGamma,
     "has many people who are hardly ever found (gamma with shape 3.5)"}};

EstimatorAnswer mth_answer(const CaptureTable& table, HeterogeneityShape shape) {
  UnseenAnswer unseen = mth_estimate(table, shape);
  if (unseen.parts.empty()) {
    if (has_no_overlap(table)) return refused_answer(kNoOverlapReason, kNoOverlapNeed);
    return refused_answer(
        "not estimable, because the likelihood of the model has no maximum, or the lists cannot tell its "
        "parameters "
        "apart",
        "more persons on two lists or more");
  }
  EstimatorAnswer answer;
  answer.unseen = std::move(unseen);
  return answer;
}

EstimatorAnswer chao_answer(const CaptureTable& table, UnseenAnswer unseen) {
  if (unseen.parts.empty()) {
    if (has_no_overlap(table)) return refused_answer(kNoOverlapReason, kNoOverlapNeed);
    return refused_answer("not estimable, because no person is on exactly two lists",
                          "more persons on exactly two lists");
  }
  EstimatorAnswer answer;
  answer.unseen = std::move(unseen);
  const double estimate = answer.unseen.parts.front().unseen;
  const double sd = answer.unseen.parts.front().sd;
  answer.diagnostics = {{"f1", table.captured_exactly[1]},
                        {"f2", table.captured_exactly[2]},
                        {"standard_error", estimate * std::sqrt(std::expm1(sd * sd))}};
  return answer;
}

}  // namespace

EstimatorFamily heterogeneity_family(const FamilyInput& input) {
  const int num_lists = input.draws.num_lists;
  if (num_lists < 3) return {};
  EstimatorFamily family;
  family.family = "heterogeneity";
  const bool has_bound = num_lists <= kMaxListsOfChaoBound;
  const bool has_shapes = num_lists <= (input.is_quick ? kMaxListsOfQuickShapes : kMaxListsOfChaoBound);
  if (has_bound) family.variants.push_back({"chao", std::string(kBoundAssumption)});
  family.variants.push_back({"chao-simple", chao_simple_assumption(num_lists)});
  if (has_shapes) {
    for (const Shape& shape : kShapes)
      family.variants.push_back(
          {std::string(shape.variant), fmt::format(fmt::runtime(kMthAssumption), shape.words)});
  }
  family.answer = [has_bound, has_shapes](const CaptureTable& table, const TableContext&) {
    std::vector<EstimatorAnswer> answers;
    if (has_bound) answers.push_back(chao_answer(table, chao_lower_bound(table)));
    answers.push_back(chao_answer(table, chao_moment(table, 1)));
    if (has_shapes) {
      for (const Shape& shape : kShapes) answers.push_back(mth_answer(table, shape.shape));
    }
    return answers;
  };
  return family;
}

}  // namespace byname
