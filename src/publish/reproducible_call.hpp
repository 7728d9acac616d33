// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace byname {

/// The command without the options that change no result (where the output goes, threads, memory, --quiet,
/// --json,
/// --force), so that the report is the same whatever they were. run.json keeps the command as typed.
std::string reproducible_call(std::string_view call);

}  // namespace byname
