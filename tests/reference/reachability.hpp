// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace byname::reference {

/// Which of n things reach which, by any number of steps of a symmetric relation: Warshall's closure, n
/// cubed.
template <typename Related>
std::vector<std::vector<bool>> reachability(std::size_t n, const Related& related) {
  std::vector<std::vector<bool>> reaches(n, std::vector<bool>(n, false));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) reaches[i][j] = i == j || related(i, j) || related(j, i);
  }
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        if (reaches[i][k] && reaches[k][j]) reaches[i][j] = true;
      }
    }
  }
  return reaches;
}

}  // namespace byname::reference
