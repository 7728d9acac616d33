// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/execution_context.hpp"
#include "register/database.hpp"
#include "register/said_values.hpp"
#include "rules/standing.hpp"

namespace byname {

/// Which persons a listing shows.
struct PersonFilter {
  std::vector<SaidValue> values;  ///< a mention must have each of these: as written, or as it is compared
  std::string source;             ///< a mention must be of it; empty: any
  std::optional<std::set<std::string>> ids;  ///< of whom it must be one; none: anybody
  bool with_hidden = false;
  std::optional<PersonVerdict> verdict;
  std::optional<std::size_t> checks;
  std::optional<bool> is_publishable;
};

/// A person as a line of a listing.
struct PersonLine {
  std::string id;
  std::string name;     ///< of the mention with the longest one, as written
  std::string details;  ///< of the same
  std::size_t num_mentions = 0;
  std::size_t num_sources = 0;
  bool is_hidden = false;
  PersonVerdict verdict = PersonVerdict::kLead;
};

struct PersonList {
  std::vector<PersonLine> lines;  ///< in the order of the log, at most `limit`
  std::size_t num_all = 0;
};
/// Ids of the persons of a filter, in the order of the log.
std::vector<std::string> person_ids(Database& database, const PersonFilter& filter,
                                    const ExecutionContext& context);
PersonList list_persons(Database& database, const PersonFilter& filter, std::size_t limit,
                        const ExecutionContext& context);
/// A mention of a person in a listing.
struct PersonMentionLine {
  std::string person;
  std::string mention;  ///< LIST:KEY
  std::string name;     ///< as written
  std::string details;
};
/// The mentions of the first `limit` persons of a filter, person by person.
std::vector<PersonMentionLine> list_person_mentions(Database& database, const PersonFilter& filter,
                                                    std::size_t limit, const ExecutionContext& context);
/// The same of one person, but for its verdict.
PersonLine person_line(Database& database, const std::string& id);

/// What is counted; cases by event_count.hpp.
enum class CountUnit { kPersons, kMentions, kCases, kPersonCases };

/// A number, or its part with one value of a property.
struct CountLine {
  std::string value;  ///< as written most often; empty: not known
  std::int64_t number = 0;
};
struct RegisterCount {
  std::int64_t number = 0;       ///< persons with a name, or mentions
  std::int64_t num_unnamed = 0;  ///< mentions that name nobody: not among the persons
  std::int64_t num_hidden = 0;   ///< persons, among the number
  std::vector<CountLine> parts;  ///< largest first, then by value; they add up to the number
};
/// Counts what is held today. `by`: a role of byname columns, "source", or "verdict"; empty: no parts. Of
/// several values of a person the one that most of its mentions have counts; where as many have another, the
/// first held. By source, a person counts in each that names it, and the parts do not add up.
RegisterCount count_register(Database& database, CountUnit unit, const std::string& by);

}  // namespace byname
