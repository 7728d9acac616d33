// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace byname {

// DuckDB's string functions as they are in 2.0.0, bit for bit: they work on the bytes of UTF-8, not on
// characters. Splink's models mean these (docs/expressions.md); byname's own models use text/similarity.hpp.

/// Jaro similarity in [0, 1]: window max(|a|,|b|)/2 - 1, half of the transposed bytes rounded down. Two equal
/// empty texts give 0.
double byte_jaro(std::string_view a, std::string_view b);
/// Jaro-Winkler similarity in [0, 1]: fma(0.1 p, 1 - jaro, jaro) with p common leading bytes, at most 4,
/// where jaro > 0.7.
double byte_jaro_winkler(std::string_view a, std::string_view b);
/// Bytes behind the begin of a text that must be readable for the functions below, whatever its size.
inline constexpr std::size_t kReadableBytes = 32;
/// The same two for texts in a buffer with kReadableBytes to read from the begin of each.
double byte_jaro_readable(std::string_view a, std::string_view b);
double byte_jaro_winkler_readable(std::string_view a, std::string_view b);
/// Levenshtein distance in bytes.
std::size_t byte_levenshtein(std::string_view a, std::string_view b);
/// The same up to 1; 2 for all that is further apart.
std::size_t byte_levenshtein_up_to_one(std::string_view a, std::string_view b);
/// Damerau-Levenshtein distance in bytes, unrestricted: "ca" and "abc" are 2 apart (Lowrance & Wagner 1975).
std::size_t byte_damerau_levenshtein(std::string_view a, std::string_view b);
/// Jaccard similarity of the sets of bytes, in [0, 1]. Neither text may be empty.
double byte_jaccard(std::string_view a, std::string_view b);

}  // namespace byname
