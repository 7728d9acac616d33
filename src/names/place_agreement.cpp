// SPDX-License-Identifier: Apache-2.0
#include "names/place_agreement.hpp"

#include <algorithm>

#include "base/hash.hpp"

namespace byname {

namespace {

constexpr std::size_t kShortestMisspelt = 6;
constexpr std::size_t kShortestDistrictStem = 4;

/// Tells the hash of a region that is in no table from a code.
constexpr std::uint64_t kHashBit = std::uint64_t{1} << 63;

enum class Relation : std::uint8_t { kUnknown, kEqual, kDifferent };

std::uint64_t key_hash(std::string_view key) { return key.empty() ? 0 : hash64(key) | kHashBit; }

std::uint16_t code_of(auto id) { return static_cast<std::uint16_t>(static_cast<std::uint16_t>(id) + 1); }

bool is_among(std::uint64_t region, const PreparedPlace& place) {
  return std::any_of(place.town_regions.begin(), place.town_regions.end(),
                     [&](std::uint16_t other) { return other != 0 && other == region; });
}

bool share_a_region(const PreparedPlace& a, const PreparedPlace& b) {
  return std::any_of(a.town_regions.begin(), a.town_regions.end(),
                     [&](std::uint16_t region) { return region != 0 && is_among(region, b); });
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// True for what at most one Cyrillic letter becomes in Latin.
bool is_one_letter(std::string_view latin) {
  constexpr std::array<std::string_view, 7> kLetters = {"sh", "ch", "zh", "ts", "ia", "iu", "shch"};
  return latin.size() <= 1 || std::find(kLetters.begin(), kLetters.end(), latin) != kLetters.end();
}

/// True if one letter more, less or other, or two neighbours swapped make one of the other; digits tell
/// places apart ("Горки-2").
bool is_one_letter_apart(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a.size() < kShortestMisspelt || b.size() - a.size() > 3) return false;
  std::size_t front = 0, back = 0;
  while (front < a.size() && a[front] == b[front]) ++front;
  while (back < a.size() - front && a[a.size() - 1 - back] == b[b.size() - 1 - back]) ++back;
  const std::string_view left = a.substr(front, a.size() - back - front);
  const std::string_view right = b.substr(front, b.size() - back - front);
  if (std::any_of(left.begin(), left.end(), is_digit) || std::any_of(right.begin(), right.end(), is_digit))
    return false;
  const bool is_swap = left.size() == 2 && right.size() == 2 && left[0] == right[1] && left[1] == right[0];
  return is_swap || (is_one_letter(left) && is_one_letter(right));
}

/// Names of two regions that no table knows, one letter apart: one of them may be misspelt.
bool may_be_one_region(const PreparedPlace& a, const PreparedPlace& b) {
  return !a.region_key.empty() && !b.region_key.empty() && is_one_letter_apart(a.region_key, b.region_key);
}

/// Of the regions, as far as they are said or follow from the towns.
Relation region_relation(const PreparedPlace& a, const PreparedPlace& b) {
  const auto of = [](bool is_equal) { return is_equal ? Relation::kEqual : Relation::kDifferent; };
  if (a.region != 0 && b.region != 0) {
    if (a.region != b.region && may_be_one_region(a, b)) return Relation::kUnknown;
    return of(a.region == b.region);
  }
  if (a.region != 0 && b.towns[0] != 0) return of(is_among(a.region, b));
  if (b.region != 0 && a.towns[0] != 0) return of(is_among(b.region, a));
  if (a.towns[0] != 0 && b.towns[0] != 0) return of(share_a_region(a, b));
  return Relation::kUnknown;
}

bool share_a_town(const PreparedPlace& a, const PreparedPlace& b) {
  return std::any_of(a.towns.begin(), a.towns.end(), [&](std::uint16_t town) {
    return town != 0 && std::find(b.towns.begin(), b.towns.end(), town) != b.towns.end();
  });
}

PlaceAgreement compare_towns(const PreparedPlace& a, const PreparedPlace& b) {
  const Relation regions = region_relation(a, b);
  const bool is_same = a.town == b.town || share_a_town(a, b);
  if (is_same)
    return regions == Relation::kDifferent ? PlaceAgreement::kDifferent : PlaceAgreement::kSamePlace;
  const bool are_known = a.towns[0] != 0 && b.towns[0] != 0;
  if (!are_known && regions != Relation::kDifferent && is_one_letter_apart(a.town_key, b.town_key))
    return PlaceAgreement::kSpelling;
  return regions == Relation::kEqual ? PlaceAgreement::kSameRegion : PlaceAgreement::kDifferent;
}

/// "Бахмут" and "Бахмутский район": the district is named after its town.
bool is_district_of(const PreparedPlace& district, const PreparedPlace& town) {
  const std::string_view name = town.town_key;
  if (name.size() < kShortestDistrictStem + 1) return false;
  return std::string_view(district.district_key).starts_with(name.substr(0, name.size() - 1));
}

PlaceAgreement compare_parts(const PreparedPlace& a, const PreparedPlace& b) {
  const Relation regions = region_relation(a, b);
  if (regions == Relation::kDifferent) return PlaceAgreement::kDifferent;
  const bool are_districts = a.district != 0 && b.district != 0;
  const bool is_same_district = are_districts && a.district == b.district;
  const bool has_town = a.town != 0 || b.town != 0;
  if (is_same_district) return has_town ? PlaceAgreement::kInclusion : PlaceAgreement::kSamePlace;
  if (has_town && (is_district_of(a, b) || is_district_of(b, a))) return PlaceAgreement::kInclusion;
  if (are_districts)
    return regions == Relation::kEqual ? PlaceAgreement::kSameRegion : PlaceAgreement::kDifferent;
  if (regions == Relation::kUnknown)
    return may_be_one_region(a, b) ? PlaceAgreement::kSpelling : PlaceAgreement::kUnknown;
  const bool is_inside = has_town || a.district != 0 || b.district != 0;
  return is_inside ? PlaceAgreement::kInclusion : PlaceAgreement::kSameRegion;
}

bool is_only_country(const PreparedPlace& place) {
  return place.town == 0 && place.district == 0 && place.region == 0 && place.country != 0;
}

}  // namespace

std::string_view agreement_name(PlaceAgreement agreement) {
  constexpr std::array<std::string_view, static_cast<std::size_t>(PlaceAgreement::kNumPlaceAgreements)>
      kNames = {"different", "unknown", "same_region", "inclusion", "spelling", "same_place"};
  return kNames[static_cast<std::size_t>(agreement)];
}

PreparedPlace prepare_place(const PlaceReading& place) {
  PreparedPlace prepared;
  const std::size_t num_towns = std::min(place.towns.size(), PreparedPlace::kMostTowns);
  if (!place.is_near) {
    prepared.town_key = place.town;
    prepared.town = key_hash(place.town);
    for (std::size_t i = 0; i < num_towns; ++i) {
      prepared.towns[i] = code_of(place.towns[i]);
      prepared.town_regions[i] = code_of(gazetteer().region_of(place.towns[i]));
    }
  }
  prepared.district_key = place.district;
  prepared.district = key_hash(place.district);
  prepared.region = place.region ? code_of(*place.region) : key_hash(place.other_region);
  if (!place.region) prepared.region_key = place.other_region;
  if (place.country) prepared.country = code_of(*place.country);
  return prepared;
}

PlaceAgreement place_agreement(const PreparedPlace& a, const PreparedPlace& b) {
  if (is_only_country(a) && is_only_country(b) && a.country != b.country) return PlaceAgreement::kDifferent;
  return a.town != 0 && b.town != 0 ? compare_towns(a, b) : compare_parts(a, b);
}

}  // namespace byname
