// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "names/word_reading.hpp"

namespace byname {

/// Reads a word as a given name. `readings` are the ways to read it in Cyrillic, `latin` is its form without
/// marks if it is Latin. A word that no table knows is read as itself, with a small likelihood.
std::vector<GivenReading> read_given(const NameWord& word, std::span<const CyrillicReading> readings,
                                     std::u32string_view latin, const NameTables& tables);

}  // namespace byname
