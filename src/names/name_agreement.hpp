// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "names/name_reason.hpp"
#include "names/parsed_name.hpp"
#include "names/part_agreement.hpp"

namespace byname {

/// How two full names agree, and why.
struct NameAgreement {
  NameOutcome outcome = NameOutcome::kDifferent;
  NameReason reason = NameReason::kUnreadable;
  bool is_full = false;  ///< of compatible names: family and given name are there on both sides
  PartAgreement family;
  PartAgreement given;
  PartAgreement patronymic;
  PartAgreement middle;
  std::uint8_t reading_a = 0;  ///< the readings compared: indexes into ParsedName::readings
  std::uint8_t reading_b = 0;
};

/// Compares two names by all their readings: two that agree in likely readings are the same or compatible; if
/// only unlikely readings agree, it is for review. Symmetric. A name without a reading differs from all.
NameAgreement name_agreement(const ParsedName& a, const ParsedName& b, const NameTables& tables);

}  // namespace byname
