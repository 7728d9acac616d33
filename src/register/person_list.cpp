// SPDX-License-Identifier: Apache-2.0
#include "register/person_list.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "register/find.hpp"
#include "register/rule_versions.hpp"
#include "register/standings.hpp"
#include "register/value_parts.hpp"

namespace byname {

namespace {

std::set<std::string> persons_with(Database& database, const SaidValue& wanted,
                                   const ExecutionContext& context) {
  const std::string role(role_name(wanted.role));
  std::string compared;
  for (const MentionValue& value : read_said_values({wanted}, context)) {
    if (value.role == role) compared = value.value;
  }
  std::set<std::string> persons;
  Rows rows = database.query(
      "SELECT DISTINCT person FROM mention_value JOIN person_mention USING (mention) "
      "WHERE role = ?1 AND (raw = ?2 OR (value = ?3 AND ?3 <> ''))",
      role, wanted.text, compared);
  while (rows.next()) persons.insert(rows.text(0));
  return persons;
}

std::set<std::string> persons_of_source(Database& database, const std::string& source) {
  std::set<std::string> persons;
  Rows rows = database.query(
      "SELECT DISTINCT person FROM person_mention JOIN mention ON mention.number = person_mention.mention "
      "WHERE list = ?1",
      source);
  while (rows.next()) persons.insert(rows.text(0));
  return persons;
}

bool asks_for_standing(const PersonFilter& filter) {
  return filter.verdict || filter.checks || filter.is_publishable;
}

std::set<std::string> persons_standing_so(Database& database, const PersonFilter& filter) {
  std::set<std::string> persons;
  visit_standings(database, rules_in_force(database).read().confirm, [&](const PersonStanding& person) {
    const bool is_wanted =
        (!filter.verdict || person.verdict() == *filter.verdict) &&
        (!filter.checks || person.standing.checks == *filter.checks) &&
        (!filter.is_publishable || person.unpublishable_for().empty() == *filter.is_publishable);
    if (is_wanted) persons.insert(person.person);
  });
  return persons;
}

void keep_common(std::vector<std::string>& ids, const std::set<std::string>& wanted) {
  std::erase_if(ids, [&](const std::string& id) { return !wanted.contains(id); });
}

std::vector<std::int64_t> mention_numbers(Database& database, const std::string& person) {
  std::vector<std::int64_t> numbers;
  Rows rows = database.query("SELECT mention FROM person_mention WHERE person = ?1 ORDER BY mention", person);
  while (rows.next()) numbers.push_back(rows.number(0));
  return numbers;
}

// Comparable values by which persons are told apart, and how they are written most often.
class Parts {
 public:
  void add(const HeldValue& value) {
    ++number_[value.value];
    spellings_.add(value);
  }
  std::vector<CountLine> lines() const {
    std::vector<CountLine> lines;
    for (const auto& [value, number] : number_) lines.push_back({spellings_.of(value), number});
    std::sort(lines.begin(), lines.end(), [](const CountLine& a, const CountLine& b) {
      return a.number != b.number ? a.number > b.number : a.value < b.value;
    });
    return lines;
  }

