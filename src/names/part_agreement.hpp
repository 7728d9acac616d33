// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "names/name_reason.hpp"
#include "names/parsed_name.hpp"

namespace byname {

/// How one part of a name stands to the same part of another.
enum class PartRelation : std::uint8_t {
  kNeither,    ///< both lack it
  kMissing,    ///< one lacks it
  kEqual,      ///< one canonical form
  kInitial,    ///< an initial that fits
  kPartOf,     ///< one is a part of the other's double name
  kSpelling,   ///< may be one, misspelt
  kUndecided,  ///< a reader could not say
  kDifferent
};

struct PartAgreement {
  PartRelation relation = PartRelation::kNeither;
  NameReason reason = NameReason::kExact;  ///< how they are equal, or why a reader could not say
};

/// Compares two family names, with the earlier ones of both persons.
PartAgreement family_agreement(const NamePart& a, const NamePart& b, const NameTables& tables);
PartAgreement given_agreement(const NamePart& a, const NamePart& b, const NameTables& tables);
PartAgreement patronymic_agreement(const NamePart& a, const NamePart& b, const NameTables& tables);
PartAgreement middle_agreement(const NamePart& a, const NamePart& b, const NameTables& tables);

/// True if the two have a canonical form in common, whatever parts they are of.
bool have_common_code(const NamePart& a, const NamePart& b) noexcept;

}  // namespace byname
