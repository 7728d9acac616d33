// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace byname::reference {

// Textbook twins of text/byte_similarity.hpp: slow, and written from the definitions.

/// Jaro similarity (Jaro 1989) of bytes: the matched bytes are written out and compared in order; half of
/// those out of place count, rounded down, as in DuckDB.
inline double byte_jaro(const std::string& a, const std::string& b) {
  const int window = std::max(static_cast<int>(std::max(a.size(), b.size())) / 2 - 1, 0);
  std::vector<bool> is_taken(b.size(), false);
  std::string left;
  for (int i = 0; i < static_cast<int>(a.size()); ++i) {
    for (int j = 0; j < static_cast<int>(b.size()); ++j) {
      if (std::abs(i - j) > window || is_taken[j] || a[i] != b[j]) continue;
      is_taken[j] = true;
      left += a[i];
      break;
    }
  }
  std::string right;
  for (std::size_t j = 0; j < b.size(); ++j) {
    if (is_taken[j]) right += b[j];
  }
  if (left.empty()) return 0;
  int out_of_place = 0;
  for (std::size_t i = 0; i < left.size(); ++i) out_of_place += left[i] != right[i];
  const double m = static_cast<double>(left.size());
  const double t = out_of_place / 2;
  return (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) + (m - t) / m) / 3;
}

/// Winkler's bonus (Winkler 1990) for up to four common leading bytes, where jaro > 0.7; in one rounding.
inline double byte_jaro_winkler(const std::string& a, const std::string& b) {
  const double jaro = byte_jaro(a, b);
  if (jaro <= 0.7) return jaro;
  int prefix = 0;
  for (std::size_t i = 0; i < 4 && i < a.size() && i < b.size() && a[i] == b[i]; ++i) ++prefix;
  return std::fma(prefix * 0.1, 1 - jaro, jaro);
}

/// Levenshtein distance by the full matrix (Wagner & Fischer 1974).
inline std::size_t byte_levenshtein(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0)
        d[i][j] = i + j;
      else
        d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
    }
  }
  return d[a.size()][b.size()];
}

/// Damerau-Levenshtein distance by its recursion over all pairs of crossing bytes, not only the last ones
/// (Lowrance & Wagner 1975, theorem 2): the bytes between the two are deleted and inserted. O(n^4).
inline std::size_t byte_damerau_levenshtein(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      d[i][j] = i + j;
      if (i == 0 || j == 0) continue;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      for (std::size_t p = 1; p < i; ++p) {
        for (std::size_t q = 1; q < j; ++q) {
          if (a[p - 1] != b[j - 1] || a[i - 1] != b[q - 1]) continue;
          d[i][j] = std::min(d[i][j], d[p - 1][q - 1] + (i - p - 1) + 1 + (j - q - 1));
        }
      }
    }
  }
  return d[a.size()][b.size()];
}

/// Damerau-Levenshtein distance as the shortest way from `a` to `b` over texts, a step = one insertion,
/// deletion, substitution or swap of neighbours. Only for a few short texts of few letters.
inline std::size_t shortest_edit_way(const std::string& a, const std::string& b) {
  const std::string letters = a + b;
  const std::size_t longest = std::max(a.size(), b.size()) + 1;
  std::set<std::string> reached = {a};
  std::vector<std::string> border = {a};
  for (std::size_t steps = 0;; ++steps) {
    if (reached.contains(b)) return steps;
    std::vector<std::string> next;
    const auto reach = [&](const std::string& text) {
      if (text.size() <= longest && reached.insert(text).second) next.push_back(text);
    };
    for (const std::string& text : border) {
      for (std::size_t at = 0; at <= text.size(); ++at) {
        for (const char letter : letters) reach(text.substr(0, at) + letter + text.substr(at));
        if (at == text.size()) continue;
        reach(text.substr(0, at) + text.substr(at + 1));
        for (const char letter : letters) reach(text.substr(0, at) + letter + text.substr(at + 1));
        if (at + 1 == text.size()) continue;
        std::string swapped = text;
        std::swap(swapped[at], swapped[at + 1]);
        reach(swapped);
      }
    }
    border = std::move(next);
  }
}

/// Jaccard similarity of the sets of bytes.
inline double byte_jaccard(const std::string& a, const std::string& b) {
  const std::set<char> in_a(a.begin(), a.end());
  const std::set<char> in_b(b.begin(), b.end());
  std::set<char> in_any = in_a;
  in_any.insert(in_b.begin(), in_b.end());
  const std::size_t in_both = in_a.size() + in_b.size() - in_any.size();
  return static_cast<double>(in_both) / static_cast<double>(in_any.size());
}

}  // namespace byname::reference
