// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "estimate/count_estimate.hpp"

namespace byname {

/// {estimate, low, high, level}.
nlohmann::ordered_json interval_json(const Interval& interval);

/// Adds what estimate.json says of those on no list: unseen and total (null where no headline may be had),
/// models, assumption, refusals, lists.
void add_unseen(nlohmann::ordered_json& json, const UnseenEstimate& unseen);

}  // namespace byname
