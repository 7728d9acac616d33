// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "register/database.hpp"
#include "register/mention_numbers.hpp"
#include "register/op.hpp"

namespace byname {

/// The part of the fold that fills the tables release and release_row. What was published cannot be taken
/// back: a release counts for ever.
class ReleaseFold {
 public:
  ReleaseFold(Database& database, const MentionNumbers& numbers) : database_(database), numbers_(numbers) {}
  void apply(const Op& op, const std::vector<Body>& bodies);

 private:
  Database& database_;
  const MentionNumbers& numbers_;
};

}  // namespace byname
