// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "names/place_reading.hpp"

namespace byname {

/// How two places agree, weakest first.
enum class PlaceAgreement : std::uint8_t {
  kDifferent,   ///< other towns that no common region joins, or other regions
  kUnknown,     ///< one of them says too little
  kSameRegion,  ///< the same region; the towns differ, or neither is said
  kInclusion,   ///< one is a town or district in the other's region or district
  kSpelling,    ///< names of towns, villages or unknown regions one letter apart, else no contradiction
  kSamePlace,   ///< the same town, village or district, by whichever of its names
  kNumPlaceAgreements,
};

/// "same_place" and so on.
std::string_view agreement_name(PlaceAgreement agreement);

/// What comparisons need of one place, made once a value. 0 = not said.
struct PreparedPlace {
  static constexpr std::size_t kMostTowns = 4;
  std::uint64_t town = 0;                                ///< hash of the town's key
  std::uint64_t district = 0;                            ///< hash of the district's key
  std::uint64_t region = 0;                              ///< 1 + RegionId, or hash of another region's key
  std::uint16_t country = 0;                             ///< 1 + CountryId
  std::array<std::uint16_t, kMostTowns> towns{};         ///< 1 + TownId
  std::array<std::uint16_t, kMostTowns> town_regions{};  ///< 1 + RegionId of each of `towns`
  std::string town_key;                                  ///< empty for a place that is only near the town
  std::string district_key;
  std::string region_key;  ///< of a region that no table knows
};

PreparedPlace prepare_place(const PlaceReading& place);

/// Compares two places. Symmetric. Names of towns, and of regions that no table knows, are compared letter by
/// letter only where hashes differ and both have six letters or more.
PlaceAgreement place_agreement(const PreparedPlace& a, const PreparedPlace& b);

}  // namespace byname
