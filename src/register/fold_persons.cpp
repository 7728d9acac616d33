// SPDX-License-Identifier: Apache-2.0
#include "register/fold_persons.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "register/op.hpp"
#include "register/person_code.hpp"

namespace byname {

namespace {

constexpr std::string_view kFateNames[] = {"redirect", "split", "retracted", "erased"};

std::string sql(std::string_view columns, std::string_view rest) {
  return std::string(columns) + std::string(rest);
}

std::string secret_of(Database& database) {
  Rows rows =
      database.query("SELECT salt FROM body WHERE kind = ?1 ORDER BY id LIMIT 1", body_kind::kRegister);
  // A log without its first op is found by verify; it must fold all the same.
  return rows.next() && !rows.is_null(0) ? std::string(rows.bytes(0)) : std::string(32, '\0');
}

}  // namespace

PersonFold::PersonFold(Database& database, const OpOrder& order, const Retractions& retractions)
    : database_(database),
      order_(order),
      groups_(database, order, retractions),
      secret_(secret_of(database)) {
  Rows rows = database.query("SELECT DISTINCT mention FROM hiding WHERE active = 1");
  while (rows.next()) hidden_.insert(rows.number(0));
}

void PersonFold::fold_group(PersonGroup& group, Results& results) {
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
    for (const auto& [serial, op] : groups_.released(group.mentions[i].number)) {
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

void PersonFold::write_suspensions(const PersonGroup& group, const Partition& partition) {
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

void PersonFold::clear_suspensions(const PersonGroup& group) {
  for (const LoggedMention& mention : group.mentions)
    database_.run("DELETE FROM suspended_link WHERE low = ?1", mention.number);
}

void PersonFold::fold(const std::vector<std::int64_t>& mentions) {
  Results results;
  std::set<std::int64_t> done;
  for (const std::int64_t mention : mentions) {
    if (done.contains(mention)) continue;
    PersonGroup group = groups_.read(mention);
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
    for (const LoggedMention& each : groups_.read(mention).mentions) {
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
  Results results;
  {
    std::vector<PersonGroup> groups = groups_.read_all();
    for (PersonGroup& group : groups) fold_group(group, results);
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
