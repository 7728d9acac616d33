// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace byname {

enum class RegionId : std::uint16_t {};
enum class TownId : std::uint16_t {};
enum class CountryId : std::uint16_t {};

/// A town that has a certain name.
struct NamedTown {
  TownId town{};
  bool needs_region = false;  ///< the name is common: without its region it may be any place
  bool operator==(const NamedTown&) const = default;
};

/// Texts of the tables of places, as src/names/tables has them.
struct PlaceTables {
  std::string_view countries;
  std::string_view regions;
  std::string_view towns;
};

/// Countries, regions and towns with all their names, old and new.
class Gazetteer {
 public:
  /// Throws DataError with table and line for a malformed row, a region of no country, a town of no region,
  /// or a name that stands twice where it may not.
  explicit Gazetteer(const PlaceTables& tables);

  /// Keys are those of place_key(); of regions, region_key() is applied here.
  std::optional<CountryId> find_country(std::string_view key) const;
  std::optional<RegionId> find_region(std::string_view key) const;
  /// By its name in the table, as name_of() gives it ("ua").
  std::optional<CountryId> country_named(std::string_view name) const;
  /// Towns of that name; there may be several, in different regions.
  std::span<const NamedTown> find_towns(std::string_view key) const;
  /// The same for a name in another case ("Донецка", "в Макеевке"), if that leaves one name only.
  std::span<const NamedTown> find_declined_towns(std::string_view key) const;

  RegionId region_of(TownId town) const { return towns_[static_cast<std::size_t>(town)].region; }
  CountryId country_of(RegionId region) const { return regions_[static_cast<std::size_t>(region)].country; }
  const std::string& name_of(TownId town) const { return towns_[static_cast<std::size_t>(town)].name; }
  const std::string& name_of(RegionId region) const {
    return regions_[static_cast<std::size_t>(region)].name;
  }
  const std::string& name_of(CountryId country) const {
    return countries_[static_cast<std::size_t>(country)];
  }

 private:
  struct Region {
    std::string name;
    CountryId country{};
  };
  struct Town {
    std::string name;
    RegionId region{};
  };
  void read_countries(std::string_view table);
  void read_regions(std::string_view table);
  void read_towns(std::string_view table);

  std::vector<std::string> countries_;
  std::vector<Region> regions_;
  std::vector<Town> towns_;
  std::unordered_map<std::string, CountryId> country_keys_;
  std::unordered_map<std::string, RegionId> region_keys_;
  std::unordered_map<std::string, std::vector<NamedTown>> town_keys_;
};

/// The tables that are built in.
const Gazetteer& gazetteer();

}  // namespace byname
