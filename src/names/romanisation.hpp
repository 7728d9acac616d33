// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "names/table_rows.hpp"

namespace byname {

/// One way to read a Latin word as Cyrillic.
struct CyrillicReading {
  std::u32string word;
  std::u32string skeleton;  ///< name_skeleton of it
  double weight = 0;        ///< of the most likely reading 1
};

/// Reads Latin words as the Cyrillic ones that they may be romanisations of, by several systems at once
/// (romanisation.tsv, romanisation_systems.tsv).
class Romanisation {
 public:
  /// Throws DataError with file and line for an unknown system or a weight that is none.
  Romanisation(std::span<const TableRow> systems, std::span<const TableRow> rules);

  /// The readings with different skeletons, most likely first, at most kMostReadings. `word` is folded by
  /// fold_name_letters and in Latin letters; letters without a rule stay.
  std::vector<CyrillicReading> read(std::u32string_view word) const;

  static constexpr std::size_t kMostReadings = 12;

 private:
  struct Reading {
    std::u32string cyrillic;
    double weight;
  };
  /// How a group of letters is read; `is_at_end`: only where the word ends.
  struct Rule {
    std::u32string group;
    bool is_at_end = false;
    std::vector<Reading> ways;
  };
  struct System {
    std::string name;
    double weight = 1;
    std::vector<std::u32string> marks;
    /// By first letter, the system's own and the common ones: the first that fits is to be taken.
    std::unordered_map<char32_t, std::vector<Rule>> rules;
  };
  /// As the table has them, by group, with "$" at the end of those for the end of a word.
  using GroupWays = std::map<std::u32string, std::vector<Reading>>;

  std::size_t system_of(const TableRow& row) const;
  static void add_rules(const GroupWays& groups, System& system);
  void read_by(const System& system, std::u32string_view word, std::vector<CyrillicReading>& readings) const;
  static const Rule* longest_rule(const System& system, std::u32string_view rest);

  std::vector<System> systems_;  ///< the first is "common"
};

}  // namespace byname
