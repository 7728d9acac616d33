// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "evaluate/link_diagnostics.hpp"
#include "publish/markup.hpp"

namespace byname {

/// A finding as a sentence: what is so, and what to do. No value of a record is in it.
std::string finding_text(const Finding& finding, const SplinkModel& model, const LinkDiagnostics& found,
                         const std::vector<EmSession>& sessions);

/// Its name in diagnostics.json: "correlated_comparisons".
std::string finding_name(FindingKind kind);

/// The label of a level as people read it: the model's label, or the condition.
std::string level_label(const SplinkComparison& comparison, int gamma);

/// A rule in few words: what it wants equal, or its condition.
std::string rule_label(const RuleUse& rule);

/// A probability: "0.463", "3.1e-05".
std::string share_text(double share);

/// The probability of odds in bits, never rounded over a threshold: "0.9499", "over 0.9999".
std::string odds_text(double bits);

}  // namespace byname
