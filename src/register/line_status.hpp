// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "register/held_events.hpp"
#include "rules/status_at.hpp"
#include "rules/status_table.hpp"

namespace byname {

/// A line of statuses, as the rules have it, on a day. Without a name, any event gives the status "an event".
/// With a span, who meets it has the span's name as status, and everybody else that of the line.
struct StatusLine {
  const StatusTable* table = nullptr;
  std::string line;
  std::int64_t day = kAllDays;
  std::string span = {};
};
inline constexpr std::string_view kAnyEvent = "an event";

/// The status of a person or a case on a line and day.
struct LineStatus {
  std::string text;  ///< "fined"; "charged + fined" in two cases; kUnclearStatus; kNoStatus
  std::vector<std::string> candidates;  ///< of an unclear one: what it may be
  bool operator==(const LineStatus&) const = default;
};

/// The status that a person's events give. Events with different case numbers are looked at case by case, and
/// those without a number hold for every case. It is unclear if that of some case is.
LineStatus status_of_person(std::span<const HeldEvent> events, const StatusLine& line);
/// The same of one of its cases. An empty id: of the events without a case.
LineStatus status_of_person_case(std::span<const HeldEvent> events, const std::string& case_id,
                                 const StatusLine& line);
/// Statuses that hold side by side, as one.
LineStatus united(std::span<const LineStatus> statuses);

/// The ids of the cases of events that give a status of the line, ascending.
std::vector<std::string> cases_of(std::span<const HeldEvent> events, const StatusLine& line);
/// Whether some event that gives a status of the line has no case.
bool has_caseless(std::span<const HeldEvent> events, const StatusLine& line);

}  // namespace byname
