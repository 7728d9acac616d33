// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace byname {

/// A JSON document as byname writes and prints it: two spaces a level, a newline at its end, U+FFFD for bytes
/// that are no UTF-8.
std::string json_document(const nlohmann::ordered_json& json);

}  // namespace byname
