// SPDX-License-Identifier: Apache-2.0
#include "cluster/gibbs_partition.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "cluster/judged_log_ratio.hpp"

namespace byname {

GibbsPartition::GibbsPartition(const Component& component, std::span<const std::uint64_t> unique_bits,
                               std::span<const std::uint32_t> num_records,
                               std::span<const std::uint16_t> rank)
    : component_(component),
      bits_(unique_bits.begin(), unique_bits.end()),
      num_records_(num_records.begin(), num_records.end()),
      rank_(rank.begin(), rank.end()),
      begin_(component.records.size() + 1, 0),
      neighbours_(component.pairs.size() * 2) {
  const std::size_t nodes = component.records.size();
  num_records_.resize(nodes, 1);
  if (rank_.empty()) {
    rank_.resize(nodes);
    std::iota(rank_.begin(), rank_.end(), std::uint16_t{0});
  }
  for (const GraphPair& pair : component.pairs) {
    ++begin_[pair.a + 1];
    ++begin_[pair.b + 1];
  }
  for (std::size_t node = 0; node < nodes; ++node) begin_[node + 1] += begin_[node];
  std::vector<std::uint32_t> at(begin_.begin(), begin_.end() - 1);
  for (std::uint32_t i = 0; i < component.pairs.size(); ++i) {
    neighbours_[at[component.pairs[i].a]++] = {component.pairs[i].b, i};
    neighbours_[at[component.pairs[i].b]++] = {component.pairs[i].a, i};
  }
  links_.resize(nodes);
  is_touched_.assign(nodes, 0);
  side_places_.resize(nodes);
}

void GibbsPartition::restart(std::span<const float> log_ratio, std::span<const std::uint16_t> labels,
                             std::span<const double> inside) {
  const std::size_t nodes = component_.records.size();
  log_ratio_ = log_ratio;
  inside_.assign(inside.begin(), inside.end());
  inside_.resize(nodes, 0);
  labels_.assign(labels.begin(), labels.end());
  places_.assign(nodes, {});
  persons_.resize(nodes);
  for (Person& person : persons_) person.clear();
  for (std::uint32_t node = 0; node < nodes; ++node) {
    look_from(node);
    join(persons_[labels_[node]], places_);
  }
  free_labels_.clear();
  for (std::size_t label = nodes; label-- > 0;) {
    if (persons_[label].size == 0) free_labels_.push_back(static_cast<std::uint16_t>(label));
  }
}

void GibbsPartition::sweep(const ClusterPrior& prior, RandomStream& random) {
  const auto nodes = static_cast<std::uint32_t>(labels_.size());
  for (std::uint32_t node = 0; node < nodes; ++node) move_node(node, prior, random);
  for (std::uint32_t proposal = 0; proposal < nodes; ++proposal) split_or_merge(prior, random);
}

std::uint16_t GibbsPartition::free_label() {
  const std::uint16_t label = free_labels_.back();
  free_labels_.pop_back();
  return label;
}

double GibbsPartition::evidence_of_many_at(std::uint32_t node, const Place& place,
                                           const ClusterPrior& prior) const {
  const EvidenceWeights& weights = prior.evidence();
  const std::uint32_t records = num_records_[node];
  return weights.between(place.before, records) * place.links +
         weights.inside(place.before, records) * inside_[node];
}

double GibbsPartition::log_weight(const Person& person, const std::vector<Place>& places,
                                  const ClusterPrior& prior) const {
  double weight = prior.log_weight(person.size);
  for (const std::uint32_t node : person.members) weight += evidence_at(node, places[node], prior);
  return weight;
}

double GibbsPartition::evidence_beside(const Person& person, const Person& other,
                                       const ClusterPrior& prior) const {
  double evidence = 0;
  for (const std::uint32_t node : person.members) {
    Place place = places_[node];
    for (const std::uint32_t before : other.members) {
      if (rank_[before] > rank_[node]) break;
      place.links += link_between(node, before);
      place.before += num_records_[before];
    }
    evidence += evidence_at(node, place, prior);
  }
  return evidence;
}

double GibbsPartition::log_weight_together(const Person& person, const Person& other,
                                           const ClusterPrior& prior) const {
  return prior.log_weight(person.size + other.size) + evidence_beside(person, other, prior) +
         evidence_beside(other, person, prior);
}

double GibbsPartition::link_between(std::uint32_t node, std::uint32_t other) const {
  std::span<const Neighbour> near = neighbours(node);
  std::uint32_t sought = other;
  if (neighbours(other).size() < near.size()) {
    near = neighbours(other);
    sought = node;
  }
  const auto found = std::lower_bound(near.begin(), near.end(), sought,
                                      [](const Neighbour& each, std::uint32_t at) { return each.node < at; });
  return found != near.end() && found->node == sought ? log_ratio_[found->pair]
                                                      : unscored_between(node, other);
}

void GibbsPartition::look_from(std::uint32_t node) {
  looking_ = node;
  if (++look_ == 0) {
    std::fill(links_.begin(), links_.end(), Link{});
    look_ = 1;
  }
  for (const Neighbour& neighbour : neighbours(node))
    links_[neighbour.node] = {log_ratio_[neighbour.pair], look_};
}

double GibbsPartition::link_with(std::uint32_t other) const {
  const Link& link = links_[other];
  return link.look == look_ ? link.log_ratio : unscored_between(looking_, other);
}

double GibbsPartition::joining(const Person& person, const std::vector<Place>& places,
                               const ClusterPrior& prior) const {
  const std::uint32_t records = num_records_[looking_];
  Place mine;
  double change = prior.log_weight(person.size + records) - prior.log_weight(person.size);
  auto at = person.members.begin();
  for (; at != person.members.end() && rank_[*at] < rank_[looking_]; ++at) {
    mine.links += link_with(*at);
    mine.before += num_records_[*at];
  }
  for (; at != person.members.end(); ++at) {
    const Place& place = places[*at];
    change += evidence_at(*at, {place.links + link_with(*at), place.before + records}, prior) -
              evidence_at(*at, place, prior);
  }
  return change + evidence_at(looking_, mine, prior);
}

void GibbsPartition::join(Person& person, std::vector<Place>& places) const {
  const std::uint32_t records = num_records_[looking_];
  Place mine;
  auto at = person.members.begin();
  for (; at != person.members.end() && rank_[*at] < rank_[looking_]; ++at) {
    mine.links += link_with(*at);
    mine.before += num_records_[*at];
  }
  for (auto later = at; later != person.members.end(); ++later) {
    places[*later].links += link_with(*later);
    places[*later].before += records;
  }
  person.members.insert(at, looking_);
  person.size += records;
  person.bits |= bits_[looking_];
  places[looking_] = mine;
}

void GibbsPartition::leave(Person& person, std::vector<Place>& places) const {
  const std::uint32_t records = num_records_[looking_];
  const auto at = std::find(person.members.begin(), person.members.end(), looking_);
  for (auto later = at + 1; later != person.members.end(); ++later) {
    places[*later].links -= link_with(*later);
    places[*later].before -= records;
  }
  person.members.erase(at);
  person.size -= records;
  person.bits &= ~bits_[looking_];
}

void GibbsPartition::move_node(std::uint32_t node, const ClusterPrior& prior, RandomStream& random) {
  look_from(node);
  const std::uint16_t old = labels_[node];
  leave(persons_[old], places_);
  touched_.clear();
  const auto touch = [&](std::uint16_t label) {
    if (is_touched_[label] || persons_[label].size == 0) return;
    touched_.push_back(label);
    is_touched_[label] = 1;
  };
  for (const Neighbour& neighbour : neighbours(node)) touch(labels_[neighbour.node]);
  touch(old);
  thread_local std::vector<double> log_weights;
  log_weights.assign(1, prior.log_weight(num_records_[node]) + evidence_at(node, {}, prior));
  double top = log_weights[0];
  for (const std::uint16_t label : touched_) {
    is_touched_[label] = 0;
    const Person& person = persons_[label];
    const bool may_join = (person.bits & bits_[node]) == 0;
    log_weights.push_back(may_join ? joining(person, places_, prior) : -1e300);
    top = std::max(top, log_weights.back());
  }
  for (double& weight : log_weights) weight = std::exp(weight - top);
  const std::size_t chosen = draw_index(random, log_weights);
  std::uint16_t label = old;
  if (chosen == 0) {
    if (persons_[old].size > 0) label = free_label();
  } else {
    label = touched_[chosen - 1];
    if (persons_[old].size == 0) free_labels_.push_back(old);
  }
  labels_[node] = label;
  join(persons_[label], places_);
}

double GibbsPartition::allocate(std::span<const std::uint32_t> others, std::uint32_t i, std::uint32_t j,
                                bool forced, const ClusterPrior& prior, RandomStream& random) {
  for (const int side : {0, 1}) {
    sides_[side].clear();
    look_from(side == 0 ? i : j);
    join(sides_[side], side_places_);
  }
  double log_probability = 0;
  for (const std::uint32_t node : others) {
    look_from(node);
    double log_weight[2];
    for (const int side : {0, 1}) {
      log_weight[side] = joining(sides_[side], side_places_, prior);
      if ((sides_[side].bits & bits_[node]) != 0) log_weight[side] += kForbiddenLogRatio;
    }
    const double first = 1 / (1 + std::exp(std::clamp(log_weight[1] - log_weight[0], -700.0, 700.0)));
    const int side = forced ? (labels_[node] == labels_[i] ? 0 : 1) : (random.uniform() < first ? 0 : 1);
    log_probability += std::log(std::max(side == 0 ? first : 1 - first, 1e-300));
    join(sides_[side], side_places_);
  }
  return log_probability;
}

void GibbsPartition::settle(std::uint16_t label, const Person& person) {
  persons_[label] = person;
  for (const std::uint32_t node : person.members) {
    labels_[node] = label;
    places_[node] = side_places_[node];
  }
}

void GibbsPartition::split_or_merge(const ClusterPrior& prior, RandomStream& random) {
  const GraphPair& pair = component_.pairs[random.below(component_.pairs.size())];
  const std::uint16_t label_a = labels_[pair.a];
  const std::uint16_t label_b = labels_[pair.b];
  const bool is_split = label_a == label_b;
  if (!is_split && (persons_[label_a].bits & persons_[label_b].bits) != 0) return;
  if (!is_split && persons_[label_a].size + persons_[label_b].size > prior.max_size()) return;
  thread_local std::vector<std::uint32_t> others;
  others.clear();
  const auto collect = [&](const Person& person) {
    for (const std::uint32_t node : person.members) {
      if (node != pair.a && node != pair.b) others.push_back(node);
    }
  };
  collect(persons_[label_a]);
  if (!is_split) collect(persons_[label_b]);
  std::sort(others.begin(), others.end());
  for (std::size_t left = others.size(); left > 1; --left)
    std::swap(others[left - 1], others[random.below(left)]);

  if (is_split) {
    propose_split(pair, others, prior, random);
  } else {
    propose_merge(pair, others, prior, random);
  }
}

void GibbsPartition::propose_split(const GraphPair& pair, std::span<const std::uint32_t> others,
                                   const ClusterPrior& prior, RandomStream& random) {
  const std::uint16_t label = labels_[pair.a];
  const double log_allocation = allocate(others, pair.a, pair.b, false, prior, random);
  const double apart =
      log_weight(sides_[0], side_places_, prior) + log_weight(sides_[1], side_places_, prior);
  const double together = log_weight(persons_[label], places_, prior);
  if (std::log(random.uniform_open()) >= apart - together - log_allocation) return;
  settle(label, sides_[0]);
  settle(free_label(), sides_[1]);
}

// Most are refused by what the two are together, whatever the probability of the way back, which takes far
// longer: its logarithm is 0 at most.
void GibbsPartition::propose_merge(const GraphPair& pair, std::span<const std::uint32_t> others,
                                   const ClusterPrior& prior, RandomStream& random) {
  const std::uint16_t label_a = labels_[pair.a], label_b = labels_[pair.b];
  const Person &person = persons_[label_a], &other = persons_[label_b];
  const double apart = log_weight(person, places_, prior) + log_weight(other, places_, prior);
  const double gain = log_weight_together(person, other, prior) - apart;
  const double threshold = std::log(random.uniform_open());
  if (threshold >= gain) return;
  if (threshold >= gain + allocate(others, pair.a, pair.b, true, prior, random)) return;
  for (const std::uint32_t node : sides_[1].members) {
    look_from(node);
    join(sides_[0], side_places_);
  }
  settle(label_a, sides_[0]);
  persons_[label_b].clear();
  free_labels_.push_back(label_b);
}

}  // namespace byname
