// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "evaluate/linked_run.hpp"

namespace byname {

/// What was done differently in two runs, a line each: verb, inputs, model, rules, thresholds, clustering.
/// Empty: nothing that their folders tell.
std::vector<std::string> run_differences(const LinkedRun& before, const LinkedRun& after);

}  // namespace byname
