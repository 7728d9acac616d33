// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "register/change_writer.hpp"

namespace byname {

/// What an erasing took away, and where the same may still be.
struct Erasing {
  Change change;
  std::int64_t num_bodies = 0;
  std::int64_t num_mentions = 0;
  std::int64_t num_reasons = 0;
  std::int64_t num_items = 0;
  std::vector<std::string> items_left;  ///< "item 7f3a91c2 (photo.jpg)": they may still hold the name
  std::vector<std::string>
      lists_left;  ///< lists that the mentions came from: added again, they bring them back
  std::vector<std::string> backups_left;  ///< backups made before
};

/// Erases persons, mentions and items, by their names, for good: the bodies that hold them, salt and all; of
/// persons and mentions also what was claimed of them and the reasons of all ops that judge, hide or set
/// them. Ids of persons do not move; who has no mention left is an erased person. The log can still be
/// checked. Joining and compacting obey it. Throws UserError if who does it is no owner, or a name names
/// nothing.
Erasing erase_records(Register& opened, const std::vector<std::string>& typed, const ChangeAsked& asked);

}  // namespace byname
