// SPDX-License-Identifier: Apache-2.0
#include "register/held_events.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace byname {

namespace {

constexpr std::string_view kColumns =
    "SELECT p.person, min(m.mention), e.id, e.type, e.edtf, e.earliest, e.latest, e.place, e.court, "
    "e.case_number, e.case_id, e.op FROM person_mention p JOIN event_mention m ON m.mention = p.mention JOIN "
    "event e ON e.id = m.event WHERE e.active ";
constexpr std::string_view kOrder =
    "GROUP BY p.person, e.id ORDER BY p.person, e.earliest IS NULL AND e.latest IS NULL, "
    "coalesce(e.earliest, "
    "e.latest), e.latest IS NULL, e.latest, e.type, e.id";

std::vector<HeldEvent> read_events(Rows rows) {
  std::vector<HeldEvent> events;
  while (rows.next()) {
    HeldEvent& event = events.emplace_back();
    event.person = rows.text(0);
    event.mention = rows.number(1);
    event.id = rows.fixed<RecordId>(2);
    event.type = rows.text(3);
    event.edtf = rows.text(4);
    if (!rows.is_null(5)) event.days.earliest = rows.number(5);
    if (!rows.is_null(6)) event.days.latest = rows.number(6);
    event.place = rows.text(7);
    event.court = rows.text(8);
    event.case_number = rows.text(9);
    event.case_id = rows.text(10);
    event.op = rows.fixed<OpId>(11);
  }
  return events;
}

}  // namespace

std::vector<HeldEvent> held_events(Database& database) {
  return read_events(database.query(std::string(kColumns) + std::string(kOrder)));
}

std::vector<HeldEvent> events_of_person(Database& database, const std::string& person) {
  return read_events(
      database.query(std::string(kColumns) + "AND p.person = ?1 " + std::string(kOrder), person));
}

std::int64_t read_day(const std::string& text, std::string_view option) {
  const std::optional<Edtf> read = read_edtf(text);
  const std::optional<DaySpan> days = read ? days_of(*read) : std::nullopt;
  if (!days || days->earliest != days->latest || text.size() != std::string_view("2023-12-31").size())
    throw UsageError(fmt::format("{} wants a day, such as 2023-12-31, and not: {}", option, text));
  return days->latest;
}

}  // namespace byname
