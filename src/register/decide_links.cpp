// SPDX-License-Identifier: Apache-2.0
#include "register/decide_links.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "cluster/decided_partition.hpp"
#include "cluster/pair_graph.hpp"
#include "cluster/partition_sampler.hpp"
#include "cluster/trained_model.hpp"
#include "cluster/union_find.hpp"
#include "model/calibration_curve.hpp"

namespace byname {

namespace {

constexpr double kAllPairsLimit = 5e7;  // up to so many pairs none is left out
constexpr double kCandidateProbability = 1e-3;
constexpr int kDraws = 100;
constexpr double kCalibrationSd = 0.5;  // as without judgements in cluster/link_records.cpp
constexpr std::size_t kMostLeads = 3;   // of one record

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
        sets_(num_records_),
        is_in_question_(num_records_, false),
        cluster_of_(num_records_) {
    for (std::uint32_t record = 0; record < num_settled_; ++record) {
      const std::uint32_t group = question.group[record];
      if (group >= members_.size()) members_.resize(group + 1);
      members_[group].push_back(record);
    }
  }

  LinkAnswer decide() {
    frequencies_.update(question_.weight, parameters_, context_);
    find_pairs(true, kCandidateProbability);
    find_questions();
    decide_persons();
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
  bool is_new(std::uint32_t record) const { return question_.is_new[record]; }
  bool is_fixed(std::uint32_t group) {
    if (!question_.is_fixed) return false;
    const auto [found, is_new] = is_fixed_.try_emplace(group, false);
    if (is_new) found->second = question_.is_fixed(group);
    return found->second;
  }
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

  // Open records and settled persons that a likely pair joins, directly or through others, are in question.
  void find_questions() {
    for (const std::vector<std::uint32_t>& group : members_) {
      for (const std::uint32_t record : group) sets_.join(group[0], record);
    }
    const double least = log_odds_of(model_.review_probability);
    std::vector<bool> is_likely(num_records_, false);
    for (const Edge& edge : edges_) {
      if (calibrated(edge.log_ratio) < least) continue;
      sets_.join(edge.left, edge.right);
      is_likely[edge.right] = true;
    }
    std::vector<bool> has_question(num_records_, false);  // per root
    for (std::uint32_t record = 0; record < num_records_; ++record) {
      if (is_likely[record]) has_question[sets_.find(record)] = true;
    }
    for (std::uint32_t record = 0; record < num_records_; ++record)
      is_in_question_[record] = has_question[sets_.find(record)];
  }

  // Decides as byname count does: draws of the partition, in which each settled person is whole.
  void decide_persons() {
    const Constraints constraints(table_.list, std::vector<bool>(table_.list_labels.size(), false),
                                  judgements());
    std::vector<Edge> edges;
    for (const std::vector<Edge>* found : {&edges_, &barred_}) {  // a barred pair bars whoever holds both
      for (const Edge& edge : *found) {
        if (sets_.find(edge.left) == sets_.find(edge.right) && is_in_question_[edge.left])
          edges.push_back(edge);
      }
    }
    std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) {
      return a.left != b.left ? a.left < b.left : a.right < b.right;
    });
    const GraphScoring scoring{&comparer_, &frequencies_, &parameters_, &constraints, &vetoes_};
    PairGraph graph = build_pair_graph(edges, scoring, num_records_, context_);
    SamplerOptions options;
    options.num_draws = kDraws;
    options.calibration = CalibrationPosterior(kCalibrationSd, model_.calibration);
    options.num_lists = table_.list_labels.size();
    options.persons_outside = persons_outside();
    graph.num_isolated = 0;
    const SampledPartitions draws = sample_partitions(graph, comparer_.code(), parameters_, sure_evidence(),
                                                      constraints, options, context_);
    take(graph, decide_partition(graph, draws, constraints, model_.link_probability, context_));
  }

  // That settled persons are one each, and which of them stay two: those that people decided on.
  std::vector<Judgement> judgements() {
    std::vector<Judgement> said;
    const auto say = [&](std::uint32_t left, std::uint32_t right, Verdict verdict) {
      said.push_back({left, right, verdict, "", "", 0, 0});
    };
    std::map<std::uint32_t, std::vector<std::uint32_t>> groups_of_set;
    for (std::uint32_t group = 0; group < members_.size(); ++group) {
      const std::vector<std::uint32_t>& members = members_[group];
      if (!is_in_question_[members[0]]) continue;
      for (std::size_t i = 1; i < members.size(); ++i) say(members[i - 1], members[i], Verdict::kSame);
      groups_of_set[sets_.find(members[0])].push_back(group);
    }
    for (const auto& [set, groups] : groups_of_set) {
      for (std::size_t i = 0; i < groups.size(); ++i) {
        for (std::size_t j = i + 1; j < groups.size(); ++j) {
          if (is_fixed(groups[i]) || is_fixed(groups[j]))
            say(members_[groups[i]][0], members_[groups[j]][0], Verdict::kDifferent);
        }
      }
    }
    return said;
  }

