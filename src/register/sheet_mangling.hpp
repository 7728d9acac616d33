// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace byname {

/// What a spreadsheet program did to a text, in words; empty: nothing of the kind. "2 May 1990" for
/// "1990-05-02" (a date in another form), "32995" for "1990-05-02" (the number of a day), "380441234567" for
/// "0380441234567" (zeros or a sign lost), "3.80E+11" (a long number rounded).
std::string mangling_of(std::string_view was, std::string_view is);

}  // namespace byname
