// SPDX-License-Identifier: Apache-2.0
#include "event_options.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "register/rule_versions.hpp"
#include "rule_text.hpp"

namespace byname {

void add_event_options(OptionTable& table, EventOptions& options) {
  table.add({"--at", "DATE", "The day, such as 2023-12-31, at whose end things stood so.", &options.at,
             "all events, whenever"});
  table.add(
      {"--rules", "FILE", "Takes statuses by this file of rules.", &options.rules, "the rules that hold"});
}

StatusTable statuses_asked(Database& database, const EventOptions& options) {
  if (!options.rules.empty()) return read_rule_file(text_of_rules(options.rules), options.rules).statuses;
  return rules_in_force(database).read().statuses;
}

StatusLine line_asked(const StatusTable& table, const std::string& line, const EventOptions& options) {
  if (const auto span = table.spans.find(line); span != table.spans.end()) {
    if (options.at.empty())
      throw UsageError(
          fmt::format("{} is about the last {} days; say until when: --at DATE", line, span->second.of));
    return {&table, span->second.line, read_day(options.at, "--at"), line};
  }
  if (!line.empty() && !table.lines.contains(line)) {
    std::string known;
    for (const auto& [name, events] : table.lines) known += (known.empty() ? "" : ", ") + name;
    for (const auto& [name, span] : table.spans) known += ", " + name;
    throw UsageError(fmt::format("the rules have no line of statuses {}. One of: {}", line, known));
  }
  return {&table, line, options.at.empty() ? kAllDays : read_day(options.at, "--at"), ""};
}

}  // namespace byname
