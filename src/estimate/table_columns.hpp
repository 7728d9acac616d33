// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "table/input.hpp"

namespace byname {

/// Reads a number as tables of counts write it: 1234, -3, 1.5, 2e3, "1 234" (blanks, also those that do not
/// break, between groups of three). Empty for anything else; no locale, so 1,234 is refused, not guessed.
std::optional<double> read_plain_number(std::string_view text);

/// Finds a column: the one named `wanted` if that is not empty, else the first whose header, folded by
/// header_words(), is one of `words`. Null where none is. Throws UserError if `wanted` is not there.
const TextColumn* find_column(const InputList& list, const std::string& wanted,
                              const std::vector<std::string_view>& words);

/// "row 3 (line 4) of deaths.csv": where a mention of an input stands.
std::string place_of_row(const Input& input, const InputList& list, std::size_t mention);

/// The number in a cell. A missing cell is nullopt. Throws DataError with place and column for anything that
/// is no number.
std::optional<double> number_in_cell(const Input& input, const InputList& list, const TextColumn& column,
                                     std::size_t mention);

/// The names of the columns, with commas, for messages.
std::string column_names(const InputList& list);

/// Reads one file as one list; throws DataError if it has rows that cannot be read: a table of numbers must
/// be whole.
Input read_number_table(const std::string& path, const ExecutionContext& context);

}  // namespace byname
