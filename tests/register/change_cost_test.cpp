// SPDX-License-Identifier: Apache-2.0
// What one change reads of a register does not grow with it, but for the numbers of persons before and after
// that verbs of judging print: those pass over all mentions of persons.
#include <functional>
#include <gtest/gtest.h>

#include "peopled_register.hpp"
#include "register/add_event.hpp"
#include "register/deciding.hpp"
#include "register/judging.hpp"

namespace byname {
namespace {

using Verb = std::function<void(Register&)>;

// Rows of whole tables that a change steps over in a register of so many mentions.
std::int64_t rows_scanned(int num_mentions, const Verb& change) {
  ScratchRegister scratch;
  Register opened = scratch.open();
  std::vector<std::string> names;
  for (int i = 0; i < num_mentions; ++i) names.push_back("name" + std::to_string(i));
  add_people(opened, "a", names, "official");
  const std::int64_t before = opened.database().num_scanned_rows();
  change(opened);
  return opened.database().num_scanned_rows() - before;
}

RecordId id_of(Register& opened, std::int64_t mention) {
  return mention_ids(opened.database(), {mention}).front();
}

void write_one(Register& opened, std::string_view kind, const std::string& body) {
  OpWriter writer(opened, "test");
  writer.add(kind, body);
  writer.append();
  writer.commit();
}

struct CostCase {
  const char* name;
  int num_passes;  // over all mentions
  Verb change;
};

class ChangeCost : public testing::TestWithParam<CostCase> {};

TEST_P(ChangeCost, GrowsOnlyByTheNumberOfPersons) {
  const std::int64_t more = rows_scanned(1000, GetParam().change) - rows_scanned(100, GetParam().change);
  EXPECT_EQ(more, 900 * GetParam().num_passes);
}

void revise_a_row(Register& opened) {
  const RevisionBody revision{id_of(opened, 3), {}, {}, {{"family", "Name", "Zhdan", "zhdan"}}};
  write_one(opened, body_kind::kRevision, revision_body(revision));
}

void link_two(Register& opened) {
  write_one(opened, body_kind::kLinks, links_body({{{id_of(opened, 3), id_of(opened, 5), 9}}, {}}));
}

void judge_two(Register& opened) { judge_pairs(opened, {{"a:3", "a:5", JudgementVerdict::kSame}}, {}); }

void split_two(Register& opened) {
  judge_two(opened);
  split_person(opened, {person_of(opened, "a", "3"), {"a:5"}}, {});
}

void hide_one(Register& opened) { hide_persons(opened, {"a:3"}, {}); }

void set_a_value(Register& opened) { set_value(opened, {"a:3", "birth_date", "1990", "", false}, {}); }

void decide_one(Register& opened) { decide_persons(opened, {{"a:3"}, DecisionVerdict::kUnsure, false}, {}); }

INSTANTIATE_TEST_SUITE_P(Verbs, ChangeCost,
                         testing::Values(CostCase{"RevisingARow", 0, revise_a_row},
                                         CostCase{"LinkingTwo", 0, link_two},
                                         CostCase{"JudgingTwo", 2, judge_two},
                                         CostCase{"Splitting", 4, split_two}, CostCase{"Hiding", 2, hide_one},
                                         CostCase{"SettingAValue", 2, set_a_value},
                                         CostCase{"Deciding", 0, decide_one}),
                         [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace byname
