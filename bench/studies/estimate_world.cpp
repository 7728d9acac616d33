// SPDX-License-Identifier: Apache-2.0
#include "studies/estimate_world.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "cluster/union_find.hpp"

namespace byname::study {
namespace {

using Chances = std::array<double, kLists>;
constexpr Chances kCoverage = {.25, .15, .10, .20};
constexpr Chances kEasyClass = {.30, .20, .15, .25};
constexpr Chances kHardClass = {.06, .05, .10, .04};
constexpr double kShareEasy = 0.6;
constexpr double kFirstListed = .35;  // design C: chance of list 2 for people on list 1
constexpr double kFirstUnlisted = .10;

constexpr double kBeyondDoubt = 40;     // log odds of a true link that nothing can break
constexpr double kNotTheSame = -12;     // of a pair that no doubtful link is about
constexpr double kScatter = 0.5;        // of a doubtful mention's scores with the mentions of one person
constexpr std::size_t kAllScored = 24;  // components up to this size have every pair scored

std::uint32_t draw_lists(const Design& design, RandomStream& random) {
  const bool is_easy = random.uniform() < kShareEasy;
  std::uint32_t pattern = 0;
  for (int list = 0; list < kLists; ++list) {
    double chance = kCoverage[static_cast<std::size_t>(list)];
    if (design.name == "B") chance = (is_easy ? kEasyClass : kHardClass)[static_cast<std::size_t>(list)];
    if (design.name == "C" && list == 1) chance = (pattern & 1) != 0 ? kFirstListed : kFirstUnlisted;
    if (random.uniform() < chance) pattern |= 1u << list;
  }
  return pattern;
}

class WorldMaker {
 public:
  WorldMaker(const Design& design, int num_people, double miscalibration, std::uint64_t seed)
      : design_(design), random_(seed, RandomStage::kSynth, 1, 0, 0) {
    world_.num_people = num_people;
    shift_ = miscalibration * draw_normal(random_);
    scale_ = std::exp(miscalibration / 5 * draw_normal(random_));
  }

  EstimateWorld make() {
    list_people();
    add_true_links();
    add_look_alikes();
    for (const EstimateWorld::Score& score : world_.scores)
      world_.expected_matches += 1 / (1 + std::exp(-score.log_odds));
    return std::move(world_);
  }

 private:
  void list_people() {
    for (int person = 0; person < world_.num_people; ++person) {
      const std::uint32_t pattern = draw_lists(design_, random_);
      for (std::uint32_t list = 0; list < kLists; ++list) {
        if ((pattern >> list & 1) == 0) continue;
        mentions_of_[static_cast<std::uint32_t>(person)].push_back(
            static_cast<std::uint32_t>(world_.list_of.size()));
        world_.list_of.push_back(list);
        world_.person_of.push_back(static_cast<std::uint32_t>(person));
      }
    }
  }

  void add_score(std::uint32_t a, std::uint32_t b, double log_odds) {
    world_.scores.push_back({std::min(a, b), std::max(a, b), shift_ + scale_ * log_odds});
  }

  /// Every mention of a person after the first is one link to those before; a doubtful mention is doubtful
  /// with all of them.
  void add_true_links() {
    for (const auto& [person, mentions] : mentions_of_) {
      for (std::size_t i = 1; i < mentions.size(); ++i) {
        const bool is_doubtful = random_.uniform() < design_.doubtful_share;
        const double log_odds = design_.lowest + random_.uniform() * (design_.highest - design_.lowest);
        num_doubtful_ += is_doubtful;
        for (std::size_t j = 0; j < i; ++j) {
          const double score = is_doubtful ? log_odds + kScatter * draw_normal(random_) : kBeyondDoubt;
          add_score(mentions[i], mentions[j], score);
        }
      }
    }
  }

  /// Mentions of two persons who share no list: lists hold nobody twice, so others cannot be taken for one.
  std::pair<std::uint32_t, std::uint32_t> draw_two_that_may_be_one() {
    for (;;) {
      const auto mention = static_cast<std::uint32_t>(random_.below(world_.list_of.size()));
      const auto other = static_cast<std::uint32_t>(random_.below(world_.list_of.size()));
      const auto lists = [&](std::uint32_t each) {
        std::uint32_t pattern = 0;
        for (const std::uint32_t its : mentions_of_[world_.person_of[each]])
          pattern |= 1u << world_.list_of[its];
        return pattern;
      };
      if ((lists(mention) & lists(other)) == 0) return {mention, other};
    }
  }

