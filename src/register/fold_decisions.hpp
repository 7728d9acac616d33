// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "register/database.hpp"
#include "register/decision_json.hpp"
#include "register/op.hpp"

namespace byname {

/// The part of the fold that fills the tables decision, decision_mention and audit. What follows for persons
/// is computed where it is asked for (standings.hpp); JudgingFold::mark says which decisions were undone.
class DecisionFold {
 public:
  explicit DecisionFold(Database& database) : database_(database) {}
  void apply(const Op& op, const std::vector<Body>& bodies);

 private:
  void apply_decision(const Op& op, std::int64_t ordinal, const DecisionBody& body);

  Database& database_;
};

}  // namespace byname
