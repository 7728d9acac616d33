// SPDX-License-Identifier: Apache-2.0
#include "register/fold_events.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "drawn_register_log.hpp"
#include "peopled_register.hpp"
#include "reference/register_events.hpp"
#include "register/add_event.hpp"
#include "register/add_list.hpp"
#include "register/erasing.hpp"
#include "register/held_events.hpp"
#include "register/history.hpp"
#include "register/undoing.hpp"
#include "register/verify.hpp"

namespace byname {
namespace {

using reference::FoldedEvent;
using reference::FoldedEvents;
using testing::HasSubstr;
using testing::IsEmpty;

FoldedEvents events_in(Database& database) {
  FoldedEvents events;
  {
    Rows rows = database.query("SELECT id, type, edtf, case_id, active FROM event");
    while (rows.next())
      events[rows.fixed<RecordId>(0)] = {rows.text(1), rows.text(2), rows.text(3), rows.number(4) != 0, {}};
  }
  Rows rows = database.query(
      "SELECT event, list, row_key FROM event_mention JOIN mention ON mention.number = "
      "event_mention.mention");
  while (rows.next()) events[rows.fixed<RecordId>(0)].subjects.emplace(rows.text(1), rows.text(2));
  return events;
}

RC_GTEST_PROP(EventFold, IsWhatTheSlowTwinSaysInAnyOrderOfArrival, ()) {
  DrawnLog log(static_cast<std::uint64_t>(*rc::gen::arbitrary<int>()));
  for (int n = *rc::gen::inRange(1, 20); n > 0; --n) log.grow(true);
  const FoldedEvents expected = reference::PlainEvents(log.ops()).events;
  FoldedLog stepped;
  for (const LoggedOp& logged : log.ops()) stepped.apply(logged);
  RC_ASSERT(events_in(stepped.database) == expected);
  std::vector<LoggedOp> ops = log.ops();
  std::reverse(ops.begin(), ops.end());
  FoldedLog reversed;
  reversed.take(ops);
  RC_ASSERT(events_in(reversed.database) == expected);
  RC_ASSERT(stepped.digest() == reversed.digest());
}

class EventFoldTest : public testing::Test {
 protected:
  void add_rows(const std::string& rows) {
    std::ofstream(scratch_.folder.file("courts.csv")) << "key,family,given,event,event_date,case_number\n"
                                                      << rows;
    ListAddition addition;
    addition.list.list = {"courts", {scratch_.folder.file("courts.csv")}};
    addition.list.key_column = "key";
    addition.source.label = "courts";
    addition.links = false;
    add_list(opened_, addition, ExecutionContext());
  }
  std::vector<std::string> events_of(const std::string& key) {
    std::vector<std::string> texts;
    for (const HeldEvent& event : events_of_person(opened_.database(), person_of(opened_, "courts", key)))
      texts.push_back(event.type + " " + event.edtf);
    return texts;
  }
  void expect_whole() { EXPECT_THAT(verify_register(opened_, {}).findings, IsEmpty()); }

  ScratchRegister scratch_;
  Register opened_ = scratch_.open();
};

TEST_F(EventFoldTest, RowsAreEventsAndChangeWithTheirRows) {
  add_rows(
      "1,Gordeev,Pyotr,charged,2021-02-10,1-2\n2,Lomov,Anton,sentenced,May 2021,1-3\n3,Sedin,Viktor,,,\n");
  EXPECT_THAT(events_of("1"), testing::ElementsAre("charge 2021-02-10"));
  EXPECT_THAT(events_of("2"), testing::ElementsAre("sentence 2021-05"));
  EXPECT_THAT(events_of("3"), IsEmpty());
  add_rows("1,Gordeev,Pyotr,charged,2021-02-11,1-2\n2,Lomov,Anton,,,\n3,Sedin,Viktor,died,,\n");
  EXPECT_THAT(events_of("1"), testing::ElementsAre("charge 2021-02-11"));
  EXPECT_THAT(events_of("2"), IsEmpty());
  EXPECT_THAT(events_of("3"), testing::ElementsAre("death "));
  expect_whole();
  undo_op(opened_, "", {});
  EXPECT_THAT(events_of("2"), testing::ElementsAre("sentence 2021-05"));
  expect_whole();
}

TEST_F(EventFoldTest, ARetractedRowIsNobodysEvent) {
  add_rows("1,Gordeev,Pyotr,charged,2021-02-10,1-2\n");
  retract_records(opened_, {"courts:1"}, {});
  EXPECT_THAT(held_events(opened_.database()), IsEmpty());
  expect_whole();
}

TEST_F(EventFoldTest, AnEventByHandStaysWithItsMentionAndIsUndone) {
  add_rows("1,Gordeev,Pyotr,charged,2021-02-10,1-2\n");
  const EnteredEvent entered =
      add_event(opened_, {"courts:1", "приговор", "June 2021", "№ 1 - 2", "Lesnoi court", "Perm", ""}, {});
  EXPECT_EQ(entered.event.case_id, "lesnoi court / 1-2");
  EXPECT_THAT(events_of("1"), testing::ElementsAre("charge 2021-02-10", "sentence 2021-06"));
  EXPECT_EQ(history_of_record(opened_, "courts:1").size(), 2u);
  expect_whole();
  undo_op(opened_, "", {});
  EXPECT_THAT(events_of("1"), testing::ElementsAre("charge 2021-02-10"));
  expect_whole();
}

TEST_F(EventFoldTest, ErasingAPersonErasesItsEvents) {
  add_rows("1,Gordeev,Pyotr,charged,2021-02-10,1-2\n2,Lomov,Anton,charged,2021-02-10,1-3\n");
  add_event(opened_, {"courts:1", "release", "2022", "", "", "a secret place", ""}, {});
  const Erasing erasing = erase_records(opened_, {"courts:1"}, {});
  EXPECT_EQ(erasing.num_bodies, 2);
  EXPECT_EQ(held_events(opened_.database()).size(), 1u);
  EXPECT_EQ(
      opened_.database().number("SELECT count(*) FROM body WHERE instr(bytes, 'a secret place') > 0", 9), 0);
  EXPECT_EQ(opened_.database().number("SELECT count(*) FROM event", 9), 1);
  expect_whole();
}

TEST_F(EventFoldTest, RefusesWhatItCannotRead) {
  add_rows("1,Gordeev,Pyotr,charged,2021-02-10,1-2\n");
  const auto refusal = [&](const EventAsked& asked) -> std::string {
    try {
      add_event(opened_, asked, {});
    } catch (const UserError& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_THAT(refusal({"courts:1", "interviewed", "", "", "", "", ""}),
              HasSubstr("there is no event interviewed. One of: death"));
  EXPECT_THAT(refusal({"courts:1", "fine", "some day", "", "", "", ""}), HasSubstr("this is no date"));
  EXPECT_THAT(refusal({"courts:1", "fine", "", "", "Lesnoi court", "", ""}),
              HasSubstr("a court alone names no case"));
}

}  // namespace
}  // namespace byname
