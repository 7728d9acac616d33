// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace byname {

/// Which bytes of two texts of up to 64 bytes Jaro's similarity pairs up, as bits of their positions: the
/// first free equal byte within the window, from the left.
struct JaroMatches {
  unsigned long long in_first = 0;
  unsigned long long in_second = 0;
};

/// Finds them. 64 bytes must be readable from the begin of the second text, whatever its size; 1 to 64 bytes
/// a text.
using FindJaroMatches = JaroMatches (*)(std::string_view a, std::string_view b);

/// The function of chosen_simd_target().
FindJaroMatches find_jaro_matches();
/// That of one of simd_targets(), for tests.
FindJaroMatches find_jaro_matches_of(const std::string& level);

}  // namespace byname
