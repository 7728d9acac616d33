// SPDX-License-Identifier: Apache-2.0
#include "estimate/estimator.hpp"

#include "estimate/estimator_families.hpp"

namespace byname {

EstimatorAnswer refused_answer(std::string reason, std::string needed) {
  EstimatorAnswer answer;
  answer.unseen.refused_share = 1;
  answer.reason = std::move(reason);
  answer.needed = std::move(needed);
  return answer;
}

std::vector<EstimatorFamily> make_families(const FamilyInput& input) {
  constexpr FamilyMaker kMakers[] = {
      loglinear_pairs_family, loglinear_family, loglinear_all_family,
      heterogeneity_family,   coverage_family,  graphs_family,
      latent_class_family,    sparse_family,    nhoi_family,
      two_list_family,
  };
  std::vector<EstimatorFamily> families;
  for (const FamilyMaker make : kMakers) {
    EstimatorFamily family = make(input);
    if (!family.variants.empty()) families.push_back(std::move(family));
  }
  return families;
}

}  // namespace byname
