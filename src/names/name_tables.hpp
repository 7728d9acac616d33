// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "names/beside_words.hpp"
#include "names/case_endings.hpp"
#include "names/family_names.hpp"
#include "names/given_names.hpp"
#include "names/patronymics.hpp"
#include "names/romanisation.hpp"

namespace byname {

/// Everything that the tables under src/names/tables say of names, ready for use. Its parts refer to one
/// another, so it stays where it is made.
struct NameTables {
  /// Reads the embedded tables. Throws DataError with file and line for a malformed row.
  NameTables();
  NameTables(const NameTables&) = delete;
  NameTables& operator=(const NameTables&) = delete;

  GivenNames given;
  FamilyNames family;
  CaseEndings endings;
  Patronymics patronymics;
  Romanisation romanisation;
  BesideWords beside;
};

/// The tables of this program, read once, at the first use; constant from then on.
const NameTables& name_tables();

}  // namespace byname
