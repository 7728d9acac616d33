// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "publish/link_report.hpp"

namespace byname {

// The sections of the report of `byname link`, in the order of the page.

/// The links and clusters as sentences.
Markup link_answer_section(const LinkReport& report);
/// What the diagnostics found, in plain words.
Markup findings_section(const LinkReport& report);
/// Match weights, m and u, levels.
Markup link_weights_section(const LinkReport& report);
/// Comparisons that agree together too often, and what each decides.
Markup dependence_section(const LinkReport& report);
/// All pairs by weight.
Markup link_scores_section(const LinkReport& report);
/// Precision and recall over thresholds; empty without labels.
Markup truth_section(const LinkReport& report);
/// EM sessions.
Markup training_section(const LinkReport& report);
/// What rules bring, and their largest blocks.
Markup rules_section(const LinkReport& report);
/// Pairs, comparison by comparison: the only section but `rules_section` that shows values of records.
Markup examples_section(const LinkReport& report);
/// The records that it shows.
std::vector<std::uint32_t> example_records(const LinkDiagnostics& found);
/// Sizes, and drawings of some clusters.
Markup clusters_section(const LinkReport& report);
/// The records that it shows.
std::vector<std::uint32_t> drawn_records(const LinkOutput& output);
/// Call, version, seed.
Markup link_making_section(const LinkReport& report);

/// Sizes of the clusters: [size] = clusters, from size 0.
std::vector<std::int64_t> cluster_sizes(const LinkOutput& output);

/// A record by its place: "people, row 1,204".
std::string record_place(const LinkOutput& output, std::uint32_t record);

/// The columns of the table that a comparison looks at.
std::vector<std::size_t> compared_columns(const SplinkComparison& comparison, const ValueTable& table);

/// What a record has in some columns, as text; what is missing is left out.
std::string compared_values(const std::vector<std::size_t>& columns, const ValueTable& table,
                            std::uint32_t record);

}  // namespace byname
