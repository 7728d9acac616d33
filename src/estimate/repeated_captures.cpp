// SPDX-License-Identifier: Apache-2.0
#include "estimate/repeated_captures.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "estimate/unseen_mixture.hpp"

namespace byname {
namespace {

struct Counts {
  double persons = 0;
  double records = 0;
  double once = 0;
  double twice = 0;
  double mean() const { return records / persons; }
};

/// Those never recorded, and the variance of that number.
struct Unseen {
  double number = 0;
  double variance = 0;
};

/// Horvitz-Thompson: N = n / p with p the chance to be recorded at all; variance n (1 - p) / p^2 of the
/// sampling of persons and that of the parameter.
std::optional<Unseen> poisson(const Counts& counts) {
  if (counts.mean() <= 1) return std::nullopt;
  double rate = counts.mean();  // solves mean = rate / (1 - exp(-rate))
  for (int i = 0; i < 500; ++i) rate = counts.mean() * -std::expm1(-rate);
  const double missed = std::exp(-rate);
  const double seen = -std::expm1(-rate);
  const double information = counts.records / (rate * rate) - counts.persons * missed / (seen * seen);
  const double slope = -counts.persons * missed / (seen * seen);
  return Unseen{counts.persons * missed / seen,
                counts.persons * missed / (seen * seen) + slope * slope / information};
}

/// A Poisson rate that varies exponentially among people: N = n mean / (mean - 1) with the mean of the
/// records.
std::optional<Unseen> geometric(const Counts& counts) {
  const double excess = counts.mean() - 1;  // the mean of the geometric
  if (excess <= 0) return std::nullopt;
  const double seen = excess / (1 + excess);
  const double slope = -counts.persons / (excess * excess);
  const double parameter_variance = excess * (1 + excess) / counts.persons;
  return Unseen{counts.persons / excess,
                counts.persons * (1 - seen) / (seen * seen) + slope * slope * parameter_variance};
}

std::optional<Unseen> chao(const Counts& counts) {
  if (counts.once == 0 || counts.twice == 0) return std::nullopt;
  const double r = counts.once / counts.twice;
  return Unseen{counts.once * r / 2, counts.twice * (r * r / 2 + r * r * r + r * r * r * r / 4)};
}

/// Zelterman (1988, Journal of Statistical Planning and Inference 18, 225-237): the rate from those recorded
/// once and twice; variance of Boehning (2008, Statistical Methodology 5, 410-423).
std::optional<Unseen> zelterman(const Counts& counts) {
  if (counts.once == 0 || counts.twice == 0) return std::nullopt;
  const double rate = 2 * counts.twice / counts.once;
  const double missed = std::exp(-rate);
  const double seen = -std::expm1(-rate);
  const double spread = rate * rate * (1 / counts.once + 1 / counts.twice);
  return Unseen{counts.persons * missed / seen, counts.persons * missed / (seen * seen) *
                                                    (1 + counts.persons * missed / (seen * seen) * spread)};
}

struct Variant {
  const char* name;
  std::optional<Unseen> (*estimate)(const Counts&);
  const char* needed;
  const char* assumption;
};

constexpr Variant kVariants[] = {{"poisson", poisson, "persons recorded more than once",
                                  "Everybody is recorded at the same rate, each time independently of the "
                                  "times before. People who differ make "
                                  "it too low. This cannot be tested for those never recorded."},
                                 {"geometric", geometric, "persons recorded more than once",
                                  "Rates differ among people as an exponential distribution does: many low "
                                  "ones, few high ones. This cannot be "
                                  "tested for those never recorded."},
                                 {"chao", chao, "persons recorded once and persons recorded twice",
                                  "A lower bound, whatever the rates of people are, as long as being "
                                  "recorded does not make being recorded again "
                                  "likelier: f1^2 / (2 f2)."},
                                 {"zelterman", zelterman, "persons recorded once and persons recorded twice",
                                  "Those never recorded are like those recorded once or twice; what happens "
                                  "to people recorded often does not "
                                  "matter. Too high where recording makes people avoid it."}};

ModelEstimate model_of(const Variant& variant, const Counts& counts, const Unseen& unseen) {
  const double sd = std::sqrt(std::log1p(unseen.variance / (unseen.number * unseen.number)));
  const std::vector<UnseenPart> parts = {{1, counts.persons, unseen.number, sd}};
  ModelEstimate model;
  model.family = "truncated";
  model.variant = variant.name;
  model.assumption = variant.assumption;
  model.unseen = mixture_interval(parts, false);
  model.total = mixture_interval(parts, true);
  model.diagnostics = {{"f1", counts.once},
                       {"f2", counts.twice},
                       {"records", counts.records},
                       {"standard_error", std::sqrt(unseen.variance)}};
  model.variance.sampling = sd * sd;
  return model;
}

}  // namespace

UnseenEstimate estimate_repeated(const std::map<std::int64_t, std::int64_t>& captures) {
  Counts counts;
  for (const auto& [times, persons] : captures) {
    counts.persons += static_cast<double>(persons);
    counts.records += static_cast<double>(persons * times);
    if (times == 1) counts.once += static_cast<double>(persons);
    if (times == 2) counts.twice += static_cast<double>(persons);
  }
  UnseenEstimate result;
  result.assumption =
      "One source can show how many it missed only if the ways in which people differ are known, which it "
      "cannot "
      "show; no number stands out.";
  for (const Variant& variant : kVariants) {
    const auto unseen = counts.persons > 0 ? variant.estimate(counts) : std::nullopt;
    if (unseen && unseen->number > 0 && std::isfinite(unseen->variance)) {
      result.models.push_back(model_of(variant, counts, *unseen));
    } else {
      result.refusals.push_back(
          {"truncated", variant.name,
           "not estimable, because the table says nothing of how often people come again", variant.needed});
    }
  }
  if (result.models.empty()) return result;
  const auto [low, high] =
      std::minmax_element(result.models.begin(), result.models.end(),
                          [](const auto& a, const auto& b) { return a.unseen.estimate < b.unseen.estimate; });
  result.spread.low = low->unseen.estimate;
  result.spread.high = high->unseen.estimate;
  return result;
}

}  // namespace byname
