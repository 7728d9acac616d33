// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "register/account_secret.hpp"
#include "register/database.hpp"

namespace byname {

/// Why something waits for a human.
enum class TodoKind {
  kDispute,    ///< a person of whom accounts decided different things, or who is published and confirmed no
               ///< more
  kMoved,      ///< a person on whom was decided, and whose evidence is another one since
  kCheck,      ///< a person on whom some have decided, and another account must
  kUndecided,  ///< a person whose evidence is enough, and nobody has decided
  kContradiction,  ///< a judgement that another one suspends
  kApart,          ///< a mention that an undone merge left alone: a machine had linked it to both sides
  kHidden,         ///< a person that somebody hid at once
  kPair,           ///< two mentions that may be one person
  kVanished,       ///< a mention whose row is not in its list any more
  kDocument,       ///< one that names nobody yet
  kRejected        ///< rows of a list that could not be used
};
std::string_view name_of(TodoKind kind);

/// One thing to do.
struct TodoEntry {
  TodoKind kind = TodoKind::kPair;
  std::vector<std::string> about;  ///< ids as people type them
  std::string text;                ///< names or counts, as stored
  std::string next;                ///< a command that settles or shows it
  double weight = 0;               ///< of a pair: match weight
};

/// What waits: of each kind at most `limit`, the pairs that are most in doubt first, and how many there are.
struct Todo {
  std::vector<TodoEntry> entries;
  std::vector<std::pair<TodoKind, std::int64_t>> counts;  ///< kinds that have any
};
Todo todo_of(Database& database, std::size_t limit);
/// Of that, what waits for a decision which this account can make.
Todo todo_for(Database& database, const AccountKey& account, std::size_t limit);

}  // namespace byname
