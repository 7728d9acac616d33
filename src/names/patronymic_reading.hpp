// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "names/word_reading.hpp"

namespace byname {

/// Reads a word as a patronymic, or, where it names the father of "Рашид оглы", as that. `readings` are the
/// ways to read it in Cyrillic. Empty if it is none.
std::vector<PatronymicReading> read_patronymic(const NameWord& word,
                                               std::span<const CyrillicReading> readings,
                                               const NameTables& tables);

}  // namespace byname
