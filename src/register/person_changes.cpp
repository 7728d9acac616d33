// SPDX-License-Identifier: Apache-2.0
#include "register/person_changes.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "register/value_conflicts.hpp"

namespace byname {

namespace {

constexpr std::size_t kMostListed = 100;

std::vector<std::string> ids_in(Database& database, std::string_view sql) {
  std::vector<std::string> ids;
  Rows rows = database.query(sql);
  while (rows.next()) ids.push_back(rows.text(0));
  return ids;
}

std::vector<std::string> only_in(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  std::vector<std::string> ids;
  std::set_difference(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(ids));
  return ids;
}

// Judgements that do not count, each with the one that stands against it, in the order of the log.
std::vector<std::pair<RecordId, RecordId>> suspended_in(Database& database) {
  std::vector<std::pair<RecordId, RecordId>> suspended;
  Rows rows = database.query(
      "SELECT judgement.id, suspended_by FROM judgement JOIN op ON op.id = judgement.op "
      "WHERE active AND suspended_by IS NOT NULL ORDER BY lamport, op.id, ordinal");
  while (rows.next()) suspended.emplace_back(rows.fixed<RecordId>(0), rows.fixed<RecordId>(1));
  return suspended;
}

void add_conflicts(Database& database, const HeldPerson& person, std::vector<std::string>& texts) {
  for (const ValueConflict& conflict : value_conflicts(database, person.mentions)) {
    const std::string text = fmt::format("{}: {}", person.id, conflict_text(conflict));
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
  }
}

}  // namespace

PersonWatch::PersonWatch(Database& database) : database_(database), before_(state_of(database)) {}

PersonWatch::State PersonWatch::state_of(Database& database) {
  State state;
  {
    Rows rows = database.query("SELECT person, count(*) FROM person_mention GROUP BY person ORDER BY person");
    while (rows.next()) {
      state.ids.push_back(rows.text(0));
      state.num_mentions.push_back(static_cast<std::size_t>(rows.number(1)));
    }
  }
  state.former = ids_in(database, "SELECT id FROM person_fate ORDER BY id");
  for (auto& pair : suspended_in(database)) state.suspended.insert(std::move(pair));
  state.num_suspended_links = database.number("SELECT count(*) FROM suspended_link", 0);
  return state;
}

PersonChanges PersonWatch::changes() const {
  const State after = state_of(database_);
  PersonChanges changes;
  changes.num_before = static_cast<std::int64_t>(before_.ids.size());
  changes.num_after = static_cast<std::int64_t>(after.ids.size());
  std::vector<std::string> gone = only_in(before_.ids, after.ids);
  std::vector<std::string> appeared = only_in(after.ids, before_.ids);
  changes.num_gone = static_cast<std::int64_t>(gone.size());
  changes.num_appeared = static_cast<std::int64_t>(appeared.size());
  gone = in_order_of_log(database_, std::move(gone));
  appeared = in_order_of_log(database_, std::move(appeared));
  gone.resize(std::min(gone.size(), kMostListed));
  appeared.resize(std::min(appeared.size(), kMostListed));
  for (const std::string& id : gone) {
    std::optional<FormerPerson> former = find_former_person(database_, id);
    if (!former) continue;
    const auto holder = former->to.size() == 1 ? find_held_person(database_, former->to[0]) : std::nullopt;
    changes.holder_mentions.push_back(holder ? holder->mentions.size() : 0);
    if (holder) add_conflicts(database_, *holder, changes.conflicts);
    changes.gone.push_back(std::move(*former));
    const auto at = std::lower_bound(before_.ids.begin(), before_.ids.end(), id) - before_.ids.begin();
    changes.gone_mentions.push_back(before_.num_mentions[static_cast<std::size_t>(at)]);
  }
  for (const std::string& id : appeared) {
    const bool is_back = std::binary_search(before_.former.begin(), before_.former.end(), id);
    if (auto held = find_held_person(database_, id)) changes.appeared.push_back({std::move(*held), is_back});
  }
  for (const auto& pair : suspended_in(database_)) {
    if (!before_.suspended.contains(pair)) changes.suspended.push_back(pair);
  }
  changes.num_suspended_links =
      std::max<std::int64_t>(after.num_suspended_links - before_.num_suspended_links, 0);
  return changes;
}

}  // namespace byname
