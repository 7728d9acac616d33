// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "estimate/capture_table.hpp"
#include "estimate/count_estimate.hpp"

namespace byname {

/// Nobody is on any list.
Refusal refuse_empty();
/// One list only.
Refusal refuse_one_list();
/// Two lists with the same people, in every draw of the linkage.
Refusal refuse_equal_lists(const std::string& first, const std::string& second);

/// True if nobody is on two lists: no estimator has an answer.
bool has_no_overlap(const CaptureTable& table);
inline constexpr const char* kNoOverlapReason = "not estimable, because no person is on two lists";
inline constexpr const char* kNoOverlapNeed =
    "lists that overlap, or links between them that were missed: see the report's doubtful pairs";

/// Why log-linear models that hold `share` of the weight have no estimate, with the names of lists that do
/// not meet and of lists inside others.
std::string loglinear_reason(const CaptureTable& table, const std::vector<std::string>& lists, double share);
std::string loglinear_need(const CaptureTable& table, const std::vector<std::string>& lists);

/// Why an estimator without an answer in `share` of the draws is refused; `reason` is that of the first draw.
std::string share_reason(const std::string& reason, double share);

}  // namespace byname
