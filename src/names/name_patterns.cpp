// SPDX-License-Identifier: Apache-2.0
#include "names/name_patterns.hpp"

#include <algorithm>
#include <array>

#include "names/name_split.hpp"

namespace byname {

namespace {

std::vector<NamePattern> longer_patterns(std::size_t num_words, bool is_cyrillic) {
  const double middle = is_cyrillic ? 0.05 : 0.3;
  const auto many = [&](char part, std::size_t others) { return std::string(num_words - others, part); };
  return {{many('F', 2) + "GP", 0.3},          {"GP" + many('F', 2), 0.3},
          {"FG" + many('M', 3) + "P", 0.1},    {"G" + many('M', 3) + "PF", 0.1},
          {"G" + many('M', 2) + "F", middle},  {"FG" + many('M', 2), middle},
          {"G" + many('F', 1), 0.1},           {many('F', 1) + "G", 0.05},
          {"GM" + many('F', 2), middle * 0.5}, {many('F', 2) + "GM", middle * 0.3}};
}

std::vector<NamePattern> make_patterns(std::size_t num_words, bool is_cyrillic) {
  const double family_first = is_cyrillic ? 1 : 0.7;
  const double middle = is_cyrillic ? 0.05 : 0.5;
  switch (num_words) {
    case 0:
      return {};
    case 1:
      return {{"F", 0.6}, {"G", 0.3}, {"P", 0.1}};
    case 2:
      return {{"FG", family_first}, {"GF", is_cyrillic ? 0.9 : 1}, {"GP", 0.6}, {"FP", 0.02}, {"GM", 0.02}};
    case 3:
      return {{"FGP", 1},    {"GPF", 1},    {"GMF", middle}, {"FGM", middle * 0.6}, {"FFG", 0.1},
              {"GFF", 0.15}, {"GFP", 0.05}, {"FPG", 0.02},   {"PGF", 0.01},         {"PFG", 0.01}};
    default:
      return longer_patterns(num_words, is_cyrillic);
  }
}

using PatternTable = std::array<std::array<std::vector<NamePattern>, 2>, kMostNameWords + 1>;

PatternTable make_table() {
  PatternTable table;
  for (std::size_t words = 0; words < table.size(); ++words) {
    for (const bool is_cyrillic : {false, true})
      table[words][is_cyrillic ? 1 : 0] = make_patterns(words, is_cyrillic);
  }
  return table;
}

}  // namespace

const std::vector<NamePattern>& name_patterns(std::size_t num_words, bool is_cyrillic) {
  static const PatternTable table = make_table();
  return table[std::min(num_words, kMostNameWords)][is_cyrillic ? 1 : 0];
}

}  // namespace byname