 private:
  std::map<std::string, std::int64_t> number_;
  Spellings spellings_;
};

std::vector<CountLine> persons_by(Database& database, const std::string& role) {
  const auto values = values_of_role(database, role);
  Parts parts;
  std::vector<HeldValue> of_person;
  std::string person;
  const auto finish = [&] {
    if (!person.empty()) parts.add(most_frequent(of_person));
  };
  Rows rows = database.query(
      "SELECT person, mention FROM person_mention JOIN mention ON number = mention WHERE is_named "
      "ORDER BY person, mention");
  while (rows.next()) {
    if (rows.bytes(0) != person) {
      finish();
      person = rows.text(0);
      of_person.clear();
    }
    if (const auto found = values.find(rows.number(1)); found != values.end())
      of_person.push_back(found->second);
  }
  finish();
  return parts.lines();
}

// All verdicts, those of nobody too.
std::vector<CountLine> persons_by_verdict(Database& database) {
  std::set<std::string> named;
  {
    Rows rows = database.query(
        "SELECT DISTINCT person FROM person_mention JOIN mention ON number = mention WHERE is_named");
    while (rows.next()) named.insert(rows.text(0));
  }
  std::map<PersonVerdict, std::int64_t> numbers;
  visit_standings(database, rules_in_force(database).read().confirm, [&](const PersonStanding& person) {
    numbers[person.verdict()] += named.contains(person.person);
  });
  std::vector<CountLine> lines;
  for (const PersonVerdict verdict : kVerdicts)
    lines.push_back({std::string(name_of(verdict)), numbers[verdict]});
  return lines;
}

std::vector<CountLine> mentions_by(Database& database, const std::string& role) {
  const auto values = values_of_role(database, role);
  Parts parts;
  Rows rows = database.query("SELECT number FROM mention WHERE active");
  while (rows.next()) {
    const auto found = values.find(rows.number(0));
    parts.add(found == values.end() ? HeldValue() : found->second);
  }
  return parts.lines();
}

std::vector<CountLine> lines_of(Rows rows) {
  std::vector<CountLine> lines;
  while (rows.next()) lines.push_back({rows.text(0), rows.number(1)});
  return lines;
}

std::vector<CountLine> by_source(Database& database, CountUnit unit) {
  return lines_of(
      unit == CountUnit::kMentions
          ? database.query("SELECT list, count(*) FROM mention WHERE active GROUP BY list ORDER BY 2 DESC, 1")
          : database.query("SELECT list, count(DISTINCT person) FROM mention JOIN person_mention ON "
                           "mention.number = person_mention.mention WHERE is_named GROUP BY list "
                           "ORDER BY 2 DESC, 1"));
}

}  // namespace

PersonLine person_line(Database& database, const std::string& id) {
  PersonLine line;
  line.id = id;
  const std::vector<std::int64_t> numbers = mention_numbers(database, id);
  std::set<std::string> sources;
  for (const MentionLine& mention : mention_lines(database, numbers)) {
    sources.insert(mention.label.substr(0, mention.label.find(':')));
    if (mention.name.size() <= line.name.size() && !line.name.empty()) continue;
    line.name = mention.name;
    line.details = mention.details;
  }
  line.num_mentions = numbers.size();
  line.num_sources = sources.size();
  line.is_hidden = database.number("SELECT is_hidden FROM person WHERE id = ?1", 0, id) != 0;
  return line;
}

std::vector<std::string> person_ids(Database& database, const PersonFilter& filter,
                                    const ExecutionContext& context) {
  std::vector<std::string> ids;
  {
    Rows rows = database.query("SELECT id FROM person WHERE NOT is_hidden OR ?1 ORDER BY founder, serial",
                               filter.with_hidden);
    while (rows.next()) ids.push_back(rows.text(0));
  }
  for (const SaidValue& value : filter.values) keep_common(ids, persons_with(database, value, context));
  if (!filter.source.empty()) keep_common(ids, persons_of_source(database, filter.source));
  if (filter.ids) keep_common(ids, *filter.ids);
  if (asks_for_standing(filter)) keep_common(ids, persons_standing_so(database, filter));
  return ids;
}

PersonList list_persons(Database& database, const PersonFilter& filter, std::size_t limit,
                        const ExecutionContext& context) {
  const std::vector<std::string> ids = person_ids(database, filter, context);
  const ConfirmRule rule = rules_in_force(database).read().confirm;
  PersonList list;
  list.num_all = ids.size();
  for (std::size_t i = 0; i < ids.size() && i < limit; ++i) {
    list.lines.push_back(person_line(database, ids[i]));
    list.lines.back().verdict = standing_of_person(database, rule, ids[i]).verdict();
  }
  return list;
}

std::vector<PersonMentionLine> list_person_mentions(Database& database, const PersonFilter& filter,
                                                    std::size_t limit, const ExecutionContext& context) {
  std::vector<std::string> ids = person_ids(database, filter, context);
  ids.resize(std::min(ids.size(), limit));
  std::vector<PersonMentionLine> lines;
  for (const std::string& id : ids) {
    for (MentionLine& mention : mention_lines(database, mention_numbers(database, id)))
      lines.push_back({id, std::move(mention.label), std::move(mention.name), std::move(mention.details)});
  }
  return lines;
}

RegisterCount count_register(Database& database, CountUnit unit, const std::string& by) {
  RegisterCount count;
  count.num_unnamed = database.number("SELECT count(*) FROM mention WHERE active AND NOT is_named", 0);
  if (unit == CountUnit::kMentions) {
    count.number = database.number("SELECT count(*) FROM mention WHERE active", 0);
    if (!by.empty()) count.parts = by == "source" ? by_source(database, unit) : mentions_by(database, by);
    return count;
  }
  count.number = database.number(
      "SELECT count(DISTINCT person) FROM person_mention JOIN mention ON number = mention WHERE is_named", 0);
  count.num_hidden = database.number("SELECT count(*) FROM person WHERE is_hidden", 0);
  if (by == "verdict") {
    count.parts = persons_by_verdict(database);
  } else if (!by.empty()) {
    count.parts = by == "source" ? by_source(database, unit) : persons_by(database, by);
  }
  return count;
}

}  // namespace byname
