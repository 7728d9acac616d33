// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "register/database.hpp"
#include "register/standings.hpp"

namespace byname {

/// What a release says of one person.
struct ReleaseContent {
  std::string person;  ///< id
  /// JSON: id, name, the values that are published (as most mentions write them; what people set counts
  /// before that), and the kinds of source that name the person. Nothing of a sealed source.
  std::string text;
  /// BLAKE2b over the text and over the salts of all bodies it rests on. Once one of these is erased, nobody
  /// can tell the text from it.
  Hash commitment;
};

/// Calls with each person that may be published, by id: confirmed, not hidden, and named by somebody.
void visit_publishable(Database& database, const ConfirmRule& rule,
                       const std::function<void(const PersonStanding&, const ReleaseContent&)>& visit);

}  // namespace byname
