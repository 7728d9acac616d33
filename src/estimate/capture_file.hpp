// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "estimate/capture_persons.hpp"
#include "estimate/count_estimate.hpp"

namespace byname {

/// How a table or a folder is read, as typed.
struct CaptureOptions {
  std::vector<std::string> by;       ///< columns whose values make strata
  std::vector<std::string> cannot;   ///< LIST:STRATUM: that list could not hold anybody of that stratum
  std::vector<std::string> without;  ///< lists left out
  std::vector<std::string> lists;    ///< columns of lists, with commas; empty = all but those of other uses
  std::vector<std::string> covariates;  ///< COLUMN or COLUMN=category, with commas
  bool is_one_row_a_person = false;     ///< a column count is not looked at
};

/// What was read.
struct CaptureData {
  EstimateInput input;                            ///< empty lists where `captures` is not
  std::map<std::int64_t, std::int64_t> captures;  ///< one source: persons by how often they were recorded
  CapturePersons persons;          ///< where covariates were asked for: over input.lists; else empty
  std::vector<std::string> notes;  ///< what a reader should know of the reading
  std::size_t num_draws = 0;       ///< of the linkage
  std::size_t num_rows = 0;
  std::string path;  ///< the file whose hash stands for the input
  std::string sha256;
};

/// Reads a table: a column of 0 and 1 a list, and `count`; without `count` a row is one person. An empty cell
/// or NA says that the list could not hold these persons: they become a stratum of their own, without that
/// list. Where lists are named, rows on none of them are left out. With covariates the persons are kept one
/// by one, too. A table of the columns `captures` and `count` holds one source with repeated captures. Throws
/// DataError, with the row, on anything that is not such a table: a cell that is neither 0 nor 1, a negative
/// or fractional count, a pattern that stands twice, a row without any list.
CaptureData read_capture_file(const std::string& path, const CaptureOptions& options,
                              const ExecutionContext& context);

/// Reads a folder that `byname count`, `link` or `cluster` wrote: the decided persons, and count's draws of
/// the linkage. Strata come from the columns of persons.csv. The draws are kept for everybody only; a draw's
/// persons of a pattern are shared out to the strata as the decided ones are.
CaptureData read_capture_folder(const std::string& folder, const CaptureOptions& options,
                                const ExecutionContext& context);

}  // namespace byname
