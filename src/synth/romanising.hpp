// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "synth/list_habits.hpp"

namespace byname {

/// Writes a Cyrillic text in Latin letters; what is not Cyrillic stays. `habits` are the random bits by which
/// kInformal chooses among spellings: the same bits, the same choices. kCyrillic gives the text itself.
std::string romanise(std::string_view cyrillic, Writing writing, Language language, std::uint64_t habits);

}  // namespace byname
