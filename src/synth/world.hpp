// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace byname {

/// What an invented world is like. Defaults are those of lists collected by hand.
struct WorldOptions {
  std::string kind = "default";
  std::int64_t num_people = 2000;
  std::vector<double> coverage = {0.45, 0.35, 0.3};  ///< one a list: share of the people on it; 1 to 16 lists
  double dependence =
      0;  ///< standard deviation, in log odds, of a person's propensity to be listed, all lists alike
  double errors = 0.06;         ///< share of the filled fields that are wrong in some way
  double missing = 0.12;        ///< share of birth dates missing; other fields follow
  double duplicates = 0.04;     ///< share of a list's rows that repeat a person of that list
  double families = 0.25;       ///< share of people who live with relatives of the same family name
  double namesakes = 0.04;      ///< share of the children in families who have a parent's given name
  bool has_few_fields = false;  ///< given name, family name and birth date only
  bool has_one_postcode =
      false;  ///< few places, each with one postcode: place and postcode say the same thing twice
  std::uint64_t seed = 1;
};

inline constexpr std::array<std::string_view, 7> kWorldKinds = {
    "default", "plain", "few-fields", "families", "correlated-places", "error-prone", "no-duplicates"};

/// Returns the options of a kind of world. Throws UsageError for a name not in kWorldKinds.
WorldOptions world_kind(std::string_view kind);

/// A day of the proleptic Gregorian calendar; year 0 = unknown.
struct WorldDate {
  int year = 0;
  int month = 0;
  int day = 0;
  bool operator==(const WorldDate&) const = default;
  bool is_known() const { return year != 0; }
};

/// What is true of a person, or what one row says of one.
struct WorldFields {
  std::string given;
  std::string family;
  std::string sex;  ///< "m" or "f"
  WorldDate birth_date;
  WorldDate event_date;
  std::string place;
  std::string postcode;
  std::string address;
  std::string phone;
  std::string email;
};

/// One row of a list.
struct WorldMention {
  std::uint32_t person = 0;  ///< index into World::people
  WorldFields fields;        ///< as written, errors included; what the list has no column for is not written
};

/// One list.
struct WorldList {
  std::string label;  ///< "list_a"
  std::vector<WorldMention> mentions;
};

/// An invented population and lists of it.
struct World {
  WorldOptions options;
  std::vector<WorldFields> people;
  std::vector<WorldList> lists;
  std::vector<std::uint32_t> pattern;  ///< per person: bit k = on list k
  std::int64_t num_named = 0;          ///< people on some list
};

/// Invents a world. The same options give the same world, whatever else the program does. Throws UsageError
/// where an option is out of its range.
World make_world(const WorldOptions& options);

/// Writes list_a.csv, list_b.csv, ... (each with its own columns, headers and date format, an id and
/// `true_person`), truth.csv and world.json into an existing folder.
void write_world(const World& world, const std::string& folder);

}  // namespace byname
