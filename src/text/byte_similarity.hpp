// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <string_view>

#include "text/jaro_matches.hpp"

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
inline constexpr std::size_t kReadableBytes = 64;
/// A similarity that is asked for from `least` on, made ready for many pairs.
class JaroLimit {
 public:
  explicit JaroLimit(double least);
  double least() const { return least_; }
  /// False if texts of these sizes with so many bytes in common and so many equal leading ones surely stay
  /// below: what jaro + 0.1 prefix (1 - jaro) >= least demands of jaro without transpositions, times its
  /// denominators.
  bool may_reach(std::size_t a_size, std::size_t b_size, std::size_t common, std::size_t prefix) const {
    const auto product = static_cast<double>(a_size * b_size);
    return static_cast<double>(common * (a_size + b_size)) + product >= thrice_[prefix] * product;
  }

 private:
  double least_;
  double
      thrice_[5];  ///< per equal leading byte: three times the Jaro similarity that is needed, a little less
};

/// Jaro-Winkler similarity of two texts of 1 to 64 bytes whose matches are known.
double byte_jaro_winkler_of_matches(std::string_view a, std::string_view b, std::size_t prefix,
                                    const JaroMatches& matches);

/// The same two for texts in a buffer with kReadableBytes to read from the begin of each, as far as needed to
/// tell whether they reach the limit: exact from there on, else some value below it.
double byte_jaro_from(std::string_view a, std::string_view b, const JaroLimit& limit);
double byte_jaro_winkler_from(std::string_view a, std::string_view b, const JaroLimit& limit);
/// The latter for texts whose equal leading bytes, 0 to 4, are known; 1 to 64 bytes a text. Most pairs end
/// with the count of their matches.
inline double byte_jaro_winkler_of_short(std::string_view a, std::string_view b, std::size_t prefix,
                                         const JaroLimit& limit, FindJaroMatches find_matches) {
  const JaroMatches matches = find_matches(a, b);
  const auto common = static_cast<std::size_t>(std::popcount(matches.in_first));
  if (!limit.may_reach(a.size(), b.size(), common, prefix)) return limit.least() - 1;
  return byte_jaro_winkler_of_matches(a, b, prefix, matches);
}
/// Levenshtein distance in bytes.
std::size_t byte_levenshtein(std::string_view a, std::string_view b);
/// The same up to 1; 2 for all that is further apart.
std::size_t byte_levenshtein_up_to_one(std::string_view a, std::string_view b);
/// Damerau-Levenshtein distance in bytes, unrestricted: "ca" and "abc" are 2 apart (Lowrance & Wagner 1975).
std::size_t byte_damerau_levenshtein(std::string_view a, std::string_view b);
/// Jaccard similarity of the sets of bytes, in [0, 1]. Neither text may be empty.
double byte_jaccard(std::string_view a, std::string_view b);

}  // namespace byname
