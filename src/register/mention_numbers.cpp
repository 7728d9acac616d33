// SPDX-License-Identifier: Apache-2.0
#include "register/mention_numbers.hpp"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

namespace byname {

namespace {

constexpr std::string_view kInsertBody = "INSERT OR IGNORE INTO mention_body VALUES (?1, ?2, ?3, ?4)";

}  // namespace

std::int64_t mention_number(Database& database, const RecordId& id) {
  return database.number("SELECT mention FROM mention_body WHERE id = ?1", 0, id);
}

void MentionNumbers::begin_rebuild() {
  kept_.emplace();
  kept_->reserve(static_cast<std::size_t>(
      database_.number("SELECT count(*) FROM body WHERE kind = ?1", 0, body_kind::kMention)));
}

void MentionNumbers::finish_rebuild() {
  std::vector<const std::pair<const RecordId, Kept>*> bodies;
  bodies.reserve(kept_->size());
  for (const auto& each : *kept_) {
    if (each.second.mention != 0) bodies.push_back(&each);
  }
  std::sort(bodies.begin(), bodies.end(), [](const auto* a, const auto* b) { return a->first < b->first; });
  std::vector<std::tuple<RecordId, std::int64_t, OpId, std::int64_t>> rows;
  rows.reserve(bodies.size());
  for (const auto* each : bodies)
    rows.emplace_back(each->first, each->second.mention, each->second.place.op, each->second.place.ordinal);
  database_.insert_rows("mention_body", std::span(std::as_const(rows)));
  kept_.reset();
}

void MentionNumbers::log(std::int64_t number, const RecordId& id, const LogPlace& place) {
  database_.run(
      "INSERT INTO mention_log VALUES (?1, ?2, ?3, (SELECT by_op FROM erasure WHERE op = ?3 AND ordinal = "
      "?4))",
      number, id, place.op, place.ordinal);
  if (kept_) (*kept_)[id].logged = number;
}

void MentionNumbers::add_body(const RecordId& id, std::int64_t mention, const LogPlace& place) {
  if (!kept_) {
    database_.run(kInsertBody, id, mention, place.op, place.ordinal);
    return;
  }
  Kept& kept = (*kept_)[id];
  if (kept.mention != 0) return;
  kept.mention = mention;
  kept.place = place;
}

std::int64_t MentionNumbers::held(const RecordId& id) const {
  if (!kept_) return mention_number(database_, id);
  const auto found = kept_->find(id);
  return found == kept_->end() ? 0 : found->second.mention;
}

std::int64_t MentionNumbers::ever(const RecordId& id) const {
  const std::int64_t mention = held(id);
  return mention != 0 ? mention : logged(id);
}

std::int64_t MentionNumbers::logged(const RecordId& id) const {
  if (!kept_) return database_.number("SELECT number FROM mention_log WHERE id = ?1", 0, id);
  const auto found = kept_->find(id);
  return found == kept_->end() ? 0 : found->second.logged;
}

}  // namespace byname
