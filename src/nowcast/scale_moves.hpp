// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/random.hpp"
#include "nowcast/delay_model.hpp"

namespace byname {

/// Moves each of the three step scales of a delay model together with the steps that it scales, by Metropolis
/// steps: the walks over events and delays keep their shape and stretch about their mean; the drift
/// stays as it is while its standard normal steps shrink as the scale grows. These are the moves that the
/// other parametrisation would make (interweaving: Yu & Meng 2011, Journal of Computational and Graphical
/// Statistics 20); they reach the scales near 0 that the gradient alone leaves slowly. The posterior stays as
/// it is. `log_density` is that of `point` before and after.
void move_scales(const DelayModel& model, std::vector<double>& point, double& log_density,
                 RandomStream& random);

}  // namespace byname
