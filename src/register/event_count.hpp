// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "register/line_status.hpp"
#include "register/person_list.hpp"

namespace byname {

/// What is counted, on which line and day, and by what it is divided.
struct EventCountAsked {
  CountUnit unit = CountUnit::kPersons;  ///< persons, cases or person-cases
  StatusLine line;
  std::string by;  ///< a role of byname columns, "source", "court" or "event"; empty: not divided
};

/// The number with one status and one value.
struct EventCountLine {
  std::string status;
  std::string value;  ///< as written most often; empty: not known
  std::int64_t number = 0;
};
struct EventCount {
  std::int64_t number = 0;  ///< persons with a name, cases, or persons in a case
  std::int64_t num_hidden = 0;
  std::int64_t num_unlinked = 0;  ///< events of persons without a name: not among persons, nor person-cases
  std::vector<EventCountLine> parts;  ///< largest first; the statuses add up to the number
};

/// Counts by status. Of persons all are counted, also those without an event. A case is what has a number; a
/// person in a case is counted once for each of its cases, and once where all its events of the line have no
/// number. Of several values of a role the one that most of the mentions have counts: of all mentions of a
/// person, or of those of a case's events. By source, court and event, each counts, and parts do not add up;
/// "event" counts what surely happened by the day.
EventCount count_by_status(Database& database, const EventCountAsked& asked);

/// A case with a number.
struct CaseLine {
  std::string case_number;  ///< as written first
  std::string court;        ///< as written first
  std::vector<std::string> persons;
  LineStatus status;
  std::vector<std::string> stages;  ///< "charge 2023-01-10", in the order of time; "?" where it may be later
};
struct CaseList {
  std::vector<CaseLine> lines;           ///< by id
  std::int64_t num_caseless_events = 0;  ///< that give a status of the line
  std::int64_t num_hidden = 0;           ///< persons in a case who are hidden, and left out with their events
};
/// The cases that have an event of the line that may have happened by the day.
CaseList list_cases(Database& database, const StatusLine& line, bool with_hidden);

/// A person's status.
struct PersonStatus {
  std::string person;
  LineStatus status;
};
/// The persons with a name that have a status, by id. An empty status: all.
std::vector<PersonStatus> persons_with_status(Database& database, const StatusLine& line,
                                              const std::string& status);

}  // namespace byname
