// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/database.hpp"
#include "register/release_json.hpp"

namespace byname {

/// A release that was made.
struct Release {
  RecordId id;
  OpId op;
  std::string name;
  std::optional<RecordId> parent;
  std::optional<RecordId> rules;
  int fold = 1;
  std::string unit;
  std::string policy;
  std::int64_t number = 0;
  Hash root;
  std::int64_t time = 0;  ///< as its author's clock claimed
};

/// All releases in the order of the log.
std::vector<Release> releases_in(Database& database);
/// By name, or the first digits of its op. Throws UserError if there is none or several.
Release release_named(Database& database, std::string_view typed);
/// The last in the order of the log: the parent of the next.
std::optional<Release> last_release(Database& database);
/// A release and all before it that it goes back to, the earliest first.
std::vector<Release> chain_to(Database& database, const Release& release);
/// In which ids a release differs from the one before, by id.
std::vector<ReleaseRow> rows_of_release(Database& database, const Release& release);

/// Who is in a release: by id, the commitment.
using ReleasedPersons = std::map<std::string, Hash>;
ReleasedPersons persons_of_release(Database& database, const Release& release);
/// Merkle root over (id, commitment), by id.
Hash release_root(const ReleasedPersons& persons);

/// Names of releases whose rows do not add up to what they say of themselves: number or root.
std::vector<std::string> unsound_releases(Database& database);

}  // namespace byname
