// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "names/word_reading.hpp"

namespace byname {

/// Reads a word as a family name: the man's nominatives it may be a form of. `readings` are the ways to read
/// it in Cyrillic, `latin` is its form without marks if it is Latin. Never empty.
std::vector<FamilyForm> read_family(const NameWord& word, std::span<const CyrillicReading> readings,
                                    std::u32string_view latin, const NameTables& tables);

}  // namespace byname
