// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace byname {

/// How a file of separated values is written.
struct CsvDialect {
  char delimiter = ',';
  char quote = '"';
  bool backslash_escapes =
      false;  ///< within quotes, \" is a quote and \\ a backslash; doubled quotes work always
  bool keeps_empty_texts = false;  ///< a quoted empty cell is an empty text, not NULL
  bool keeps_blanks = false;       ///< blanks at the ends of a cell without quotes belong to it

  bool operator==(const CsvDialect&) const = default;
};

/// Finds the dialect from the start of a file (about 64 KiB of UTF-8): the delimiter that splits the most
/// rows into as many fields as the header has. `is_whole` tells whether the sample is the whole file, so that
/// its last row counts.
CsvDialect sniff_csv_dialect(std::string_view sample, bool is_whole);

/// Returns how people write the delimiter: itself, or "tab".
std::string delimiter_name(char delimiter);

}  // namespace byname
