// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "register/database.hpp"
#include "register/op.hpp"

namespace byname {

/// The number of the mention that an id means: its own, a second body's of the same row, or a revision's. 0
/// if there is none (any more).
std::int64_t mention_number(Database& database, const RecordId& id);

/// Where in the log a body stands.
struct LogPlace {
  OpId op;
  std::int64_t ordinal = 0;
};

/// The part of the fold that fills mention_log and mention_body, and tells numbers from them. A rebuild asks
/// millions of times: it keeps mention_body in memory, and writes it in the order of ids when all is read.
class MentionNumbers {
 public:
  explicit MentionNumbers(Database& database) : database_(database) {}

  /// The tables are empty.
  void begin_rebuild();
  void finish_rebuild();
  /// Gives a mention its number, once and for all. Its erasure is noted if it is known already.
  void log(std::int64_t number, const RecordId& id, const LogPlace& place);
  /// Says which mention a body means. The first time counts.
  void add_body(const RecordId& id, std::int64_t mention, const LogPlace& place);
  /// The number that a mention's own body was given, whether or not it still means a mention; 0 if it is no
  /// mention's.
  std::int64_t logged(const RecordId& id) const;
  /// As mention_number().
  std::int64_t held(const RecordId& id) const;
  /// The same, also of a mention that is gone.
  std::int64_t ever(const RecordId& id) const;

 private:
  struct Kept {
    std::int64_t mention = 0;  ///< that the body means; 0: none
    std::int64_t logged = 0;   ///< the body's own number; 0: none
    LogPlace place;
  };

  Database& database_;
  std::optional<std::unordered_map<RecordId, Kept>> kept_;  ///< in a rebuild
};

}  // namespace byname
