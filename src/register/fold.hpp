// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "register/database.hpp"
#include "register/fold_decisions.hpp"
#include "register/fold_events.hpp"
#include "register/fold_evidence.hpp"
#include "register/fold_judging.hpp"
#include "register/fold_releases.hpp"
#include "register/fold_rules.hpp"
#include "register/mention_numbers.hpp"
#include "register/op.hpp"

namespace byname {

/// Computes the derived tables from the log (fold 1): deterministic, without a model and without draws. Runs
/// within the caller's transaction. tests/reference/ has slow twins.
class Fold {
 public:
  explicit Fold(Database& database)
      : database_(database),
        numbers_(database),
        evidence_(database, numbers_),
        judging_(database, numbers_),
        rules_(database),
        decisions_(database, numbers_),
        releases_(database, numbers_),
        events_(database, numbers_) {}

  Fold(const Fold&) = delete;
  Fold& operator=(const Fold&) = delete;

  /// Takes in an op that is in the log and comes after all others in the order of evaluation. Costs what the
  /// op touches, except where whole ops of evidence count no more or again: then everything is computed anew.
  void apply(const Op& op, const std::vector<Body>& bodies);
  /// Computes everything anew, in memory, and writes what is not as it was. Bodies that an erasure names go,
  /// salt and all.
  void rebuild();
  /// Computes everything anew, in memory, and writes nothing of it. Returns the names of the tables that are
  /// not what the log says.
  std::vector<std::string_view> differing_tables();
  /// Fills the derived tables from the log; they must be empty (rebuilt_tables.hpp).
  void compute_all();

 private:
  void apply_accounts(const Op& op, const Body& body);
  void apply_account(const Op& op, const std::string& json);
  void apply_revocation(const Op& op, const std::string& json);
  void rebuild_removals();

  Database& database_;
  MentionNumbers numbers_;
  EvidenceFold evidence_;
  JudgingFold judging_;
  RuleFold rules_;
  DecisionFold decisions_;
  ReleaseFold releases_;
  EventFold events_;
};

/// A hash over all rows of the derived tables: equal exactly if the tables are.
Hash digest_of_derived_tables(Database& database);

}  // namespace byname
