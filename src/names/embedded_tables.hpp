// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace byname {

/// One file of src/names/tables, as it was when the program was built.
struct EmbeddedTable {
  std::string_view name;  ///< "given_names.tsv"
  std::string_view text;
};

/// All of them, by name.
std::span<const EmbeddedTable> embedded_tables() noexcept;

}  // namespace byname
