// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/random.hpp"
#include "nowcast/delay_model.hpp"
#include "nowcast/reporting_triangle.hpp"

namespace byname {

/// Draws event periods for reports that lack them, given the rates and the present allocation in `counts`
/// (dated and allocated reports together): a Gibbs step that leaves the delay model's posterior as it is. A
/// cell's negative binomial is a Poisson whose mean is the cell's mean times a gamma variable; that variable
/// is drawn given the present counts, and the reports then fall on their possible cells in proportion to
/// those Poisson means (data augmentation, Tanner & Wong 1987). Returns the new counts of the known cells.
std::vector<std::vector<double>> allocate_undated(const ReportingTriangle& triangle, const DelayRates& rates,
                                                  const std::vector<std::vector<double>>& counts,
                                                  RandomStream& random);

/// A first allocation: every report on the latest of its possible periods.
std::vector<std::vector<double>> first_allocation(const ReportingTriangle& triangle);

}  // namespace byname
