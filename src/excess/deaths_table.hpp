// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "excess/age_group.hpp"
#include "table/input.hpp"

namespace byname {

/// Men's and women's deaths of one age group in one year. NaN: no row says it.
struct SexDeaths {
  double male = 0;
  double female = 0;
};

/// Deaths by age group and year.
struct DeathsTable {
  std::map<std::pair<AgeGroup, int>, SexDeaths> cells;

  std::vector<AgeGroup> ages() const;
  std::vector<int> years() const;
  /// Null where there is no such cell.
  const SexDeaths* find(const AgeGroup& age, int year) const;
};

/// How a table of deaths is to be read; empty names: columns are found by their headers.
struct DeathsTableOptions {
  std::string year, age, sex, deaths, male, female;
  std::vector<std::string> where;  ///< COLUMN=VALUE: only such rows
  bool adds_rows = false;          ///< several rows of one year, age and sex are added, else an error
  int age_width = 5;               ///< single years of age are put together in groups of so many years
};

/// Reads deaths with a row for each year, age and sex (columns year, age, sex, deaths), or with the sexes
/// side by side (year, age, male, female). Rows for all ages, all persons or an unknown age are left out;
/// `notes` says how many died at an unknown age. Throws UserError for columns that cannot be told, DataError
/// for cells that are no year, age, sex or number of deaths (0 or more).
DeathsTable read_deaths_table(const Input& input, const DeathsTableOptions& options,
                              std::vector<std::string>& notes);

/// The deaths less those of another table, sex by sex (deaths of a cause, over all years); what the other
/// does not have is 0. Throws DataError if it lacks a whole year, or takes more than there are.
DeathsTable subtracted(const DeathsTable& deaths, const DeathsTable& other, const std::vector<int>& years);

}  // namespace byname
