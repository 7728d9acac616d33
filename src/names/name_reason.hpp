// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace byname {

/// What two names are to one another.
enum class NameOutcome : std::uint8_t { kSame, kCompatible, kReview, kDifferent };

/// "same", "compatible", "review", "different".
std::string_view name_of(NameOutcome outcome) noexcept;

/// Why: a closed list. Later reasons tell more than earlier ones of the same outcome.
enum class NameReason : std::uint8_t {
  // The same person may stand behind both.
  kExact,
  kWriting,
  kOrder,
  kRomanisation,
  kFeminine,
  kPatronymicForm,
  kCase,
  kVariant,
  kDoublet,
  kDiminutive,
  kDigits,
  kHomoglyph,
  kLayout,
  kEncoding,
  kMaiden,
  kDoubleFamily,
  kMissingMiddle,
  kMissingPatronymic,
  kInitials,
  kMissingGiven,
  kMissingFamily,
  // A careful reader could not say.
  kSpelling,
  kRelatedGiven,
  kCompound,
  kScript,
  kCaseOrSex,
  // Two persons.
  kBrothers,
  kFatherSon,
  kGeneration,
  kOtherSex,
  kOtherGiven,
  kOtherPatronymic,
  kOtherMiddle,
  kOtherFamily,
  kNothingInCommon,
  kUnreadable
};

/// The word for it in files: "missing_patronymic".
std::string_view name_of(NameReason reason) noexcept;

/// What it says to a reader: "the patronymic is missing on one side".
std::string_view words_for(NameReason reason) noexcept;

}  // namespace byname
