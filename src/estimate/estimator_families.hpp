// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "estimate/estimator.hpp"

namespace byname {

// One maker a family, each defined in the file of its name.

/// loglinear: all hierarchical models of any order for 3 and 4 lists, up to pairs of lists for 5 and 6, a
/// stepwise search up to pairs beyond; AIC and BIC, the best and the average. loglinear-pairs beside it, but
/// for 4 lists.
EstimatorFamily loglinear_family(const FamilyInput& input);
/// loglinear-pairs, for 4 lists: the median over all models up to pairs, which the headline rests on.
EstimatorFamily loglinear_pairs_family(const FamilyInput& input);
/// loglinear-all: the same of any order for 5 lists (all 6,893) and 6 to 8 (stepwise).
EstimatorFamily loglinear_all_family(const FamilyInput& input);
/// heterogeneity: Chao's bounds; Mth Poisson2, Darroch, Gamma.
EstimatorFamily heterogeneity_family(const FamilyInput& input);
/// coverage: the sample coverage approach, for high and low coverage and for independent lists.
EstimatorFamily coverage_family(const FamilyInput& input);
/// nhoi: no highest-order interaction, saturated.
EstimatorFamily nhoi_family(const FamilyInput& input);
/// graphs: the average over decomposable graphs, 3 to 6 lists.
EstimatorFamily graphs_family(const FamilyInput& input);
/// sparse: a stepwise search up to pairs with a bootstrap of the search.
EstimatorFamily sparse_family(const FamilyInput& input);
/// latent-class: the posterior of a mixture of classes, by tempered chains that must meet.
EstimatorFamily latent_class_family(const FamilyInput& input);
/// two-list: Chapman and Chao.
EstimatorFamily two_list_family(const FamilyInput& input);

}  // namespace byname
