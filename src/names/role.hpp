// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace byname {

/// What a column says of a person (docs/roles.md).
enum class Role {
  kId,
  kName,
  kGiven,
  kGiven2,
  kFamily,
  kPatronymic,
  kSex,
  kBirthDate,
  kBirthYear,
  kBirthMonth,
  kBirthDay,
  kAge,
  kEventDate,
  kDeathDate,
  kPlace,
  kRegion,
  kAddress,
  kPostcode,
  kEmail,
  kPhone,
  kNumber,
  kCategory,
  kEvent,  ///< what happened to the person in this row
  kCase,
  kCourt,
  kText,
  kIgnore,
  kTruth,  ///< kept out of linking, saved for `check`; set by --truth only
};

inline constexpr std::array<std::string_view, 28> kRoleNames = {
    "id",         "name",       "given",       "given2",    "family", "patronymic", "sex",
    "birth_date", "birth_year", "birth_month", "birth_day", "age",    "event_date", "death_date",
    "place",      "region",     "address",     "postcode",  "email",  "phone",      "number",
    "category",   "event",      "case",        "court",     "text",   "ignore",     "truth"};

inline std::string_view role_name(Role role) { return kRoleNames[static_cast<std::size_t>(role)]; }

inline std::optional<Role> role_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kRoleNames.size(); ++i) {
    if (kRoleNames[i] == name) return static_cast<Role>(i);
  }
  return std::nullopt;
}

}  // namespace byname
