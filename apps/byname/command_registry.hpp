// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "command.hpp"

namespace byname {

/// Makes every command, in the way of the data. A new verb adds its maker here and its line in
/// command_registry.cpp.
std::vector<std::unique_ptr<Command>> make_commands();

}  // namespace byname
