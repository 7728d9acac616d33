// SPDX-License-Identifier: Apache-2.0
#include "register/rebuilt_release.hpp"

#include <fmt/format.h>
#include <map>

#include "base/error.hpp"
#include "register/as_of.hpp"
#include "register/release_content.hpp"
#include "register/rule_versions.hpp"

namespace byname {

namespace {

// Whether a person's row may differ because something was erased: a mention, which is then in the log alone;
// or what leaves no trace of whom it was about, a value that people set, or what a row said later.
class ErasedSince {
 public:
  explicit ErasedSince(Database& database)
      : database_(database),
        has_traceless_(exists("kind IN ('claim', 'revision', 'reading')")),
        has_mentions_(exists("kind = 'mention'")) {}

  bool may_concern(const std::string& person) {
    if (has_traceless_) return true;
    if (!has_mentions_) return false;
    // Who is a person then may have depended on what the mention was of.
    const bool is_held = database_.number("SELECT 1 FROM person WHERE id = ?1", 0, person) != 0;
    return !is_held || database_.number(
                           "SELECT EXISTS (SELECT 1 FROM person_mention p LEFT JOIN mention m ON m.number = "
                           "p.mention WHERE p.person = ?1 AND m.number IS NULL)",
                           0, person) != 0;
  }

 private:
  bool exists(const std::string& what) {
    return database_.number("SELECT EXISTS (SELECT 1 FROM body WHERE bytes IS NULL AND " + what + ")", 0) !=
           0;
  }

  Database& database_;
  bool has_traceless_;
  bool has_mentions_;
};

}  // namespace

RebuiltRelease rebuild_release(Register& opened, const Release& release) {
  if (release.fold > kFold)
    throw UserError(
        fmt::format("release {} was made by fold {}, which this byname does not have. Use a newer byname.",
                    release.name, release.fold));
  Database& database = opened.database();
  const ReleasedPersons committed = persons_of_release(database, release);
  RebuiltRelease rebuilt;
  WriteTransaction transaction(database);  // never committed: it keeps others from changing what is read
  const AsOf then(database, {release.op});
  ErasedSince erased(database);
  std::map<std::string, ReleaseContent> found;
  visit_publishable(database, rules_in_force(database).read().confirm,
                    [&](const PersonStanding& person, const ReleaseContent& content) {
                      found.emplace(person.person, content);
                    });
  for (const auto& [person, commitment] : committed) {
    const auto row = found.find(person);
    const bool is_same = row != found.end() && row->second.commitment == commitment;
    rebuilt.rows.push_back({person, is_same ? std::optional(row->second.text) : std::nullopt});
    if (!is_same && !erased.may_concern(person)) rebuilt.differing.push_back(person);
  }
  for (const auto& [person, content] : found) {
    if (!committed.contains(person) && !erased.may_concern(person)) rebuilt.differing.push_back(person);
  }
  return rebuilt;
}

}  // namespace byname
