// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "estimate/capture_persons.hpp"
#include "estimate/count_estimate.hpp"

namespace byname {

/// Adds to `result` what every two of its lists say of those on no list among people alike in the covariates
/// (estimate_doubly_robust), or why they say nothing: family "doubly-robust", variant "FIRST and SECOND".
/// Where there are more than two lists, the total is that of the pair, and those on no list are the total
/// less all the named; a pair whose total is below the named is refused. `persons.patterns` are over the
/// lists of `lists`. Links are taken as sure.
void add_doubly_robust(UnseenEstimate& result, const std::vector<std::string>& lists,
                       const CapturePersons& persons, const ExecutionContext& context);

}  // namespace byname
