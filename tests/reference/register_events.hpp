// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "register/event_json.hpp"
#include "register/evidence_json.hpp"
#include "register/fold_events.hpp"
#include "register/judging_json.hpp"
#include "register/op.hpp"

namespace byname::reference {

/// What the tables of events must say of one.
struct FoldedEvent {
  std::string type;
  std::string edtf;
  std::string case_id;
  bool is_active = true;
  std::set<std::pair<std::string, std::string>> subjects;  ///< list and key of mentions that are held
  auto operator<=>(const FoldedEvent&) const = default;
};
using FoldedEvents = std::map<RecordId, FoldedEvent>;

/// The fold of events in plain words: all ops in the order of (lamport, id). Bodies that an erasure names
/// were never there. Ops and records that a retraction names which comes later and counts itself are dead:
/// the evidence of a dead op says nothing, a dead event is there and does not count. The first body of a
/// list's row is a mention; its event is the row's, as the last revision says it.
class PlainEvents {
 public:
  explicit PlainEvents(std::vector<std::pair<Op, std::vector<Body>>> ops) : ops_(std::move(ops)) {
    std::sort(ops_.begin(), ops_.end(), [](const auto& a, const auto& b) {
      return std::pair(a.first.lamport, a.first.id) < std::pair(b.first.lamport, b.first.id);
    });
    erase();
    find_dead();
    for (const auto& [op, bodies] : ops_) {
      for (std::size_t i = 0; i < bodies.size(); ++i) {
        if (!bodies[i].bytes) continue;
        const RecordId id = record(op, i);
        if (bodies[i].kind == "mention" && !dead_ops_.contains(op.id)) take_mention(id, *bodies[i].bytes);
        if (bodies[i].kind == "revision" && !dead_ops_.contains(op.id)) take_revision(id, *bodies[i].bytes);
        if (bodies[i].kind == "event") take_event(op, id, *bodies[i].bytes);
      }
    }
  }

  FoldedEvents events;

 private:
  static RecordId record(const Op& op, std::size_t ordinal) {
    return record_id_of(op.author, op.device, op.nonce, static_cast<std::uint32_t>(ordinal));
  }

  void erase() {
    std::set<std::pair<OpId, std::uint32_t>> erased;
    for (const auto& [op, bodies] : ops_) {
      for (const Body& body : bodies) {
        if (body.kind != "erasure") continue;
        const auto erasure = read_erasure_body(*body.bytes);
        erased.insert(erasure->bodies.begin(), erasure->bodies.end());
      }
    }
    for (auto& [op, bodies] : ops_) {
      for (std::uint32_t i = 0; i < bodies.size(); ++i) {
        const std::string& kind = bodies[i].kind;
        const bool is_content =
            kind == "mention" || kind == "revision" || kind == "event" || kind == "claim" || kind == "reason";
        if (is_content && erased.contains({op.id, i})) bodies[i].bytes.reset();
      }
    }
  }

  // From the last to the first: whatever takes back a retraction comes after it.
  void find_dead() {
    for (auto logged = ops_.rbegin(); logged != ops_.rend(); ++logged) {
      const auto& [op, bodies] = *logged;
      std::vector<RetractionBody> said;
      for (std::size_t i = 0; i < bodies.size(); ++i) {
        const bool is_dead = dead_ops_.contains(op.id) || dead_records_.contains(record(op, i));
        if (bodies[i].kind == "retraction" && !is_dead)
          said.push_back(*read_retraction_body(*bodies[i].bytes));
      }
      for (const RetractionBody& each : said) {
        dead_ops_.insert(each.ops.begin(), each.ops.end());
        dead_records_.insert(each.records.begin(), each.records.end());
      }
    }
  }

  void take_mention(const RecordId& id, const std::string& json) {
    const auto mention = read_mention_body(json);
    const std::pair<std::string, std::string> row(mention->list, mention->key);
    const bool is_new = rows_.emplace(row, id).second;
    row_of_[id] = row;
    if (is_new) take_row(row, mention->values);
  }

  void take_revision(const RecordId& id, const std::string& json) {
    const auto revision = read_revision_body(json);
    const auto row = row_of_.find(revision->mention);
    if (row == row_of_.end()) return;
    row_of_[id] = row->second;
    events.erase(row_event_id(rows_.at(row->second)));
    take_row(row->second, revision->values);
  }

  void take_row(const std::pair<std::string, std::string>& row, const std::vector<MentionValue>& values) {
    FoldedEvent event;
    std::string court, number;
    for (const MentionValue& value : values) {
      if (value.role == "event") event.type = value.value;
      if (value.role == "event_date") event.edtf = value.value;
      if (value.role == "court") court = value.value;
      if (value.role == "case") number = value.value;
    }
    if (event.type.empty()) return;
    if (!number.empty()) event.case_id = court.empty() ? number : court + " / " + number;
    event.subjects = {row};
    events[row_event_id(rows_.at(row))] = event;
  }

  void take_event(const Op& op, const RecordId& id, const std::string& json) {
    const auto body = read_event_body(json);
    FoldedEvent event{body->type, body->edtf, body->case_id, true, {}};
    event.is_active = !dead_ops_.contains(op.id) && !dead_records_.contains(id);
    for (const RecordId& mention : body->mentions) {
      if (const auto row = row_of_.find(mention); row != row_of_.end()) event.subjects.insert(row->second);
    }
    events[id] = event;
  }

  std::vector<std::pair<Op, std::vector<Body>>> ops_;
  std::set<OpId> dead_ops_;
  std::set<RecordId> dead_records_;
  std::map<std::pair<std::string, std::string>, RecordId> rows_;  ///< its first body
  std::map<RecordId, std::pair<std::string, std::string>> row_of_;
};

}  // namespace byname::reference
