// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "synth/culture.hpp"

namespace byname {

/// Invented regions and towns, in a language. Towns of a region are numbered from 0, the largest first.
inline constexpr std::uint32_t kTownsPerRegion = 40;
std::string region_text(std::uint32_t region, Language language);
std::string town_text(std::uint32_t region, std::uint32_t town, Language language);

}  // namespace byname
