// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "option_table.hpp"
#include "register/database.hpp"
#include "register/line_status.hpp"
#include "rules/status_table.hpp"

namespace byname {

/// What verbs that look at statuses on a day have in common: --at, --rules.
struct EventOptions {
  std::string at;
  std::string rules;
};
void add_event_options(OptionTable& table, EventOptions& options);

/// The table of statuses that is asked for: of the file, else of the rules that hold.
StatusTable statuses_asked(Database& database, const EventOptions& options);
/// A line of it, or a rule over a span, on the day that is asked for; every day where none is. `line` may be
/// empty: any event. Throws UsageError if the rules have no such line. Keeps a pointer to the table.
StatusLine line_asked(const StatusTable& table, const std::string& line, const EventOptions& options);

}  // namespace byname
