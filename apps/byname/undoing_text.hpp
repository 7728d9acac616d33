// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "register/undoing.hpp"

namespace byname {

/// The ops that were taken back, a line each, and mentions that stand alone now.
std::string taken_back_text(const Undoing& undoing);
nlohmann::ordered_json undoing_json(const Undoing& undoing);

}  // namespace byname
