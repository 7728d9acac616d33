// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "register/database.hpp"
#include "register/list_rows.hpp"

namespace byname {

/// A held row of a list.
struct HeldRow {
  std::int64_t number = 0;  ///< of the mention
  RecordId id;
  std::string key;
  Hash hash;
  bool has_vanished = false;
};

/// A held row, and what it is now.
struct ChangedRow {
  HeldRow held;
  std::size_t row = 0;  ///< of the reading
};

/// What a reading of a list brings against what is held of it. Every row of the reading is in exactly one of
/// same, added and changed; every held row in one of same, changed, vanished or `gone` (vanished before).
struct ListChange {
  std::size_t num_same = 0;
  std::vector<std::size_t> added;   ///< rows of the reading
  std::vector<std::string> keys;    ///< of the added rows: keys that no held row has
  std::vector<ChangedRow> changed;  ///< in the order of the reading
  std::vector<HeldRow> vanished;    ///< by number
  std::vector<HeldRow> returned;    ///< the same as before they vanished
  std::size_t num_gone = 0;
  bool is_nothing() const { return added.empty() && changed.empty() && vanished.empty() && returned.empty(); }
};

/// Compares. With a key column, rows of equal key are the same row; without, equal rows match, and of the
/// rest those are paired that share at least half of their cells, each with the one it shares most with.
/// `is_part`: the reading is a part of the list, and nothing vanishes.
ListChange find_list_change(Database& database, const ListRows& rows, bool is_keyed, bool is_part);

}  // namespace byname
