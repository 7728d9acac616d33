// SPDX-License-Identifier: Apache-2.0
#include "register/release_diff.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "base/error.hpp"

namespace byname {

namespace {

// Why somebody is there who was not: returned only to who was in a release before the first of the two.
ReleaseReason reason_to_enter(ReleaseReason last, bool was_in_before) {
  if (was_in_before) return ReleaseReason::kReturned;
  return last == ReleaseReason::kBySplit ? ReleaseReason::kBySplit : ReleaseReason::kAdded;
}

}  // namespace

ReleaseDiff diff_of_releases(Database& database, const Release& before, const Release& after) {
  const std::vector<Release> chain = chain_to(database, after);
  const auto start =
      std::find_if(chain.begin(), chain.end(), [&](const Release& each) { return each.id == before.id; });
  if (start == chain.end())
    throw UserError(fmt::format("{} does not go back to {}. Name the earlier one first; see byname releases",
                                after.name, before.name));
  std::map<std::string, ReleaseRow> last, first_entry;
  std::map<std::string, bool> ever_before;
  for (auto release = chain.begin(); release != chain.end(); ++release) {
    for (ReleaseRow& row : rows_of_release(database, *release)) {
      if (release <= start) {
        ever_before[row.person] = true;
        continue;
      }
      if (is_in(row.reason) && row.reason != ReleaseReason::kChanged)
        first_entry.insert_or_assign(row.person, row);
      last.insert_or_assign(row.person, std::move(row));
    }
  }
  const ReleasedPersons old_persons = persons_of_release(database, before);
  const ReleasedPersons new_persons = persons_of_release(database, after);
  ReleaseDiff diff;
  diff.before = static_cast<std::int64_t>(old_persons.size());
  diff.after = static_cast<std::int64_t>(new_persons.size());
  for (auto& [person, row] : last) {
    const auto was = old_persons.find(person), is = new_persons.find(person);
    if (is == new_persons.end()) {
      if (was != old_persons.end()) diff.rows.push_back(std::move(row));
    } else if (was != old_persons.end()) {
      if (was->second == is->second) continue;
      row.reason = ReleaseReason::kChanged;
      diff.rows.push_back(std::move(row));
    } else {
      ReleaseRow entry = first_entry.at(person);
      entry.reason = reason_to_enter(entry.reason, ever_before.contains(person));
      entry.commitment = is->second;
      diff.rows.push_back(std::move(entry));
    }
  }
  if (!adds_up(diff.before, diff.after, count_reasons(diff.rows)))
    throw DataError("the two releases do not add up to their difference. See: byname verify");
  return diff;
}

}  // namespace byname
