// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "register/database.hpp"
#include "register/fixed_bytes.hpp"
#include "rules/confirm_rule.hpp"

namespace byname {

/// A mention as evidence for the person that it is of.
struct HeldEvidence {
  std::int64_t mention = 0;
  Evidence evidence;
};

/// Calls with the evidence of each person that is held, by id; that of a person by mention.
void visit_evidence(Database& database,
                    const std::function<void(const std::string&, const std::vector<HeldEvidence>&)>& visit);
/// What counts for one person.
std::vector<HeldEvidence> evidence_of(Database& database, const std::string& person);
/// The mentions alone.
std::vector<std::int64_t> mentions_of(const std::vector<HeldEvidence>& evidence);
/// The same without the mentions.
std::vector<Evidence> without_mentions(const std::vector<HeldEvidence>& evidence);

/// The body that says what a mention's row says now.
RecordId current_body(Database& database, std::int64_t mention);

}  // namespace byname
