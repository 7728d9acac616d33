// SPDX-License-Identifier: Apache-2.0
#include "register/decide_links.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "cluster/agglomeration.hpp"
#include "cluster/trained_model.hpp"
#include "cluster/union_find.hpp"
#include "model/calibration_curve.hpp"

namespace byname {

namespace {

constexpr double kAllPairsLimit = 5e7;     // up to so many pairs none is left out
constexpr std::size_t kScoredWhole = 200;  // components up to this size have every pair scored
constexpr double kLargestWeight = 7;       // natural log odds: one sure pair does not outweigh several doubts
constexpr double kUnscored = -5;           // log odds of a pair that nothing made worth scoring
constexpr std::size_t kMostLeads = 3;      // of one record
constexpr double kBarred = -std::numeric_limits<double>::infinity();

double log_odds_of(double probability) { return std::log(probability / (1 - probability)); }

class Decision {
 public:
  Decision(const LinkQuestion& question, const ModelSpec& model, const ExecutionContext& context)
      : question_(question),
        model_(model),
        context_(context),
        table_(*question.table),
        num_settled_(static_cast<std::uint32_t>(question.group.size())),
        num_records_(static_cast<std::uint32_t>(table_.num_records())),
        comparer_(model, table_, context),
        parameters_(parameters_of(model)),
        vetoes_(model, parameters_, model.veto_error),
        frequencies_(model, comparer_, context),
        scores_(comparer_.code(), {}, parameters_) {
    for (std::uint32_t record = 0; record < num_settled_; ++record) {
      const std::uint32_t group = question.group[record];
      if (group >= members_.size()) members_.resize(group + 1);
      members_[group].push_back(record);
    }
  }

  LinkAnswer decide() {
    frequencies_.update(question_.weight, parameters_, context_);
    find_pairs(true, model_.review_probability / 10);
    join_components();
    for (std::size_t c = 0; c < components_.size(); ++c) decide_component(components_[c], edges_of_[c]);
    find_leads();
    count();
    return std::move(answer_);
  }

  std::vector<DecidedPair> likely_pairs(double min_probability) {
    frequencies_.update(question_.weight, parameters_, context_);
    find_pairs(false, min_probability / 2);
    const double least = log_odds_of(std::clamp(min_probability, 1e-6, 1 - 1e-9));
    std::vector<DecidedPair> pairs;
    for (const Edge& edge : edges_) {
      const double weight = calibrated(edge.log_ratio);
      if (weight >= least) pairs.push_back({edge.left, edge.right, weight / std::log(2.0)});
    }
    std::sort(pairs.begin(), pairs.end(), [](const DecidedPair& a, const DecidedPair& b) {
      if (a.right != b.right) return a.right < b.right;
      return a.weight != b.weight ? a.weight > b.weight : a.left < b.left;
    });
    return pairs;
  }

 private:
  bool is_open(std::uint32_t record) const { return record >= num_settled_; }
  double calibrated(double log_ratio) const {
    return calibrated_log_odds(model_.calibration,
                               log_ratio + log_odds_of(std::max(parameters_.lambda, 1e-300)));
  }

  void find_pairs(bool compares_open, double min_probability) {
    const AllowedPairs allowed(table_.list, {true, !compares_open});
    PairSource source{&comparer_, &allowed, nullptr, num_settled_};
    std::optional<Blocks> blocks;
    const double num_open = num_records_ - num_settled_;
    if (num_open * (num_settled_ + num_open / 2) > kAllPairsLimit) {
      const double budget = default_pair_budget(num_records_);
      std::vector<BlockingKey> keys =
          make_blocking_keys(table_, model_, has_room_for_wide_keys(budget, num_records_), context_);
      if (keys.size() > 64) keys.resize(64);
      blocks.emplace(std::move(keys), budget, num_records_, num_settled_, context_);
      source.blocks = &*blocks;
    }
    EdgeSearch search =
        find_edges(source, {}, parameters_, frequencies_, log_odds_of(min_probability), context_);
    const auto barred = std::stable_partition(
        search.edges.begin(), search.edges.end(),
        [&](const Edge& edge) { return !vetoes_.bars(comparer_.code(), edge.pattern); });
    barred_.assign(barred, search.edges.end());
    search.edges.erase(barred, search.edges.end());
    edges_ = std::move(search.edges);
  }

