// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/execution_context.hpp"
#include "names/role.hpp"
#include "register/evidence_json.hpp"

namespace byname {

/// A value that somebody gives for a person, in the role's words.
struct SaidValue {
  Role role = Role::kName;
  std::string text;
};

/// The values as a mention holds them: read and split as those of a list are. A value without a comparable
/// form is kept as written.
std::vector<MentionValue> read_said_values(const std::vector<SaidValue>& said,
                                           const ExecutionContext& context);

}  // namespace byname
