// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "names/name_part.hpp"
#include "names/name_split.hpp"
#include "names/role_likelihood.hpp"
#include "names/word_reading.hpp"

namespace byname {

/// So many readings of a name are kept.
inline constexpr std::size_t kMostNameReadings = 4;

/// One way to read a full name.
struct NameReading {
  double likelihood = 0;  ///< against the likeliest reading of this name, which has 1
  SexSet sex = kEitherSex;
  CaseSet cases = kNominative;
  std::string pattern;  ///< the part of each word: F family, G given, P patronymic, M middle
  NamePart family;
  NamePart given;
  NamePart patronymic;
  NamePart middle;
};

/// A full name and all plausible ways to read it, likeliest first; none if there is no name in the text.
struct ParsedName {
  std::vector<NameReading> readings;
  std::vector<NamePart> earlier;      ///< earlier family names
  std::vector<std::string> left_out;  ///< what stands beside the name, as written
  Generation generation = Generation::kNotSaid;
  bool names_others = false;
  RepairSet repairs = 0;
};

/// Reads full names, and remembers the words it has seen: one a thread.
class NameParser {
 public:
  explicit NameParser(const NameTables& tables) : tables_(tables) {}
  /// Reads any text. A word is a family name where nothing says otherwise.
  ParsedName parse(std::string_view text);

 private:
  struct SeenWord {
    WordReading reading;
    RoleLikelihoods likelihoods;
  };
  const SeenWord& read(const NameWord& word);

  const NameTables& tables_;
  std::unordered_map<std::string, SeenWord> seen_;
};

}  // namespace byname
