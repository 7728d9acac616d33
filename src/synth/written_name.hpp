// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/random.hpp"
#include "synth/list_habits.hpp"
#include "synth/named_population.hpp"

namespace byname {

/// The parts of a name as written in a row; an empty one is left out.
struct WrittenName {
  std::string family, given, patronymic;
  std::string before = {};  ///< a rank
  std::string after = {};   ///< a call sign
};

/// A person's name in full, in Cyrillic, in the nominative.
WrittenName full_name_of(const NamedPerson& person, Language language);

/// The form in which a list has a name, free of errors: in its language and letters, and by chance with a
/// maiden name, without the patronymic, as initials, as a short form, in the genitive, or with what soldiers
/// have beside a name.
WrittenName written_name(const NamedPerson& person, const ListHabits& habits, const RowHabits& rows,
                         RandomStream& random);

}  // namespace byname
