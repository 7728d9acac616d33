// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "publish/count_output.hpp"
#include "publish/markup.hpp"

namespace byname {

// The sections of the report, in the order of the page. Each returns what follows from the output alone, so
// that a section can be looked at by itself in a test.

/// The title of the page: the answer in a few words.
std::string report_title(const CountOutput& output);
/// The answer as sentences, and the chart of the count and its interval.
Markup answer_section(const CountOutput& output);
/// What makes the count unsure, and the one thing to look at first.
Markup attention_section(const CountOutput& output);
/// Who is on which list; for one list, how often people are named.
Markup lists_section(const CountOutput& output);
/// Thresholds, where the interval comes from, and all models for those on no list.
Markup certainty_section(const CountOutput& output);
/// Error rates of the links, seen without the model's probabilities; nothing where there are none.
Markup error_rates_section(const CountOutput& output);
/// What judged pairs of a sample made of the probabilities; nothing where none were.
Markup calibration_section(const CountOutput& output);
/// The pairs on which the count hangs, mentions side by side: the only section that shows values of people.
Markup doubt_section(const CountOutput& output);
/// Match weights, scores, blocking keys.
Markup linking_section(const CountOutput& output);
/// How full and how clean the columns are, and what was rejected.
Markup data_section(const CountOutput& output);
/// Call, version, seed, inputs.
Markup making_section(const CountOutput& output);

}  // namespace byname
