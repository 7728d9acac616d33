// SPDX-License-Identifier: Apache-2.0
#include "estimate/stratum_imputation.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/random.hpp"

namespace byname {
namespace {

constexpr std::uint64_t kStream = 7;

/// Labelled persons of a pattern in each stratum that could hold them, and the prior.
std::vector<double> weights_of(const std::vector<StratumOverlap>& labelled, const UnlabelledPersons& persons,
                               std::uint32_t pattern) {
  std::vector<double> sizes;
  double all = 0;
  for (const std::size_t stratum : persons.strata) {
    double size = 1e-3;  // an empty stratum stays possible
    for (const auto& [each, count] : labelled[stratum].decided) size += static_cast<double>(count);
    sizes.push_back((pattern & ~labelled[stratum].lists) == 0 ? size : 0);
    all += sizes.back();
  }
  if (!(all > 0)) return {};
  std::vector<double> weights;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const Overlap& decided = labelled[persons.strata[i]].decided;
    const auto found = decided.find(pattern);
    const double count = found == decided.end() ? 0 : static_cast<double>(found->second);
    weights.push_back(sizes[i] > 0 ? count + sizes[i] / all : 0);
  }
  return weights;
}

void add_multinomial(std::vector<Overlap>& parts, const UnlabelledPersons& persons, std::uint32_t pattern,
                     std::int64_t count, const std::vector<double>& weights, RandomStream& random) {
  std::vector<double> shares;
  double left = 0;
  for (const double weight : weights) {
    shares.push_back(weight > 0 ? draw_gamma(random, weight) : 0);
    left += shares.back();
  }
  std::size_t last = weights.size() - 1;
  while (weights[last] == 0) --last;
  for (std::size_t i = 0; i <= last && count > 0; ++i) {
    if (weights[i] == 0) continue;
    const bool is_last = i == last || !(left > shares[i]);
    const std::int64_t drawn =
        is_last ? count : draw_binomial(random, count, std::min(1.0, shares[i] / left));
    if (drawn > 0) parts[persons.strata[i]][pattern] += drawn;
    count -= drawn;
    left -= shares[i];
  }
}

}  // namespace

std::vector<std::int64_t> share_out(std::int64_t persons, const std::vector<double>& weights) {
  double total = 0;
  for (const double weight : weights) total += weight;
  std::vector<std::int64_t> shares;
  std::vector<std::pair<double, std::size_t>> remainders;
  std::int64_t left = persons;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double exact = static_cast<double>(persons) * weights[i] / total;
    shares.push_back(static_cast<std::int64_t>(exact));
    remainders.emplace_back(static_cast<double>(shares[i]) - exact, i);
    left -= shares[i];
  }
  std::sort(remainders.begin(), remainders.end());
  for (std::int64_t i = 0; i < left; ++i) ++shares[remainders[static_cast<std::size_t>(i)].second];
  return shares;
}

void impute_strata(EstimateInput& input, const std::vector<UnlabelledPersons>& unlabelled,
                   std::size_t num_draws, std::uint64_t seed) {
  const std::vector<StratumOverlap> labelled = input.strata;
  std::vector<std::vector<Overlap>> draws(num_draws, std::vector<Overlap>(labelled.size()));
  for (std::vector<Overlap>& parts : draws) {
    for (std::size_t i = 0; i < parts.size(); ++i) parts[i] = labelled[i].decided;
  }
  for (std::size_t group = 0; group < unlabelled.size(); ++group) {
    const UnlabelledPersons& persons = unlabelled[group];
    for (const auto& [pattern, count] : persons.overlap) {
      if (count == 0) continue;
      const std::vector<double> weights = weights_of(labelled, persons, pattern);
      if (weights.empty())
        throw DataError("persons without a stratum are on lists that no stratum could be on together");
      const std::vector<std::int64_t> shares = share_out(count, weights);
      for (std::size_t i = 0; i < shares.size(); ++i) {
        if (shares[i] > 0) input.strata[persons.strata[i]].decided[pattern] += shares[i];
      }
      for (std::size_t draw = 0; draw < num_draws; ++draw) {
        RandomStream random(seed, RandomStage::kEstimate, (group << 16) | pattern, draw, kStream);
        add_multinomial(draws[draw], persons, pattern, count, weights, random);
      }
    }
  }
  for (std::vector<Overlap>& parts : draws) {
    for (std::size_t i = 0; i < parts.size(); ++i) input.strata[i].draws.push_back(std::move(parts[i]));
  }
}

}  // namespace byname
