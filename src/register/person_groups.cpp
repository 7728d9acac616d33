// SPDX-License-Identifier: Apache-2.0
#include "register/person_groups.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>

#include "base/error.hpp"
#include "cluster/union_find.hpp"
#include "register/op.hpp"

namespace byname {

namespace {

// Columns that read_mention takes; grounds are those of grounds_of_mention (fold_judging.hpp). The last two
// are about the mention that this body means: another one where the same row was read before.
constexpr std::string_view kMentionColumns =
    "SELECT l.number, l.id, l.op, l.erased_op, s.label, s.op, i.id, i.op, c.number, c.op FROM mention_log l "
    "LEFT JOIN mention m ON m.number = l.number LEFT JOIN source s ON s.label = m.list LEFT JOIN item i ON "
    "i.id = m.item LEFT JOIN mention_body b ON b.id = l.id LEFT JOIN mention_log c ON c.number = b.mention ";
// The same where nothing was ever retracted: then it does not matter what a mention rests on.
constexpr std::string_view kMentionColumnsAlone =
    "SELECT l.number, l.id, l.op, l.erased_op, NULL, NULL, NULL, NULL, c.number, c.op FROM mention_log l "
    "LEFT JOIN mention_body b ON b.id = l.id LEFT JOIN mention_log c ON c.number = b.mention ";
constexpr std::string_view kJudgementColumns =
    "SELECT id, verdict, pins, bars_machine, keeps, rank, op, ordinal FROM judgement ";
// Ends that were and are none today count as ends, too: each says since when.
constexpr std::string_view kLinkColumns = "SELECT low, high, op, weight, ended_op FROM link ";
constexpr std::string_view kFormerLinkColumns =
    "SELECT low, high, op, weight, nullif(ended_op, x'') FROM former_link ";

std::string sql(std::string_view columns, std::string_view rest) {
  return std::string(columns) + std::string(rest);
}

// When one counts and the other does not.
Validity without(const Validity& one, const Validity& other) {
  std::vector<std::uint32_t> times = {one.op, other.op};
  times.insert(times.end(), one.switches.begin(), one.switches.end());
  times.insert(times.end(), other.switches.begin(), other.switches.end());
  std::sort(times.begin(), times.end());
  Validity validity{one.op, {}};
  bool counted = true;
  for (const std::uint32_t at : times) {
    if (at < one.op) continue;
    const bool counts = one.counts_at(at) && !other.counts_at(at);
    if (counts != counted) validity.switches.push_back(at);
    if (counted && !counts) {
      const std::uint32_t superseded = other.counts_at(at) ? std::max(one.op, other.op) : at;
      validity.ended_by.push_back(std::min(superseded, one.end_at(at).value_or(at)));
    }
    counted = counts;
  }
  return validity;
}

}  // namespace

PersonGroups::PersonGroups(Database& database, const OpOrder& order, const Retractions& retractions)
    : database_(database), order_(order), retractions_(retractions) {}

std::span<const PersonGroups::Released> PersonGroups::released(std::int64_t founder) const {
  const auto found = released_.find(founder);
  return found == released_.end() ? std::span<const Released>() : found->second;
}

Validity PersonGroups::validity_of_op(const OpId& op) const {
  const std::uint32_t number = order_.number_of(op);
  if (retractions_.empty()) return {number, {}};
  return retractions_.validity(number, {{retraction_target(op), number}});
}

std::string_view PersonGroups::mention_columns() const {
  return retractions_.empty() ? kMentionColumnsAlone : kMentionColumns;
}

LoggedMention PersonGroups::read_mention(const Rows& rows) const {
  LoggedMention mention{rows.number(0), rows.fixed<RecordId>(1), {}};
  const auto op = rows.fixed<OpId>(2);
  const std::uint32_t made = order_.number_of(op);
  Validity& validity = mention.history.validity;
  validity.op = made;
  if (!retractions_.empty()) {
    std::vector<Ground> grounds = {{retraction_target(mention.id), made}, {retraction_target(op), made}};
    if (!rows.is_null(4))
      grounds.push_back({retraction_target_of_source(rows.text(4)), order_.number_of(rows.fixed<OpId>(5))});
    if (!rows.is_null(6))
      grounds.push_back({retraction_target(rows.fixed<RecordId>(6)), order_.number_of(rows.fixed<OpId>(7))});
    validity = retractions_.validity(made, grounds);
  }
  const bool is_read_again = !rows.is_null(8) && rows.number(8) != mention.number;
  if (is_read_again) validity = without(validity, validity_of_op(rows.fixed<OpId>(9)));
  if (!rows.is_null(3)) {  // gone for good
    const std::uint32_t erased = order_.number_of(rows.fixed<OpId>(3));
    std::erase_if(validity.switches, [&](std::uint32_t at) { return at > erased; });
    if (validity.counts_at(erased)) {
      if (!validity.switches.empty() && validity.switches.back() == erased) {
        validity.switches.pop_back();
      } else {
        validity.ended_by.resize(validity.switches.size() / 2);
        validity.switches.push_back(erased);
      }
    }
    mention.history.is_erased = true;
  }
  return mention;
}

LoggedJudgement PersonGroups::read_judgement(const Rows& rows) const {
  LoggedJudgement judgement{rows.fixed<RecordId>(0), {}, {}};
  SidedJudgement& said = judgement.history.judgement;
  said.verdict = judgement_verdict_from_name(rows.text(1)).value_or(JudgementVerdict::kUnsure);
  said.pins = rows.number(2) != 0;
  said.bars_machine = rows.number(3) != 0;
  judgement.history.keeps = static_cast<SplitKeeps>(rows.number(4));
  said.rank = static_cast<int>(rows.number(5));
  const auto op = rows.fixed<OpId>(6);
  const std::uint32_t made = order_.number_of(op);
  said.place = std::uint64_t{made} << 32 | static_cast<std::uint64_t>(rows.number(7));
  judgement.history.validity =
      retractions_.validity(made, {{retraction_target(judgement.id), made}, {retraction_target(op), made}});
  return judgement;
}

LoggedLink PersonGroups::read_link(const Rows& rows) const {
  LoggedLink link{rows.number(0), rows.number(1), rows.fixed<OpId>(2), {}};
  link.history.validity = validity_of_op(link.op);
  link.history.link.weight = rows.real(3);
  link.history.link.place = link.history.validity.op;
  if (!rows.is_null(4)) link.history.ends.push_back(validity_of_op(rows.fixed<OpId>(4)));
  return link;
}

// A link with each of its ends: one.
void PersonGroups::join_ends(std::vector<LoggedLink>& links) {
  const auto key = [](const LoggedLink& link) { return std::tuple(link.low, link.high, link.op); };
  std::stable_sort(links.begin(), links.end(),
                   [&](const LoggedLink& a, const LoggedLink& b) { return key(a) < key(b); });
  std::size_t num = 0;
  for (LoggedLink& link : links) {
    if (num > 0 && key(links[num - 1]) == key(link)) {
      auto& ends = links[num - 1].history.ends;
      ends.insert(ends.end(), link.history.ends.begin(), link.history.ends.end());
    } else {
      if (&links[num] != &link) links[num] = std::move(link);
      ++num;
    }
  }
  links.resize(num);
}

void PersonGroups::read_sides(LoggedJudgement& judgement) {
  Rows rows = database_.query(
      "SELECT side, mention FROM judgement_side WHERE judgement = ?1 ORDER BY side, place", judgement.id);
  while (rows.next()) judgement.sides[rows.number(0) == 0 ? 0 : 1].push_back(rows.number(1));
}

void PersonGroups::read_released(std::string_view where, std::int64_t founder) {
  Rows rows = database_.query(sql("SELECT founder, serial, release.op FROM release_row JOIN release ON "
                                  "release.id = release_row.release "
                                  "WHERE commitment IS NOT NULL ",
                                  where),
                              founder);
  while (rows.next())
    released_[rows.number(0)].emplace_back(static_cast<std::uint32_t>(rows.number(1)),
                                           order_.number_of(rows.fixed<OpId>(2)));
}

PersonGroup PersonGroups::read(std::int64_t mention) {
  released_.clear();
  PersonGroup group;
  std::set<std::int64_t> seen = {mention};
  std::set<RecordId> judgements;
  std::vector<std::int64_t> open = {mention};
  const auto reach = [&](std::int64_t number) {
    if (seen.insert(number).second) open.push_back(number);
  };
  while (!open.empty()) {
    const std::int64_t at = open.back();
    open.pop_back();
    for (const std::string_view columns : {kLinkColumns, kFormerLinkColumns}) {
      for (const std::string_view where : {"WHERE low = ?1", "WHERE high = ?1"}) {
        Rows rows = database_.query(sql(columns, where), at);
        while (rows.next()) {
          reach(rows.number(0) == at ? rows.number(1) : rows.number(0));
          if (rows.number(0) == at) group.links.push_back(read_link(rows));
        }
      }
    }
    std::vector<RecordId> found;
    {
      Rows rows = database_.query("SELECT DISTINCT judgement FROM judgement_side WHERE mention = ?1", at);
      while (rows.next()) found.push_back(rows.fixed<RecordId>(0));
    }
    for (const RecordId& id : found) {
      if (!judgements.insert(id).second) continue;
      {
        Rows rows = database_.query(sql(kJudgementColumns, "WHERE id = ?1"), id);
        if (!rows.next()) continue;
        group.judgements.push_back(read_judgement(rows));
      }
      read_sides(group.judgements.back());
      for (const auto& side : group.judgements.back().sides) {
        for (const std::int64_t number : side) reach(number);
      }
    }
  }
  join_ends(group.links);
  for (const std::int64_t number : seen) read_released("AND founder = ?1", number);
  for (const std::int64_t number : seen) {
    Rows rows = database_.query(sql(mention_columns(), "WHERE l.number = ?1"), number);
    if (rows.next()) group.mentions.push_back(read_mention(rows));
  }
  return group;
}

std::vector<PersonGroup> PersonGroups::read_all() {
  released_.clear();
  read_released("AND ?1 = 0", 0);
  std::vector<LoggedMention> mentions;
  std::vector<LoggedJudgement> judgements;
  std::vector<LoggedLink> links;
  {
    Rows rows = database_.query(sql(mention_columns(), "ORDER BY l.number"));
    while (rows.next()) mentions.push_back(read_mention(rows));
  }
  {
    Rows rows = database_.query(sql(kJudgementColumns, "ORDER BY id"));
    while (rows.next()) judgements.push_back(read_judgement(rows));
  }
  for (LoggedJudgement& judgement : judgements) read_sides(judgement);
  {
    Rows rows = database_.query(sql(kLinkColumns, "ORDER BY low, high, op"));
    while (rows.next()) links.push_back(read_link(rows));
  }
  {
    Rows rows = database_.query(sql(kFormerLinkColumns, "ORDER BY low, high, op, ended_op"));
    const std::size_t num_today = links.size();
    while (rows.next()) links.push_back(read_link(rows));
    if (links.size() > num_today) join_ends(links);
  }
  const auto index_of = [&](std::int64_t number) {
    const auto found = std::lower_bound(mentions.begin(), mentions.end(), number,
                                        [](const LoggedMention& m, std::int64_t n) { return m.number < n; });
    BYNAME_CHECK(found != mentions.end() && found->number == number, "mention {} is not in the log", number);
    return static_cast<std::uint32_t>(found - mentions.begin());
  };
  UnionFind together(mentions.size());
  for (const LoggedLink& link : links) together.join(index_of(link.low), index_of(link.high));
  for (const LoggedJudgement& judgement : judgements) {
    std::optional<std::uint32_t> first;
    for (const auto& side : judgement.sides) {
      for (const std::int64_t number : side) {
        if (first) together.join(*first, index_of(number));
        if (!first) first = index_of(number);
      }
    }
  }
  std::vector<std::uint32_t> group_at(mentions.size());
  std::vector<PersonGroup> groups;
  for (std::uint32_t i = 0; i < mentions.size(); ++i) {
    const std::uint32_t root = together.find(i);
    if (root == i) {
      group_at[i] = static_cast<std::uint32_t>(groups.size());
      groups.emplace_back();
    }
    group_at[i] = group_at[root];
    groups[group_at[i]].mentions.push_back(mentions[i]);
  }
  for (LoggedLink& link : links) groups[group_at[index_of(link.low)]].links.push_back(std::move(link));
  for (LoggedJudgement& judgement : judgements) {
    for (const auto& side : judgement.sides) {
      if (side.empty()) continue;
      PersonGroup& group = groups[group_at[index_of(side.front())]];
      group.judgements.push_back(std::move(judgement));
      break;
    }
  }
  return groups;
}

}  // namespace byname
