// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace byname {

/// Month 1 to 12 of a folded word in English, Russian, Ukrainian or Belarusian, in full or shortened, in the
/// nominative or genitive; 0 if it is none.
int month_of_word(std::string_view folded);

}  // namespace byname
