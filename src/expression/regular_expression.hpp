// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace byname {

/// Writes a regular expression of RE2, as DuckDB reads it, for ICU. The two agree on most; in RE2 \d, \w, \s,
/// \b and [:alpha:] know ASCII only, $ is the very end of the text, and [, & and { may stand for themselves.
std::string icu_pattern(std::string_view re2_pattern);

}  // namespace byname
