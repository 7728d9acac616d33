// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace byname {

/// The type of event that a cell names, in English, Russian or Ukrainian: "sentence" of "Приговор",
/// "засуджена" and "sentenced". Case, script, '_' and marks do not matter; the words must be the whole cell.
/// Types are those of kEventTypes (rules/status_table.hpp).
std::optional<std::string_view> event_type_of(std::string_view text);

}  // namespace byname
