// SPDX-License-Identifier: Apache-2.0
#include "register/fold_evidence.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <span>
#include <tuple>
#include <utility>

#include "register/citations.hpp"
#include "register/fold_events.hpp"
#include "register/name_terms.hpp"
#include "register/run_json.hpp"
#include "register/text_sketch.hpp"

namespace byname {

namespace {

// The first 16 bytes of the hash of its bytes: equal items go back to one original until somebody says
// otherwise.
RecordId origin_of_bytes(const std::string& sha256) {
  return *RecordId::from_view(from_hex(sha256).value().substr(0, RecordId::kSize));
}

std::int64_t count_mentions(const std::vector<Body>& bodies) {
  return std::count_if(bodies.begin(), bodies.end(),
                       [](const Body& body) { return body.kind == body_kind::kMention; });
}

// The index of names is by term: all of it would have to be read to find a mention there.
std::vector<std::string> held_name_terms(Database& database, std::int64_t mention) {
  std::vector<MentionValue> values;
  Rows rows = database.query("SELECT role, value FROM mention_value WHERE mention = ?1", mention);
  while (rows.next()) values.push_back({rows.text(0), "", "", rows.text(1)});
  return name_terms(values);
}

// What a mention says.
void forget_content(Database& database, std::int64_t mention) {
  for (const std::string& term : held_name_terms(database, mention))
    database.run("DELETE FROM name_index WHERE term = ?1 AND mention = ?2", term, mention);
  for (const char* sql :
       {"DELETE FROM mention_value WHERE mention = ?1", "DELETE FROM citation WHERE mention = ?1"})
    database.run(sql, mention);
}

}  // namespace

FoldedEvidence EvidenceFold::apply(const Op& op, const std::vector<Body>& bodies) {
  folded_ = {};
  begin_numbers(bodies);
  MentionsAhead mentions(bodies);
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    const Body& body = bodies[i];
    const Place place{op, static_cast<std::int64_t>(i)};
    if (body.kind == body_kind::kMention) ++*last_number_;
    if (!body.bytes) continue;
    const std::string& json = *body.bytes;
    if (body.kind == body_kind::kMention) {
      if (const ReadMention* mention = mentions.next(i)) apply_mention(place, *last_number_, *mention);
    } else if (body.kind == body_kind::kSource) {
      if (const auto source = read_source_body(json)) apply_source(place, *source);
    } else if (body.kind == body_kind::kItem) {
      if (const auto item = read_item_body(json)) apply_item(place, *item);
    } else if (body.kind == body_kind::kRevision) {
      if (const auto revision = read_revision_body(json)) apply_revision(place, *revision);
    } else if (body.kind == body_kind::kReading) {
      if (const auto reading = read_reading_body(json)) apply_reading(place, *reading);
    } else if (body.kind == body_kind::kOrigin) {
      const auto origin = read_origin_body(json);
      for (const RecordId& item : origin ? origin->items : std::vector<RecordId>())
        database_.run("UPDATE item SET origin = ?2 WHERE id = ?1", item, origin->origin);
    } else if (body.kind == body_kind::kRun || body.kind == body_kind::kLinks) {
      apply_links(place, json);
    }
  }
  std::sort(folded_.mentions.begin(), folded_.mentions.end());
  folded_.mentions.erase(std::unique(folded_.mentions.begin(), folded_.mentions.end()),
                         folded_.mentions.end());
  return std::move(folded_);
}

void EvidenceFold::skip(const std::vector<Body>& bodies) {
  begin_numbers(bodies);
  *last_number_ += count_mentions(bodies);
}

// Outside a rebuild the op's bodies are in the log already, and they are its last.
void EvidenceFold::begin_numbers(const std::vector<Body>& bodies) {
  if (last_number_) return;
  last_number_ = database_.number("SELECT count(*) FROM body WHERE kind = ?1", 0, body_kind::kMention) -
                 count_mentions(bodies);
}

// The first with a label makes the source; what later ones leave empty stays as it was.
void EvidenceFold::apply_source(const Place& place, const SourceBody& body) {
  database_.run(
      "INSERT INTO source VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1) ON CONFLICT(label) DO UPDATE SET "
      "kind = CASE ?3 WHEN '' THEN kind ELSE ?3 END, owner = CASE ?4 WHEN '' THEN owner ELSE ?4 END, "
      "zone = CASE ?5 WHEN '' THEN zone ELSE ?5 END, url = CASE ?6 WHEN '' THEN url ELSE ?6 END",
      body.label, place.id(), body.kind, body.owner, body.zone, body.url, place.op.id);
}