  // Open records and settled persons that a likely pair joins, directly or through others.
  void join_components() {
    UnionFind sets(num_records_);
    for (const std::vector<std::uint32_t>& group : members_) {
      for (const std::uint32_t record : group) sets.join(group[0], record);
    }
    const double least = log_odds_of(model_.review_probability);
    for (const Edge& edge : edges_) {
      if (calibrated(edge.log_ratio) >= least) sets.join(edge.left, edge.right);
    }
    std::vector<bool> has_open(num_records_);
    for (std::uint32_t record = num_settled_; record < num_records_; ++record)
      has_open[sets.find(record)] = true;
    std::unordered_map<std::uint32_t, std::size_t> place;
    for (std::uint32_t record = 0; record < num_records_; ++record) {
      const std::uint32_t root = sets.find(record);
      if (!has_open[root]) continue;
      const auto [found, is_new] = place.try_emplace(root, components_.size());
      if (is_new) components_.emplace_back();
      components_[found->second].push_back(record);
    }
    edges_of_.resize(components_.size());
    for (std::uint32_t i = 0; i < edges_.size(); ++i) {
      const std::uint32_t root = sets.find(edges_[i].left);
      if (root == sets.find(edges_[i].right)) edges_of_[place.at(root)].push_back(i);
    }
    cluster_of_.resize(num_records_);
    for (std::uint32_t record = 0; record < num_records_; ++record)
      cluster_of_[record] = is_open(record) ? record : members_[question_.group[record]][0];
  }

  // Calibrated log odds of the component's pairs with an open record, by place in it: of those that were
  // found, of a small component all. Barred where a rule says so.
  std::vector<WeightedPair> score(const std::vector<std::uint32_t>& records,
                                  const std::vector<std::uint32_t>& edges) {
    const auto place_of = [&](std::uint32_t record) {
      return static_cast<std::uint32_t>(std::lower_bound(records.begin(), records.end(), record) -
                                        records.begin());
    };
    std::vector<WeightedPair> found;  // in the order of edges_: by place
    for (const std::uint32_t edge : edges)
      found.push_back(
          {place_of(edges_[edge].left), place_of(edges_[edge].right), calibrated(edges_[edge].log_ratio)});
    if (records.size() > kScoredWhole) return found;
    std::vector<WeightedPair> pairs;
    auto next = found.begin();
    for (std::uint32_t a = 0; a < records.size(); ++a) {
      for (std::uint32_t b = a + 1; b < records.size(); ++b) {
        if (!is_open(records[b])) continue;  // ascending: then neither is open
        // An edge knows of swapped names, which a pattern alone does not.
        const bool is_found = next != found.end() && next->a == a && next->b == b;
        pairs.push_back(is_found ? *next++ : WeightedPair{a, b, score_pair(records[a], records[b])});
      }
    }
    return pairs;
  }

  double score_pair(std::uint32_t left, std::uint32_t right) {
    const std::uint64_t pattern = comparer_.pattern(left, right);
    if (vetoes_.bars(comparer_.code(), pattern)) return kBarred;
    const auto [found, is_new] = place_of_pattern_.try_emplace(pattern);
    if (is_new) found->second = scores_.add(pattern);
    return calibrated(scores_.log_ratio(found->second, frequencies_.adjustment(left, right, pattern)));
  }

  void decide_component(const std::vector<std::uint32_t>& records, const std::vector<std::uint32_t>& edges) {
    if (records.size() == 1) return;
    std::vector<WeightedPair> pairs = score(records, edges);
    const double threshold = log_odds_of(std::clamp(model_.link_probability, 1e-6, 1 - 1e-6));
    std::vector<WeightedPair> weighed;
    for (const WeightedPair& pair : pairs)
      weighed.push_back({pair.a, pair.b,
                         pair.weight == kBarred
                             ? kBarred
                             : std::clamp(pair.weight - threshold, -kLargestWeight, kLargestWeight)});
    // Settled records: one person stays one, two persons stay two.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> together;
    std::map<std::uint32_t, std::uint32_t> first_of;  // group -> local
    for (std::uint32_t local = 0; local < records.size() && !is_open(records[local]); ++local) {
      const auto [found, is_new] = first_of.try_emplace(question_.group[records[local]], local);
      if (!is_new) together.emplace_back(found->second, local);
    }
    for (auto one = first_of.begin(); one != first_of.end(); ++one) {
      for (auto other = std::next(one); other != first_of.end(); ++other)
        weighed.push_back(
            {std::min(one->second, other->second), std::max(one->second, other->second), kBarred});
    }
    const std::vector<std::uint32_t> clusters =
        agglomerate(records.size(), weighed, kUnscored - threshold, {}, together);
    take(records, clusters, pairs);
  }

