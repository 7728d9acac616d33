// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "nowcast/calendar_period.hpp"
#include "nowcast/report_table.hpp"

namespace byname {

/// Where the texts of an event column stand on an axis of periods without gaps.
struct PeriodAxis {
  std::vector<std::string> labels;  ///< of the periods, oldest first
  std::vector<std::size_t> row_at;  ///< per row of the table: index into `labels`
};

/// Places the rows of a long table: by number if all labels are whole numbers, by date if all can be read as
/// dates, else in the order in which the labels first appear. Periods that are missing between two numbers or
/// dates are put in. Throws DataError for a row without a label, and for an axis of over 5,000 periods.
PeriodAxis make_period_axis(const Input& input, const TextColumn& event, const ReportTableOptions& options);

}  // namespace byname