  // Persons of whom nothing is in question, by their number of mentions.
  std::vector<std::int64_t> persons_outside() const {
    std::vector<std::int64_t> sizes(2, 0);
    for (const std::vector<std::uint32_t>& members : members_) {
      if (is_in_question_[members[0]]) continue;
      if (members.size() >= sizes.size()) sizes.resize(members.size() + 1, 0);
      ++sizes[members.size()];
    }
    for (std::uint32_t record = num_settled_; record < num_records_; ++record)
      sizes[1] += !is_in_question_[record];
    return sizes;
  }

  // The model is taken as it is: what its numbers rest on is not kept with it.
  TrainingEvidence sure_evidence() const {
    constexpr double kMany = 1e6;
    TrainingEvidence evidence;
    for (const std::vector<double>& m : parameters_.m) {
      evidence.matches.emplace_back();
      for (const double share : m) evidence.matches.back().push_back(kMany * share);
    }
    evidence.joint_observed.assign(parameters_.m.size() * parameters_.m.size(), kMany);
    return evidence;
  }

  // Spanning links, the best pairs first. A settled person stays whole, with whom its first record was
  // decided to be; what people decided on is joined to no other settled person.
  void take(const PairGraph& graph, const DecidedPartition& decided) {
    const auto person_of = [&](std::uint32_t record) {
      return decided.person_of[is_open(record) ? record : members_[question_.group[record]][0]];
    };
    const ScoreTable table(comparer_.code(), graph.patterns, parameters_);
    std::vector<DecidedPair> best;
    for (const Component& component : graph.components) {
      for (const GraphPair& pair : component.pairs) {
        const std::uint32_t left = component.records[pair.a], right = component.records[pair.b];
        if (pair.is_forbidden || person_of(left) != person_of(right)) continue;
        best.push_back(
            {left, right, calibrated(table.log_ratio(pair.pattern, pair.term_frequency)) / std::log(2.0)});
      }
    }
    std::sort(best.begin(), best.end(), [](const DecidedPair& a, const DecidedPair& b) {
      if (a.weight != b.weight) return a.weight > b.weight;
      return std::pair(a.left, a.right) < std::pair(b.left, b.right);
    });
    UnionFind joined(num_records_);
    std::vector<std::int32_t> settled_in(num_records_,
                                         0);  // per root: settled persons; -1: one that stays alone
    for (std::uint32_t group = 0; group < members_.size(); ++group) {
      for (const std::uint32_t record : members_[group]) joined.join(members_[group][0], record);
      const bool stays = is_in_question_[members_[group][0]] && is_fixed(group);
      settled_in[joined.find(members_[group][0])] = stays ? -1 : 1;
    }
    for (const DecidedPair& pair : best) {
      const std::int32_t left = settled_in[joined.find(pair.left)];
      const std::int32_t right = settled_in[joined.find(pair.right)];
      if (joined.find(pair.left) == joined.find(pair.right) || left * right < 0 || (left < 0 && right < 0))
        continue;
      joined.join(pair.left, pair.right);
      settled_in[joined.find(pair.left)] = left + right;
      answer_.links.push_back(pair);
      answer_.num_joined_persons += left > 0 && right > 0;
    }
    std::vector<std::uint32_t> first(num_records_, UINT32_MAX);
    for (std::uint32_t record = 0; record < num_records_; ++record) {
      std::uint32_t& of_root = first[joined.find(record)];
      of_root = std::min(of_root, record);
      cluster_of_[record] = of_root;
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
      answer_.num_unsure += is_new(record);
    }
  }

  void count() {
    std::vector<bool> is_known(num_records_, false);  // per record that names a person
    for (std::uint32_t record = 0; record < num_records_; ++record) {
      if (!is_new(record)) is_known[cluster_of_[record]] = true;
    }
    std::set<std::uint32_t> fresh;
    for (std::uint32_t record = 0; record < num_records_; ++record) {
      if (!is_new(record)) continue;
      if (is_known[cluster_of_[record]]) {
        ++answer_.num_joined;
      } else {
        fresh.insert(cluster_of_[record]);
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
  std::vector<std::vector<std::uint32_t>> members_;   // per group
  std::vector<Edge> edges_;                           // sorted by (left, right); left < right
  std::vector<Edge> barred_;                          // by a rule
  std::unordered_map<std::uint32_t, bool> is_fixed_;  // per group asked for
  UnionFind sets_;                                    // what likely pairs join
  std::vector<bool> is_in_question_;                  // per record
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
