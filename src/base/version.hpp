// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace byname {

/// The program's semantic version, "0.1.0".
std::string program_version();

}  // namespace byname
