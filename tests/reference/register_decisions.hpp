// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "reference/register_counting.hpp"
#include "register/decision_json.hpp"

namespace byname::reference {

/// What the tables must say of a decision: its verdict, the bodies that were seen, and whether it counts.
using FoldedDecisions = std::map<RecordId, std::tuple<std::string, std::set<RecordId>, bool>>;

/// The fold of decisions in plain words. What names no mention that ever was is left out.
inline FoldedDecisions fold_decisions(const std::vector<std::pair<Op, std::vector<Body>>>& ops) {
  FoldedDecisions decisions;
  std::set<RecordId> mentions;
  for (const auto& [op, bodies] : ops) {
    for (std::size_t i = 0; i < bodies.size(); ++i) {
      if (bodies[i].kind == "mention")
        mentions.insert(record_id_of(op.author, op.device, op.nonce, static_cast<std::uint32_t>(i)));
    }
  }
  for (const LoggedBody& logged : counted_bodies(ops)) {
    if (logged.body.kind != "decision") continue;
    const DecisionBody body = *read_decision_body(*logged.body.bytes);
    std::set<RecordId> said;
    for (const SeenMention& seen : body.seen) {
      if (mentions.contains(seen.mention)) said.insert(seen.said);
    }
    decisions[logged.record] = {std::string(name_of(body.verdict)), said, logged.counts};
  }
  return decisions;
}

}  // namespace byname::reference
