// SPDX-License-Identifier: Apache-2.0
#include "register/event_count.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "names/case_number.hpp"
#include "register/value_parts.hpp"

namespace byname {

namespace {

/// One thing that is counted.
struct Item {
  std::vector<std::int64_t> mentions;
  std::vector<const HeldEvent*> events;
  std::string status;
};

using EventsOfPerson = std::map<std::string, std::vector<HeldEvent>>;
using MentionsOfPerson = std::map<std::string, std::vector<std::int64_t>>;

EventsOfPerson events_by_person(Database& database) {
  EventsOfPerson of_person;
  for (HeldEvent& event : held_events(database)) of_person[event.person].push_back(std::move(event));
  return of_person;
}

// Of persons of whom some mention has a name.
MentionsOfPerson named_persons(Database& database) {
  MentionsOfPerson mentions;
  Rows rows = database.query(
      "SELECT person, mention FROM person_mention JOIN mention ON number = mention WHERE is_named ORDER BY "
      "person, mention");
  while (rows.next()) mentions[rows.text(0)].push_back(rows.number(1));
  return mentions;
}

bool gives_status(const HeldEvent& event, const StatusLine& line) {
  return line.line.empty() || line.table->status_of(line.line, event.type).has_value();
}

Item item_of_events(const std::vector<const HeldEvent*>& events, std::string status) {
  Item item{{}, events, std::move(status)};
  for (const HeldEvent* event : events) item.mentions.push_back(event->mention);
  // Ids of persons are random; what is most frequent must not go by their order.
  std::sort(item.mentions.begin(), item.mentions.end());
  item.mentions.erase(std::unique(item.mentions.begin(), item.mentions.end()), item.mentions.end());
  return item;
}

std::vector<const HeldEvent*> events_of_case(const std::vector<HeldEvent>& events, const std::string& id) {
  std::vector<const HeldEvent*> of_case;
  for (const HeldEvent& event : events) {
    if (event.case_id == id) of_case.push_back(&event);
  }
  return of_case;
}

std::vector<Item> person_items(const MentionsOfPerson& persons, const EventsOfPerson& events,
                               const StatusLine& line) {
  std::vector<Item> items;
  for (const auto& [person, mentions] : persons) {
    Item item{mentions, {}, std::string(kNoStatus)};
    if (const auto found = events.find(person); found != events.end()) {
      for (const HeldEvent& event : found->second) item.events.push_back(&event);
      item.status = status_of_person(found->second, line).text;
    }
    items.push_back(std::move(item));
  }
  return items;
}

std::vector<Item> person_case_items(const MentionsOfPerson& persons, const EventsOfPerson& events,
                                    const StatusLine& line) {
  std::vector<Item> items;
  for (const auto& [person, of_person] : events) {
    if (!persons.contains(person)) continue;
    std::vector<std::string> ids = cases_of(of_person, line);
    if (ids.empty() && has_caseless(of_person, line)) ids.emplace_back();
    for (const std::string& id : ids)
      items.push_back(
          item_of_events(events_of_case(of_person, id), status_of_person_case(of_person, id, line).text));
  }
  return items;
}

/// The persons of a case, with what each of them has of it.
struct CaseParts {
  std::vector<std::string> persons;
  std::vector<LineStatus> statuses;
  std::vector<const HeldEvent*> events;
};

std::map<std::string, CaseParts> parts_of_cases(const EventsOfPerson& events, const StatusLine& line) {
  std::map<std::string, CaseParts> cases;
  for (const auto& [person, of_person] : events) {
    for (const std::string& id : cases_of(of_person, line)) {
      CaseParts& parts = cases[id];
      parts.persons.push_back(person);
      parts.statuses.push_back(status_of_person_case(of_person, id, line));
      for (const HeldEvent* event : events_of_case(of_person, id)) parts.events.push_back(event);
    }
  }
  return cases;
}

std::vector<Item> case_items(const EventsOfPerson& events, const StatusLine& line) {
  std::vector<Item> items;
  for (const auto& [id, parts] : parts_of_cases(events, line))
    items.push_back(item_of_events(parts.events, united(parts.statuses).text));
  return items;
}

/// Which values items have of what they are divided by.
class Divider {
 public:
  Divider(Database& database, const EventCountAsked& asked) : asked_(asked) {
    if (asked.by == "source") {
      Rows rows = database.query("SELECT number, list FROM mention");
      while (rows.next()) values_.emplace(rows.number(0), HeldValue{rows.text(1), rows.text(1)});
    } else if (!asked.by.empty() && asked.by != "event" && asked.by != "court") {
      values_ = values_of_role(database, asked.by);
    }
  }

  std::set<std::string> values_of(const Item& item) {
    std::vector<HeldValue> values;
    if (asked_.by == "event" || asked_.by == "court") {
      for (const HeldEvent* event : item.events) {
        const bool is_of_court = asked_.by == "court";
        const bool counts = gives_status(*event, asked_.line) && event->days.latest <= asked_.line.day;
        if (is_of_court ? !event->court.empty() : counts)
          values.push_back(is_of_court ? HeldValue{court_key(event->court), event->court}
                                       : HeldValue{event->type, event->type});
      }
    } else {
      for (const std::int64_t mention : item.mentions) {
        if (const auto found = values_.find(mention); found != values_.end()) values.push_back(found->second);
      }
    }
    const bool takes_all = asked_.by == "source" || asked_.by == "event" || asked_.by == "court";
    if (!takes_all) values = {most_frequent(values)};
    std::set<std::string> distinct;
    for (const HeldValue& value : values) {
      spellings_.add(value);
      distinct.insert(value.value);
    }
    if (distinct.empty()) distinct.emplace();
    return distinct;
  }
  std::string written(const std::string& value) const { return spellings_.of(value); }

