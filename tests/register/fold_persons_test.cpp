// SPDX-License-Identifier: Apache-2.0
#include "register/fold_persons.hpp"

#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <set>

#include "drawn_register_log.hpp"
#include "reference/register_persons.hpp"

namespace byname {
namespace {

DrawnLog drawn_log(int most_ops, bool may_erase) {
  DrawnLog log(static_cast<std::uint64_t>(*rc::gen::arbitrary<int>()));
  for (int n = *rc::gen::inRange(1, most_ops); n > 0; --n) log.grow(may_erase);
  return log;
}

std::map<std::string, std::set<std::int64_t>> persons_in(Database& database) {
  std::map<std::string, std::set<std::int64_t>> persons;
  Rows rows = database.query("SELECT person, mention FROM person_mention");
  while (rows.next()) persons[rows.text(0)].insert(rows.number(1));
  return persons;
}

std::set<std::string> ids_in(Database& database, const char* table) {
  std::set<std::string> ids;
  Rows rows = database.query(std::string("SELECT id FROM ") + table);
  while (rows.next()) ids.insert(rows.text(0));
  return ids;
}

/// A log that a test says op by op, all by its owner.
class SaidLog {
 public:
  SaidLog() {
    say({{body_kind::kRegister, register_body(random_.draw<RegisterId>())},
         {body_kind::kAccount,
          account_body({owner_.sign_key(), owner_.box_key(), "owner", AccountRole::kOwner})}});
  }
  /// The op's id; the records of its bodies are record().
  OpId say(const std::vector<std::pair<std::string_view, std::string>>& said) {
    Op op;
    op.verb = "said";
    op.lamport = lamport_++;
    op.parents = parents_;
    const std::vector<Body> bodies = sign_said(op, said, owner_, random_);
    parents_ = {op.id};
    last_ = op;
    folded.apply({op, bodies});
    return op.id;
  }
  RecordId record(std::uint32_t ordinal) const { return record_id_of(last_, ordinal); }
  RecordId say_mention(const std::string& key) {
    MentionBody mention;
    mention.list = "a";
    mention.key = key;
    mention.values = {{"family", "Name", "Gordev", "gordev", ""}};
    say({{body_kind::kMention, mention_body(mention)}});
    return record(0);
  }
  OpId retract(const OpId& op) {
    RetractionBody retraction;
    retraction.ops = {op};
    return say({{body_kind::kRetraction, retraction_body(retraction)}});
  }

  FoldedLog folded;