  // Spanning links: the open records of a cluster are joined one by one to those that are in already, each by
  // its best pair.
  void take(const std::vector<std::uint32_t>& records, const std::vector<std::uint32_t>& clusters,
            const std::vector<WeightedPair>& pairs) {
    std::map<std::uint32_t, std::uint32_t> representative;  // cluster -> record that names it
    UnionFind joined(records.size());
    for (std::uint32_t local = 0; local < records.size(); ++local) {
      const auto [found, is_new] = representative.try_emplace(clusters[local], cluster_of_[records[local]]);
      cluster_of_[records[local]] = found->second;
      if (is_open(records[local])) continue;
      for (std::uint32_t other = local + 1; other < records.size() && !is_open(records[other]); ++other) {
        if (question_.group[records[other]] == question_.group[records[local]]) joined.join(local, other);
      }
    }
    std::vector<WeightedPair> best;
    for (const WeightedPair& pair : pairs) {
      if (clusters[pair.a] == clusters[pair.b] && pair.weight != kBarred) best.push_back(pair);
    }
    std::sort(best.begin(), best.end(), [](const WeightedPair& a, const WeightedPair& b) {
      if (a.weight != b.weight) return a.weight > b.weight;
      return std::pair(a.a, a.b) < std::pair(b.a, b.b);
    });
    for (const WeightedPair& pair : best) {
      if (joined.find(pair.a) == joined.find(pair.b)) continue;
      joined.join(pair.a, pair.b);
      answer_.links.push_back({records[pair.a], records[pair.b], pair.weight / std::log(2.0)});
    }
  }

  // Among them pairs that only a rule bars: whoever looks may know better.
  void find_leads() {
    std::map<std::uint32_t, std::vector<DecidedPair>> of_record;
    const auto look_at = [&](const std::vector<Edge>& edges, double least_probability) {
      for (const Edge& edge : edges) {
        const double weight = calibrated(edge.log_ratio);
        if (weight < log_odds_of(least_probability)) continue;
        if (cluster_of_[edge.left] == cluster_of_[edge.right]) continue;
        of_record[edge.right].push_back({edge.left, edge.right, weight / std::log(2.0)});
      }
    };
    look_at(edges_, model_.review_probability);
    look_at(barred_, kLikelyBarred);
    for (auto& [record, pairs] : of_record) {
      std::sort(pairs.begin(), pairs.end(), [](const DecidedPair& a, const DecidedPair& b) {
        return a.weight != b.weight ? a.weight > b.weight : a.left < b.left;
      });
      std::set<std::uint32_t> persons;  // one lead a person
      for (const DecidedPair& pair : pairs) {
        if (persons.size() < kMostLeads && persons.insert(cluster_of_[pair.left]).second)
          answer_.leads.push_back(pair);
      }
      ++answer_.num_unsure;
    }
  }

  void count() {
    std::set<std::uint32_t> fresh;
    for (std::uint32_t record = num_settled_; record < num_records_; ++record) {
      if (is_open(cluster_of_[record])) {
        fresh.insert(cluster_of_[record]);
      } else {
        ++answer_.num_joined;
      }
    }
    answer_.num_new_persons = fresh.size();
  }

  const LinkQuestion& question_;
  const ModelSpec& model_;
  const ExecutionContext& context_;
  const RecordTable& table_;
  std::uint32_t num_settled_;
  std::uint32_t num_records_;
  PairComparer comparer_;
  MixtureParameters parameters_;
  RuleVetoes vetoes_;
  TermFrequencies frequencies_;
  ScoreTable scores_;  // of the patterns met in components
  std::unordered_map<std::uint64_t, std::uint32_t> place_of_pattern_;
  std::vector<std::vector<std::uint32_t>> members_;  // per group
  std::vector<Edge> edges_;                          // sorted by (left, right); left < right
  std::vector<Edge> barred_;                         // by a rule
  std::vector<std::vector<std::uint32_t>> components_;
  std::vector<std::vector<std::uint32_t>> edges_of_;  // per component, in the order of edges_
  std::vector<std::uint32_t> cluster_of_;             // per record: the record that names its person
  LinkAnswer answer_;
};

}  // namespace

LinkAnswer decide_links(const LinkQuestion& question, const ModelSpec& model,
                        const ExecutionContext& context) {
  return Decision(question, model, context).decide();
}

std::vector<DecidedPair> likely_pairs(const LinkQuestion& question, const ModelSpec& model,
                                      double min_probability, const ExecutionContext& context) {
  return Decision(question, model, context).likely_pairs(min_probability);
}

}  // namespace byname
