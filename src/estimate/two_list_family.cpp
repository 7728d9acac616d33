// SPDX-License-Identifier: Apache-2.0
#include "estimate/estimator_families.hpp"
#include "estimate/heterogeneity.hpp"
#include "estimate/refusal_text.hpp"
#include "estimate/two_list.hpp"

namespace byname {
namespace {

constexpr const char* kChapmanAssumption =
    "Assumes independent lists: being on one list says nothing about being on the other, and everybody had "
    "the "
    "same chance to be on each. If one list copies from the other it is too low; if the lists cover "
    "different "
    "people it is too high. This cannot be tested with two lists.";
constexpr const char* kChaoAssumption =
    "Assumes independent lists: being on one says nothing about being on the other. If the two lists were "
    "about "
    "equally easy to get on, people who differ in how easily they are found make it too low and never too "
    "high: "
    "f1^2 / (4 f2) from the persons on one list (f1) and on both (f2). This cannot be tested with two lists.";

EstimatorAnswer answer_of(UnseenAnswer unseen) {
  if (unseen.parts.empty()) return refused_answer(kNoOverlapReason, kNoOverlapNeed);
  EstimatorAnswer answer;
  answer.unseen = std::move(unseen);
  return answer;
}

}  // namespace

EstimatorFamily two_list_family(const FamilyInput& input) {
  if (input.draws.num_lists != 2) return {};
  EstimatorFamily family;
  family.family = "two-list";
  family.variants = {{"chapman", kChapmanAssumption}, {"chao", kChaoAssumption}};
  family.answer = [](const CaptureTable& table, const TableContext&) {
    EstimatorAnswer chao = answer_of(chao_moment(table, 0.5));
    if (!chao.unseen.parts.empty())
      chao.diagnostics = {{"f1", table.captured_exactly[1]}, {"f2", table.captured_exactly[2]}};
    return std::vector<EstimatorAnswer>{answer_of(chapman(table)), std::move(chao)};
  };
  return family;
}

}  // namespace byname
