// SPDX-License-Identifier: Apache-2.0
#include "register/fold_events.hpp"

#include <string>

#include "names/case_number.hpp"
#include "names/edtf.hpp"
#include "names/role.hpp"
#include "register/digest.hpp"
#include "register/event_json.hpp"

namespace byname {

namespace {

constexpr std::string_view kSubject = "subject";  // who it happened to

// Days as the table has them: NULL where open or not known.
struct EventDays {
  std::optional<std::int64_t> earliest, latest;
};

EventDays days_of_event(const std::string& edtf) {
  const std::optional<Edtf> read = read_edtf(edtf);
  const std::optional<DaySpan> days = read ? days_of(*read) : std::nullopt;
  EventDays event;
  if (days && days->earliest != kNoEarliest) event.earliest = days->earliest;
  if (days && days->latest != kNoLatest) event.latest = days->latest;
  return event;
}

void insert_event(Database& database, const RecordId& id, const EventBody& event, const OpId& op,
                  std::int64_t ordinal) {
  const EventDays days = days_of_event(event.edtf);
  database.run("INSERT OR IGNORE INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 1)",
               id, event.type, event.edtf, days.earliest, days.latest, event.place, event.court,
               event.case_number, event.case_id, event.item, op, ordinal);
}

void insert_subject(Database& database, const RecordId& event, std::int64_t mention) {
  database.run("INSERT OR IGNORE INTO event_mention VALUES (?1, ?2, ?3)", event, mention, kSubject);
}

const MentionValue* first_of(const std::vector<MentionValue>& values, Role role) {
  for (const MentionValue& value : values) {
    if (value.role == role_name(role) && !value.value.empty()) return &value;
  }
  return nullptr;
}

std::string value_of(const std::vector<MentionValue>& values, Role role) {
  const MentionValue* found = first_of(values, role);
  return found ? found->value : "";
}

std::string raw_of(const std::vector<MentionValue>& values, Role role) {
  const MentionValue* found = first_of(values, role);
  return found ? found->raw : "";
}

}  // namespace

void EventFold::apply(const Op& op, const std::vector<Body>& bodies) {
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    if (bodies[i].kind != body_kind::kEvent || !bodies[i].bytes) continue;
    const std::optional<EventBody> event = read_event_body(*bodies[i].bytes);
    if (!event) continue;
    const RecordId id = record_id_of(op, static_cast<std::int64_t>(i));
    insert_event(database_, id, *event, op.id, static_cast<std::int64_t>(i));
    for (const RecordId& mention : event->mentions) {
      if (const std::int64_t number = numbers_.ever(mention); number != 0)
        insert_subject(database_, id, number);
    }
  }
}

void add_row_event(Database& database, const RowPlace& place, const std::vector<MentionValue>& values) {
  EventBody event;
  event.type = value_of(values, Role::kEvent);
  if (event.type.empty()) return;
  event.edtf = value_of(values, Role::kEventDate);
  const bool is_death = event.type == "death";
  if (event.edtf.empty() && is_death) event.edtf = value_of(values, Role::kDeathDate);
  event.place = raw_of(values, Role::kPlace);
  event.court = raw_of(values, Role::kCourt);
  event.case_number = raw_of(values, Role::kCase);
  event.case_id = case_id(value_of(values, Role::kCourt), value_of(values, Role::kCase));
  event.item = place.item;
  const RecordId id = row_event_id(place.mention);
  insert_event(database, id, event, place.op, place.ordinal);
  insert_subject(database, id, place.number);
}

void forget_row_event(Database& database, const RecordId& mention) {
  const RecordId id = row_event_id(mention);
  database.run("DELETE FROM event WHERE id = ?1", id);
  database.run("DELETE FROM event_mention WHERE event = ?1", id);
}

RecordId row_event_id(const RecordId& mention) {
  return Digest("row event").add(mention.view()).finish<RecordId>();
}

}  // namespace byname
