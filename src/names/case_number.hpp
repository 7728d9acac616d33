// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace byname {

/// A case number or a court as written, with no more than spelling evened out: case and kinds of hyphens and
/// spaces do not matter, nor blanks around '/' and '-', nor "№" and "No." before a number. Two that differ in
/// a letter stay different.
std::string case_number_key(std::string_view number);
std::string court_key(std::string_view court);

/// What a case is known by: "COURT / NUMBER", or the number alone where no court is said. Takes keys; empty
/// without a number.
std::string case_id(std::string_view court_key, std::string_view case_number_key);

}  // namespace byname
