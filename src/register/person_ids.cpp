// SPDX-License-Identifier: Apache-2.0
#include "register/person_ids.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace byname {

namespace {

constexpr std::uint32_t kNever = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t kNobody = kNever;

using Mentions = std::vector<std::uint32_t>;

// An id that was given, alive or not.
struct GivenId {
  PersonKey key;
  std::uint32_t first_op = 0;
  std::optional<PersonKey> split_from;
  bool is_alive = true;
  Mentions held;                  // as long as it lived
  bool was_merged = false;        // into one other: then it may live again
  std::vector<std::uint32_t> to;  // given ids that took over
  std::uint32_t death_op = 0;
};

// One part of the partition after an op.
struct Part {
  Mentions mentions;
  std::uint32_t id = kNobody;
};

// Goes through the history as it is known after op `until`.
class Replay {
 public:
  Replay(const PersonHistory& history, std::uint32_t until)
      : history_(history), held_by_(history.mentions.size(), kNobody) {
    for (const HistoryMention& mention : history.mentions) {
      begins_.push_back(mention.validity.op <= until ? mention.validity.op : kNever);
      ends_.push_back(mention.validity.end_at(until).value_or(kNever));
    }
    for (std::uint32_t i = 0; i < history.judgements.size(); ++i) {
      if (!history.judgements[i].validity.counts_at(until)) continue;
      judgement_index_.push_back(i);
      judgements_.push_back(history.judgements[i].judgement);
      judgement_ops_.push_back(history.judgements[i].validity.op);
    }
    for (std::uint32_t i = 0; i < history.links.size(); ++i) {
      if (!history.links[i].validity.counts_at(until)) continue;
      link_index_.push_back(i);
      links_.push_back(history.links[i].link);
      link_ops_.push_back(history.links[i].validity.op);
      link_ends_.push_back(kNever);
      for (const Validity& end : history.links[i].ends) {
        if (end.counts_at(until)) link_ends_.back() = std::min(link_ends_.back(), end.op);
      }
    }
    for (const std::uint32_t op : ops_where_something_changes()) step(op);
  }

  const std::vector<GivenId>& ids() const { return ids_; }

  // The partition at the end, its judgements and links numbered as in the history.
  Partition partition() const {
    Partition whole;
    whole.part_of = partition_.part_of;
    whole.judgement_suspended_by.resize(history_.judgements.size());
    whole.link_suspended_by.resize(history_.links.size());
    const auto number = [&](const std::optional<std::uint32_t>& by) {
      return by ? std::optional(judgement_index_[*by]) : std::nullopt;
    };
    for (std::size_t i = 0; i < partition_.judgement_suspended_by.size(); ++i)
      whole.judgement_suspended_by[judgement_index_[i]] = number(partition_.judgement_suspended_by[i]);
    for (std::size_t i = 0; i < partition_.link_suspended_by.size(); ++i)
      whole.link_suspended_by[links_now_index_[i]] = number(partition_.link_suspended_by[i]);
    return whole;
  }

  // The living ids that hold the mentions which a given one held last. Where none of these counts any more:
  // those that took over from it, at whatever remove.
  std::set<PersonKey> holders_of(const GivenId& given) const {
    std::set<PersonKey> holders;
    for (const std::uint32_t mention : given.held) {
      if (held_by_[mention] != kNobody) holders.insert(ids_[held_by_[mention]].key);
    }
    return holders;
  }
  std::set<PersonKey> successors_of(std::uint32_t id) const {
    std::set<PersonKey> living;
    std::set<std::uint32_t> seen = {id};
    std::vector<std::uint32_t> open = {id};
    while (!open.empty()) {
      const std::uint32_t at = open.back();
      open.pop_back();
      if (ids_[at].is_alive) living.insert(ids_[at].key);
      for (const std::uint32_t next : ids_[at].to) {
        if (seen.insert(next).second) open.push_back(next);
      }
    }
    return living;
  }

 private:
  std::set<std::uint32_t> ops_where_something_changes() const {
    std::set<std::uint32_t> ops(judgement_ops_.begin(), judgement_ops_.end());
    ops.insert(link_ops_.begin(), link_ops_.end());
    ops.insert(link_ends_.begin(), link_ends_.end());
    ops.insert(begins_.begin(), begins_.end());
    ops.insert(ends_.begin(), ends_.end());
    ops.erase(kNever);
    return ops;
  }

