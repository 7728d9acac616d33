// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace byname {

/// What `byname --version` prints: version, commit, processor level, DuckDB's version.
std::string version_text();

}  // namespace byname
