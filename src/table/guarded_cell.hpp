// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace byname {

/// A text for a cell of CSV that a person opens in a spreadsheet program: one that the program would compute
/// (it begins with = + - @, a tab or a line end), or that begins with an apostrophe, gets an apostrophe
/// before it.
std::string guarded_cell(std::string_view text);
/// Takes that apostrophe away.
std::string_view unguarded_cell(std::string_view text);

}  // namespace byname
