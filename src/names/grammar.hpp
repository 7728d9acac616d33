// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace byname {

/// A set of sexes a word may belong to.
using SexSet = std::uint8_t;
inline constexpr SexSet kMale = 1;
inline constexpr SexSet kFemale = 2;
inline constexpr SexSet kEitherSex = kMale | kFemale;

/// A set of grammatical cases.
using CaseSet = std::uint8_t;
inline constexpr CaseSet kNominative = 1;
inline constexpr CaseSet kGenitive = 2;
inline constexpr CaseSet kDative = 4;
inline constexpr CaseSet kAccusative = 8;
inline constexpr CaseSet kInstrumental = 16;
inline constexpr CaseSet kLocative = 32;
inline constexpr CaseSet kVocative = 64;
inline constexpr int kNumCases = 7;

/// "m", "f", "u" as tables write it.
std::optional<SexSet> parse_sex(std::string_view text) noexcept;
/// "nom", "gen", "dat", "acc", "ins", "loc", "voc", joined by commas.
std::optional<CaseSet> parse_cases(std::string_view text) noexcept;
/// The name of the first case in a set: "genitive".
std::string_view name_of_case(CaseSet cases) noexcept;

}  // namespace byname
