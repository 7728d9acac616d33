// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace byname {

/// True if a header says that a column holds what should not be kept without need: ethnicity, religion,
/// kinship, health, politics (English, Russian, Ukrainian). By words of the header only.
bool is_sensitive_header(std::string_view header);

}  // namespace byname
