// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/fixed_bytes.hpp"
#include "rules/standing.hpp"

namespace byname {

/// A mention as somebody saw it: it, and the body that said what its row says then.
struct SeenMention {
  RecordId mention;
  RecordId said;
};

/// What somebody decides of the person that these mentions are.
struct DecisionBody {
  DecisionVerdict verdict = DecisionVerdict::kUnsure;
  std::vector<SeenMention> seen;
  std::optional<RecordId> rules;  ///< that held; nullopt: the built-in ones
  std::string bulk;               ///< class on whose word many were decided at once; empty: one by one
};

/// How well a drawn sample of those decided at once bore them out.
struct AuditBody {
  std::int64_t population = 0;  ///< persons in the file
  std::int64_t checked = 0;     ///< persons of the sample
  std::int64_t wrong = 0;       ///< of the sample: somebody who looked said otherwise
};

/// Bodies to and from JSON, as body_json.hpp does.
std::string decision_body(const DecisionBody& body);
std::optional<DecisionBody> read_decision_body(std::string_view json);
std::string audit_body(const AuditBody& body);
std::optional<AuditBody> read_audit_body(std::string_view json);

}  // namespace byname
