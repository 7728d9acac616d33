// SPDX-License-Identifier: Apache-2.0
#include "register/add_list.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"
#include "register/name_terms.hpp"
#include "register/sources.hpp"

namespace byname {

namespace {

// What was said of the list when it was last read holds until something else is said.
void follow_last_reading(Database& database, ListRequest& request) {
  const std::optional<ReadingBody> last = last_reading(database, request.list.label);
  if (!last) return;
  if (request.key_column.empty()) request.key_column = last->key;
  if (request.key_column != last->key)
    throw UserError(fmt::format(
        "the rows of {} are known by {}; a list cannot change that. Give this file another label with --as.",
        request.list.label, last->key.empty() ? "what they say" : "--key " + last->key));
  for (const ReadingColumn& column : last->columns) {
    const std::optional<Role> role = role_from_name(column.role);
    if (role) request.usual_mappings.push_back({"", column.name, *role});
    const bool is_said =
        std::any_of(request.purposes.begin(), request.purposes.end(),
                    [&](const SensitivePurpose& given) { return given.column == column.name; });
    if (!column.purpose.empty() && !is_said) request.purposes.push_back({column.name, column.purpose});
  }
}

ChangedCells changed_cells(Database& database, const ListRows& rows, const ChangedRow& changed) {
  ChangedCells cells{changed.held.key, rows.place(changed.row).row, {}, {}};
  Rows held =
      database.query("SELECT name, raw FROM mention_value WHERE mention = ?1 AND name <> '' ORDER BY ordinal",
                     changed.held.number);
  while (held.next()) cells.before.emplace_back(held.text(0), held.text(1));
  for (const MentionValue& value : rows.values(changed.row)) {
    if (value.column.empty()) continue;
    const auto equal =
        std::find(cells.before.begin(), cells.before.end(), std::pair(value.column, value.raw));
    if (equal == cells.before.end()) {
      cells.after.emplace_back(value.column, value.raw);
    } else {
      cells.before.erase(equal);
    }
  }
  return cells;
}

ReadingBody reading_of(const ListRows& rows, const ListChange& change, const std::string& key_column) {
  ReadingBody reading;
  reading.list = rows.label();
  reading.key = key_column;
  for (const InputFile& file : rows.files()) {
    reading.files.push_back(file.name);
    reading.sha256.push_back(file.sha256);
    reading.num_rows += file.num_rows;
  }
  reading.num_same = change.num_same;
  reading.num_new = change.added.size();
  reading.num_changed = change.changed.size();
  for (const HeldRow& row : change.vanished) reading.vanished.push_back(row.id);
  for (const HeldRow& row : change.returned) reading.returned.push_back(row.id);
  reading.columns = rows.columns();
  reading.left_out = rows.left_out();
  reading.rejects = rows.rejects();
  return reading;
}

class Addition {
 public:
  Addition(Register& opened, const ListAddition& asked, const ListRows& rows, std::string key_column,
           const ExecutionContext& context)
      : register_(opened),
        asked_(asked),
        rows_(rows),
        key_column_(std::move(key_column)),
        context_(context) {}

  ListOutcome run() {
    if (asked_.is_dry_run) {
      compare();
      link();
      return outcome();
    }
    // What was compared outside the lock must still be true inside; another writer is rare.
    while (true) {
      compare();
      if (change_.is_nothing() && !is_source_new_) return outcome();
      link();
      OpWriter writer(register_, "add");
      if (register_.log().heads() != heads_) continue;
      ListOutcome done = outcome();
      add_bodies(writer);
      done.op = writer.append().id;
      writer.commit();
      return done;
    }
  }

 private:
  void compare() {
    heads_ = register_.log().heads();
    change_ = find_list_change(register_.database(), rows_, !key_column_.empty(), asked_.is_part);
    is_source_new_ = says_something_new(find_source(register_.database(), rows_.label()), asked_.source);
  }

  void link() {
    run_.reset();
    if (!asked_.links || (change_.added.empty() && change_.changed.empty())) return;
    std::vector<std::vector<MentionValue>> added;
    for (const std::size_t row : change_.added) added.push_back(rows_.values(row));
    MachineRun::Changed changed;
    for (const ChangedRow& row : change_.changed)
      changed.emplace_back(row.held.number, rows_.values(row.row));
    run_.emplace(register_.database(), added, changed, context_);
  }

  void add_bodies(OpWriter& writer) const {
    std::vector<RecordId> ids;
    if (is_source_new_) writer.add(body_kind::kSource, source_body(asked_.source));
    for (std::size_t i = 0; i < change_.added.size(); ++i) {
      const std::size_t row = change_.added[i];
      const MentionBody body{rows_.label(), change_.keys[i],  rows_.hash(row),
                             std::nullopt,  rows_.place(row), rows_.values(row)};
      ids.push_back(writer.add(body_kind::kMention, mention_body(body)));
    }
    for (const ChangedRow& changed : change_.changed)
      writer.add(body_kind::kRevision, revision_body({changed.held.id, rows_.hash(changed.row),
                                                      rows_.place(changed.row), rows_.values(changed.row)}));
    writer.add(body_kind::kReading, reading_body(reading_of(rows_, change_, key_column_)));
    if (run_) run_->write(register_.database(), writer, ids);
    writer.add_reason(asked_.reason);
  }

  ListOutcome outcome() const {
    ListOutcome outcome;
    for (const InputFile& file : rows_.files()) outcome.num_rows += file.num_rows;
    outcome.num_same = change_.num_same;
    outcome.num_new = change_.added.size();
    for (const std::size_t row : change_.added) outcome.num_unnamed += !names_somebody(rows_.values(row));
    for (const ChangedRow& changed : change_.changed)
      outcome.changed.push_back(changed_cells(register_.database(), rows_, changed));
    for (const HeldRow& row : change_.vanished) outcome.vanished.push_back(row.key);
    for (const HeldRow& row : change_.returned) outcome.returned.push_back(row.key);
    outcome.rejects = rows_.rejects();
    outcome.columns = rows_.columns();
    outcome.left_out = rows_.left_out();
    outcome.warnings = rows_.warnings();
    if (run_ && run_->num_new() > 0) outcome.linked = run_->outcome();
    return outcome;
  }

  Register& register_;
  const ListAddition& asked_;
  const ListRows& rows_;
  std::string key_column_;
  const ExecutionContext& context_;
  std::vector<OpId> heads_;
  ListChange change_;
  std::optional<MachineRun> run_;
  bool is_source_new_ = false;
};

}  // namespace

ListOutcome add_list(Register& opened, const ListAddition& addition, const ExecutionContext& context) {
  ListRequest request = addition.list;
  follow_last_reading(opened.database(), request);
  const ListRows rows(request, context);
  return Addition(opened, addition, rows, request.key_column, context).run();
}

}  // namespace byname
