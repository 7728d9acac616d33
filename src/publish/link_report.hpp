// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "evaluate/link_diagnostics.hpp"
#include "evaluate/threshold_table.hpp"
#include "publish/link_output.hpp"
#include "publish/markup.hpp"

namespace byname {

/// What the report of `byname link` is made of. Pointers are never null.
struct LinkReport {
  const LinkOutput* output = nullptr;
  const LinkDiagnostics* found = nullptr;
  const SplinkScorer* scorer = nullptr;
  const std::vector<EmSession>* sessions = nullptr;
  std::optional<ThresholdTable> truth;
  bool is_redacted = false;  ///< no value, id or row of a record is shown
  std::uint64_t seed = 1;
};

/// The records whose values the report shows, ascending.
std::vector<std::uint32_t> shown_records(const LinkOutput& output, const LinkDiagnostics& found);

/// The report as one page: no script, no network, readable on a telephone and on paper.
std::string link_report_html(const LinkReport& report);

/// Everything counted, without values of records: diagnostics.json.
nlohmann::ordered_json link_diagnostics_json(const LinkReport& report);

/// Writes report.html and diagnostics.json into `folder`; mode 0600.
void write_link_report(const LinkReport& report, const std::string& folder);

/// The gravest findings as lines for the terminal; empty if there is none.
std::string findings_summary(const LinkReport& report);

}  // namespace byname
