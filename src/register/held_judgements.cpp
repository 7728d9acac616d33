// SPDX-License-Identifier: Apache-2.0
#include "register/held_judgements.hpp"

#include <array>
#include <fmt/format.h>
#include <string>
#include <string_view>

#include "register/partition.hpp"

namespace byname {

namespace {

constexpr std::string_view kJudged =
    "FROM judgement_side JOIN judgement ON judgement.id = judgement_side.judgement WHERE active";
constexpr std::string_view kDecided =
    "FROM decision_mention JOIN decision ON decision.id = decision_mention.decision WHERE active";

// Judgements among the mentions of records, as pairs of records.
class HeldJudgements {
 public:
  explicit HeldJudgements(const MentionRecords& records) {
    for (std::uint32_t record = 0; record < records.size(); ++record) {
      const auto number = static_cast<std::size_t>(records.number(record));
      if (number >= record_of_.size()) record_of_.resize(number + 1, kNowhere);
      record_of_[number] = record;
    }
  }

  std::vector<Judgement> read(Database& database) {
    Rows rows = database.query(
        "SELECT j.id, j.verdict, j.pins, j.bars_machine, s.side, s.mention FROM judgement j JOIN "
        "judgement_side s ON s.judgement = j.id WHERE j.active AND j.suspended_by IS NULL "
        "ORDER BY j.id, s.side, s.place");
    std::string id;
    while (rows.next()) {
      if (rows.bytes(0) != id) {
        take();
        id = rows.text(0);
        verdict_ = rows.text(1);
        pins_ = rows.number(2) != 0;
        bars_ = rows.number(3) != 0;
      }
      const auto number = static_cast<std::size_t>(rows.number(5));
      if (number < record_of_.size() && record_of_[number] != kNowhere)
        sides_[static_cast<std::size_t>(rows.number(4))].push_back(record_of_[number]);
    }
    take();
    return std::move(judgements_);
  }

 private:
  static constexpr std::uint32_t kNowhere = UINT32_MAX;

  void say(std::uint32_t left, std::uint32_t right, Verdict verdict) {
    if (left == right) return;
    Judgement judgement;
    judgement.left = left;
    judgement.right = right;
    judgement.verdict = verdict;
    judgements_.push_back(judgement);
  }

  // As partition_of() takes them.
  void take() {
    if (pins_) {
      for (const std::vector<std::uint32_t>& side : sides_) {
        for (const std::uint32_t record : side) say(side.front(), record, Verdict::kSame);
      }
    }
    if (verdict_ == name_of(JudgementVerdict::kSame) && !sides_[0].empty() && !sides_[1].empty())
      say(sides_[0].front(), sides_[1].front(), Verdict::kSame);
    if (verdict_ == name_of(JudgementVerdict::kDifferent) || bars_) {
      for (const std::uint32_t left : sides_[0]) {
        for (const std::uint32_t right : sides_[1]) say(left, right, Verdict::kDifferent);
      }
    }
    sides_ = {};
    verdict_.clear();
    pins_ = bars_ = false;
  }

  std::vector<std::uint32_t> record_of_;  // by mention number
  std::vector<Judgement> judgements_;
  std::string verdict_;
  bool pins_ = false;
  bool bars_ = false;
  std::array<std::vector<std::uint32_t>, 2> sides_;
};

}  // namespace

std::vector<Judgement> held_judgements(Database& database, const MentionRecords& records) {
  return HeldJudgements(records).read(database);
}

std::unordered_set<std::int64_t> mentions_decided_by_people(Database& database) {
  std::unordered_set<std::int64_t> mentions;
  for (const std::string_view says_so : {kJudged, kDecided}) {
    Rows rows = database.query(fmt::format("SELECT mention {}", says_so));
    while (rows.next()) mentions.insert(rows.number(0));
  }
  return mentions;
}

bool is_decided_by_people(Database& database, std::int64_t mention) {
  for (const std::string_view says_so : {kJudged, kDecided}) {
    Rows rows = database.query(fmt::format("SELECT 1 {} AND mention = ?1 LIMIT 1", says_so), mention);
    if (rows.next()) return true;
  }
  return false;
}

std::unordered_set<std::int64_t> persons_decided_by_people(Database& database,
                                                           const std::vector<std::int64_t>& person) {
  std::unordered_set<std::int64_t> persons;
  for (const std::int64_t mention : mentions_decided_by_people(database)) {
    const auto at = static_cast<std::size_t>(mention);
    if (at < person.size()) persons.insert(person[at]);
  }
  return persons;
}

}  // namespace byname
