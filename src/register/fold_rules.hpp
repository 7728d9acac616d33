// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "register/database.hpp"
#include "register/op.hpp"

namespace byname {

/// The part of the fold that fills the table rule. Rules count if an owner took them; JudgingFold::mark says
/// which were undone.
class RuleFold {
 public:
  explicit RuleFold(Database& database) : database_(database) {}
  void apply(const Op& op, const std::vector<Body>& bodies);

 private:
  bool is_owner(const AccountKey& author);

  Database& database_;
};

}  // namespace byname