 private:
  SeededRandom random_{1};
  AccountSecret owner_ = AccountSecret::draw(random_);
  std::int64_t lamport_ = 0;
  std::vector<OpId> parents_;
  Op last_;
};

RC_GTEST_PROP(PersonFold, StepByStepIsTheSameAsFromScratch, ()) {
  const DrawnLog log = drawn_log(14, true);
  FoldedLog stepped;
  for (const LoggedOp& logged : log.ops()) stepped.apply(logged);
  const Hash held = stepped.digest();
  Fold(stepped.database).rebuild();
  RC_ASSERT(stepped.digest() == held);
}

RC_GTEST_PROP(PersonFold, OrderOfArrivalDoesNotMatter, ()) {
  const DrawnLog log = drawn_log(12, true);
  std::vector<LoggedOp> ops = log.ops();
  FoldedLog in_order;
  in_order.take(ops);
  std::reverse(ops.begin(), ops.end());
  FoldedLog reversed;
  reversed.take(ops);
  RC_ASSERT(reversed.digest() == in_order.digest());
}

RC_GTEST_PROP(PersonFold, TwoCopiesJoinedAreOneWhicheverIsJoinedToWhich, ()) {
  DrawnLog one = drawn_log(8, false);
  DrawnLog other = one;
  other.move_to_another_machine(1ull << 40);  // no seed of drawn_log
  for (int n = *rc::gen::inRange(1, 6); n > 0; --n) one.grow(true);
  for (int n = *rc::gen::inRange(1, 6); n > 0; --n) other.grow(true);
  DrawnLog both = one;
  both.join(other);
  other.join(one);
  FoldedLog here, there;
  here.take(both.ops());
  there.take(other.ops());
  RC_ASSERT(here.digest() == there.digest());
}

RC_GTEST_PROP(PersonFold, UndoAndRedoRestoreTheSamePersons, ()) {
  const DrawnLog log = drawn_log(12, true);
  FoldedLog folded;
  for (const LoggedOp& logged : log.ops()) folded.apply(logged);
  const auto before = persons_in(folded.database);
  const auto fates_before = ids_in(folded.database, "person_fate");
  // Undoes a drawn op, then that undoing.
  SeededRandom random(1);
  const AccountSecret author = AccountSecret::draw(random);
  OpId target = log.ops()[*rc::gen::inRange<std::size_t>(0, log.ops().size())].first.id;
  LoggedOp last = log.ops().back();
  for (int i = 0; i < 2; ++i) {
    Op op;
    op.verb = "undo";
    op.lamport = last.first.lamport + 1;
    op.parents = {last.first.id};
    RetractionBody retraction;
    retraction.ops = {target};
    const std::vector<Body> bodies =
        sign_said(op, {{body_kind::kRetraction, retraction_body(retraction)}}, author, random);
    last = {op, bodies};
    folded.apply(last);
    target = op.id;
  }
  RC_ASSERT(persons_in(folded.database) == before);
  const auto fates_after = ids_in(folded.database, "person_fate");
  RC_ASSERT(std::includes(fates_after.begin(), fates_after.end(), fates_before.begin(), fates_before.end()));
}

RC_GTEST_PROP(PersonFold, NoPairJudgedDifferentIsInOnePerson, ()) {
  const DrawnLog log = drawn_log(14, false);
  FoldedLog folded;
  folded.take(log.ops());
  const std::int64_t violations = folded.database.number(
      "SELECT count(*) FROM judgement j JOIN judgement_side a ON a.judgement = j.id AND a.side = 0 JOIN "
      "judgement_side b ON b.judgement = j.id AND b.side = 1 JOIN person_mention p ON p.mention = a.mention "
      "JOIN person_mention q ON q.mention = b.mention WHERE j.verdict = 'different' AND j.active = 1 AND "
      "j.suspended_by IS NULL AND p.person = q.person AND NOT EXISTS (SELECT 1 FROM judgement_side c JOIN "
      "judgement_side d ON c.judgement = d.judgement AND c.mention = d.mention AND c.side <> d.side WHERE "
      "c.judgement = j.id)",
      -1);
  RC_ASSERT(violations == 0);
}

// Every id that was ever shown is held or has a fate; none is both, and fates lead to persons.
RC_GTEST_PROP(PersonFold, NoIdIsEverForgotten, ()) {
  const DrawnLog log = drawn_log(12, true);
  FoldedLog folded;
  std::set<std::string> ever;
  for (const LoggedOp& logged : log.ops()) {
    folded.apply(logged);
    const std::set<std::string> held = ids_in(folded.database, "person");
    const std::set<std::string> former = ids_in(folded.database, "person_fate");
    for (const std::string& id : former) RC_ASSERT(!held.contains(id));
    ever.insert(held.begin(), held.end());
    for (const std::string& id : ever) RC_ASSERT(held.contains(id) || former.contains(id));
  }
}

// A split gives an id; then the link which it split is undone, as if it had never been. The id leads to where
// its mention is, also once the undoing is undone, or a later run had ended the link.
TEST(PersonFold, AnIdThatASplitGaveOutlivesTheLinkThatWasSplit) {
  for (const bool is_ended : {false, true}) {
    SaidLog log;
    Database& database = log.folded.database;
    const RecordId first = log.say_mention("1"), second = log.say_mention("2");
    const OpId linked = log.say({{body_kind::kLinks, links_body({{{first, second, 9}}, {}})}});
    JudgementBody judgement;
    judgement.verdict = JudgementVerdict::kDifferent;
    judgement.keeps = SplitKeeps::kSecondSide;
    judgement.sides = {{{first}, {second}}};
    log.say({{body_kind::kJudgement, judgement_body(judgement)}});
    const std::set<std::string> given = ids_in(database, "person");
    const auto before = persons_in(database);
    ASSERT_EQ(given.size(), 2u);
    if (is_ended) log.say({{body_kind::kRun, run_body({"m", true})}});
    const OpId retraction = log.retract(linked);
    std::set<std::string> known = ids_in(database, "person");
    known.merge(ids_in(database, "person_fate"));
    EXPECT_TRUE(std::includes(known.begin(), known.end(), given.begin(), given.end()));
    EXPECT_EQ(ids_in(database, "person").size(), 2u);
    EXPECT_GT(database.number("SELECT count(*) FROM former_link", 0), 0);
    EXPECT_EQ(database.number("SELECT count(*) FROM link", -1), 0);
    const Hash held = log.folded.digest();
    Fold(database).rebuild();
    EXPECT_EQ(log.folded.digest(), held);
    log.retract(retraction);
    if (!is_ended) {
      EXPECT_EQ(persons_in(database), before);
    }
  }
}

// A run ended a link; then the run is undone. What it gave leads on, and the link counts again.
TEST(PersonFold, AnEndThatIsUndoneIsRemembered) {
  SaidLog log;
  Database& database = log.folded.database;
  const RecordId first = log.say_mention("1"), second = log.say_mention("2");
  log.say({{body_kind::kLinks, links_body({{{first, second, 9}}, {}})}});
  const auto before = persons_in(database);
  ASSERT_EQ(before.size(), 1u);
  const OpId run = log.say({{body_kind::kRun, run_body({"m", true})}});
  ASSERT_EQ(persons_in(database).size(), 2u);
  log.retract(run);
  EXPECT_EQ(persons_in(database), before);
  EXPECT_EQ(database.number("SELECT count(*) FROM former_link", 0), 1);
  const Hash held = log.folded.digest();
  Fold(database).rebuild();
  EXPECT_EQ(log.folded.digest(), held);
}

TEST(PersonFold, EveryActiveMentionIsOfOnePerson) {
  rc::check([] {
    const DrawnLog log = drawn_log(14, true);
    FoldedLog folded;
    folded.take(log.ops());
    RC_ASSERT(folded.database.number("SELECT count(*) FROM mention WHERE active = 1", -1) ==
              folded.database.number("SELECT count(*) FROM person_mention", -2));
  });
}

}  // namespace
}  // namespace byname