void EvidenceFold::apply_item(const Place& place, const ItemBody& body) {
  database_.run(
      "INSERT OR IGNORE INTO item VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 1)",
      place.id(), body.source, body.sha256, static_cast<std::int64_t>(body.size), body.name, body.file,
      body.text, origin_of_bytes(body.sha256), body.captured, body.zone, body.warning, body.url, place.op.id,
      place.ordinal);
  if (body.text.empty()) return;
  for (const std::int64_t hash : text_sketch(body.text))
    database_.run("INSERT OR IGNORE INTO item_sketch VALUES (?1, ?2)", hash, place.id());
}

void EvidenceFold::apply_mention(const Place& place, std::int64_t number, const ReadMention& mention) {
  const MentionBody& body = mention.body;
  database_.run(
      "INSERT INTO mention VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, NULL, ?12, ?13, 1) ON "
      "CONFLICT(list, row_key) DO NOTHING",
      number, place.id(), body.list, body.key, body.row_hash, body.item, body.place.file, body.place.sheet,
      static_cast<std::int64_t>(body.place.row), static_cast<std::int64_t>(body.place.line),
      names_somebody(body.values), place.op.id, place.ordinal);
  if (database_.num_changed_rows() == 0) {  // the row is held already
    const std::int64_t held = database_.number("SELECT number FROM mention WHERE list = ?1 AND row_key = ?2",
                                               0, body.list, body.key);
    numbers_.add_body(place.id(), held, place.in_log());
    return;
  }
  numbers_.add_body(place.id(), number, place.in_log());
  add_content(number, body.values, mention.citations, mention.name_terms);
  add_row_event(database_, {number, place.id(), body.item, place.op.id, place.ordinal}, body.values);
  folded_.mentions.push_back(number);
}

// What was decided of the row by machine was decided of what it said before.
void EvidenceFold::apply_revision(const Place& place, const RevisionBody& body) {
  const std::int64_t number = numbers_.held(body.mention);
  if (number == 0) return;
  numbers_.add_body(place.id(), number, place.in_log());
  forget_kept_back(number);
  forget_content(database_, number);
  end_links(place, number);
  database_.run(
      "UPDATE mention SET row_hash = ?2, file = ?3, sheet = ?4, row = ?5, line = ?6, is_named = ?7, "
      "vanished_op = NULL WHERE number = ?1",
      number, body.row_hash, body.place.file, body.place.sheet, static_cast<std::int64_t>(body.place.row),
      static_cast<std::int64_t>(body.place.line), names_somebody(body.values));
  add_content(number, body.values, citations_in(body.values), name_terms(body.values));
  const RowPlace row = row_place(number, place);
  forget_row_event(database_, row.mention);
  add_row_event(database_, row, body.values);
  folded_.mentions.push_back(number);
}

RowPlace EvidenceFold::row_place(std::int64_t number, const Place& place) {
  RowPlace row{number, {}, std::nullopt, place.op.id, place.ordinal};
  Rows rows = database_.query("SELECT id, item FROM mention WHERE number = ?1", number);
  if (!rows.next()) return row;
  row.mention = rows.fixed<RecordId>(0);
  if (!rows.is_null(1)) row.item = rows.fixed<RecordId>(1);
  return row;
}

void EvidenceFold::add_content(std::int64_t mention, const std::vector<MentionValue>& values,
                               const std::vector<std::string>& citations,
                               const std::vector<std::string>& name_terms) {
  using Text = std::string_view;
  std::vector<std::tuple<std::int64_t, std::int64_t, Text, Text, Text, Text>> rows;
  rows.reserve(values.size());
  for (const MentionValue& value : values)
    rows.emplace_back(mention, rows.size(), value.role, value.column, value.raw, value.value);
  database_.insert_rows("mention_value", std::span(std::as_const(rows)));
  std::int64_t ordinal = 0;
  for (const std::string& citation : citations)
    database_.run("INSERT INTO citation VALUES (?1, ?2, ?3)", mention, ordinal++, citation);
  for (const std::string& term : name_terms) {
    if (names_) {
      (*names_)[term].push_back(mention);
    } else {
      database_.run("INSERT INTO name_index VALUES (?1, ?2)", term, mention);
    }
  }
}

void EvidenceFold::begin_rebuild() {
  last_number_ = 0;
  names_.emplace();
}

void EvidenceFold::finish_rebuild() {
  std::vector<std::pair<std::string_view, std::vector<std::int64_t>*>> terms;
  for (auto& [term, mentions] : *names_) terms.emplace_back(term, &mentions);
  std::sort(terms.begin(), terms.end());
  for (const auto& [term, mentions] : terms) {
    std::sort(mentions->begin(), mentions->end());
    std::vector<std::tuple<std::string_view, std::int64_t>> rows;
    for (const std::int64_t mention : *mentions) rows.emplace_back(term, mention);
    database_.insert_rows("name_index", std::span(std::as_const(rows)));
  }
  names_.reset();
}

