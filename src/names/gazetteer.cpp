// SPDX-License-Identifier: Apache-2.0
#include "names/gazetteer.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "names/place_key.hpp"
#include "names/table_rows.hpp"

namespace byname {

namespace {

/// Endings of the cases of towns in both languages, as place_key() leaves them, longest first.
constexpr std::array<std::string_view, 12> kCaseEndings = {"oiu", "ami", "oi", "om", "em", "ia",
                                                           "iu",  "a",   "u",  "e",  "o",  "i"};
/// What the nominative may end in instead.
constexpr std::array<std::string_view, 6> kNominativeEndings = {"", "a", "ia", "o", "e", "i"};
constexpr std::size_t kShortestStem = 3;

std::string_view without_star(std::string_view form) {
  if (form.ends_with('*')) form.remove_suffix(1);
  return form;
}

}  // namespace

Gazetteer::Gazetteer(const PlaceTables& tables) {
  read_countries(tables.countries);
  read_regions(tables.regions);
  read_towns(tables.towns);
}

void Gazetteer::read_countries(std::string_view table) {
  const std::string name = "places_countries.tsv";
  for (const TableRow& row : read_table_rows(name, table, 2)) {
    const auto id = static_cast<CountryId>(countries_.size());
    countries_.emplace_back(row.cells[0]);
    for (const std::string_view form : forms_of_cell(row.cells[1])) {
      const auto [entry, is_new] = country_keys_.emplace(place_key(form), id);
      if (!is_new && entry->second != id) refuse_row(row, fmt::format("'{}' is another country above", form));
    }
  }
}

void Gazetteer::read_regions(std::string_view table) {
  const std::string name = "places_regions.tsv";
  for (const TableRow& row : read_table_rows(name, table, 3)) {
    const auto country = std::find(countries_.begin(), countries_.end(), row.cells[0]);
    if (country == countries_.end()) refuse_row(row, fmt::format("no country '{}'", row.cells[0]));
    const auto id = static_cast<RegionId>(regions_.size());
    regions_.push_back({std::string(row.cells[1]), static_cast<CountryId>(country - countries_.begin())});
    std::vector<std::string_view> forms = forms_of_cell(row.cells[2]);
    forms.push_back(row.cells[1]);
    for (const std::string_view form : forms) {
      const auto [entry, is_new] = region_keys_.emplace(region_key(place_key(form)), id);
      if (!is_new && entry->second != id)
        refuse_row(row, fmt::format("'{}' is a name of {} too", form, name_of(entry->second)));
    }
  }
}

void Gazetteer::read_towns(std::string_view table) {
  const std::string name = "places_towns.tsv";
  for (const TableRow& row : read_table_rows(name, table, 2)) {
    const auto region = std::find_if(regions_.begin(), regions_.end(),
                                     [&](const Region& other) { return other.name == row.cells[0]; });
    if (region == regions_.end()) refuse_row(row, fmt::format("no region '{}'", row.cells[0]));
    const auto region_id = static_cast<RegionId>(region - regions_.begin());
    const auto id = static_cast<TownId>(towns_.size());
    const std::vector<std::string_view> forms = forms_of_cell(row.cells[1]);
    towns_.push_back({std::string(without_star(forms.front())), region_id});
    for (const std::string_view form : forms) {
      std::vector<NamedTown>& towns = town_keys_[place_key(without_star(form))];
      if (!towns.empty() && towns.back().town == id) continue;
      for (const NamedTown& other : towns) {
        if (region_of(other.town) == region_id)
          refuse_row(row, fmt::format("'{}' is a name of {} of that region too", form, name_of(other.town)));
      }
      towns.push_back({id, form.ends_with('*')});
    }
  }
}

std::optional<CountryId> Gazetteer::find_country(std::string_view key) const {
  const auto found = country_keys_.find(std::string(key));
  return found == country_keys_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<CountryId> Gazetteer::country_named(std::string_view name) const {
  const auto found = std::find(countries_.begin(), countries_.end(), name);
  if (found == countries_.end()) return std::nullopt;
  return static_cast<CountryId>(found - countries_.begin());
}

std::optional<RegionId> Gazetteer::find_region(std::string_view key) const {
  const auto found = region_keys_.find(region_key(key));
  return found == region_keys_.end() ? std::nullopt : std::optional(found->second);
}

std::span<const NamedTown> Gazetteer::find_towns(std::string_view key) const {
  const auto found = town_keys_.find(std::string(key));
  return found == town_keys_.end() ? std::span<const NamedTown>() : std::span<const NamedTown>(found->second);
}

std::span<const NamedTown> Gazetteer::find_declined_towns(std::string_view key) const {
  std::span<const NamedTown> only;
  for (const std::string_view ending : kCaseEndings) {
    if (!key.ends_with(ending) || key.size() < ending.size() + kShortestStem) continue;
    const std::string stem(key.substr(0, key.size() - ending.size()));
    for (const std::string_view nominative : kNominativeEndings) {
      const std::span<const NamedTown> towns = find_towns(stem + std::string(nominative));
      if (towns.empty() || towns.data() == only.data()) continue;
      if (!only.empty() && !std::equal(towns.begin(), towns.end(), only.begin(), only.end())) return {};
      only = towns;
    }
  }
  return only;
}

const Gazetteer& gazetteer() {
  static const Gazetteer places({embedded_table("places_countries.tsv"), embedded_table("places_regions.tsv"),
                                 embedded_table("places_towns.tsv")});
  return places;
}

}  // namespace byname
