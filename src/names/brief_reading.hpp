// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "names/canonical_names.hpp"
#include "names/known_words.hpp"
#include "names/name_assignment.hpp"
#include "names/parsed_name.hpp"

namespace byname {

/// One way to read a full name, in brief.
struct BriefReading {
  double likelihood = 0;                 ///< against the likeliest reading of this name, which has 1
  const std::string* pattern = nullptr;  ///< see NameReading
  SexSet sex = kEitherSex;
  CaseSet grammatical_case = kNominative;
  const NameReading* whole = nullptr;  ///< null: all words are plain
};

/// Views of the parts of a name; those that it lacks are empty.
struct NamePartViews {
  std::string_view family;
  std::string_view given;
  std::string_view given2;  ///< further given names
  std::string_view patronymic;
};

/// Reads full names to what linking compares, much faster than NameParser: nearly all names are of a few
/// plain words, which are read once. One a thread, over words that threads share.
class BriefNameReader {
 public:
  BriefNameReader(const NameTables& tables, KnownWords& words)
      : tables_(tables), known_(words), parser_(tables) {}

  /// The readings of NameParser::parse(), likeliest first; valid until the next call.
  std::span<const BriefReading> read(std::string_view text);

  // Of a reading of the last name. Views are valid as long as this reader and its words.
  NamePartViews written(const BriefReading& reading);
  /// given2 is left empty.
  NamePartViews canonical(const BriefReading& reading);
  /// Its given name is an initial or one that the tables know.
  bool knows_given_name(const BriefReading& reading);

 private:
  bool read_plain(std::string_view text);
  bool find_words(std::string_view text);
  void add_plain(const NameAssignment& assignment);
  bool have_same_codes(const BriefReading& a, const BriefReading& b);
  /// Of plain words; null if the reading has no such part. Valid until the next name.
  const CanonicalPart* part(const BriefReading& reading, char part);
  std::string_view keep(std::string text);

  const NameTables& tables_;
  KnownWords& known_;
  NameParser parser_;
  std::vector<const KnownWord*> words_;
  std::vector<PlacedWord> placed_;
  std::vector<NameAssignment> assignments_;
  std::vector<BriefReading> readings_;
  ParsedName parsed_;
  std::deque<CanonicalPart> joined_;  ///< parts of the present name that are of several words
  std::deque<std::string> kept_;      ///< what views of names that are not plain show
};

}  // namespace byname
