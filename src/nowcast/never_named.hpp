// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/execution_context.hpp"

namespace byname {

/// What is known from outside of those who will never be named. Reports show nothing of them: the data of a
/// nowcast fit any share equally well, so what goes in here comes out again.
struct NeverNamed {
  enum class Kind {
    kUnknown,  ///< nothing is said: no total
    kShare,    ///< a range for their share of all persons
    kUnseen    ///< draws of how many are on no list now: will be named + never named
  };
  Kind kind = Kind::kUnknown;
  double low_share = 0;  ///< kShare: 2.5 and 97.5 % points, 0 < low <= high < 1
  double high_share = 0;
  std::vector<double> unseen;  ///< kUnseen: >= 1 draws
  std::string source;          ///< kUnseen: the file
};

/// The never named of every draw, and in how many draws the parts do not fit.
struct NeverNamedDraws {
  std::vector<double> persons;   ///< empty for kUnknown
  double share_in_conflict = 0;  ///< kUnseen: draws where more will be named than are unseen; 0 stands there
};

/// Reads "0.2-0.4" or "0.3" (a share that is taken as known). Throws UsageError.
NeverNamed parse_never_share(const std::string& text);

/// Reads the unseen of an estimate: draws (CSV or Parquet with the columns quantity and value, of the
/// quantity unseen, or total and named; only those of everybody, and of the first method), or estimate.json,
/// whose limits then give a log-normal distribution. Throws DataError.
NeverNamed read_unseen(const std::string& path, const ExecutionContext& context);

/// With a share: the logit of the share is normal between the limits; given the share s and E who are named
/// sooner or later, the rest is negative binomial with E and 1 - s (everybody is named independently of the
/// others; prior of the total 1 / N). With draws: unseen less those who will be named, not below 0; the
/// draws of the two come from different data and are paired at random.
NeverNamedDraws draw_never_named(const NeverNamed& never, const std::vector<double>& ever_named,
                                 const std::vector<double>& will_be_named, const ExecutionContext& context);

}  // namespace byname
