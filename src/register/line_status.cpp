// SPDX-License-Identifier: Apache-2.0
#include "register/line_status.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <optional>
#include <set>

namespace byname {

namespace {

std::optional<DatedStatus> dated_status(const HeldEvent& event, const StatusLine& line) {
  DatedStatus dated{event.days.earliest, event.days.latest, std::string(kAnyEvent), 0};
  if (line.line.empty()) return dated;
  const std::optional<std::string> status = line.table->status_of(line.line, event.type);
  if (!status) return std::nullopt;
  dated.status = *status;
  dated.rank = line.table->rank_of(line.line, event.type);
  return dated;
}

LineStatus text_of(const StatusAt& status) {
  if (status.is_none()) return {std::string(kNoStatus), {}};
  if (status.is_sure()) return {status.statuses.front(), {}};
  LineStatus unclear{std::string(kUnclearStatus), status.statuses};
  if (status.may_be_none) unclear.candidates.emplace_back(kNoStatus);
  return unclear;
}

LineStatus with_span(const std::vector<DatedStatus>& events, const StatusLine& line,
                     const LineStatus& on_the_day) {
  const StatusSpan& span = line.table->spans.at(line.span);
  const DayCount days = days_with_status(events, span, line.day);
  if (days.least >= span.days) return {line.span, {}};
  if (days.most < span.days) return on_the_day;
  LineStatus unclear{std::string(kUnclearStatus), on_the_day.candidates};
  if (unclear.candidates.empty()) unclear.candidates.push_back(on_the_day.text);
  unclear.candidates.push_back(line.span);
  std::sort(unclear.candidates.begin(), unclear.candidates.end());
  return unclear;
}

}  // namespace

LineStatus status_of_person_case(std::span<const HeldEvent> events, const std::string& case_id,
                                 const StatusLine& line) {
  std::vector<DatedStatus> dated;
  for (const HeldEvent& event : events) {
    if (!event.case_id.empty() && event.case_id != case_id) continue;
    if (const auto status = dated_status(event, line)) dated.push_back(*status);
  }
  const LineStatus on_the_day = text_of(status_at(dated, line.day));
  return line.span.empty() ? on_the_day : with_span(dated, line, on_the_day);
}

LineStatus status_of_person(std::span<const HeldEvent> events, const StatusLine& line) {
  std::vector<LineStatus> statuses;
  for (const std::string& id : cases_of(events, line))
    statuses.push_back(status_of_person_case(events, id, line));
  if (statuses.empty()) return status_of_person_case(events, "", line);
  return united(statuses);
}

LineStatus united(std::span<const LineStatus> statuses) {
  std::set<std::string> texts, candidates;
  bool is_unclear = false;
  for (const LineStatus& status : statuses) {
    is_unclear = is_unclear || status.text == kUnclearStatus;
    if (status.text != kNoStatus && status.text != kUnclearStatus) texts.insert(status.text);
    candidates.insert(status.candidates.begin(), status.candidates.end());
  }
  if (is_unclear) {
    candidates.insert(texts.begin(), texts.end());
    return {std::string(kUnclearStatus), {candidates.begin(), candidates.end()}};
  }
  if (texts.empty()) return {std::string(kNoStatus), {}};
  return {fmt::format("{}", fmt::join(texts, " + ")), {}};
}

std::vector<std::string> cases_of(std::span<const HeldEvent> events, const StatusLine& line) {
  std::set<std::string> ids;
  for (const HeldEvent& event : events) {
    if (!event.case_id.empty() && dated_status(event, line)) ids.insert(event.case_id);
  }
  return {ids.begin(), ids.end()};
}

bool has_caseless(std::span<const HeldEvent> events, const StatusLine& line) {
  return std::any_of(events.begin(), events.end(), [&](const HeldEvent& event) {
    return event.case_id.empty() && dated_status(event, line).has_value();
  });
}

}  // namespace byname
