// SPDX-License-Identifier: Apache-2.0
#include "register/fold_persons.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/error.hpp"
#include "cluster/union_find.hpp"
#include "register/op.hpp"
#include "register/person_code.hpp"

namespace byname {

namespace {

constexpr std::string_view kFateNames[] = {"redirect", "split", "retracted", "erased"};

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

std::string secret_of(Database& database) {
  Rows rows =
      database.query("SELECT salt FROM body WHERE kind = ?1 ORDER BY id LIMIT 1", body_kind::kRegister);
  // A log without its first op is found by verify; it must fold all the same.
  return rows.next() && !rows.is_null(0) ? std::string(rows.bytes(0)) : std::string(32, '\0');
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

PersonFold::PersonFold(Database& database, const OpOrder& order, const Retractions& retractions)
    : database_(database), order_(order), retractions_(retractions), secret_(secret_of(database)) {
  Rows rows = database.query("SELECT DISTINCT mention FROM hiding WHERE active = 1");
  while (rows.next()) hidden_.insert(rows.number(0));
}

Validity PersonFold::validity_of_op(const OpId& op) const {
  const std::uint32_t number = order_.number_of(op);
  if (retractions_.empty()) return {number, {}};
  return retractions_.validity(number, {{retraction_target(op), number}});
}

std::string_view PersonFold::mention_columns() const {
  return retractions_.empty() ? kMentionColumnsAlone : kMentionColumns;
}

PersonFold::LoggedMention PersonFold::read_mention(const Rows& rows) const {
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

PersonFold::LoggedJudgement PersonFold::read_judgement(const Rows& rows) const {
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

PersonFold::LoggedLink PersonFold::read_link(const Rows& rows) const {
  LoggedLink link{rows.number(0), rows.number(1), rows.fixed<OpId>(2), {}};
  link.history.validity = validity_of_op(link.op);
  link.history.link.weight = rows.real(3);
  link.history.link.place = link.history.validity.op;
  if (!rows.is_null(4)) link.history.ends.push_back(validity_of_op(rows.fixed<OpId>(4)));
  return link;
}

// A link with each of its ends: one.
void PersonFold::join_ends(std::vector<LoggedLink>& links) {
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

void PersonFold::read_sides(LoggedJudgement& judgement) {
  Rows rows = database_.query(
      "SELECT side, mention FROM judgement_side WHERE judgement = ?1 ORDER BY side, place", judgement.id);
  while (rows.next()) judgement.sides[rows.number(0) == 0 ? 0 : 1].push_back(rows.number(1));
}

void PersonFold::read_released(std::string_view where, std::int64_t founder) {
  Rows rows = database_.query(sql("SELECT founder, serial, release.op FROM release_row JOIN release ON "
                                  "release.id = release_row.release "
                                  "WHERE commitment IS NOT NULL ",
                                  where),
                              founder);
  while (rows.next())
    released_[rows.number(0)].emplace_back(static_cast<std::uint32_t>(rows.number(1)),
                                           order_.number_of(rows.fixed<OpId>(2)));
}

PersonFold::Group PersonFold::read_group(std::int64_t mention) {
  Group group;
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

std::vector<PersonFold::Group> PersonFold::read_all_groups() {
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
  std::vector<Group> groups;
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
      Group& group = groups[group_at[index_of(side.front())]];
      group.judgements.push_back(std::move(judgement));
      break;
    }
  }
  return groups;
}

void PersonFold::fold_group(Group& group, Results& results) {
  const auto index_of = [&](std::int64_t number) {
    const auto found = std::lower_bound(group.mentions.begin(), group.mentions.end(), number,
                                        [](const LoggedMention& m, std::int64_t n) { return m.number < n; });
    return static_cast<std::uint32_t>(found - group.mentions.begin());
  };
  std::sort(group.judgements.begin(), group.judgements.end(), [](const auto& a, const auto& b) {
    return a.history.judgement.place < b.history.judgement.place;
  });
  std::sort(group.links.begin(), group.links.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.history.validity.op, a.low, a.high) <
           std::tuple(b.history.validity.op, b.low, b.high);
  });
  PersonHistory history;
  for (const LoggedMention& mention : group.mentions) history.mentions.push_back(mention.history);
  for (const LoggedJudgement& judgement : group.judgements) {
    history.judgements.push_back(judgement.history);
    for (std::size_t side = 0; side < 2; ++side) {
      for (const std::int64_t number : judgement.sides[side])
        history.judgements.back().judgement.sides[side].push_back(index_of(number));
    }
  }
  for (const LoggedLink& link : group.links) {
    history.links.push_back(link.history);
    history.links.back().link.left = index_of(link.low);
    history.links.back().link.right = index_of(link.high);
  }
  for (std::uint32_t i = 0; i < group.mentions.size(); ++i) {
    const auto released = released_.find(group.mentions[i].number);
    if (released == released_.end()) continue;
    for (const auto& [serial, op] : released->second) {
      const auto [place, is_new] = history.released.try_emplace(PersonKey{i, serial}, op);
      if (!is_new) place->second = std::min(place->second, op);
    }
  }
  const FoldedHistory folded = fold_person_history(history);
  const auto key_of = [&](const PersonKey& key) {
    return Key{group.mentions[key.founder].number, key.serial};
  };
  const auto given = [&](const PersonKey& key) {
    return GivenKey{key_of(key), group.mentions[key.founder].id};
  };
  for (const FoldedPerson& person : folded.persons) {
    PersonRow row{given(person.id), person.first_op, std::nullopt, false, {}};
    if (person.split_from) row.split_from = key_of(*person.split_from);
    for (const std::uint32_t mention : person.mentions) {
      row.mentions.push_back(group.mentions[mention].number);
      row.is_hidden |= hidden_.contains(row.mentions.back());
    }
    results.persons.push_back(std::move(row));
  }
  for (const FoldedFate& fate : folded.fates) {
    FateRow row{given(fate.id), fate.fate, {}, fate.op};
    for (const PersonKey& key : fate.to) row.to.push_back(key_of(key));
    results.fates.push_back(std::move(row));
  }
  write_suspensions(group, folded.partition);
}

void PersonFold::write_suspensions(const Group& group, const Partition& partition) {
  for (std::size_t i = 0; i < group.judgements.size(); ++i) {
    const std::optional<std::uint32_t> by = partition.judgement_suspended_by[i];
    database_.run("UPDATE judgement SET suspended_by = ?2 WHERE id = ?1 AND suspended_by IS NOT ?2",
                  group.judgements[i].id,
                  by ? std::optional(group.judgements[*by].id) : std::optional<RecordId>());
  }
  for (std::size_t i = 0; i < group.links.size(); ++i) {
    const std::optional<std::uint32_t> by = partition.link_suspended_by[i];
    if (by)
      database_.run("INSERT INTO suspended_link VALUES (?1, ?2, ?3, ?4)", group.links[i].low,
                    group.links[i].high, group.links[i].op, group.judgements[*by].id);
  }
}

void PersonFold::clear_suspensions(const Group& group) {
  for (const LoggedMention& mention : group.mentions)
    database_.run("DELETE FROM suspended_link WHERE low = ?1", mention.number);
}

void PersonFold::fold(const std::vector<std::int64_t>& mentions) {
  Results results;
  std::set<std::int64_t> done;
  for (const std::int64_t mention : mentions) {
    if (done.contains(mention)) continue;
    released_.clear();
    Group group = read_group(mention);
    for (const LoggedMention& each : group.mentions) done.insert(each.number);
    clear_suspensions(group);
    fold_group(group, results);
  }
  Codes codes;
  if (!name(results, codes)) {
    fold_all();
    return;
  }
  delete_others(done, results, codes);
  write(results, codes);
}

// Deletes what is held of these mentions' groups and not among the results. What stays as it is is not
// written: its pages are all over the file.
void PersonFold::delete_others(const std::set<std::int64_t>& mentions, const Results& results,
                               const Codes& codes) {
  std::unordered_set<std::string_view> persons, fates;
  std::unordered_set<std::int64_t> held;
  for (const PersonRow& row : results.persons) {
    persons.insert(codes.at(row.given.key));
    held.insert(row.mentions.begin(), row.mentions.end());
  }
  for (const FateRow& row : results.fates) fates.insert(codes.at(row.given.key));
  const auto delete_ids = [&](std::string_view table, const std::unordered_set<std::string_view>& kept,
                              std::int64_t founder) {
    std::vector<std::string> gone;
    {
      Rows rows =
          database_.query(sql("SELECT id FROM ", std::string(table) + " WHERE founder = ?1"), founder);
      while (rows.next()) {
        if (!kept.contains(rows.bytes(0))) gone.push_back(rows.text(0));
      }
    }
    for (const std::string& id : gone)
      database_.run(sql("DELETE FROM ", std::string(table) + " WHERE id = ?1"), id);
  };
  for (const std::int64_t mention : mentions) {
    delete_ids("person", persons, mention);
    delete_ids("person_fate", fates, mention);
    if (!held.contains(mention)) database_.run("DELETE FROM person_mention WHERE mention = ?1", mention);
  }
}

void PersonFold::read_ahead(const std::vector<std::int64_t>& mentions) {
  std::set<std::int64_t> done;
  for (const std::int64_t mention : mentions) {
    if (done.contains(mention)) continue;
    for (const LoggedMention& each : read_group(mention).mentions) {
      done.insert(each.number);
      for (const std::string_view query : {"SELECT first_op FROM person WHERE founder = ?1",
                                           "SELECT fate FROM person_fate WHERE founder = ?1",
                                           "SELECT person FROM person_mention WHERE mention = ?1"})
        database_.run(query, each.number);
    }
  }
}

void PersonFold::fold_all() {
  for (const char* table : {"person", "person_mention", "person_fate", "suspended_link"})
    database_.execute("DELETE FROM " + std::string(table));
  released_.clear();
  read_released("AND ?1 = 0", 0);
  Results results;
  {
    std::vector<Group> groups = read_all_groups();
    for (Group& group : groups) fold_group(group, results);
  }
  Codes codes;
  name_all(results, codes);
  write(results, codes);
}

// Spells the ids. False if one is taken already: then who gets it depends on all ids there are.
bool PersonFold::name(const Results& results, Codes& codes) {
  std::unordered_set<std::string> new_codes;
  const auto spell = [&](const GivenKey& given) {
    std::string code = person_code(secret_, given.founder, given.key.second, 0);
    const std::int64_t is_taken = database_.number(
        "SELECT EXISTS (SELECT 1 FROM person WHERE id = ?1 AND (founder, serial) <> (?2, ?3)) OR "
        "EXISTS (SELECT 1 FROM person_fate WHERE id = ?1 AND (founder, serial) <> (?2, ?3))",
        0, code, given.key.first, static_cast<std::int64_t>(given.key.second));
    if (is_taken != 0 || !new_codes.insert(code).second) return false;
    codes.emplace(given.key, std::move(code));
    return true;
  };
  return std::all_of(results.persons.begin(), results.persons.end(),
                     [&](const PersonRow& row) { return spell(row.given); }) &&
         std::all_of(results.fates.begin(), results.fates.end(),
                     [&](const FateRow& row) { return spell(row.given); });
}

// Spells all ids there are, in the order of their founders: the later of two with one code gets another.
void PersonFold::name_all(const Results& results, Codes& codes) const {
  std::vector<GivenKey> all;
  for (const PersonRow& row : results.persons) all.push_back(row.given);
  for (const FateRow& row : results.fates) all.push_back(row.given);
  std::sort(all.begin(), all.end(), [](const GivenKey& a, const GivenKey& b) { return a.key < b.key; });
  std::unordered_set<std::string> taken;
  taken.reserve(all.size());
  codes.reserve(all.size());
  for (const GivenKey& given : all) {
    std::uint32_t attempt = 0;
    std::string code = person_code(secret_, given.founder, given.key.second, attempt);
    while (!taken.insert(code).second)
      code = person_code(secret_, given.founder, given.key.second, ++attempt);
    codes.emplace(given.key, std::move(code));
  }
}

template <typename Row>
std::vector<std::pair<std::string, const Row*>> PersonFold::by_code(const std::vector<Row>& rows,
                                                                    const Codes& codes) {
  std::vector<std::pair<std::string, const Row*>> ordered;
  ordered.reserve(rows.size());
  for (const Row& row : rows) ordered.emplace_back(codes.at(row.given.key), &row);
  std::sort(ordered.begin(), ordered.end());
  return ordered;
}

void PersonFold::write(const Results& results, const Codes& codes) {
  const auto persons = by_code(results.persons, codes);
  std::vector<std::pair<std::int64_t, const std::string*>> holders;
  for (const auto& [code, row] : persons) {
    std::optional<std::string> split_from;
    // Who it was split from may be nobody's id now, and of a time of which no record is left.
    if (row->split_from && codes.contains(*row->split_from)) split_from = codes.at(*row->split_from);
    database_.run(
        "INSERT INTO person VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(id) DO UPDATE SET founder = ?2, "
        "serial = ?3, first_op = ?4, split_from = ?5, is_hidden = ?6 WHERE founder <> ?2 OR serial <> ?3 OR "
        "first_op <> ?4 OR split_from IS NOT ?5 OR is_hidden <> ?6",
        code, row->given.key.first, static_cast<std::int64_t>(row->given.key.second),
        order_.at(row->first_op), split_from, row->is_hidden);
    for (const std::int64_t mention : row->mentions) holders.emplace_back(mention, &code);
  }
  std::sort(holders.begin(), holders.end());
  for (const auto& [mention, code] : holders)
    database_.run(
        "INSERT INTO person_mention VALUES (?1, ?2) ON CONFLICT(mention) DO UPDATE SET person = ?2 WHERE "
        "person <> ?2",
        mention, *code);
  for (const auto& [code, row] : by_code(results.fates, codes)) {
    std::vector<std::string> to;
    for (const Key& key : row->to) to.push_back(codes.at(key));
    std::sort(to.begin(), to.end());
    std::string joined;
    for (const std::string& each : to) joined += (joined.empty() ? "" : " ") + each;
    database_.run(
        "INSERT INTO person_fate VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(id) DO UPDATE SET founder = ?2, "
        "serial = ?3, fate = ?4, to_ids = ?5, op = ?6 WHERE founder <> ?2 OR serial <> ?3 OR fate <> ?4 OR "
        "to_ids <> ?5 OR op <> ?6",
        code, row->given.key.first, static_cast<std::int64_t>(row->given.key.second),
        kFateNames[static_cast<std::size_t>(row->fate)], joined, order_.at(row->op));
  }
}

}  // namespace byname
