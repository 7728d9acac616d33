// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace byname::reference {

/// Jaro similarity (Jaro 1989) word for word: matched characters are written out and compared in order.
inline double jaro(std::u32string_view a, std::u32string_view b) {
  if (a.empty() || b.empty()) return 0;
  const int longer = static_cast<int>(std::max(a.size(), b.size()));
  const int window = std::max(longer / 2 - 1, 0);
  std::vector<int> partner(a.size(), -1);
  std::vector<bool> taken(b.size(), false);
  for (int i = 0; i < static_cast<int>(a.size()); ++i) {
    for (int j = 0; j < static_cast<int>(b.size()) && partner[i] < 0; ++j) {
      if (std::abs(i - j) > window || taken[j] || a[i] != b[j]) continue;
      partner[i] = j;
      taken[j] = true;
    }
  }
  std::u32string left, right;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (partner[i] >= 0) left += a[i];
  }
  for (std::size_t j = 0; j < b.size(); ++j) {
    if (taken[j]) right += b[j];
  }
  if (left.empty()) return 0;
  int out_of_place = 0;
  for (std::size_t i = 0; i < left.size(); ++i) out_of_place += left[i] != right[i];
  const double m = static_cast<double>(left.size());
  const double t = out_of_place / 2;
  return (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) + (m - t) / m) / 3;
}

/// Winkler's prefix bonus (Winkler 1990) where jaro > 0.7.
inline double jaro_winkler(std::u32string_view a, std::u32string_view b) {
  const double similarity = jaro(a, b);
  if (similarity <= 0.7) return similarity;
  std::size_t prefix = 0;
  while (prefix < 4 && prefix < a.size() && prefix < b.size() && a[prefix] == b[prefix]) ++prefix;
  return similarity + 0.1 * static_cast<double>(prefix) * (1 - similarity);
}

/// Optimal string alignment distance by the full matrix: insert, delete, substitute, swap neighbours.
inline std::size_t alignment_distance(std::u32string_view a, std::u32string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, substituted});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

}  // namespace byname::reference
