// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nowcast/reporting_triangle.hpp"

namespace byname {

/// Whether cells hold new reports or all reports so far.
enum class CountKind { kGuess, kIncremental, kCumulative };

/// A table of counts before it is understood: cells[event][delay], nothing where not known.
struct TriangleCells {
  std::vector<std::string> events;
  std::vector<std::string> delays;
  std::vector<std::vector<std::optional<double>>> cells;  ///< rows of one length
};

/// Makes the triangle. Cells behind the last known one of a row are not known yet; a gap before it is a
/// DataError that names the row. Where every cell is filled and those after the last period are all 0, they
/// are taken for not known; `notes` says so. With kGuess, a
/// table whose rows hardly ever fall is cumulative, one whose rows often do is incremental, and `notes` says
/// which; UserError where neither is clear.
ReportingTriangle make_triangle(TriangleCells cells, CountKind kind, std::vector<std::string>& notes);

}  // namespace byname
