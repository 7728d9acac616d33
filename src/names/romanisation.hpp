// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "names/table_rows.hpp"
#include "names/word_map.hpp"

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
  using Rules = WordMap<std::vector<Reading>>;
  struct System {
    std::string name;
    double weight = 1;
    std::vector<std::u32string> marks;
    Rules rules;
  };

  System& find_system(const TableRow& row);
  void read_by(const System& system, std::u32string_view word, std::vector<CyrillicReading>& readings) const;
  const std::vector<Reading>* longest_rule(const System& system, std::u32string_view rest,
                                           std::size_t& length) const;

  std::vector<System> systems_;  ///< the first is "common"
};

}  // namespace byname
