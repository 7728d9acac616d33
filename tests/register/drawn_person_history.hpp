// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <rapidcheck.h>
#include <vector>

#include "register/person_ids.hpp"

namespace byname {

/// Two sides without a mention in common, of up to three mentions each, among 0 .. n-1 (n at least 2).
inline std::array<std::vector<std::uint32_t>, 2> drawn_sides(std::uint32_t n) {
  std::array<std::vector<std::uint32_t>, 2> sides;
  std::vector<bool> is_taken(n, false);
  for (std::size_t k = 0; k < 2; ++k) {
    const auto num_free = static_cast<std::uint32_t>(std::count(is_taken.begin(), is_taken.end(), false));
    // The second side needs one, too.
    const auto size =
        std::min<std::uint32_t>(*rc::gen::inRange<std::uint32_t>(1, 4), num_free - (k == 0 ? 1 : 0));
    while (sides[k].size() < size) {
      auto mention = *rc::gen::inRange<std::uint32_t>(0, n);
      while (is_taken[mention]) mention = (mention + 1) % n;
      is_taken[mention] = true;
      sides[k].push_back(mention);
    }
  }
  return sides;
}

inline SidedJudgement drawn_judgement(std::uint32_t n, std::uint64_t place) {
  SidedJudgement judgement;
  judgement.verdict = static_cast<JudgementVerdict>(*rc::gen::inRange(0, 3));
  judgement.pins = *rc::gen::arbitrary<bool>();
  judgement.bars_machine = *rc::gen::arbitrary<bool>();
  judgement.rank = *rc::gen::inRange(0, 3);
  judgement.place = place;
  judgement.sides = drawn_sides(n);
  return judgement;
}

inline MachineLink drawn_link(std::uint32_t n, std::uint64_t place) {
  const auto left = *rc::gen::inRange<std::uint32_t>(0, n);
  const auto right = (left + *rc::gen::inRange<std::uint32_t>(1, n)) % n;
  return {left, right, static_cast<double>(*rc::gen::inRange(0, 4)), place};
}

/// A history of `num_ops` ops. In op 0 there are two mentions; every other one adds a mention or two, a
/// judgement, or links, and some records cease to count later or begin again. Some ids are released at some
/// op.
inline PersonHistory drawn_person_history(std::uint32_t num_ops) {
  PersonHistory history;
  history.mentions.resize(2);
  const auto drawn_switches = [&](std::uint32_t op) {
    std::vector<std::uint32_t> switches;
    if (*rc::gen::inRange(0, 3) > 0) return switches;
    for (std::uint32_t at = op + 1; at < num_ops; ++at) {
      if (*rc::gen::inRange(0, 4) == 0) switches.push_back(at);
    }
    return switches;
  };
  for (std::uint32_t op = 1; op < num_ops; ++op) {
    const int kind = *rc::gen::inRange(0, 5);
    if (kind <= 1) {
      HistoryMention mention{{op, drawn_switches(op)}, false};
      Validity& validity = mention.validity;
      for (std::size_t i = 0; i < validity.switches.size(); i += 2) {
        const bool is_redone = i > 0 && *rc::gen::arbitrary<bool>();
        validity.ended_by.push_back(is_redone ? validity.ended_by.back() : validity.switches[i]);
      }
      mention.is_erased = mention.validity.switches.size() == 1 && *rc::gen::arbitrary<bool>();
      history.mentions.push_back(mention);
    }
    const auto n = static_cast<std::uint32_t>(history.mentions.size());
    if (kind == 1 || kind == 2) {
      HistoryLink link{{op, drawn_switches(op)}, drawn_link(n, op), {}};
      for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
        const std::uint32_t end = op + *rc::gen::inRange<std::uint32_t>(1, 6);
        if (end < num_ops) link.ends.push_back({end, drawn_switches(end)});
      }
      history.links.push_back(link);
    }
    if (kind >= 3)
      history.judgements.push_back({{op, drawn_switches(op)},
                                    drawn_judgement(n, op),
                                    static_cast<SplitKeeps>(*rc::gen::inRange(0, 4))});
  }
  for (int n = *rc::gen::inRange(0, 4); n > 0; --n) {
    const PersonKey key{
        *rc::gen::inRange<std::uint32_t>(0, static_cast<std::uint32_t>(history.mentions.size())),
        *rc::gen::inRange<std::uint32_t>(0, 2)};
    history.released.try_emplace(key, *rc::gen::inRange<std::uint32_t>(0, num_ops));
  }
  return history;
}

}  // namespace byname
