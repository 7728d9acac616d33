// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "register/change_writer.hpp"
#include "register/releases.hpp"

namespace byname {

/// A person who was published and would not be any more, though nobody decided that.
struct BlockingPerson {
  std::string person;
  std::string why;  ///< "needs 1 more origin", "is part of X, who is not confirmed"
};

/// What the next release would be.
struct ReleaseDraft {
  std::optional<Release> parent;
  std::vector<ReleaseRow> rows;          ///< by id: in what it differs from its parent
  std::vector<BlockingPerson> blocking;  ///< in the order of the log; among the rows as withdrawn
  std::int64_t before = 0;               ///< persons in its parent
  std::int64_t after = 0;
  Hash root;
};
ReleaseDraft draft_release(Database& database);

/// How many rows have each reason. Changed rows stay in the number; so
/// after = before + added + returned + by split - (all others), which is checked when it is computed.
std::map<ReleaseReason, std::int64_t> count_reasons(const std::vector<ReleaseRow>& rows);
/// Whether the sum holds.
bool adds_up(std::int64_t before, std::int64_t after, const std::map<ReleaseReason, std::int64_t>& reasons);

struct ReleaseAsked {
  std::string name;
  bool accepts = false;  ///< persons that block it leave as withdrawn
};
struct MadeRelease {
  ReleaseDraft draft;
  OpId op;
};
/// Makes a release, as one op. Throws UserError, and changes nothing, if the name is taken or empty, nobody
/// is publishable, persons block it and that is not accepted with a reason, or the account is no owner or
/// editor.
MadeRelease make_release(Register& opened, const ReleaseAsked& release, const ChangeAsked& asked);

}  // namespace byname
