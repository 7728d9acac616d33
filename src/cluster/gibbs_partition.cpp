// SPDX-License-Identifier: Apache-2.0
#include "cluster/gibbs_partition.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

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
  near_.resize(nodes + 1);
  links_.resize(nodes);
  looks_.resize(nodes);
  weight_behind_.resize(nodes);
}

void GibbsPartition::restart(std::span<const float> log_ratio, std::span<const std::uint16_t> labels,
                             const ClusterPrior& prior, std::span<const double> inside) {
  const std::size_t nodes = component_.records.size();
  log_ratio_ = log_ratio;
  inside_.assign(inside.begin(), inside.end());
  inside_.resize(nodes, 0);
  labels_.assign(labels.begin(), labels.end());
  persons_.resize(nodes);
  for (Person& person : persons_) person.clear();
  for (std::uint32_t node = 0; node < nodes; ++node) {
    look_from(node);
    join(persons_[labels_[node]], node, [&](const Member& member) { return link_with(member); });
  }
  for (Person& person : persons_) settle(person, prior);
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

double GibbsPartition::evidence_of_many(const Member& member, const ClusterPrior& prior) const {
  const EvidenceWeights& weights = prior.evidence();
  return weights.between(member.before, member.records) * member.links +
         weights.inside(member.before, member.records) * inside_[member.node];
}

double GibbsPartition::log_weight(const Person& person, const ClusterPrior& prior) const {
  double weight = prior.log_weight(person.size);
  for (const Member& member : person.members) weight += evidence_of(member, prior);
  return weight;
}

double GibbsPartition::evidence_beside(const Person& person, const Person& other,
                                       const ClusterPrior& prior) const {
  double evidence = 0;
  for (Member member : person.members) {
    for (const Member& before : other.members) {
      if (before.rank > member.rank) break;
      member.links += link_between(member, before);
      member.before += before.records;
    }
    evidence += evidence_of(member, prior);
  }
  return evidence;
}

double GibbsPartition::log_weight_together(const Person& person, const Person& other,
                                           const ClusterPrior& prior) const {
  return prior.log_weight(person.size + other.size) + evidence_beside(person, other, prior) +
         evidence_beside(other, person, prior);
}

// Numbers are spread evenly, more or less: from where it should lie in ever longer steps to where it must.
// Then without a jump, as nobody can foretell where it lies.
const GibbsPartition::Neighbour* GibbsPartition::find(std::span<const Neighbour> near,
                                                      std::uint32_t sought) const {
  std::size_t begin = 0, end = near.size();
  const std::size_t guess = near.size() * sought / labels_.size();
  std::size_t step = 4;
  if (near[guess].node <= sought) {
    begin = guess;
    for (; begin + step < end && near[begin + step].node <= sought; step *= 2) begin += step;
    end = std::min(end, begin + step);
  } else {
    end = guess;
    for (; end > step && near[end - step].node > sought; step *= 2) end -= step;
    begin = end > step ? end - step : 0;
  }
  const Neighbour* found = near.data() + begin;
  for (std::size_t left = end - begin; left > 1;) {
    const std::size_t half = left / 2;
    found += found[half].node <= sought ? half : 0;
    left -= half;
  }
  return found;
}

double GibbsPartition::link_between(const Member& member, const Member& other) const {
  std::span<const Neighbour> near = neighbours(member.node);
  std::uint32_t sought = other.node;
  if (neighbours(other.node).size() < near.size()) {
    near = neighbours(other.node);
    sought = member.node;
  }
  if (near.empty()) return unscored_between(member.records, other.records);
  const Neighbour* const found = find(near, sought);
  return found->node == sought ? log_ratio_[found->pair] : unscored_between(member.records, other.records);
}

void GibbsPartition::look_from(std::uint32_t node) {
  looking_ = node;
  if (++look_ == 0) {
    std::fill(looks_.begin(), looks_.end(), Look{});
    look_ = 1;
  }
  for (const Neighbour& neighbour : neighbours(node))
    looks_[neighbour.node] = {log_ratio_[neighbour.pair], look_};
}

template <typename Link>
GibbsPartition::Member GibbsPartition::placed_in(const Person& person, std::uint32_t node, const Link& link,
                                                 std::size_t& at) const {
  Member mine = alone(node);
  for (at = 0; at < person.members.size() && person.members[at].rank < mine.rank; ++at) {
    mine.links += link(person.members[at]);
    mine.before += person.members[at].records;
  }
  return mine;
}

template <typename Link>
double GibbsPartition::joining(const Person& person, std::uint32_t node, const Link& link,
                               const ClusterPrior& prior) const {
  std::size_t at = 0;
  const Member mine = placed_in(person, node, link, at);
  double change = prior.log_weight(person.size + mine.records) - prior.log_weight(person.size);
  for (; at < person.members.size(); ++at) {
    const Member& now = person.members[at];
    Member later = now;
    later.links += link(now);
    later.before += mine.records;
    change += evidence_of(later, prior) - evidence_of(now, prior);
  }
  return change + evidence_of(mine, prior);
}

double GibbsPartition::joining_summed(const Person& person, std::uint32_t node, const Links& links,
                                      const ClusterPrior& prior) const {
  Member mine = alone(node);
  double behind = 0;
  for (const Member& member : person.members) {
    if (member.rank > mine.rank) {
      behind = member.behind;
      break;
    }
    mine.before += member.records;
  }
  mine.links = links.sum[0] + unscored_between(1, mine.before);
  return prior.log_weight(person.size + 1) - prior.log_weight(person.size) + behind + links.sum[1] +
         evidence_of(mine, prior);
}

template <typename Link>
void GibbsPartition::join(Person& person, std::uint32_t node, const Link& link) const {
  std::size_t at = 0;
  const Member mine = placed_in(person, node, link, at);
  for (std::size_t later = at; later < person.members.size(); ++later) {
    person.members[later].links += link(person.members[later]);
    person.members[later].before += mine.records;
  }
  person.members.insert(person.members.begin() + static_cast<std::ptrdiff_t>(at), mine);
  person.size += mine.records;
  person.bits |= bits_[node];
}

template <typename Link>
void GibbsPartition::leave(Person& person, std::uint32_t node, const Link& link) const {
  const std::uint32_t records = num_records_[node];
  const auto at = std::find_if(person.members.begin(), person.members.end(),
                               [&](const Member& member) { return member.node == node; });
  for (auto later = at + 1; later != person.members.end(); ++later) {
    later->links -= link(*later);
    later->before -= records;
  }
  person.members.erase(at);
  person.size -= records;
  person.bits &= ~bits_[node];
}

void GibbsPartition::settle(Person& person, const ClusterPrior& prior) {
  double behind = 0;
  for (auto at = person.members.rbegin(); at != person.members.rend(); ++at) {
    Member later = *at;
    later.links += unscored_between(1, at->records);
    later.before += 1;
    behind += evidence_of(later, prior) - evidence_of(*at, prior);
    at->behind = behind;
    weight_behind_[at->node] = at->records == 1 ? prior.evidence().of_one(later.before)
                                                : prior.evidence().between(later.before, at->records);
  }
}

std::span<const std::uint16_t> GibbsPartition::meet_persons(std::uint32_t node) {
  std::size_t num_near = 0;
  const auto meet = [&](std::uint16_t label) {
    near_[num_near] = label;
    num_near += links_[label].is_near ? 0 : 1;
    links_[label].is_near = true;
  };
  const std::uint16_t rank = rank_[node];
  for (const Neighbour& neighbour : neighbours(node)) {
    const std::uint32_t other = neighbour.node;
    const double beyond = log_ratio_[neighbour.pair] - unscored_between(1, num_records_[other]);
    const bool is_behind = rank_[other] > rank;
    meet(labels_[other]);
    links_[labels_[other]].sum[is_behind ? 1 : 0] += beyond * (is_behind ? weight_behind_[other] : 1.0);
  }
  if (persons_[labels_[node]].size > 0) meet(labels_[node]);
  return std::span(near_).first(num_near);
}

void GibbsPartition::move_node(std::uint32_t node, const ClusterPrior& prior, RandomStream& random) {
  const std::uint16_t old = labels_[node];
  const Member mine = alone(node);
  const auto link = [&](const Member& member) { return link_between(mine, member); };
  leave(persons_[old], node, link);
  settle(persons_[old], prior);
  const std::span<const std::uint16_t> near = meet_persons(node);
  log_weights_.assign(1, prior.log_weight(mine.records) + evidence_of(mine, prior));
  for (const std::uint16_t label : near) {
    const Person& person = persons_[label];
    const Links links = std::exchange(links_[label], {});
    double log_weight = -1e300;
    if ((person.bits & bits_[node]) == 0 && person.size + mine.records <= prior.max_size())
      log_weight =
          mine.records == 1 ? joining_summed(person, node, links, prior) : joining(person, node, link, prior);
    log_weights_.push_back(log_weight);
  }
  const double top = *std::max_element(log_weights_.begin(), log_weights_.end());
  for (double& weight : log_weights_) weight = std::exp(weight - top);
  const std::size_t chosen = draw_index(random, log_weights_);
  std::uint16_t label = old;
  if (chosen == 0) {
    if (persons_[old].size > 0) label = free_label();
  } else {
    label = near[chosen - 1];
    if (persons_[old].size == 0) free_labels_.push_back(old);
  }
  labels_[node] = label;
  join(persons_[label], node, link);
  settle(persons_[label], prior);
}

double GibbsPartition::allocate(std::span<const std::uint32_t> others, std::uint32_t i, std::uint32_t j,
                                bool forced, const ClusterPrior& prior, RandomStream& random) {
  const auto link = [&](const Member& member) { return link_with(member); };
  for (const int side : {0, 1}) {
    sides_[side].clear();
    join(sides_[side], side == 0 ? i : j, link);
  }
  double log_probability = 0;
  for (const std::uint32_t node : others) {
    look_from(node);
    double log_weight[2];
    for (const int side : {0, 1}) {
      log_weight[side] = joining(sides_[side], node, link, prior);
      if ((sides_[side].bits & bits_[node]) != 0) log_weight[side] += kForbiddenLogRatio;
    }
    const double first = 1 / (1 + std::exp(std::clamp(log_weight[1] - log_weight[0], -700.0, 700.0)));
    const int side = forced ? (labels_[node] == labels_[i] ? 0 : 1) : (random.uniform() < first ? 0 : 1);
    log_probability += std::log(std::max(side == 0 ? first : 1 - first, 1e-300));
    join(sides_[side], node, link);
  }
  return log_probability;
}

void GibbsPartition::place(std::uint16_t label, const Person& person, const ClusterPrior& prior) {
  persons_[label] = person;
  for (const Member& member : person.members) labels_[member.node] = label;
  settle(persons_[label], prior);
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
    for (const Member& member : person.members) {
      if (member.node != pair.a && member.node != pair.b) others.push_back(member.node);
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
  const double apart = log_weight(sides_[0], prior) + log_weight(sides_[1], prior);
  const double together = log_weight(persons_[label], prior);
  if (std::log(random.uniform_open()) >= apart - together - log_allocation) return;
  place(label, sides_[0], prior);
  place(free_label(), sides_[1], prior);
}

// Most are refused by what the two are together, whatever the probability of the way back, which takes far
// longer: its logarithm is 0 at most.
void GibbsPartition::propose_merge(const GraphPair& pair, std::span<const std::uint32_t> others,
                                   const ClusterPrior& prior, RandomStream& random) {
  const std::uint16_t label_a = labels_[pair.a], label_b = labels_[pair.b];
  const Person &person = persons_[label_a], &other = persons_[label_b];
  const double apart = log_weight(person, prior) + log_weight(other, prior);
  const double gain = log_weight_together(person, other, prior) - apart;
  const double threshold = std::log(random.uniform_open());
  if (threshold >= gain) return;
  if (threshold >= gain + allocate(others, pair.a, pair.b, true, prior, random)) return;
  for (const Member& member : sides_[1].members) {
    look_from(member.node);
    join(sides_[0], member.node, [&](const Member& other) { return link_with(other); });
  }
  place(label_a, sides_[0], prior);
  persons_[label_b].clear();
  free_labels_.push_back(label_b);
}

}  // namespace byname