void EvidenceFold::forget_kept_back(std::int64_t mention) {
  if (!names_) return;
  for (const std::string& term : held_name_terms(database_, mention)) std::erase((*names_)[term], mention);
}

void EvidenceFold::apply_reading(const Place& place, const ReadingBody& body) {
  std::string sha256;
  for (const std::string& hash : body.sha256) sha256 += (sha256.empty() ? "" : " ") + hash;
  database_.run("INSERT OR IGNORE INTO reading VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", place.id(), body.list,
                sha256, static_cast<std::int64_t>(body.num_rows), body.rejects.size(), place.op.id,
                place.ordinal);
  for (const RecordId& id : body.vanished)
    database_.run("UPDATE mention SET vanished_op = ?2 WHERE number = ?1", numbers_.held(id), place.op.id);
  for (const RecordId& id : body.returned)
    database_.run("UPDATE mention SET vanished_op = NULL WHERE number = ?1", numbers_.held(id));
}

void EvidenceFold::apply_links(const Place& place, const std::string& json) {
  if (const auto run = read_run_body(json)) {
    database_.run("INSERT OR IGNORE INTO run VALUES (?1, ?2, ?3)", place.id(), run->model, place.op.id);
    if (!run->replaces_all) return;
    database_.run("UPDATE link SET ended_op = ?1 WHERE ended_op IS NULL", place.op.id);
    database_.run("DELETE FROM lead");
    folded_.replaces_links = true;
  } else if (const auto links = read_links_body(json)) {
    for (const MentionPair& link : links->links) add_link(place, link);
    for (const MentionPair& lead : links->leads) add_lead(place, lead);
  }
}

// Of several links of a pair the last counts.
void EvidenceFold::add_link(const Place& place, const MentionPair& pair) {
  const auto [low, high] = numbers_of(pair);
  if (low == high) return;
  database_.run(
      "UPDATE link SET ended_op = ?3 WHERE low = ?1 AND high = ?2 AND op <> ?3 AND ended_op IS NULL", low,
      high, place.op.id);
  database_.run("INSERT OR REPLACE INTO link VALUES (?1, ?2, ?3, ?4, NULL)", low, high, place.op.id,
                pair.weight);
  folded_.mentions.insert(folded_.mentions.end(), {low, high});
}

void EvidenceFold::add_lead(const Place& place, const MentionPair& pair) {
  if (numbers_.held(pair.left) == 0 || numbers_.held(pair.right) == 0) return;
  const auto [low, high] = numbers_of(pair);
  if (low == high) return;
  database_.run("INSERT OR REPLACE INTO lead VALUES (?1, ?2, ?3, ?4)", low, high, pair.weight, place.op.id);
}

// Two equal numbers where one of the mentions never was. Those of mentions that are gone count: the ids of
// persons rest on them.
std::pair<std::int64_t, std::int64_t> EvidenceFold::numbers_of(const MentionPair& pair) {
  const std::int64_t left = numbers_.ever(pair.left);
  const std::int64_t right = numbers_.ever(pair.right);
  if (left == 0 || right == 0) return {0, 0};
  return {std::min(left, right), std::max(left, right)};
}

void EvidenceFold::end_links(const Place& place, std::int64_t mention) {
  {
    Rows rows = database_.query(
        "SELECT low, high FROM link WHERE (low = ?1 OR high = ?1) AND ended_op IS NULL", mention);
    while (rows.next()) folded_.mentions.insert(folded_.mentions.end(), {rows.number(0), rows.number(1)});
  }
  database_.run("UPDATE link SET ended_op = ?2 WHERE (low = ?1 OR high = ?1) AND ended_op IS NULL", mention,
                place.op.id);
  database_.run("DELETE FROM lead WHERE low = ?1 OR high = ?1", mention);
}

void forget_mention(Database& database, std::int64_t mention) {
  std::optional<RecordId> id;
  {
    Rows rows = database.query("SELECT id FROM mention WHERE number = ?1", mention);
    if (rows.next()) id = rows.fixed<RecordId>(0);
  }
  if (id) forget_row_event(database, *id);
  forget_content(database, mention);
  for (const char* sql :
       {"DELETE FROM mention WHERE number = ?1", "DELETE FROM mention_body WHERE mention = ?1",
        "DELETE FROM lead WHERE low = ?1 OR high = ?1"})
    database.run(sql, mention);
}

}  // namespace byname
