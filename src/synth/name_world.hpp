// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/execution_context.hpp"
#include "synth/list_habits.hpp"
#include "synth/named_population.hpp"

namespace byname {

/// What a world of East Slavic, Turkic and Caucasian names is like.
struct NameWorldOptions {
  std::string kind{};
  PopulationTraits population{};                     ///< its seed is the seed of the world
  std::vector<double> coverage = {0.45, 0.35, 0.3};  ///< one a list: share of the people on it; 1 to 16 lists
  double dependence = 0;                             ///< as in WorldOptions
  double copies = 0;              ///< share of the rows of each list that the next list copies
  double delay_days = 0;          ///< mean days from event to row; lists close on one day. 0: no delay
  double errors = 0.04;           ///< share of name parts and birth dates with an error of the hand
  double scanning = 0;            ///< share of words misread by a machine
  double missing = 0.08;          ///< share of facts missing, names apart
  double duplicates = 0.03;       ///< share of a list's rows that repeat a person of that list
  bool has_shared_people = true;  ///< false: nobody is on two lists
  FactColumns facts = FactColumns::kBirthAndPlace;
  RowHabits rows{};
  std::span<const ListHabits> lists{};  ///< list i has the habits of i modulo their number
};

/// A kind of world: a line of the table in name_world_kinds.cpp.
struct NameWorldKind {
  std::string_view name;
  std::string_view text;  ///< for docs and --help
  NameWorldOptions options;
};
std::span<const NameWorldKind> name_world_kinds();
/// Options of a kind with its name, or nullptr.
const NameWorldKind* find_name_world_kind(std::string_view name);

/// One row, in numbers: who, and which of the person's rows in this list.
struct NamedMention {
  std::uint32_t person = 0;
  std::uint16_t row = 0;
  bool is_copy = false;         ///< copied from the list before this one
  std::int32_t listed_day = 0;  ///< days since 1970-01-01
};

struct NamedList {
  std::string label;  ///< "list_a"
  ListHabits habits;
  std::vector<NamedMention> mentions;  ///< in the order of the file
  std::int64_t num_persons = 0;
  std::int64_t num_copies = 0;
};

struct NameWorld {
  NameWorldOptions options;
  std::vector<NamedPerson> people;
  std::vector<NamedList> lists;
  std::vector<std::uint32_t> pattern;  ///< per person: bit k = on list k
  std::vector<std::uint32_t> copied;   ///< per person: bit k = list k copied the row from list k - 1
  std::int64_t num_named = 0;          ///< people on some list
};

/// Invents a world; the same for the same options and any number of threads. Throws UsageError where an
/// option is out of its range.
NameWorld make_name_world(const NameWorldOptions& options, const ExecutionContext& context);

/// Writes list_a.csv, ..., truth.csv and world.json into an existing folder.
void write_name_world(const NameWorld& world, const std::string& folder, const ExecutionContext& context);

}  // namespace byname