 private:
  const EventCountAsked& asked_;
  std::unordered_map<std::int64_t, HeldValue> values_;
  Spellings spellings_;
};

std::vector<EventCountLine> lines_of(const std::vector<Item>& items, Divider& divider) {
  std::map<std::pair<std::string, std::string>, std::int64_t> numbers;
  for (const Item& item : items) {
    for (const std::string& value : divider.values_of(item)) ++numbers[{item.status, value}];
  }
  std::vector<EventCountLine> lines;
  for (const auto& [key, number] : numbers) lines.push_back({key.first, divider.written(key.second), number});
  std::stable_sort(lines.begin(), lines.end(),
                   [](const EventCountLine& a, const EventCountLine& b) { return a.number > b.number; });
  return lines;
}

// Events of the same days as the rules order them; never by who they are of.
void sort_by_time(std::vector<const HeldEvent*>& events, const StatusLine& line) {
  const auto place = [&](const HeldEvent* event) {
    return std::tuple(event->days.earliest, event->days.latest, line.table->rank_of(line.line, event->type),
                      std::string_view(event->type), event->mention);
  };
  std::stable_sort(events.begin(), events.end(),
                   [&](const HeldEvent* a, const HeldEvent* b) { return place(a) < place(b); });
}

// "charge 2023-01-10"; "?" where it may be after the day; nothing where it is.
std::string stage_text(const HeldEvent& event, std::int64_t day) {
  if (event.days.earliest > day) return "";
  const std::string date = event.edtf.empty() ? "" : " " + event.edtf;
  return event.type + date + (event.days.latest > day ? " ?" : "");
}

}  // namespace

EventCount count_by_status(Database& database, const EventCountAsked& asked) {
  const EventsOfPerson events = events_by_person(database);
  const MentionsOfPerson persons = named_persons(database);
  std::vector<Item> items = asked.unit == CountUnit::kPersons ? person_items(persons, events, asked.line)
                            : asked.unit == CountUnit::kCases
                                ? case_items(events, asked.line)
                                : person_case_items(persons, events, asked.line);
  EventCount count;
  count.number = static_cast<std::int64_t>(items.size());
  if (asked.unit == CountUnit::kPersons)
    count.num_hidden = database.number("SELECT count(*) FROM person WHERE is_hidden", 0);
  std::set<RecordId> unlinked;
  for (const auto& [person, of_person] : events) {
    if (asked.unit == CountUnit::kCases || persons.contains(person)) continue;
    for (const HeldEvent& event : of_person) {
      if (gives_status(event, asked.line)) unlinked.insert(event.id);
    }
  }
  count.num_unlinked = static_cast<std::int64_t>(unlinked.size());
  Divider divider(database, asked);
  count.parts = lines_of(items, divider);
  return count;
}

CaseList list_cases(Database& database, const StatusLine& line, bool with_hidden) {
  EventsOfPerson events = events_by_person(database);
  CaseList list;
  if (!with_hidden) {
    Rows rows = database.query("SELECT id FROM person WHERE is_hidden");
    while (rows.next()) {
      const auto hidden = events.find(rows.text(0));
      if (hidden == events.end()) continue;
      list.num_hidden += cases_of(hidden->second, line).empty() ? 0 : 1;
      events.erase(hidden);
    }
  }
  std::set<RecordId> caseless;
  for (const auto& [person, of_person] : events) {
    for (const HeldEvent& event : of_person) {
      if (event.case_id.empty() && gives_status(event, line)) caseless.insert(event.id);
    }
  }
  list.num_caseless_events = static_cast<std::int64_t>(caseless.size());
  for (auto& [id, parts] : parts_of_cases(events, line)) {
    CaseLine made;
    made.status = united(parts.statuses);
    if (made.status.text == kNoStatus) continue;
    made.persons = std::move(parts.persons);
    sort_by_time(parts.events, line);
    for (const HeldEvent* event : parts.events) {
      if (made.case_number.empty()) made.case_number = event->case_number;
      if (made.court.empty()) made.court = event->court;
      std::string stage = stage_text(*event, line.day);
      if (!stage.empty() && std::find(made.stages.begin(), made.stages.end(), stage) == made.stages.end())
        made.stages.push_back(std::move(stage));
    }
    list.lines.push_back(std::move(made));
  }
  return list;
}

std::vector<PersonStatus> persons_with_status(Database& database, const StatusLine& line,
                                              const std::string& status) {
  const EventsOfPerson events = events_by_person(database);
  std::vector<PersonStatus> persons;
  for (const auto& [person, mentions] : named_persons(database)) {
    const auto found = events.find(person);
    LineStatus held = found == events.end() ? LineStatus{std::string(kNoStatus), {}}
                                            : status_of_person(found->second, line);
    if (status.empty() || held.text == status) persons.push_back({person, std::move(held)});
  }
  return persons;
}

}  // namespace byname
