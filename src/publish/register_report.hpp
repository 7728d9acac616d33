// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/execution_context.hpp"
#include "register/register_summary.hpp"

namespace byname {

struct RegisterReportOptions {
  bool is_redacted = false;  ///< small numbers hidden; months, sources and queue left out
};

/// A register's numbers as a page: no script, nothing from the network, no name and no id. How many are still
/// to be named comes from the register's own delays (nowcast), where they say enough.
std::string register_report_html(RegisterSummary summary, const RegisterReportOptions& options,
                                 const ExecutionContext& context);

}  // namespace byname
