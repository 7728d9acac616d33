// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "evaluate/compare_runs.hpp"

namespace byname {

/// Writes changes.csv (change, component, person_before, person_after, list, row, id: every mention of a
/// person that changed), reasons.csv (the pairs that say why) and run.json into `folder`, which exists and is
/// empty; mode 0600. `call` is the command line. Throws UserError if that is not possible.
void write_change_output(const RunComparison& comparison, const std::string& call, const std::string& folder);

}  // namespace byname
