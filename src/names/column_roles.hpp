// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "names/role.hpp"
#include "table/input.hpp"

namespace byname {

/// One `--map [LIST:]COLUMN=ROLE`.
struct RoleMapping {
  std::string list;  ///< empty: every list
  std::string column;
  Role role = Role::kIgnore;
};

/// `--truth COLUMN[~REGEX]`: with a pattern, its first group is the truth.
struct TruthOption {
  std::string column;
  std::string pattern;  ///< Perl-like (names/truth_pattern.hpp); empty: the whole value
};

/// How one column of one list was read: what `byname columns` shows.
struct ColumnReading {
  std::string column;
  Role role = Role::kText;
  std::string why;                      ///< "header word 'surname'", "every value is a date", "--map", ...
  double confidence = 1;                ///< 0..1
  std::uint64_t num_filled = 0;         ///< after missing words were taken out
  std::uint64_t num_missing_words = 0;  ///< NA, n/a, null, -, "нет данных", ...
  std::uint64_t num_distinct = 0;
  std::uint64_t num_unparsed = 0;              ///< filled, but not readable as its role (dates, ages, ...)
  std::vector<std::string> missing_words;      ///< as written, most frequent first, at most 5
  std::vector<std::string> unparsed_examples;  ///< at most 3
  std::vector<std::string> examples;           ///< at most 3, most frequent first
  std::string determined_by;                   ///< the columns that already say all this one does, or empty
  bool day_first = true;                       ///< how 03/04/1990 is read in a date column
  std::string truth_pattern;  ///< of --truth: its first group is the truth; empty: the whole value
};

/// The roles of one list's columns, in column order.
struct ListReading {
  std::string list;
  std::vector<ColumnReading> columns;
};

/// Finds every column's role from header words (English, Russian, Ukrainian) and contents; `mappings` win.
/// Throws UserError if a mapping names a list or column that is not there.
std::vector<ListReading> read_columns(const Input& input, const std::vector<RoleMapping>& mappings,
                                      const std::optional<TruthOption>& truth,
                                      const ExecutionContext& context);

}  // namespace byname
