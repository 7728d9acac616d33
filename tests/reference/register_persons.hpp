// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "register/person_ids.hpp"

namespace byname::reference {

using MentionSet = std::set<std::uint32_t>;

/// Persons from judgements and links in plain words: a label a mention, and a set of pairs that may not be
/// one person. Quadratic.
class PlainPersons {
 public:
  PlainPersons(const std::vector<bool>& is_present, const std::vector<SidedJudgement>& judgements,
               const std::vector<MachineLink>& links)
      : is_present_(is_present), judgements_(judgements) {
    for (std::uint32_t i = 0; i < is_present.size(); ++i) label_.push_back(i);
    judgement_suspended_by.resize(judgements.size());
    link_suspended_by.resize(links.size());
    for (const std::uint32_t j : judgements_by_weight()) take(j);
    for (const std::uint32_t i : links_by_weight(links)) {
      const MachineLink& link = links[i];
      if (!is_present[link.left] || !is_present[link.right]) continue;
      for (const std::uint32_t j : judgements_by_weight()) {
        const SidedJudgement& judgement = judgements[j];
        const auto& [one, other] = judgement.sides;
        const bool is_between = (has(one, link.left) && has(other, link.right)) ||
                                (has(one, link.right) && has(other, link.left));
        if (judgement.verdict == JudgementVerdict::kUnsure && judgement.bars_machine && is_between &&
            !link_suspended_by[i])
          link_suspended_by[i] = j;
      }
      if (!link_suspended_by[i]) link_suspended_by[i] = join(link.left, link.right, std::nullopt);
    }
  }

  /// The persons among the mentions that are present.
  std::set<MentionSet> persons() const {
    std::map<std::uint32_t, MentionSet> of_label;
    for (std::uint32_t i = 0; i < label_.size(); ++i) {
      if (is_present_[i]) of_label[label_[i]].insert(i);
    }
    std::set<MentionSet> persons;
    for (const auto& [label, mentions] : of_label) persons.insert(mentions);
    return persons;
  }

  std::vector<std::optional<std::uint32_t>> judgement_suspended_by;
  std::vector<std::optional<std::uint32_t>> link_suspended_by;

 private:
  static bool has(const std::vector<std::uint32_t>& side, std::uint32_t mention) {
    return std::count(side.begin(), side.end(), mention) > 0;
  }

  std::vector<std::uint32_t> judgements_by_weight() const {
    std::vector<std::uint32_t> order;
    for (std::uint32_t j = 0; j < judgements_.size(); ++j) order.push_back(j);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      if (judgements_[a].rank != judgements_[b].rank) return judgements_[a].rank < judgements_[b].rank;
      return judgements_[a].place > judgements_[b].place;
    });
    return order;
  }

  static std::vector<std::uint32_t> links_by_weight(const std::vector<MachineLink>& links) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < links.size(); ++i) order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      const MachineLink& x = links[a];
      const MachineLink& y = links[b];
      if (x.weight != y.weight) return x.weight > y.weight;
      return std::tie(x.place, x.left, x.right) < std::tie(y.place, y.left, y.right);
    });
    return order;
  }

  std::optional<std::uint32_t> join(std::uint32_t a, std::uint32_t b, std::optional<std::uint32_t> by) {
    if (label_[a] == label_[b]) return std::nullopt;
    for (const auto& [judgement, pairs] : forbidden_) {  // in the order in which they came into force
      for (const auto& [x, y] : pairs) {
        if ((label_[x] == label_[a] && label_[y] == label_[b]) ||
            (label_[x] == label_[b] && label_[y] == label_[a]))
          return judgement;
      }
    }
    const std::uint32_t from = label_[b];
    const std::uint32_t to = label_[a];
    for (std::uint32_t& label : label_) label = label == from ? to : label;
    joined_by_[to] = by;
    return std::nullopt;
  }

  void take(std::uint32_t index) {
    const SidedJudgement& judgement = judgements_[index];
    if (judgement.verdict == JudgementVerdict::kUnsure) return;
    std::vector<std::vector<std::uint32_t>> sides;
    for (const auto& side : judgement.sides) {
      sides.emplace_back();
      for (const std::uint32_t mention : side) {
        if (has(judgement.sides[0], mention) && has(judgement.sides[1], mention)) return;
        if (is_present_[mention]) sides.back().push_back(mention);
      }
    }
    std::optional<std::uint32_t>& suspended = judgement_suspended_by[index];
    if (judgement.verdict == JudgementVerdict::kDifferent) {
      std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
      for (const std::uint32_t x : sides[0]) {
        for (const std::uint32_t y : sides[1]) {
          pairs.emplace_back(x, y);
          if (label_[x] == label_[y] && !suspended) suspended = joined_by_[label_[x]];
        }
      }
      if (suspended) return;
      forbidden_.emplace_back(index, pairs);
    }
    const auto note = [&](std::optional<std::uint32_t> by) { suspended = suspended ? suspended : by; };
    if (judgement.pins) {
      for (const auto& side : sides) {
        for (std::size_t i = 1; i < side.size(); ++i) {
          for (std::size_t j = 0; j < i && label_[side[i]] != label_[side[j]]; ++j)
            note(join(side[j], side[i], index));
        }
      }
    }
    if (judgement.verdict == JudgementVerdict::kSame && !sides[0].empty() && !sides[1].empty())
      note(join(sides[0][0], sides[1][0], index));
  }

  std::vector<bool> is_present_;
  std::vector<SidedJudgement> judgements_;
  std::vector<std::uint32_t> label_;
  std::map<std::uint32_t, std::optional<std::uint32_t>> joined_by_;
  std::vector<std::pair<std::uint32_t, std::vector<std::pair<std::uint32_t, std::uint32_t>>>> forbidden_;
};

