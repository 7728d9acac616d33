// SPDX-License-Identifier: Apache-2.0
#include "estimate/doubly_robust_family.hpp"

#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <optional>

#include "estimate/doubly_robust.hpp"

namespace byname {
namespace {

constexpr const char* kFamily = "doubly-robust";

std::string assumption_of(const std::vector<std::string>& covariates) {
  return fmt::format(
      "Among people alike in {}, being on one of the two lists says nothing about being on the other, and "
      "everybody had some chance to be on both. It stays right if either the chances to be on the lists or "
      "those to be on both are modelled badly, not if both are. This cannot be tested from the lists.",
      fmt::join(covariates, ", "));
}

/// Those on one list of a pair or both, with their covariates.
ListedPersons persons_of_pair(const CapturePersons& persons, std::size_t first, std::size_t second) {
  ListedPersons listed;
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < persons.patterns.size(); ++i) {
    const bool on_first = (persons.patterns[i] >> first & 1) != 0;
    const bool on_second = (persons.patterns[i] >> second & 1) != 0;
    if (!on_first && !on_second) continue;
    listed.on_first.push_back(on_first ? 1 : 0);
    listed.on_second.push_back(on_second ? 1 : 0);
    kept.push_back(i);
  }
  for (const Covariate& covariate : persons.covariates) {
    Covariate& copy = listed.covariates.emplace_back(Covariate{covariate.name, {}, {}});
    for (const std::size_t i : kept) {
      if (!covariate.numbers.empty()) copy.numbers.push_back(covariate.numbers[i]);
      if (!covariate.categories.empty()) copy.categories.push_back(covariate.categories[i]);
    }
  }
  return listed;
}

/// The part of a pair's answer for everybody named, who may be more than the pair's.
std::optional<UnseenPart> part_of_all(const UnseenPart& part, double named) {
  const double total = part.named + part.unseen;
  if (named == part.named) return part;
  if (!(total > named)) return std::nullopt;
  const double variance = std::expm1(part.sd * part.sd) * part.unseen * part.unseen;
  const double unseen = total - named;
  return UnseenPart{1, named, unseen, std::sqrt(std::log1p(variance / (unseen * unseen)))};
}

}  // namespace

void add_doubly_robust(UnseenEstimate& result, const std::vector<std::string>& lists,
                       const CapturePersons& persons, const ExecutionContext& context) {
  std::vector<std::string> names;
  for (const Covariate& covariate : persons.covariates) names.push_back(covariate.name);
  const auto named = static_cast<double>(persons.patterns.size());
  for (std::size_t first = 0; first < lists.size(); ++first) {
    for (std::size_t second = first + 1; second < lists.size(); ++second) {
      const std::string variant = fmt::format("{} and {}", lists[first], lists[second]);
      const EstimatorAnswer answer = estimate_doubly_robust(persons_of_pair(persons, first, second), context);
      if (answer.unseen.parts.empty()) {
        result.refusals.push_back({kFamily, variant, answer.reason, answer.needed});
        continue;
      }
      const auto part = part_of_all(answer.unseen.parts.front(), named);
      if (!part) {
        result.refusals.push_back(
            {kFamily, variant,
             fmt::format("not estimable, because the two lists say that there are fewer people ({:.0f}) than "
                         "all lists name ({:.0f})",
                         answer.unseen.parts.front().named + answer.unseen.parts.front().unseen, named),
             "lists that do not hold one another more than chance explains, or further covariates"});
        continue;
      }
      ModelEstimate& model = result.models.emplace_back();
      model.family = kFamily;
      model.variant = variant;
      model.unseen = mixture_interval({*part}, false);
      model.total = mixture_interval({*part}, true);
      model.assumption = assumption_of(names);
      model.diagnostics = answer.diagnostics;
      model.variance.sampling = part->sd * part->sd;
    }
  }
  if (lists.size() == 2)
    result.assumption = fmt::format(
        "Two lists give a number only if they are independent among people alike in {}, which two lists "
        "cannot show; at least three are needed for a headline.",
        fmt::join(names, ", "));
}

}  // namespace byname