  void step(std::uint32_t op) {
    op_ = op;
    std::vector<bool> is_present(begins_.size());
    for (std::size_t i = 0; i < is_present.size(); ++i) is_present[i] = begins_[i] <= op && op < ends_[i];
    const auto num_until = [&](const std::vector<std::uint32_t>& ops) {
      return static_cast<std::size_t>(std::upper_bound(ops.begin(), ops.end(), op) - ops.begin());
    };
    links_now_.clear();
    links_now_index_.clear();
    for (std::size_t i = 0; i < num_until(link_ops_); ++i) {
      if (link_ends_[i] <= op) continue;
      links_now_.push_back(links_[i]);
      links_now_index_.push_back(link_index_[i]);
    }
    partition_ =
        partition_of(is_present, std::span(judgements_).first(num_until(judgement_ops_)), links_now_);
    find_parts(is_present);
    place_ids();
    name_the_rest();
    hold();
  }

  void find_parts(const std::vector<bool>& is_present) {
    parts_.clear();
    part_at_.assign(is_present.size(), kNobody);
    for (std::uint32_t i = 0; i < is_present.size(); ++i) {
      if (!is_present[i]) continue;
      const std::uint32_t first = partition_.part_of[i];
      if (first == i) {
        part_at_[i] = static_cast<std::uint32_t>(parts_.size());
        parts_.emplace_back();
      }
      part_at_[i] = part_at_[first];
      parts_[part_at_[i]].mentions.push_back(i);
    }
  }

  // The senior ids choose their part first; who finds none that is free gives up its life.
  void place_ids() {
    std::vector<std::uint32_t> living;
    for (std::uint32_t id = 0; id < ids_.size(); ++id) {
      if (ids_[id].is_alive) living.push_back(id);
    }
    std::sort(living.begin(), living.end(), [&](std::uint32_t a, std::uint32_t b) {
      return seniority_of(ids_[a]) < seniority_of(ids_[b]);
    });
    dying_.clear();
    for (const std::uint32_t id : living) {
      const std::vector<std::uint32_t> wanted = wanted_parts(id);
      const auto free = std::find_if(wanted.begin(), wanted.end(),
                                     [&](std::uint32_t part) { return parts_[part].id == kNobody; });
      if (free == wanted.end() || is_barred(id)) {
        dying_.push_back(id);
      } else {
        parts_[*free].id = id;
      }
    }
  }

  // The parts that hold mentions of an id, the best first.
  std::vector<std::uint32_t> wanted_parts(std::uint32_t id) const {
    std::map<std::uint32_t, std::size_t> held;
    for (const std::uint32_t mention : ids_[id].held) {
      if (part_at_[mention] != kNobody) ++held[part_at_[mention]];
    }
    std::vector<std::uint32_t> parts;
    for (const auto& [part, number] : held) parts.push_back(part);
    const std::optional<std::uint32_t> kept = part_that_keeps(id);
    std::sort(parts.begin(), parts.end(), [&](std::uint32_t a, std::uint32_t b) {
      return std::tuple(kept != a, -static_cast<std::int64_t>(held[a]), parts_[a].mentions.front()) <
             std::tuple(kept != b, -static_cast<std::int64_t>(held[b]), parts_[b].mentions.front());
    });
    return parts;
  }

  bool holds_any(std::uint32_t id, const Mentions& side) const {
    return std::any_of(side.begin(), side.end(),
                       [&](std::uint32_t mention) { return held_by_[mention] == id; });
  }

  // Of one mention that was read twice.
  static bool share_a_mention(const std::array<std::vector<std::uint32_t>, 2>& sides) {
    return std::any_of(sides[0].begin(), sides[0].end(), [&](std::uint32_t mention) {
      return std::find(sides[1].begin(), sides[1].end(), mention) != sides[1].end();
    });
  }