/// Ids in plain words: after every op, all persons of the whole register are computed anew and the ids handed
/// on. Cubic.
class PlainIds {
 public:
  struct Given {
    std::uint32_t first_op = 0;
    std::optional<PersonKey> split_from;
    bool is_alive = true;
    MentionSet held;
    bool was_merged = false;
    std::set<PersonKey> to;
    std::uint32_t death_op = 0;
  };

  PlainIds(const PersonHistory& history, std::uint32_t last_op, std::uint32_t as_known_at)
      : history_(history) {
    for (std::uint32_t op = 0; op <= last_op; ++op) step(op, as_known_at);
  }

  std::map<PersonKey, Given> given;

  std::optional<PersonKey> holder_of(std::uint32_t mention) const {
    for (const auto& [key, id] : given) {
      if (id.is_alive && id.held.contains(mention)) return key;
    }
    return std::nullopt;
  }

  std::set<PersonKey> leads_to(const MentionSet& held) const {
    std::set<PersonKey> to;
    for (const std::uint32_t mention : held) {
      if (const auto holder = holder_of(mention)) to.insert(*holder);
    }
    return to;
  }

  std::set<PersonKey> took_over_from(const PersonKey& key) const {
    std::set<PersonKey> reached = {key};
    for (std::size_t before = 0; before != reached.size();) {
      before = reached.size();
      for (const PersonKey& at : std::set<PersonKey>(reached))
        reached.insert(given.at(at).to.begin(), given.at(at).to.end());
    }
    std::erase_if(reached, [&](const PersonKey& at) { return !given.at(at).is_alive; });
    return reached;
  }

 private:
  static bool is_present(const Validity& validity, std::uint32_t op, std::uint32_t known) {
    if (validity.op > op) return false;
    if (validity.counts_at(known)) return true;
    std::uint32_t ceased = validity.op;  // for good, as far as it is known
    for (std::size_t i = 0; i < validity.switches.size(); i += 2) {
      if (validity.switches[i] > known) continue;
      ceased = i / 2 < validity.ended_by.size() ? validity.ended_by[i / 2] : validity.switches[i];
    }
    return op < ceased;
  }

