// SPDX-License-Identifier: Apache-2.0
#include "estimate/count_estimate.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "estimate/family_answers.hpp"
#include "estimate/list_pairs_overlap.hpp"
#include "estimate/model_draws.hpp"
#include "estimate/refusal_text.hpp"
#include "estimate/strata_sum.hpp"
#include "estimate/unequal_chances.hpp"

namespace byname {
namespace {

/// An estimator is refused when models and draws without a finite estimate hold more than this share of the
/// mixture.
constexpr double kMaxRefusedShare = 0.1;

void add_estimates(UnseenEstimate& result, const FamilyAnswers& answers) {
  for (std::size_t variant = 0; variant < answers.variants.size(); ++variant) {
    const UnseenAnswer pooled = pooled_answer(answers, variant);
    if (pooled.parts.empty() || pooled.refused_share > kMaxRefusedShare) {
      result.refusals.push_back(refusal_of(answers, variant));
    } else {
      result.models.push_back(pooled_estimate(answers, variant, pooled));
    }
  }
}

void set_spread(UnseenEstimate& result) {
  if (result.models.empty()) return;
  if (result.headline >= 0) {
    result.spread = result.models[static_cast<std::size_t>(result.headline)].similar;
    if (result.spread.high > 0) return;
  }
  const auto [low, high] =
      std::minmax_element(result.models.begin(), result.models.end(),
                          [](const auto& a, const auto& b) { return a.unseen.estimate < b.unseen.estimate; });
  result.spread = {low->unseen.estimate, high->unseen.estimate};
}

void choose_headline(UnseenEstimate& result) {
  for (const std::string_view variant : {"aic-average", "bic-average"}) {
    const auto found =
        std::find_if(result.models.begin(), result.models.end(), [&](const ModelEstimate& model) {
          return model.family == "loglinear-pairs" && model.variant == variant;
        });
    if (found == result.models.end()) continue;
    found->is_headline = true;
    result.headline = static_cast<int>(found - result.models.begin());
    result.assumption = found->assumption;
    return;
  }
}

std::string why_no_headline(const UnseenEstimate& result) {
  if (result.lists.size() == 2) {
    return "Two lists give a number only if they are independent of one another, which two lists cannot "
           "show; at least three are needed for a headline.";
  }
  return result.refusals.empty() ? "" : result.refusals.front().reason;
}

/// Says in the headline what the overlaps hold against it.
void add_caution(UnseenEstimate& result, const CaptureTable& decided) {
  if (result.headline < 0) return;
  const UnequalChances found = find_unequal_chances(decided);
  if (found.limit == 0) return;
  ModelEstimate& headline = result.models[static_cast<std::size_t>(result.headline)];
  headline.diagnostics.emplace_back("unequal_chances", found.statistic);
  headline.diagnostics.emplace_back("unequal_chances_limit", found.limit);
  if (!found.is_flagged()) return;
  headline.assumption += " Caution: " + unequal_chances_text(found, result.lists);
  result.assumption = headline.assumption;
}

void finish(UnseenEstimate& result, const CaptureTable& decided) {
  choose_headline(result);
  add_caution(result, decided);
  if (result.headline < 0) result.assumption = why_no_headline(result);
  set_spread(result);
}

/// A refusal of every estimator.
std::optional<Refusal> refusal_of_all(const OverlapDraws& draws, const std::vector<std::string>& lists) {
  if (draws.num_lists == 0) return refuse_empty();
  if (draws.num_lists == 1) return refuse_one_list();
  const auto equal = equal_lists(draws);
  if (equal) return refuse_equal_lists(lists[equal->first], lists[equal->second]);
  return std::nullopt;
}

/// One stratum: its estimate, and the answers for the sum over strata.
struct StratumAnswers {
  UnseenEstimate estimate;
  std::vector<FamilyAnswers> families;
};

StratumAnswers estimate_stratum(const EstimateInput& input, std::size_t stratum,
                                const ExecutionContext& context) {
  const StratumOverlap& overlap = input.strata[stratum];
  const OverlapDraws draws =
      group_draws(static_cast<int>(input.lists.size()), overlap.decided, overlap.draws);
  StratumAnswers result;
  for (const int list : draws.lists)
    result.estimate.lists.push_back(input.lists[static_cast<std::size_t>(list)]);
  if (const auto refusal = refusal_of_all(draws, result.estimate.lists)) {
    result.estimate.refusals.push_back(*refusal);
    result.estimate.assumption = refusal->reason;
    return result;
  }
  const FamilyInput family_input{draws, result.estimate.lists, context, input.is_quick};
  for (const EstimatorFamily& family : make_families(family_input)) {
    result.families.push_back(ask_family(family, draws, stratum, context));
    add_estimates(result.estimate, result.families.back());
  }
  finish(result.estimate, draws.tables.front());
  return result;
}

}  // namespace

DrawnEstimate estimate_and_draw(const EstimateInput& input, std::size_t num_draws,
                                const ExecutionContext& context) {
  BYNAME_CHECK(!input.strata.empty(), "no stratum to estimate from");
  context.begin_step("estimating those on no list", 0);
  StrataEstimate result;
  std::vector<std::vector<FamilyAnswers>> families;
  for (std::size_t stratum = 0; stratum < input.strata.size(); ++stratum) {
    StratumAnswers answers = estimate_stratum(input, stratum, context);
    result.strata.push_back({input.strata[stratum].name, std::move(answers.estimate)});
    families.push_back(std::move(answers.families));
  }
  if (input.strata.size() == 1) {
    result.all = std::move(result.strata.front().unseen);
    result.strata.clear();
  } else {
    result.all = sum_over_strata(input, result.strata, families, context);
    choose_headline(result.all);
    if (result.all.headline < 0) result.all.assumption = why_no_headline(result.all);
    set_spread(result.all);
  }
  std::vector<QuantityDraws> draws;
  if (num_draws > 0) draws = draw_models(input, result.all.models, families, num_draws, context);
  return {std::move(result), std::move(draws)};
}

StrataEstimate estimate_strata(const EstimateInput& input, const ExecutionContext& context) {
  return estimate_and_draw(input, 0, context).estimate;
}

UnseenEstimate estimate_unseen(int num_lists, const Overlap& decided, const std::vector<Overlap>& draws,
                               const ExecutionContext& context) {
  EstimateInput input;
  for (int list = 1; list <= num_lists; ++list) input.lists.push_back(fmt::format("{}", list));
  input.strata.push_back({"", (std::uint32_t{1} << num_lists) - 1, decided, draws});
  input.is_quick = true;
  return estimate_strata(input, context).all;
}

}  // namespace byname