  // What a judgement of this op, which splits this person, says about its id.
  SplitKeeps keeps_of(std::uint32_t id, const SidedJudgement** splitting) const {
    for (std::size_t i = 0; i < judgements_.size(); ++i) {
      const SplitKeeps keeps = history_.judgements[judgement_index_[i]].keeps;
      if (judgement_ops_[i] != op_ || keeps == SplitKeeps::kByRule || partition_.judgement_suspended_by[i] ||
          share_a_mention(judgements_[i].sides))
        continue;
      *splitting = &judgements_[i];
      if (holds_any(id, judgements_[i].sides[0]) && holds_any(id, judgements_[i].sides[1])) return keeps;
    }
    return SplitKeeps::kByRule;
  }

  std::optional<std::uint32_t> part_that_keeps(std::uint32_t id) const {
    const SidedJudgement* splitting = nullptr;
    const SplitKeeps keeps = keeps_of(id, &splitting);
    if (keeps != SplitKeeps::kFirstSide && keeps != SplitKeeps::kSecondSide) return std::nullopt;
    for (const std::uint32_t mention : splitting->sides[keeps == SplitKeeps::kFirstSide ? 0 : 1]) {
      if (held_by_[mention] == id && part_at_[mention] != kNobody) return part_at_[mention];
    }
    return std::nullopt;
  }

  bool is_barred(std::uint32_t id) const {
    const SidedJudgement* splitting = nullptr;
    return keeps_of(id, &splitting) == SplitKeeps::kNeither;
  }

  void name_the_rest() {
    for (Part& part : parts_) {
      if (part.id != kNobody) continue;
      const std::optional<std::uint32_t> revived = id_to_revive(part);
      part.id = revived ? *revived : new_id(part);
      ids_[part.id].is_alive = true;
      ids_[part.id].to.clear();
    }
  }

  // Who comes first where several ids meet: who was published first, then who was given first.
  std::tuple<std::uint32_t, std::uint32_t, PersonKey> seniority_of(const GivenId& id) const {
    const auto released = history_.released.find(id.key);
    const bool is_released = released != history_.released.end() && released->second < op_;
    return {is_released ? released->second : kNever, id.first_op, id.key};
  }

  std::optional<std::uint32_t> id_to_revive(const Part& part) const {
    std::optional<std::uint32_t> senior;
    for (std::uint32_t id = 0; id < ids_.size(); ++id) {
      if (ids_[id].is_alive || !ids_[id].was_merged) continue;
      if (!std::binary_search(part.mentions.begin(), part.mentions.end(), ids_[id].key.founder)) continue;
      if (!senior || seniority_of(ids_[id]) < seniority_of(ids_[*senior])) senior = id;
    }
    return senior;
  }

  std::uint32_t new_id(const Part& part) {
    GivenId given;
    given.key.founder = part.mentions.front();
    for (const GivenId& id : ids_) given.key.serial += id.key.founder == given.key.founder ? 1 : 0;
    given.first_op = op_;
    std::optional<std::uint32_t> from;
    for (const std::uint32_t mention : part.mentions) {
      const std::uint32_t id = held_by_[mention];
      if (id != kNobody && (!from || seniority_of(ids_[id]) < seniority_of(ids_[*from]))) from = id;
    }
    if (from) given.split_from = ids_[*from].key;
    ids_.push_back(given);
    return static_cast<std::uint32_t>(ids_.size() - 1);
  }

  // Writes down who holds what, and the fate of those that died.
  void hold() {
    for (const std::uint32_t id : dying_) {
      GivenId& dead = ids_[id];
      std::set<std::uint32_t> to;
      for (const std::uint32_t mention : dead.held) {
        if (part_at_[mention] != kNobody) to.insert(parts_[part_at_[mention]].id);
      }
      dead.is_alive = false;
      dead.to.assign(to.begin(), to.end());
      dead.was_merged = to.size() == 1;
      dead.death_op = op_;
    }
    std::fill(held_by_.begin(), held_by_.end(), kNobody);
    for (const Part& part : parts_) {
      ids_[part.id].held = part.mentions;
      for (const std::uint32_t mention : part.mentions) held_by_[mention] = part.id;
    }
  }

