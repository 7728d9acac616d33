// SPDX-License-Identifier: Apache-2.0
#include "estimate/two_list.hpp"

#include <cmath>

namespace byname {

UnseenAnswer chapman(const CaptureTable& table) {
  const double both = table.counts[3];
  if (both == 0) return {{}, 1};
  const double first = table.counts[1] + both;
  const double second = table.counts[2] + both;
  const double unseen = (first + 1) * (second + 1) / (both + 1) - 1 - table.total;
  const double variance =
      (first + 1) * (second + 1) * table.counts[1] * table.counts[2] / ((both + 1) * (both + 1) * (both + 2));
  if (unseen <= 0) return {{{1, table.total, 0, 0}}, 0};
  return {{{1, table.total, unseen, std::sqrt(std::log1p(variance / (unseen * unseen)))}}, 0};
}

}  // namespace byname
