// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "estimate/capture_file.hpp"
#include "register/register.hpp"

namespace byname {

/// Draws of the linkage that go through every model.
inline constexpr std::size_t kRegisterDraws = 100;

/// Which persons of a register are on which of its sources, for an estimate of those on none: persons with a
/// name that nobody has rejected. `options.lists` names the sources to take (all, if empty), `options.by`
/// roles whose values make strata. The draws are draw_linkage()'s. Throws UsageError for options that are of
/// tables alone, a role that there is not, and more than 16 sources; UserError for fewer than three.
CaptureData read_register_captures(Register& opened, const CaptureOptions& options,
                                   const ExecutionContext& context);

}  // namespace byname
