// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "register/partition.hpp"

namespace byname {

/// Since when a record counts: from its op on; at each of `switches` (ops, ascending) it ceases to count or
/// begins again, in turn. Ops are numbers in the order of evaluation.
struct Validity {
  std::uint32_t op = 0;
  std::vector<std::uint32_t> switches;
  /// Per switch at which it ceases (the first, the third, ...): the op of the retraction by which it does.
  /// That is an earlier one than the switch where a retraction was undone and counts again. Those left out:
  /// the switches.
  std::vector<std::uint32_t> ended_by{};

  /// Whether it counts after op `until` and all before it.
  bool counts_at(std::uint32_t until) const;
  /// What ended it for good, as far as is known after op `until`; nothing if it counts then or is not there
  /// yet.
  std::optional<std::uint32_t> end_at(std::uint32_t until) const;
};

/// Which part keeps the id where a judgement splits a person.
enum class SplitKeeps { kByRule, kFirstSide, kSecondSide, kNeither };

struct HistoryMention {
  Validity validity;
  bool is_erased = false;
};
struct HistoryJudgement {
  Validity validity;
  SidedJudgement judgement;
  SplitKeeps keeps = SplitKeeps::kByRule;
};
struct HistoryLink {
  Validity validity;
  MachineLink link;
  std::vector<Validity> ends{};  ///< of what ended it: a later run, or that the mention says something else
};

/// A person's id before it is spelled (person_code.hpp): the mention it began with, and how many ids began
/// with that one before.
struct PersonKey {
  std::uint32_t founder = 0;
  std::uint32_t serial = 0;
  auto operator<=>(const PersonKey&) const = default;
};

/// All that was ever said of some mentions, and of no others. Mentions are in the order of their ops and,
/// within an op, of their bodies; judgements and links in the order of their ops.
struct PersonHistory {
  std::vector<HistoryMention> mentions;
  std::vector<HistoryJudgement> judgements;
  std::vector<HistoryLink> links;
  std::map<PersonKey, std::uint32_t> released{};  ///< by id: the op of the earliest release that it is in
};

/// Why an id is nobody's now.
enum class Fate {
  kRedirect,   ///< its person is part of another one
  kSplit,      ///< its mentions are with several persons
  kRetracted,  ///< none of its mentions counts
  kErased      ///< none of its mentions is there
};

struct FoldedPerson {
  PersonKey id;
  std::uint32_t first_op = 0;           ///< when the id was given
  std::optional<PersonKey> split_from;  ///< the person from which it was split off then
  std::vector<std::uint32_t> mentions;  ///< those that count, ascending
  bool operator==(const FoldedPerson&) const = default;
};

struct FoldedFate {
  PersonKey id;
  Fate fate = Fate::kRedirect;
  std::vector<PersonKey> to;  ///< persons of today that hold what it held last, ascending; may be empty
  std::uint32_t op = 0;       ///< which did it; of who has nothing left: that which took the last of it
  bool operator==(const FoldedFate&) const = default;
};

struct FoldedHistory {
  std::vector<FoldedPerson> persons;  ///< by their first mention
  std::vector<FoldedFate> fates;      ///< by id
  Partition partition;                ///< of today; per judgement and link of the history
};

/// Computes who is a person now, by which id, and what became of all other ids. A function of the log:
/// - judgements and links that do not count today are left out as if they had never been; mentions that do
///   not count are there until the retraction that ended them, links until they end. What is left is gone
///   through op by op, and after each op every person has an id.
/// - An id goes with the part that the judgement of this op says; else the one that holds more of its
///   mentions, else the one with the earliest. Of several ids in one part the senior stays, that is the one
///   in the earliest release before this op, else the one given first, and the others redirect to it.
/// - A part without an id takes up again the senior one of the ids that redirect elsewhere and began with a
///   mention of this part. Else it gets a new id, which begins with its first mention.
/// - Ids that were given once and not in this replay, since a judgement did not count then that counts again
///   now or the other way round, have a fate too.
/// A fate leads to who holds the id's mentions today (where none of them counts any more, to who took over
/// from it), never to another fate: there are no chains of redirects, and no cycles.
FoldedHistory fold_person_history(const PersonHistory& history);

}  // namespace byname
