// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "estimate/method_answer.hpp"
#include "excess/excess.hpp"
#include "publish/method_output.hpp"

namespace byname {

/// report.html of `byname excess`.
std::string excess_report_html(const MethodRun& run, const ExcessOptions& options,
                               const MethodAnswers& answers);

/// What `byname excess` prints.
std::string excess_summary(const MethodAnswers& answers, const std::string& folder);

/// Smallest and largest excess over the variants that answer the same question (ages, subtraction) as the
/// headline; equal where there is one.
std::pair<double, double> excess_spread(const MethodAnswers& answers);

}  // namespace byname
