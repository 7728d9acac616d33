// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "register/register.hpp"
#include "register/releases.hpp"

namespace byname {

/// A row of a release as the log gives it again.
struct RebuiltRow {
  std::string person;
  std::optional<std::string> text;  ///< JSON (release_content.hpp); nullopt: what it rests on was erased
};

/// A release computed anew from the log as it was then.
struct RebuiltRelease {
  std::vector<RebuiltRow> rows;        ///< by id
  std::vector<std::string> differing;  ///< ids whose row is not what was committed to, or that are too many
};

/// Rows print the same for ever, but for those that rest on something erased since; whose commitment is what
/// the root says, all the same. Throws UserError if the release was made by a fold that this byname does not
/// have.
RebuiltRelease rebuild_release(Register& opened, const Release& release);

}  // namespace byname
