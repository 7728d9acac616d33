// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <utility>

#include "publish/markup.hpp"

namespace byname {

/// One value of two mentions: as written, and as it is compared.
struct ValuePair {
  std::string_view left_raw;
  std::string_view right_raw;
  std::string_view left_comparable;
  std::string_view right_comparable;
};

/// Both values for a page, with `<mark>` around the words that the other does not have. Words are matched in
/// the comparable form where it has as many words as the raw one (so that scripts and cases do not count),
/// else as written. Values that compare as
/// equal have no marks, nor has a value whose partner is missing or says the same with less (a year of a
/// date).
std::pair<Markup, Markup> marked_difference(const ValuePair& values);

}  // namespace byname
