// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "names/gazetteer.hpp"

namespace byname {

/// What a text says about a place. Keys are those of place_key(); names that the gazetteer does not know keep
/// their key only.
struct PlaceReading {
  std::string town;                ///< key of the town or village, empty if none is said
  std::vector<TownId> towns;       ///< towns of that name that fit the region
  std::string district;            ///< region_key() of the district
  std::optional<RegionId> region;  ///< as said, or that of all `towns`
  std::string other_region;        ///< key of a region that the gazetteer does not know
  std::optional<CountryId> country;
  bool is_near = false;  ///< "под Бахмутом": beside the town, not in it
  bool says_nothing() const {
    return town.empty() && district.empty() && !region && other_region.empty() && !country;
  }
};

/// Reads a place: parts between commas, and words for kinds in Russian, Ukrainian and English in any order. A
/// text that says nothing ("неизвестно") gives an empty reading.
PlaceReading read_place(std::string_view text);

/// The place in one way of writing, from small to large: "Bakhmut | Donetsk region | ua". Names that are not
/// in the gazetteer appear as their key.
std::string place_text(const PlaceReading& place);

/// Takes such a text apart again, or several of one place that are joined by " | ", from small to large.
PlaceReading read_place_text(std::string_view text);

/// Appends the place in its one way of writing; nothing where the text says nothing.
void append_known_place(std::string& out, std::string_view text);

}  // namespace byname
