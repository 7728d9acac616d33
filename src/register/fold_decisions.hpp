// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "register/database.hpp"
#include "register/decision_json.hpp"
#include "register/mention_numbers.hpp"
#include "register/op.hpp"

namespace byname {

/// The part of the fold that fills the tables decision, decision_mention and audit. What follows for persons
/// is computed where it is asked for (standings.hpp); JudgingFold::mark says which decisions were undone.
class DecisionFold {
 public:
  DecisionFold(Database& database, const MentionNumbers& numbers) : database_(database), numbers_(numbers) {}
  void apply(const Op& op, const std::vector<Body>& bodies);

 private:
  struct Decision {
    RecordId id;
    std::int64_t ordinal = 0;
    DecisionBody body;
  };
  void insert(const Op& op, const Decision& decision);

  Database& database_;
  const MentionNumbers& numbers_;
};

}  // namespace byname
