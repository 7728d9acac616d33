// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace byname {

/// What a figure says of its own limits.
enum class FigureBound : std::uint8_t { kNone, kAtLeast, kAtMost };

/// A number that somebody gave, as far as they gave it.
struct FigureValue {
  std::optional<double> value;  ///< none where only a range was given
  std::optional<double> low, high;
  bool is_about = false;
  FigureBound bound = FigureBound::kNone;
};

/// "at least", "at most" or "".
std::string_view bound_name(FigureBound bound);

/// Reads "47,000", "about 47,000 (40,000-55,000)", "160 000–165 000", "over 70,000", "~50k", "1.2 million",
/// "не менее 5 тыс.", "до 300 000" in English, Russian and Ukrainian; or says why that cannot be done without
/// guessing: a word it does not know, "1.200" (a decimal or a thousand), a range that falls.
std::variant<FigureValue, std::string> read_figure(std::string_view text);

}  // namespace byname
