// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "command.hpp"

namespace byname {

/// Said when the standard output cannot be written.
inline constexpr const char* kOutputFailed =
    "the output could not be written. Check the disk, or the program that reads it.";

/// Parses the options of a command, prepares its environment (threads, memory, signals, progress) and runs
/// it. `call` is the whole command line, for the record. Returns the command's exit code; throws what ends
/// it.
int run_command(Command& command, const std::vector<std::string>& arguments, const std::string& call);

}  // namespace byname
