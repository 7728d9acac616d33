// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "register/person_lookup.hpp"

namespace byname {

/// A person that a change brought.
struct AppearedPerson {
  HeldPerson person;
  bool is_back = false;  ///< the id had been given before
};

/// Which persons a change makes and unmakes. Lists hold the first hundred, in the order of the log.
struct PersonChanges {
  std::int64_t num_before = 0;
  std::int64_t num_after = 0;
  std::int64_t num_gone = 0;
  std::int64_t num_appeared = 0;
  std::vector<FormerPerson> gone;
  std::vector<std::size_t> gone_mentions;    ///< per gone person: mentions that it had
  std::vector<std::size_t> holder_mentions;  ///< and that the one has now which it is part of; 0 if none
  std::vector<AppearedPerson> appeared;
  /// Judgements that do not count any more, in the order of the log, each with the one that stands against
  /// it.
  std::vector<std::pair<RecordId, RecordId>> suspended;
  std::int64_t num_suspended_links = 0;  ///< more machine links than before do not count
  std::vector<std::string> conflicts;    ///< what the mentions of a joined person contradict each other in
};

/// Looks at all persons before a change and after it.
class PersonWatch {
 public:
  explicit PersonWatch(Database& database);
  PersonChanges changes() const;

 private:
  struct State {
    std::vector<std::string> ids, former;  // ascending
    std::vector<std::size_t> num_mentions;
    std::set<std::pair<RecordId, RecordId>> suspended;
    std::int64_t num_suspended_links = 0;
  };
  static State state_of(Database& database);

  Database& database_;
  State before_;
};

}  // namespace byname
