// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <utility>

#include "estimate/overlap_draws.hpp"

namespace byname {

/// Two lists that hold the same people in the decided overlap and every draw, or nothing.
std::optional<std::pair<std::size_t, std::size_t>> equal_lists(const OverlapDraws& draws);

}  // namespace byname
