// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/lane_kernels.hpp"

namespace byname {

/// The kernels without vector instructions, a lane after another: for processors that Highway has no target
/// for, and the twin that the others are tested against.
const LaneKernels& plain_lane_kernels();

}  // namespace byname
