// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "evaluate/blocking_proposal.hpp"
#include "spec/linkage_table.hpp"

namespace byname {

/// What `byname block` found, for the terminal and as JSON.
struct BlockFindings {
  const LinkageTable* table = nullptr;
  double num_possible_pairs = 0;
  std::vector<SplinkRule> rules;           ///< those counted
  std::vector<RuleEqualities> equalities;  ///< of these
  std::vector<RuleCount> counts;           ///< of these
  std::optional<double> true_recall;       ///< of these
  bool shows_values = false;
  std::optional<BlockingProposal> proposal;
  double budget = 0;
  bool has_model = false;  ///< the likely matches come from the user's model
  std::optional<double> true_recall_of_proposal;
};

std::string block_text(const BlockFindings& found);
nlohmann::ordered_json block_json(const BlockFindings& found);

}  // namespace byname
