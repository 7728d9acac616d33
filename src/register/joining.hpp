// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "register/change_writer.hpp"

namespace byname {

/// What a joining brought.
struct Joining {
  Change change;                     ///< its op is all zero where the other copy held nothing new
  std::int64_t num_ops = 0;          ///< that came
  std::int64_t num_items = 0;        ///< files that came
  std::vector<std::string> authors;  ///< pseudonyms of those who made the ops that came
  /// Devices that worked on an older copy beside a newer one: an older copy was put back, or a disk copied.
  std::vector<std::string> torn_devices;
};

/// Throws UserError if the files at `path` are of another register.
void refuse_foreign_copy(const Register& opened, const std::string& path);

/// Brings in all that another copy of the same register holds and this one does not: ops with their bodies,
/// files of items, and ways in of accounts added there. Then one op follows all heads. What either copy
/// erased is erased in both. The other copy is not changed: join it the other way round to bring it up to
/// date. Throws UserError if it is another register, DataError if an op of it is not what was signed; then
/// nothing is changed.
Joining join_register(Register& opened, Register& other, const ChangeAsked& asked);

}  // namespace byname
