// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "names/edtf.hpp"
#include "register/database.hpp"

namespace byname {

/// An event of a person that counts.
struct HeldEvent {
  RecordId id;
  std::string person;
  std::int64_t mention = 0;
  std::string type;
  std::string edtf;  ///< empty: no date
  DaySpan days{kNoEarliest, kNoLatest};
  std::string place;
  std::string court;
  std::string case_number;
  std::string case_id;  ///< empty: of no case
  OpId op;
};

/// All events of persons that count, by person, then in the order of their days. An event is there once for
/// each person that has a mention of it.
std::vector<HeldEvent> held_events(Database& database);
/// The same of one person.
std::vector<HeldEvent> events_of_person(Database& database, const std::string& person);

/// "2023-05-12"; throws UsageError where the text is no day.
std::int64_t read_day(const std::string& text, std::string_view option);

}  // namespace byname
