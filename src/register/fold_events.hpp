// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "register/database.hpp"
#include "register/evidence_json.hpp"
#include "register/mention_numbers.hpp"
#include "register/op.hpp"

namespace byname {

/// The part of the fold that fills event and event_mention with the events that people enter one by one.
/// JudgingFold::mark says which were undone.
class EventFold {
 public:
  EventFold(Database& database, const MentionNumbers& numbers) : database_(database), numbers_(numbers) {}
  void apply(const Op& op, const std::vector<Body>& bodies);

 private:
  Database& database_;
  const MentionNumbers& numbers_;
};

/// Where a mention's row says what it says: in a body of a mention or of a revision.
struct RowPlace {
  std::int64_t number = 0;  ///< of the mention
  RecordId mention;
  std::optional<RecordId> item;
  OpId op;
  std::int64_t ordinal = 0;
};

/// Adds the event that a row is: one with a value of the role `event`. Its id follows from the mention's; it
/// counts where the mention does. What the row was before is to be forgotten first.
void add_row_event(Database& database, const RowPlace& place, const std::vector<MentionValue>& values);
/// Takes away the event that a row was.
void forget_row_event(Database& database, const RecordId& mention);
/// The id of the event that a mention's row is.
RecordId row_event_id(const RecordId& mention);

}  // namespace byname
