// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "estimate/capture_table.hpp"

namespace byname {

/// More lists are not looked at: their triples are too many.
inline constexpr int kMaxListsOfUnequalChances = 8;

/// Whether three lists go together more than one dependent pair of lists explains, as they do where some
/// people are easy to find and others hardly: then what models of pairs say is too low.
struct UnequalChances {
  /// Twice the gain in log-likelihood of the best model in which each two of three lists go together (all
  /// three effects positive) over the best with one pair or none.
  double statistic = 0;
  /// What that gain exceeds in 5 % of tables with one dependent pair: the two more effects that may not be
  /// negative have the distribution 1/4 + 1/2 chi-square(1) + 1/4 chi-square(2) (Self & Liang 1987, JASA 82,
  /// case 7, at right angles), shared among the lists that can be the third.
  double limit = 0;
  std::uint32_t lists = 0;  ///< the three, a bit each
  bool is_flagged() const { return limit > 0 && statistic > limit; }
};

/// Looks at the triples of 3 to kMaxListsOfUnequalChances lists; else, or where nobody is on two lists, limit
/// is 0.
UnequalChances find_unequal_chances(const CaptureTable& table);

/// The flag in plain words, with the names of the lists; "" where it is down.
std::string unequal_chances_text(const UnequalChances& found, const std::vector<std::string>& lists);

}  // namespace byname
