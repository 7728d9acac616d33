// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <memory>

#include "estimate/estimator_families.hpp"
#include "estimate/latent_class.hpp"

namespace byname {
namespace {

constexpr std::size_t kMaxDraws = 200;
constexpr int kMaxLists = 12;

std::string assumption_text() {
  return fmt::format(
      "People fall into up to {} classes; within a class being on one list says nothing about being on "
      "another, and those on no list are of the same classes as those on some. Chances to be listed are "
      "uniform beforehand. This cannot be tested from the lists: a class that is hardly ever listed leaves "
      "no "
      "trace in them.",
      kNumLatentClasses);
}

EstimatorAnswer to_answer(LatentClassAnswer answer) {
  EstimatorAnswer result;
  result.unseen = std::move(answer.unseen);
  result.diagnostics = std::move(answer.diagnostics);
  result.reason = std::move(answer.reason);
  result.needed = std::move(answer.needed);
  return result;
}

}  // namespace

EstimatorFamily latent_class_family(const FamilyInput& input) {
  const int num_lists = input.draws.num_lists;
  if (input.is_quick || num_lists < 3 || num_lists > kMaxLists) return {};
  const auto sampler = std::make_shared<const LatentClassSampler>(input.draws.tables.front(),
                                                                  LatentClassOptions{}, input.execution);
  EstimatorFamily family;
  family.family = "latent-class";
  family.variants = {{"posterior", assumption_text()}};
  family.max_draws = kMaxDraws;
  family.answer = [sampler](const CaptureTable& table, const TableContext& context) {
    const bool is_decided = context.table == 0;
    return std::vector<EstimatorAnswer>{
        to_answer(is_decided ? sampler->decided() : sampler->answer_for(table, context.table))};
  };
  return family;
}

}  // namespace byname