  void step(std::uint32_t op, std::uint32_t known) {
    std::vector<bool> present;
    for (const HistoryMention& mention : history_.mentions)
      present.push_back(mention.validity.op <= known && is_present(mention.validity, op, known));
    std::vector<SidedJudgement> judgements;
    std::vector<const HistoryJudgement*> of_this_op;
    std::vector<std::uint32_t> index_of_this_op;
    for (const HistoryJudgement& judgement : history_.judgements) {
      if (judgement.validity.op > op || !judgement.validity.counts_at(known)) continue;
      if (judgement.validity.op == op) {
        of_this_op.push_back(&judgement);
        index_of_this_op.push_back(static_cast<std::uint32_t>(judgements.size()));
      }
      judgements.push_back(judgement.judgement);
    }
    std::vector<MachineLink> links;
    for (const HistoryLink& link : history_.links) {
      const bool has_ended = std::any_of(link.ends.begin(), link.ends.end(), [&](const Validity& end) {
        return end.op <= op && end.counts_at(known);
      });
      if (link.validity.op <= op && link.validity.counts_at(known) && !has_ended) links.push_back(link.link);
    }
    const PlainPersons plain(present, judgements, links);
    const std::set<MentionSet> persons = plain.persons();

    std::map<MentionSet, PersonKey> named;
    std::vector<PersonKey> dying;
    for (const PersonKey& key : living_by_seniority(op)) {
      std::vector<std::pair<std::tuple<bool, std::int64_t, std::uint32_t>, MentionSet>> wanted;
      std::optional<std::uint32_t> kept;
      bool is_barred = false;
      for (std::size_t j = 0; j < of_this_op.size(); ++j) {
        const HistoryJudgement& judgement = *of_this_op[j];
        if (plain.judgement_suspended_by[index_of_this_op[j]]) continue;
        const auto& sides = judgement.judgement.sides;
        const bool is_of_one = std::any_of(sides[0].begin(), sides[0].end(), [&](std::uint32_t m) {
          return std::count(sides[1].begin(), sides[1].end(), m) > 0;
        });
        if (judgement.keeps == SplitKeeps::kByRule || is_of_one ||
            !touches(key, judgement.judgement.sides[0]) || !touches(key, judgement.judgement.sides[1]))
          continue;
        is_barred = judgement.keeps == SplitKeeps::kNeither;
        if (!is_barred) {
          for (const std::uint32_t m :
               judgement.judgement.sides[judgement.keeps == SplitKeeps::kFirstSide ? 0 : 1]) {
            if (!kept && given[key].held.contains(m) && present[m]) kept = m;
          }
        }
        break;
      }
      for (const MentionSet& person : persons) {
        const auto held = std::count_if(person.begin(), person.end(),
                                        [&](std::uint32_t m) { return given[key].held.contains(m); });
        if (held == 0) continue;
        const bool is_kept = kept && person.contains(*kept);
        wanted.push_back({{!is_kept, -held, *person.begin()}, person});
      }
      std::sort(wanted.begin(), wanted.end());
      std::erase_if(wanted, [&](const auto& part) { return named.contains(part.second); });
      if (wanted.empty() || is_barred) {
        dying.push_back(key);
      } else {
        named[wanted.front().second] = key;
      }
    }
    std::vector<MentionSet> by_first(persons.begin(),
                                     persons.end());  // a set is ordered by its first already
    std::vector<std::pair<MentionSet, PersonKey>> revived_or_new;
    for (const MentionSet& person : by_first) {
      if (named.contains(person)) continue;
      std::optional<PersonKey> key;
      for (const auto& [dead, id] : given) {
        if (id.is_alive || !id.was_merged || !person.contains(dead.founder)) continue;
        if (!key || comes_before(dead, *key, op)) key = dead;
      }
      if (!key) {
        key = PersonKey{*person.begin(), 0};
        while (given.contains(*key)) ++key->serial;
        Given fresh;
        fresh.first_op = op;
        for (const auto& [other, id] : given) {
          const bool is_from = id.is_alive && std::any_of(person.begin(), person.end(), [&](std::uint32_t m) {
                                 return id.held.contains(m);
                               });
          if (is_from && (!fresh.split_from || comes_before(other, *fresh.split_from, op)))
            fresh.split_from = other;
        }
        fresh.is_alive = false;  // until all are named
        given[*key] = fresh;
      }
      named[person] = *key;
      given[*key].was_merged = false;
    }
    for (const PersonKey& key : dying) {
      Given& dead = given[key];
      dead.is_alive = false;
      dead.death_op = op;
      dead.to.clear();
      for (const auto& [person, holder] : named) {
        if (std::any_of(person.begin(), person.end(), [&](std::uint32_t m) { return dead.held.contains(m); }))
          dead.to.insert(holder);
      }
      dead.was_merged = dead.to.size() == 1;
    }
    for (const auto& [person, key] : named) {
      given[key].is_alive = true;
      given[key].held = person;
      given[key].to.clear();
    }
  }

