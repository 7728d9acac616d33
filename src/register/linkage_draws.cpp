// SPDX-License-Identifier: Apache-2.0
#include "register/linkage_draws.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/random.hpp"
#include "cluster/union_find.hpp"

namespace byname {

namespace {

constexpr std::uint32_t kNowhere = UINT32_MAX;

double probability_of(double weight) { return 1 / (1 + std::exp2(-weight)); }

}  // namespace

LinkageDraws::LinkageDraws(Database& database) {
  read_mentions(database);
  read_links(database);
  read_judgements(database);
  read_leads(database);
}

void LinkageDraws::read_mentions(Database& database) {
  Rows rows = database.query(
      "SELECT p.mention, p.person FROM person_mention p JOIN mention m ON m.number = p.mention WHERE "
      "m.is_named ORDER "
      "BY p.mention");
  while (rows.next()) {
    mentions_.push_back(rows.number(0));
    persons_.push_back(rows.text(1));
  }
}

std::uint32_t LinkageDraws::place_of(std::int64_t mention) const {
  const auto found = std::lower_bound(mentions_.begin(), mentions_.end(), mention);
  if (found == mentions_.end() || *found != mention) return kNowhere;
  return static_cast<std::uint32_t>(found - mentions_.begin());
}

// Those that hold a person of today together.
void LinkageDraws::read_links(Database& database) {
  Rows rows = database.query(
      "SELECT low, high, max(weight) FROM link WHERE ended_op IS NULL GROUP BY low, high ORDER BY low, high");
  while (rows.next()) {
    const std::uint32_t low = place_of(rows.number(0)), high = place_of(rows.number(1));
    if (low == kNowhere || high == kNowhere || persons_[low] != persons_[high]) continue;
    links_.push_back({low, high, probability_of(rows.real(2))});
  }
}

// Judgements that join: all mentions of both sides that are of one person today.
void LinkageDraws::read_judgements(Database& database) {
  Rows rows = database.query(
      "SELECT j.id, s.mention FROM judgement j JOIN judgement_side s ON s.judgement = j.id WHERE j.active "
      "AND "
      "j.suspended_by IS NULL AND j.verdict = 'same' ORDER BY j.id, s.side, s.place");
  std::string judgement;
  std::uint32_t first = kNowhere;
  while (rows.next()) {
    const std::uint32_t place = place_of(rows.number(1));
    if (rows.bytes(0) != judgement) {
      judgement = rows.text(0);
      first = place;
    } else if (first != kNowhere && place != kNowhere && persons_[first] == persons_[place]) {
      sure_.emplace_back(first, place);
    }
  }
}

void LinkageDraws::read_leads(Database& database) {
  std::set<std::pair<std::string, std::string>> apart;
  {
    Rows rows = database.query(
        "SELECT DISTINCT a.person, b.person FROM judgement j JOIN judgement_side l ON l.judgement = j.id AND "
        "l.side = 0 "
        "JOIN judgement_side r ON r.judgement = j.id AND r.side = 1 JOIN person_mention a ON a.mention = "
        "l.mention JOIN "
        "person_mention b ON b.mention = r.mention WHERE j.active AND (j.verdict = 'different' OR "
        "j.bars_machine)");
    while (rows.next()) {
      apart.emplace(rows.text(0), rows.text(1));
      apart.emplace(rows.text(1), rows.text(0));
    }
  }
  Rows rows = database.query("SELECT low, high, weight FROM lead ORDER BY low, high");
  while (rows.next()) {
    const std::uint32_t low = place_of(rows.number(0)), high = place_of(rows.number(1));
    if (low == kNowhere || high == kNowhere || apart.contains({persons_[low], persons_[high]})) continue;
    links_.push_back({low, high, probability_of(rows.real(2))});
  }
}

std::size_t LinkageDraws::num_unsure() const {
  return static_cast<std::size_t>(std::count_if(links_.begin(), links_.end(), [](const Link& link) {
    return link.probability > 0.001 && link.probability < 0.999;
  }));
}

std::vector<std::uint32_t> LinkageDraws::draw(std::uint64_t seed, std::uint64_t number) const {
  RandomStream random(seed, RandomStage::kPartition, 0x7265676973746572ull, number, 0);  // "register"
  UnionFind parts(mentions_.size());
  for (const auto& [left, right] : sure_) parts.join(left, right);
  for (const Link& link : links_) {
    if (random.uniform() < link.probability) parts.join(link.low, link.high);
  }
  std::vector<std::uint32_t> first(mentions_.size());
  for (std::uint32_t i = 0; i < first.size(); ++i) first[i] = parts.find(i);
  return first;
}

DrawnNumber number_over_draws(Database& database, std::size_t num_draws, std::uint64_t seed) {
  const LinkageDraws linkage(database);
  std::vector<std::int64_t> numbers;
  for (std::size_t draw = 0; draw < num_draws; ++draw) {
    const std::vector<std::uint32_t> first = linkage.draw(seed, draw);
    std::int64_t number = 0;
    for (std::uint32_t i = 0; i < first.size(); ++i) number += first[i] == i;
    numbers.push_back(number);
  }
  std::sort(numbers.begin(), numbers.end());
  const auto at = [&](double level) {
    return numbers[static_cast<std::size_t>(std::lround(level * static_cast<double>(numbers.size() - 1)))];
  };
  return {at(0.025), at(0.5), at(0.975), linkage.num_unsure()};
}

}  // namespace byname
