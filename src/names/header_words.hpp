// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "names/role.hpp"

namespace byname {

/// What a column's header says of its role.
struct HeaderMatch {
  Role role = Role::kText;
  std::string phrase;  ///< the known words found, as in the table
  double score = 0;    ///< 1: the whole header; less: a part of it
};

/// Splits a header into folded Latin words: "dateOfBirth", "DATE_OF_BIRTH" -> "date of birth"; "Фамилия" ->
/// "familiya".
std::string header_words(std::string_view header);

/// Finds the role that a header names in English, Russian or Ukrainian, in either script; nullopt if it names
/// none.
std::optional<HeaderMatch> match_header(std::string_view header);

}  // namespace byname
