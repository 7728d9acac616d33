// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "register/evidence_json.hpp"

namespace byname {

/// The addresses (http, https) that the cells of a mention hold, in order, each once: what its list cites.
std::vector<std::string> citations_in(const std::vector<MentionValue>& values);

}  // namespace byname
