// SPDX-License-Identifier: Apache-2.0
#include "register/releases.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"
#include "register/digest.hpp"

namespace byname {

namespace {

void apply_rows(Database& database, const Release& release, ReleasedPersons& persons) {
  for (const ReleaseRow& row : rows_of_release(database, release)) {
    if (row.commitment) {
      persons[row.person] = *row.commitment;
    } else {
      persons.erase(row.person);
    }
  }
}

}  // namespace

std::vector<Release> releases_in(Database& database) {
  std::vector<Release> releases;
  Rows rows = database.query(
      "SELECT r.id, r.op, name, parent, rules, r.fold, unit, policy, number, r.root, time FROM release r "
      "JOIN op "
      "ON op.id = r.op ORDER BY lamport, op.id");
  while (rows.next()) {
    Release release;
    release.id = rows.fixed<RecordId>(0);
    release.op = rows.fixed<OpId>(1);
    release.name = rows.text(2);
    if (!rows.is_null(3)) release.parent = rows.fixed<RecordId>(3);
    if (!rows.is_null(4)) release.rules = rows.fixed<RecordId>(4);
    release.fold = static_cast<int>(rows.number(5));
    release.unit = rows.text(6);
    release.policy = rows.text(7);
    release.number = rows.number(8);
    release.root = rows.fixed<Hash>(9);
    release.time = rows.number(10);
    releases.push_back(std::move(release));
  }
  return releases;
}

Release release_named(Database& database, std::string_view typed) {
  std::vector<Release> found, all = releases_in(database);
  std::copy_if(all.begin(), all.end(), std::back_inserter(found),
               [&](const Release& each) { return each.name == typed; });
  if (found.empty() && typed.size() >= 4)
    std::copy_if(all.begin(), all.end(), std::back_inserter(found),
                 [&](const Release& each) { return each.op.hex().starts_with(typed); });
  if (found.empty()) throw UserError(fmt::format("there is no release {}. See: byname releases", typed));
  if (found.size() > 1)
    throw UserError(fmt::format(
        "several releases are called {}, made in copies apart. Give the first digits of the op: {} or {}",
        typed, found[0].op.short_hex(), found[1].op.short_hex()));
  return found[0];
}

std::optional<Release> last_release(Database& database) {
  std::vector<Release> all = releases_in(database);
  return all.empty() ? std::nullopt : std::optional(std::move(all.back()));
}

std::vector<Release> chain_to(Database& database, const Release& release) {
  const std::vector<Release> all = releases_in(database);
  std::vector<Release> chain = {release};
  while (chain.back().parent) {
    const auto parent = std::find_if(all.begin(), all.end(),
                                     [&](const Release& each) { return each.id == *chain.back().parent; });
    // A log that somebody made by hand could go in circles.
    if (parent == all.end() || chain.size() > all.size())
      throw DataError(fmt::format("the release before {} is missing. See: byname verify", chain.back().name));
    chain.push_back(*parent);
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

std::vector<ReleaseRow> rows_of_release(Database& database, const Release& release) {
  std::vector<ReleaseRow> all;
  Rows rows = database.query(
      "SELECT person, l.id, serial, commitment, reason, by_op FROM release_row r LEFT JOIN mention_log l ON "
      "l.number = r.founder WHERE release = ?1 ORDER BY person",
      release.id);
  while (rows.next()) {
    ReleaseRow row{rows.text(0),
                   {},
                   static_cast<std::uint32_t>(rows.number(2)),
                   std::nullopt,
                   release_reason_from_name(rows.bytes(4)).value_or(ReleaseReason::kAdded),
                   std::nullopt};
    if (!rows.is_null(1)) row.founder = rows.fixed<RecordId>(1);
    if (!rows.is_null(3)) row.commitment = rows.fixed<Hash>(3);
    if (!rows.is_null(5)) row.op = rows.fixed<OpId>(5);
    all.push_back(std::move(row));
  }
  return all;
}

ReleasedPersons persons_of_release(Database& database, const Release& release) {
  ReleasedPersons persons;
  for (const Release& each : chain_to(database, release)) apply_rows(database, each, persons);
  return persons;
}

Hash release_root(const ReleasedPersons& persons) {
  std::vector<Hash> leaves;
  for (const auto& [person, commitment] : persons)
    leaves.push_back(Digest("release leaf").add(person).add(commitment.view()).finish<Hash>());
  return merkle_root(leaves.data(), leaves.size());
}

std::vector<std::string> unsound_releases(Database& database) {
  std::vector<std::string> unsound;
  const std::vector<Release> all = releases_in(database);
  std::map<RecordId, std::size_t> num_children;
  for (const Release& release : all)
    num_children[release.parent.value_or(release.id)] += release.parent ? 1 : 0;
  std::map<RecordId, ReleasedPersons> known;  // only of those that another one goes back to
  for (const Release& release : all) {
    const bool has_parent = !release.parent || known.contains(*release.parent);
    ReleasedPersons persons = release.parent && has_parent ? known.at(*release.parent) : ReleasedPersons();
    apply_rows(database, release, persons);
    const bool is_sound = has_parent && release.number == static_cast<std::int64_t>(persons.size()) &&
                          release.root == release_root(persons);
    if (!is_sound) unsound.push_back(release.name);
    if (release.parent && has_parent && --num_children[*release.parent] == 0) known.erase(*release.parent);
    if (num_children[release.id] > 0) known.emplace(release.id, std::move(persons));
  }
  return unsound;
}

}  // namespace byname
