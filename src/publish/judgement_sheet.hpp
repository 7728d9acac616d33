// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "evaluate/sample_folder.hpp"

namespace byname {

/// Writes drawn pairs as CSV for people to judge: mention_1, mention_2, an empty judgement, both values of
/// every column side by side (NAME_1, NAME_2; columns that no drawn mention fills are left out), stratum,
/// inclusion_weight. It holds personal data. `path` must not be there.
void write_judgement_sheet(const std::string& path, const JudgeableFolder& folder,
                           const JudgementSample& sample);

}  // namespace byname