  /// For true links of density f at log odds g there are exp(-g) f false ones where scores are right.
  void add_look_alikes() {
    if (num_doubtful_ == 0) return;
    const double low = std::exp(-design_.highest);
    const double high = std::exp(-design_.lowest);
    const double rate = (high - low) / (design_.highest - design_.lowest);
    const std::int64_t number = draw_poisson(random_, rate * static_cast<double>(num_doubtful_));
    for (std::int64_t i = 0; i < number; ++i) {
      const double log_odds = -std::log(low + random_.uniform() * (high - low));
      const auto [mention, other] = draw_two_that_may_be_one();
      for (const std::uint32_t each : mentions_of_[world_.person_of[other]]) {
        add_score(mention, each, log_odds + kScatter * draw_normal(random_));
      }
    }
  }

  const Design& design_;
  RandomStream random_;
  EstimateWorld world_;
  std::map<std::uint32_t, std::vector<std::uint32_t>> mentions_of_;
  std::int64_t num_doubtful_ = 0;
  double shift_ = 0;
  double scale_ = 1;
};

using Pair = std::pair<std::uint32_t, std::uint32_t>;

GraphPair graph_pair(const EstimateWorld& world, std::uint32_t a, std::uint32_t b, const Component& component,
                     double log_ratio) {
  GraphPair pair;
  pair.a = a;
  pair.b = b;
  pair.term_frequency = static_cast<float>(-log_ratio);
  pair.is_forbidden = world.list_of[component.records[a]] == world.list_of[component.records[b]];
  return pair;
}

/// All pairs of a small component; of a large one those with a score.
void add_pairs(const EstimateWorld& world, const std::map<Pair, double>& scores, double log_odds_lambda,
               Component& component) {
  const auto size = static_cast<std::uint32_t>(component.records.size());
  component.is_complete = size <= kAllScored;
  for (std::uint32_t a = 0; a < size; ++a) {
    for (std::uint32_t b = a + 1; b < size; ++b) {
      const auto found = scores.find({component.records[a], component.records[b]});
      if (found == scores.end() && !component.is_complete) continue;
      const double log_odds = found == scores.end() ? kNotTheSame : found->second;
      component.pairs.push_back(graph_pair(world, a, b, component, log_odds - log_odds_lambda));
    }
  }
}

}  // namespace

const std::vector<Design>& designs() {
  static const std::vector<Design> all = {
      {"A"}, {"E5", .12, -3, 3}, {"E10", .25, -3, 3}, {"F", .26, 0, 3}, {"B"}, {"C"}};
  return all;
}

Overlap EstimateWorld::true_overlap() const {
  std::map<std::uint32_t, std::uint32_t> pattern_of;
  for (std::size_t i = 0; i < list_of.size(); ++i) pattern_of[person_of[i]] |= 1u << list_of[i];
  Overlap overlap;
  for (const auto& [person, pattern] : pattern_of) ++overlap[pattern];
  return overlap;
}

EstimateWorld make_world(const Design& design, int num_people, double miscalibration, std::uint64_t seed) {
  return WorldMaker(design, num_people, miscalibration, seed).make();
}

PairGraph make_graph(const EstimateWorld& world, double log_odds_lambda) {
  PairGraph graph;
  graph.num_records = world.list_of.size();
  graph.patterns = {1};
  UnionFind joined(graph.num_records);
  std::map<Pair, double> scores;
  for (const EstimateWorld::Score& score : world.scores) {
    joined.join(score.left, score.right);
    scores.emplace(Pair{score.left, score.right}, score.log_odds);
  }
  std::map<std::uint32_t, std::vector<std::uint32_t>> members;
  for (std::uint32_t record = 0; record < graph.num_records; ++record)
    members[joined.find(record)].push_back(record);
  std::vector<Component> components;
  for (auto& [root, records] : members) {
    if (records.size() == 1) {
      ++graph.num_isolated;
      continue;
    }
    Component component;
    component.records = std::move(records);
    add_pairs(world, scores, log_odds_lambda, component);
    components.push_back(std::move(component));
  }
  std::sort(components.begin(), components.end(),
            [](const Component& a, const Component& b) { return a.records.front() < b.records.front(); });
  graph.components = std::move(components);
  return graph;
}

}  // namespace byname::study
