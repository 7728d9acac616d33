// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "register/database.hpp"
#include "register/person_groups.hpp"
#include "register/person_ids.hpp"
#include "register/retractions.hpp"

namespace byname {

/// The part of the fold that computes who is one person: fills person, person_mention, person_fate,
/// suspended_link and the column suspended_by of judgement from all the other tables. Mentions fall into
/// groups which nothing ever said anything about in common; each group is computed for itself
/// (person_ids.hpp), so that an op costs only what it touches.
class PersonFold {
 public:
  PersonFold(Database& database, const OpOrder& order, const Retractions& retractions);

  /// Computes the groups of these mentions anew.
  void fold(const std::vector<std::int64_t>& mentions);
  /// Computes everything anew.
  void fold_all();
  /// Reads what fold() of these mentions will read. Done before the register is locked, it shortens the time
  /// for which it is: their pages lie all over the file.
  void read_ahead(const std::vector<std::int64_t>& mentions);

 private:
  using Key = std::pair<std::int64_t, std::uint32_t>;  // number of the founder, serial
  struct GivenKey {
    Key key;
    RecordId founder;
  };
  struct PersonRow {
    GivenKey given;
    std::uint32_t first_op = 0;
    std::optional<Key> split_from;
    bool is_hidden = false;
    std::vector<std::int64_t> mentions;
  };
  struct FateRow {
    GivenKey given;
    Fate fate = Fate::kRedirect;
    std::vector<Key> to;
    std::uint32_t op = 0;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const noexcept {
      return static_cast<std::size_t>(key.first) * 31 + key.second;
    }
  };
  using Codes = std::unordered_map<Key, std::string, KeyHash>;
  // What is to be written.
  struct Results {
    std::vector<PersonRow> persons;
    std::vector<FateRow> fates;
  };

  void fold_group(PersonGroup& group, Results& results);
  void clear_suspensions(const PersonGroup& group);
  void delete_others(const std::set<std::int64_t>& mentions, const Results& results, const Codes& codes);
  void write_suspensions(const PersonGroup& group, const Partition& partition);
  bool name(const Results& results, Codes& codes);
  void name_all(const Results& results, Codes& codes) const;
  // The rows with their codes, in the order of these.
  template <typename Row>
  static std::vector<std::pair<std::string, const Row*>> by_code(const std::vector<Row>& rows,
                                                                 const Codes& codes);
  void write(const Results& results, const Codes& codes);

  Database& database_;
  const OpOrder& order_;
  PersonGroups groups_;
  std::string secret_;
  std::set<std::int64_t> hidden_;
};

}  // namespace byname
