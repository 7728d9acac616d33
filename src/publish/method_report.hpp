// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "estimate/method_answer.hpp"
#include "publish/markup.hpp"
#include "publish/method_messages.hpp"
#include "publish/method_output.hpp"

namespace byname {

/// A whole page in the style of the report: no script, nothing from the network.
std::string method_page(const std::string& title, const Markup& body);

/// "1,200 (900 to 1,600)", or the number alone where there are no limits.
std::string method_range_text(const Interval& interval);

Markup method_heading(std::string_view id, MethodMessage message);

/// One quantity of everybody by every method: chart, table, then the assumptions, each once.
Markup methods_part(const MethodAnswers& answers, std::string_view quantity, MethodMessage introduction);

/// What was refused, and what would be needed; nothing if nothing was.
Markup refusals_part(const MethodAnswers& answers);

/// How the input was read.
Markup method_notes_part(const MethodAnswers& answers);

/// Call, version, seed, and the files with their hashes.
Markup method_making_part(const MethodRun& run);

}  // namespace byname
