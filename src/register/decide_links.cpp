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

constexpr std::size_t kAllPairsLimit = 20000;  // up to so many records no pair is left out
constexpr std::size_t kScoredWhole = 200;      // components up to this size have every pair scored
constexpr double kLargestWeight = 7;   // natural log odds: one sure pair does not outweigh several doubts
constexpr double kUnscored = -5;       // log odds of a pair that nothing made worth scoring
constexpr std::size_t kMostLeads = 3;  // of one record
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
        frequencies_(model, comparer_, context) {
    for (std::uint32_t record = 0; record < num_settled_; ++record) {
      const std::uint32_t group = question.group[record];
      if (group >= members_.size()) members_.resize(group + 1);
      members_[group].push_back(record);
    }
  }

  LinkAnswer decide() {
    frequencies_.update(question_.weight, parameters_, context_);
    find_pairs({true, false}, model_.review_probability / 10);
    join_components();
    for (const std::vector<std::uint32_t>& component : components_) decide_component(component);
    find_leads();
    count();
    return std::move(answer_);
  }

  std::vector<DecidedPair> likely_pairs(double min_probability) {
    frequencies_.update(question_.weight, parameters_, context_);
    find_pairs({true, true}, min_probability / 2);
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

  void find_pairs(const std::vector<bool>& is_unique, double min_probability) {
    const AllowedPairs allowed(table_.list, is_unique);
    PairSource source{&comparer_, &allowed, nullptr};
    std::optional<Blocks> blocks;
    if (num_records_ > kAllPairsLimit) {
      const double budget = default_pair_budget(num_records_);
      std::vector<BlockingKey> keys =
          make_blocking_keys(table_, model_, has_room_for_wide_keys(budget, num_records_), context_);
      if (keys.size() > 64) keys.resize(64);
      blocks.emplace(std::move(keys), budget, num_records_, context_);
      source.blocks = &*blocks;
    }
    EdgeSearch search =
        find_edges(source, {}, parameters_, frequencies_, log_odds_of(min_probability), context_);
    std::erase_if(search.edges,
                  [&](const Edge& edge) { return vetoes_.bars(comparer_.code(), edge.pattern); });
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
    cluster_of_.resize(num_records_);
    for (std::uint32_t record = 0; record < num_records_; ++record)
      cluster_of_[record] = is_open(record) ? record : members_[question_.group[record]][0];
  }

  std::optional<double> edge_weight(std::uint32_t left, std::uint32_t right) const {
    const auto found =
        std::lower_bound(edges_.begin(), edges_.end(), std::pair(left, right),
                         [](const Edge& edge, const std::pair<std::uint32_t, std::uint32_t>& wanted) {
                           return std::pair(edge.left, edge.right) < wanted;
                         });
    if (found == edges_.end() || found->left != left || found->right != right) return std::nullopt;
    return calibrated(found->log_ratio);
  }

  // Calibrated log odds of every pair of the component with an open record; barred where a rule says so.
  std::vector<WeightedPair> score(const std::vector<std::uint32_t>& records) {
    std::vector<WeightedPair> pairs;
    const bool is_whole = records.size() <= kScoredWhole;
    std::vector<std::uint64_t> patterns;
    for (std::uint32_t a = 0; a < records.size(); ++a) {
      for (std::uint32_t b = a + 1; b < records.size(); ++b) {
        if (!is_open(records[b])) continue;  // ascending: then neither is open
        if (is_whole) {
          patterns.push_back(comparer_.pattern(records[a], records[b]));
          pairs.push_back({a, b, 0});
        } else if (const std::optional<double> weight = edge_weight(records[a], records[b])) {
          pairs.push_back({a, b, *weight});
        }
      }
    }
    if (!is_whole) return pairs;
    std::vector<std::uint64_t> distinct = patterns;
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    const ScoreTable table(comparer_.code(), distinct, parameters_);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const std::uint32_t left = records[pairs[i].a], right = records[pairs[i].b];
      const auto index = static_cast<std::uint32_t>(
          std::lower_bound(distinct.begin(), distinct.end(), patterns[i]) - distinct.begin());
      // An edge knows of swapped names, which a pattern alone does not.
      const std::optional<double> edge = edge_weight(left, right);
      pairs[i].weight =
          edge ? *edge
          : vetoes_.bars(comparer_.code(), patterns[i])
              ? kBarred
              : calibrated(table.log_ratio(index, frequencies_.adjustment(left, right, patterns[i])));
    }
    return pairs;
  }

  void decide_component(const std::vector<std::uint32_t>& records) {
    if (records.size() == 1) return;
    std::vector<WeightedPair> pairs = score(records);
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

  void find_leads() {
    const double least = log_odds_of(model_.review_probability);
    std::map<std::uint32_t, std::vector<DecidedPair>> of_record;
    for (const Edge& edge : edges_) {
      const double weight = calibrated(edge.log_ratio);
      if (weight < least || cluster_of_[edge.left] == cluster_of_[edge.right]) continue;
      of_record[edge.right].push_back({edge.left, edge.right, weight / std::log(2.0)});
    }
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
  std::vector<std::vector<std::uint32_t>> members_;  // per group
  std::vector<Edge> edges_;                          // sorted by (left, right); left < right
  std::vector<std::vector<std::uint32_t>> components_;
  std::vector<std::uint32_t> cluster_of_;  // per record: the record that names its person
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
