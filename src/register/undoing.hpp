// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "register/change_writer.hpp"

namespace byname {

/// Taking back what was said. Nothing is deleted: what is taken back counts no more, and taking back the
/// taking back brings it again.

/// One op that an undoing or retracting takes back.
struct TakenBack {
  OpId op;
  std::string verb;
  std::string author;  ///< pseudonym
  std::int64_t time = 0;
};

struct Undoing {
  Change change;
  std::vector<TakenBack> ops;
  /// Mentions ("LIST:KEY") that rested on both sides of an undone merge: they stand alone now, for somebody
  /// to look at.
  std::vector<std::string> leads;
};

/// Undoes an op by its id or first digits; empty: the last of the account's own ops that counts and is no
/// undoing. Throws UserError if there is none, it was undone already, or it is of a kind that cannot be: new,
/// accounts, erase, join, release, export.
Undoing undo_op(Register& opened, const std::string& digits, const ChangeAsked& asked);

/// Retracts mentions, items, sources, or ops, by their names: they count no more.
Undoing retract_records(Register& opened, const std::vector<std::string>& typed, const ChangeAsked& asked);

/// Retracts all ops of an account whose clock said `since` (seconds since 1970) or later, as far as they
/// count and can be undone.
Undoing retract_author(Register& opened, const std::string& pseudonym, std::int64_t since,
                       const ChangeAsked& asked);

/// Reads "2025-03-01", "2025-03-01 14:05", in universal time. Throws UserError.
std::int64_t read_moment(const std::string& text);

}  // namespace byname
