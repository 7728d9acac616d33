// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "register/database.hpp"
#include "register/person_ids.hpp"
#include "register/retractions.hpp"

namespace byname {

/// Records of a history with their names in the register.
struct LoggedMention {
  std::int64_t number = 0;
  RecordId id;
  HistoryMention history;
};

struct LoggedJudgement {
  RecordId id;
  HistoryJudgement history;  // sides are filled when the group is known
  std::array<std::vector<std::int64_t>, 2> sides;
};

struct LoggedLink {
  std::int64_t low = 0;
  std::int64_t high = 0;
  OpId op;
  HistoryLink history;
};

/// All that was ever said of some mentions, and of no others; ascending, and in the order of the log.
struct PersonGroup {
  std::vector<LoggedMention> mentions;
  std::vector<LoggedJudgement> judgements;
  std::vector<LoggedLink> links;
};

/// Reads the groups into which mentions fall from the tables of evidence and judgements: of what is in
/// different ones, nothing was ever said in common.
class PersonGroups {
 public:
  /// `order` and `retractions` must outlive it.
  PersonGroups(Database& database, const OpOrder& order, const Retractions& retractions);

  /// The group of a mention.
  PersonGroup read(std::int64_t mention);
  std::vector<PersonGroup> read_all();

  using Released = std::pair<std::uint32_t, std::uint32_t>;  ///< a serial, and the op of the release
  /// The released ids that began with a mention of what was read last.
  std::span<const Released> released(std::int64_t founder) const;

 private:
  std::string_view mention_columns() const;
  LoggedMention read_mention(const Rows& rows) const;
  LoggedJudgement read_judgement(const Rows& rows) const;
  LoggedLink read_link(const Rows& rows) const;
  static void join_ends(std::vector<LoggedLink>& links);
  void read_released(std::string_view where, std::int64_t founder);
  Validity validity_of_op(const OpId& op) const;
  void read_sides(LoggedJudgement& judgement);

  Database& database_;
  const OpOrder& order_;
  const Retractions& retractions_;
  std::map<std::int64_t, std::vector<Released>> released_;  ///< by founder
};

}  // namespace byname
