// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "estimate/method_answer.hpp"
#include "publish/estimate_output.hpp"

namespace byname {

/// The models as methods, each with named, unseen and total and its draws; refusals and notes.
MethodAnswers estimate_answers(const EstimateOutput& output);

/// report.html of `byname estimate`: the answer, who is on which list, every model, what the assumption and
/// the sources of error change, strata, lists dropped in turn, pairs of lists, refusals, how it was made.
std::string estimate_report_html(const EstimateOutput& output);

}  // namespace byname
