// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace byname {

/// The text of src/names/tables/<name>.tsv, built into the program; empty if there is none.
std::string_view embedded_table(std::string_view name);

}  // namespace byname
