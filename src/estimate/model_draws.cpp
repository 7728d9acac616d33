// SPDX-License-Identifier: Apache-2.0
#include "estimate/model_draws.hpp"

#include <algorithm>
#include <cmath>

#include "base/hash.hpp"
#include "base/random.hpp"

namespace byname {
namespace {

constexpr std::uint64_t kStream = 2;

std::uint64_t key_of(const ModelEstimate& model) { return hash64(model.family + " " + model.variant); }

/// Draws of the linkage, of `num_draws`, in which the model has an estimate in every stratum.
std::vector<std::size_t> usable_draws(const std::vector<EstimatorPlace>& places, std::size_t num_draws) {
  std::vector<std::size_t> usable;
  for (std::size_t draw = 0; draw < num_draws; ++draw) {
    const bool is_usable = std::all_of(places.begin(), places.end(), [&](const EstimatorPlace& place) {
      return !place.answer_of(draw, num_draws).unseen.parts.empty();
    });
    if (is_usable) usable.push_back(draw);
  }
  return usable;
}

/// named, unseen, total of one stratum.
void add_columns(QuantityDraws& draws, const std::string& stratum, std::size_t num_draws) {
  for (const char* quantity : {"named", "unseen", "total"})
    draws.columns.push_back({stratum, quantity, std::vector<double>(num_draws)});
}

void set_draw(QuantityDraws& draws, std::size_t stratum, std::size_t draw, double named, double unseen) {
  draws.columns[3 * stratum].values[draw] = named;
  draws.columns[3 * stratum + 1].values[draw] = unseen;
  draws.columns[3 * stratum + 2].values[draw] = named + unseen;
}

QuantityDraws draw_model(const EstimateInput& input, const ModelEstimate& model,
                         const std::vector<EstimatorPlace>& places, std::size_t num_draws,
                         const ExecutionContext& context) {
  std::size_t num_linkages = places.front().num_draws();
  for (const EstimatorPlace& place : places) num_linkages = std::min(num_linkages, place.num_draws());
  const std::vector<std::size_t> usable = usable_draws(places, num_linkages);
  if (usable.empty()) return {};
  QuantityDraws draws;
  add_columns(draws, "", num_draws);
  const bool has_strata = places.size() > 1;
  for (std::size_t i = 0; has_strata && i < places.size(); ++i)
    add_columns(draws, input.strata[i].name, num_draws);
  const std::uint64_t key = key_of(model);
  for (std::size_t draw = 0; draw < num_draws; ++draw) {
    RandomStream random(context.seed, RandomStage::kEstimate, key, draw, kStream);
    double named = 0;
    double unseen = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const UnseenAnswer& answer = places[i].answer_of(usable[draw % usable.size()], num_linkages).unseen;
      const double uniform = random.uniform();
      const double value = value_of_mixture(answer.parts, uniform, draw_normal(random));
      if (has_strata) set_draw(draws, i + 1, draw, answer.parts.front().named, value);
      named += answer.parts.front().named;
      unseen += value;
    }
    set_draw(draws, 0, draw, named, unseen);
  }
  return draws;
}

}  // namespace

std::vector<QuantityDraws> draw_models(const EstimateInput& input, const std::vector<ModelEstimate>& models,
                                       const std::vector<std::vector<FamilyAnswers>>& families,
                                       std::size_t num_draws, const ExecutionContext& context) {
  std::vector<QuantityDraws> draws;
  for (const ModelEstimate& model : models) {
    context.check_cancelled();
    std::vector<EstimatorPlace> places;
    for (const auto& of_stratum : families)
      places.push_back(find_estimator(of_stratum, model.family, model.variant));
    draws.push_back(draw_model(input, model, places, num_draws, context));
  }
  return draws;
}

QuantityDraws draw_interval(const ModelEstimate& model, std::size_t num_draws,
                            const ExecutionContext& context) {
  if (!std::isfinite(model.unseen.high) || num_draws == 0) return {};
  const double named = model.total.estimate - model.unseen.estimate;
  const UnseenPart part = part_with_limits(named, model.unseen.estimate, model.unseen.low, model.unseen.high);
  QuantityDraws draws;
  add_columns(draws, "", num_draws);
  const std::uint64_t key = key_of(model);
  for (std::size_t draw = 0; draw < num_draws; ++draw) {
    RandomStream random(context.seed, RandomStage::kEstimate, key, draw, kStream);
    const double uniform = random.uniform();
    set_draw(draws, 0, draw, named, value_of_mixture({part}, uniform, draw_normal(random)));
  }
  return draws;
}

}  // namespace byname
