// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace byname {

/// Ages in full years, both ends included.
struct AgeGroup {
  int first = 0;
  int last = 0;  ///< kOpenAge: and older
  auto operator<=>(const AgeGroup&) const = default;
};
inline constexpr int kOpenAge = 999;

/// What an age cell may say beside an age.
enum class AgeCellKind { kAge, kAllAges, kUnknownAge };
struct AgeCell {
  AgeCellKind kind = AgeCellKind::kAge;
  AgeGroup group;
};

/// Reads "15-19", "15–19 лет", "85+", "85 and over", "85 и более", "17", "<1"; "total", "Всего"; "unknown",
/// "Неизвестно", an empty cell. Nothing for anything else.
std::optional<AgeCell> read_age_cell(std::string_view text);

/// "15-19", "85+", "17".
std::string age_label(const AgeGroup& group);

/// The group of `width` years, beginning at a multiple of it, that holds all of `group`; else `group` itself.
AgeGroup widened(const AgeGroup& group, int width);

}  // namespace byname
