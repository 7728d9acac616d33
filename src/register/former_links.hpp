// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "register/mention_numbers.hpp"
#include "register/op.hpp"
#include "register/retractions.hpp"
#include "register/run_json.hpp"

namespace byname {

/// The part of a rebuild that fills the table former_link: what links once did and do no more, because an op
/// that made or ended them was retracted, or was for a while. Ids of persons were given by them and must lead
/// somewhere. The table link has what counts today.
///
/// An end is kept if there was a moment, its own op or a later one at which something began or ceased to
/// count, when the link counted and no end before it did. So what comes later without being retracted never
/// changes the table.
class FormerLinks {
 public:
  /// `order` and `retractions` must outlive it.
  FormerLinks(Database& database, const MentionNumbers& numbers, const OpOrder& order,
              const Retractions& retractions);

  /// To be called for every op in the order of evaluation, once its mentions have their numbers.
  void take(const Op& op, const std::vector<Body>& bodies);
  /// The table link is complete.
  void write();

 private:
  using Pair = std::pair<std::int64_t, std::int64_t>;  // low, high
  struct End {
    OpId op;
    Validity validity;
  };
  struct Link {
    Pair pair;
    OpId op;
    Validity validity;
    double weight = 0;
    std::vector<End> ends;
  };

  bool is_needed() const;
  void add(const Op& op, const Validity& validity, const MentionPair& pair);
  static void end(Link& link, const Op& op, const Validity& validity);
  static bool is_open(const Link& link, std::uint32_t from);
  static bool has_always_counted(const Link& link);

  Database& database_;
  const MentionNumbers& numbers_;
  const OpOrder& order_;
  const Retractions& retractions_;
  bool is_needed_ = false;
  std::vector<Link> links_;
  std::map<Pair, std::vector<std::size_t>> of_pair_;
  std::unordered_map<std::int64_t, std::vector<std::size_t>> of_mention_;
};

}  // namespace byname
