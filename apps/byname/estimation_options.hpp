// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "shared_options.hpp"

namespace byname {

/// What estimate, nowcast, excess and figures have in common.

/// --draws N of each model or method.
void add_draws_option(OptionTable& table, int& num_draws, const std::string& help);
/// Throws UsageError unless it is from 100 to 100,000.
void check_num_draws(int num_draws);

/// The groups Output and Machine of a command that writes a folder with estimate.json.
void add_estimation_output(OptionTable& table, SharedOptions& shared, bool has_seed);

/// Prints estimate.json (--json) or the summary, or nothing (--quiet).
void print_estimation(const SharedOptions& shared, const std::function<nlohmann::ordered_json()>& json,
                      const std::function<std::string()>& summary);

}  // namespace byname
