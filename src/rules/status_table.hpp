// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/status_span.hpp"

namespace byname {

/// What can happen to a person.
inline constexpr std::array<std::string_view, 20> kEventTypes = {
    "death",     "burial",       "disappearance",   "declared_dead",  "capture",
    "exchange",  "border_exit",  "border_entry",    "border_transit", "residence",
    "detention", "charge",       "article_changed", "hearing",        "sentence",
    "fine",      "imprisonment", "appeal",          "release",        "search_listed"};
bool is_event_type(std::string_view name);

/// Where events of different statuses may each be the last, and where there is none: no status of a file.
inline constexpr std::string_view kUnclearStatus = "unclear";
inline constexpr std::string_view kNoStatus = "no event";

/// Which status an event gives a person. Statuses are in lines, such as fate and prosecution: a person has at
/// most one status of each.
struct StatusTable {
  std::map<std::string, std::map<std::string, std::string>> lines;  ///< line, event type, status
  std::map<std::string, std::vector<std::string>> same_day;  ///< line, event types; the later one counts
  std::map<std::string, StatusSpan> spans;                   ///< rules over spans of days, by name
  /// nullopt: the event says nothing of this line.
  std::optional<std::string> status_of(const std::string& line, const std::string& event) const;
  /// From 1: of events of one day the one with the higher rank counts. 0: the line says nothing of it.
  int rank_of(const std::string& line, const std::string& event) const;
};

}  // namespace byname