  bool touches(const PersonKey& key, const std::vector<std::uint32_t>& side) const {
    return std::any_of(side.begin(), side.end(),
                       [&](std::uint32_t m) { return given.at(key).held.contains(m); });
  }

  // Published ids in the order of the releases before this op, then all others.
  bool comes_before(const PersonKey& a, const PersonKey& b, std::uint32_t op) const {
    const auto release = [&](const PersonKey& key) -> std::int64_t {
      const auto found = history_.released.find(key);
      return found != history_.released.end() && found->second < op ? found->second : std::int64_t{1} << 40;
    };
    if (release(a) != release(b)) return release(a) < release(b);
    return std::pair(given.at(a).first_op, a) < std::pair(given.at(b).first_op, b);
  }

  std::vector<PersonKey> living_by_seniority(std::uint32_t op) const {
    std::vector<PersonKey> living;
    for (const auto& [key, id] : given) {
      if (id.is_alive) living.push_back(key);
    }
    std::sort(living.begin(), living.end(),
              [&](const PersonKey& a, const PersonKey& b) { return comes_before(a, b, op); });
    return living;
  }

  const PersonHistory& history_;
};

/// The whole in plain words. `num_ops`: ops are 0 .. num_ops - 1.
inline FoldedHistory plain_person_history(const PersonHistory& history, std::uint32_t num_ops) {
  const PlainIds today(history, num_ops - 1, num_ops - 1);
  std::map<PersonKey, FoldedFate> fates;
  const auto add = [&](const PersonKey& key, const PlainIds::Given& id, std::set<PersonKey> to,
                       std::uint32_t op) {
    FoldedFate fate{key, to.size() > 1 ? Fate::kSplit : Fate::kRedirect, {to.begin(), to.end()}, op};
    if (to.empty()) {
      fate.fate = Fate::kErased;
      for (const std::uint32_t mention : id.held) {
        if (!history.mentions[mention].is_erased) fate.fate = Fate::kRetracted;
        const Validity& validity = history.mentions[mention].validity;
        if (validity.switches.size() % 2 == 0) continue;  // it counts
        const std::size_t last = validity.switches.size() / 2;
        const std::uint32_t ceased =
            last < validity.ended_by.size() ? validity.ended_by[last] : validity.switches.back();
        fate.op = std::max(fate.op, ceased);
      }
    }
    fates[key] = fate;
  };
  const auto switches_at = [&](std::uint32_t op) {
    const auto has = [&](const auto& records) {
      return std::any_of(records.begin(), records.end(), [&](const auto& record) {
        const auto& all = record.validity.switches;
        return std::count(all.begin(), all.end(), op) > 0;
      });
    };
    const bool an_end_has = std::any_of(history.links.begin(), history.links.end(), [&](const auto& link) {
      return std::any_of(link.ends.begin(), link.ends.end(), [&](const Validity& end) {
        return std::count(end.switches.begin(), end.switches.end(), op) > 0;
      });
    });
    return has(history.mentions) || has(history.judgements) || has(history.links) || an_end_has;
  };
  for (std::uint32_t op = 1; op < num_ops; ++op) {
    if (!switches_at(op)) continue;
    const PlainIds former(history, op - 1, op - 1);
    for (const auto& [key, id] : former.given) add(key, id, today.leads_to(id.held), op);
  }
  FoldedHistory folded;
  for (const auto& [key, id] : today.given) {
    fates.erase(key);
    if (id.is_alive) {
      folded.persons.push_back({key, id.first_op, id.split_from, {id.held.begin(), id.held.end()}});
    } else {
      const std::set<PersonKey> to = today.leads_to(id.held);
      add(key, id, to.empty() ? today.took_over_from(key) : to, id.death_op);
    }
  }
  for (const auto& [key, fate] : fates) folded.fates.push_back(fate);
  std::sort(folded.persons.begin(), folded.persons.end(),
            [](const auto& a, const auto& b) { return a.mentions.front() < b.mentions.front(); });
  return folded;
}

}  // namespace byname::reference
