// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "estimate/capture_table.hpp"
#include "estimate/estimator.hpp"

namespace byname {

/// Nobody is on any list.
Refusal refuse_empty();
/// One list only.
Refusal refuse_one_list();
/// An estimator that has no finite estimate in `share` of its models and draws. `decided` shows what is
/// missing.
Refusal refuse_estimator(Estimator estimator, const CaptureTable& decided, double share);

}  // namespace byname
