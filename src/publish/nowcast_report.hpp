// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "estimate/method_answer.hpp"
#include "nowcast/reporting_triangle.hpp"
#include "publish/method_output.hpp"

namespace byname {

/// report.html of `byname nowcast`.
std::string nowcast_report_html(const MethodRun& run, const ReportingTriangle& triangle,
                                const MethodAnswers& answers);

/// What `byname nowcast` prints: the numbers of everybody, the methods, what was refused.
std::string nowcast_summary(const ReportingTriangle& triangle, const MethodAnswers& answers,
                            const std::string& folder);

}  // namespace byname
