// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "estimate/capture_table.hpp"
#include "estimate/unseen_mixture.hpp"

namespace byname {

/// Chapman (1951): (n1 + 1)(n2 + 1) / (m + 1) - 1 persons in all, with the variance of Seber (1970)
/// (n1 + 1)(n2 + 1)(n1 - m)(n2 - m) / ((m + 1)^2 (m + 2)), log-normal in the unseen. Refused where nobody is
/// on both.
UnseenAnswer chapman(const CaptureTable& table);

}  // namespace byname
