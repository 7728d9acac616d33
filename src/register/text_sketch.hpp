// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace byname {

/// A sketch of a text by which reprints are found: of the hashes of all runs of four words, the smallest 32,
/// ascending (Broder 1997, "On the resemblance and containment of documents"). Case of Latin letters,
/// punctuation and blanks do not matter. Shorter than four words: the hash of the whole.
std::vector<std::int64_t> text_sketch(std::string_view text);

/// The share of runs of words that two texts have in common, estimated from their sketches: 0 to 1.
double resemblance(const std::vector<std::int64_t>& left, const std::vector<std::int64_t>& right);

/// Texts that resemble each other at least so much go back to one original.
inline constexpr double kReprintResemblance = 0.6;

}  // namespace byname