 private:
  const PersonHistory& history_;
  std::vector<std::uint32_t> begins_, ends_;  // per mention: ops from which on it is there and gone
  std::vector<SidedJudgement> judgements_;    // those that count, by op
  std::vector<std::uint32_t> judgement_ops_, judgement_index_;
  std::vector<MachineLink> links_;
  std::vector<std::uint32_t> link_ops_, link_ends_, link_index_;
  std::vector<GivenId> ids_;
  std::vector<std::uint32_t> held_by_;  // per mention: the id that holds it, as of the step before
  // Of the step:
  std::vector<MachineLink> links_now_;
  std::vector<std::uint32_t> links_now_index_;
  std::uint32_t op_ = 0;
  Partition partition_;
  std::vector<Part> parts_;
  std::vector<std::uint32_t> part_at_;  // per mention
  std::vector<std::uint32_t> dying_;
};

// The ops at which something ceased to count or began again.
std::set<std::uint32_t> switches_of(const PersonHistory& history) {
  std::set<std::uint32_t> switches;
  const auto take = [&](const Validity& validity) {
    switches.insert(validity.switches.begin(), validity.switches.end());
  };
  for (const HistoryMention& mention : history.mentions) take(mention.validity);
  for (const HistoryJudgement& judgement : history.judgements) take(judgement.validity);
  for (const HistoryLink& link : history.links) {
    take(link.validity);
    for (const Validity& end : link.ends) take(end);
  }
  return switches;
}

// What became of an id: `to` are the persons of today that it leads to.
FoldedFate fate_of(const GivenId& id, const std::set<PersonKey>& to, const PersonHistory& history,
                   std::uint32_t op) {
  FoldedFate fate{id.key, Fate::kRedirect, {to.begin(), to.end()}, op};
  if (to.size() > 1) fate.fate = Fate::kSplit;
  if (to.empty()) {
    const bool are_erased = std::all_of(id.held.begin(), id.held.end(), [&](std::uint32_t mention) {
      return history.mentions[mention].is_erased;
    });
    fate.fate = are_erased ? Fate::kErased : Fate::kRetracted;
    // An id may have led to another one first: what took the last of its mentions did it.
    for (const std::uint32_t mention : id.held)
      fate.op = std::max(fate.op, history.mentions[mention].validity.end_at(kNever - 1).value_or(0));
  }
  return fate;
}

}  // namespace

bool Validity::counts_at(std::uint32_t until) const {
  if (op > until) return false;
  const auto after = std::upper_bound(switches.begin(), switches.end(), until);
  return (after - switches.begin()) % 2 == 0;
}

std::optional<std::uint32_t> Validity::end_at(std::uint32_t until) const {
  if (op > until || counts_at(until)) return std::nullopt;
  const auto after = std::upper_bound(switches.begin(), switches.end(), until);
  const auto ceasing =
      static_cast<std::size_t>(after - switches.begin()) / 2;  // among those at which it ceases
  return ceasing < ended_by.size() ? ended_by[ceasing] : *(after - 1);
}

FoldedHistory fold_person_history(const PersonHistory& history) {
  const bool is_one_mention = history.mentions.size() == 1 && history.judgements.empty() &&
                              history.links.empty() && history.mentions[0].validity.switches.empty();
  if (is_one_mention) {  // most groups of a large register
    FoldedHistory folded;
    folded.persons.push_back({{0, 0}, history.mentions[0].validity.op, std::nullopt, {0}});
    folded.partition.part_of = {0};
    return folded;
  }
  const Replay today(history, kNever - 1);
  FoldedHistory folded;
  folded.partition = today.partition();
  std::map<PersonKey, FoldedFate> fates;
  for (const std::uint32_t op : switches_of(history)) {
    if (op == 0) continue;
    const Replay former(history, op - 1);
    for (const GivenId& id : former.ids()) fates[id.key] = fate_of(id, today.holders_of(id), history, op);
  }
  for (std::uint32_t i = 0; i < today.ids().size(); ++i) {
    const GivenId& id = today.ids()[i];
    fates.erase(id.key);
    if (id.is_alive) {
      folded.persons.push_back({id.key, id.first_op, id.split_from, id.held});
      continue;
    }
    const std::set<PersonKey> holders = today.holders_of(id);
    fates[id.key] = fate_of(id, holders.empty() ? today.successors_of(i) : holders, history, id.death_op);
  }
  for (auto& [key, fate] : fates) folded.fates.push_back(std::move(fate));
  std::sort(folded.persons.begin(), folded.persons.end(), [](const FoldedPerson& a, const FoldedPerson& b) {
    return a.mentions.front() < b.mentions.front();
  });
  return folded;
}

}  // namespace byname
