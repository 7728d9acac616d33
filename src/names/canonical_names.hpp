// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "names/parsed_name.hpp"
#include "names/property_columns.hpp"

namespace byname {

/// The parts of a full name as linking compares them; those that it lacks are empty.
///
/// A family name or an unknown given name is the Latin letters of the skeleton of its nominative ("gordev").
/// A known given name is the head of its row in capitals ("PETR"), a patronymic that of the father's; a
/// diminutive of several names is all of them in order ("ALEKSANDR ALEKSANDRA"). An initial is one letter.
struct CanonicalName {
  std::string family;
  std::string given;
  std::string patronymic;
};

/// One part in its canonical form.
std::string canonical_part(const NamePart& part, const NameTables& tables);

/// The canonical parts of one reading.
CanonicalName canonical_name(const NameReading& reading, const NameTables& tables);

/// Puts the canonical forms of family names, given names and patronymics in the place of the comparable
/// values of a list, row by row: what the parts are depends on one another ("Иванова Александра Петровича" is
/// a man in the genitive). Rows whose name cannot be read so keep the values they have.
void make_names_canonical(const InputList& list, std::vector<PropertyColumn>& columns,
                          const ExecutionContext& context);

}  // namespace byname
