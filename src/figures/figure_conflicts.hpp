// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "figures/figure_table.hpp"

namespace byname {

/// Why figures cannot be compared, or that they contradict each other.
struct FigureConflict {
  std::string kind;  ///< "counted", "population", "date", "number"
  std::string text;  ///< for a reader
};

/// Days within which two reference dates count as the same time.
inline constexpr std::int64_t kSameTimeDays = 31;

/// Names differences of what is counted, of the population and of the reference date among figures and own
/// numbers, what is not said, and pairs of figures whose ranges do not meet although they say that they count
/// the same of the same people at the same time. Texts are compared without case and blanks at the ends.
std::vector<FigureConflict> find_conflicts(const std::vector<Figure>& figures,
                                           const std::vector<OwnNumber>& own);

}  // namespace byname
