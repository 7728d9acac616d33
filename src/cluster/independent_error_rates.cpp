// SPDX-License-Identifier: Apache-2.0
#include "cluster/independent_error_rates.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

#include "base/parallel.hpp"
#include "model/calibration_curve.hpp"

namespace byname {

namespace {

constexpr double kNormal95 = 1.959964;
constexpr double kSureLink = 0.99;
constexpr std::uint64_t kDecoys = 100'000;
constexpr std::size_t kDecoysPerChunk = 4096;
/// A decoy that stands for more links than this share of all says nothing.
constexpr double kCoarsest = 0.05;
/// Comparisons that agree together this much more often than chance belong to one part of a decoy.
constexpr double kCorrelated = 1.5;

double log_odds(double probability) { return std::log(probability / (1 - probability)); }

/// 95 % limits of a Poisson mean (Byar's approximation; Breslow & Day 1987, p. 69).
std::pair<double, double> poisson_limits(double count) {
  const auto limit = [](double n, double sign) {
    if (n <= 0) return 0.0;
    const double root = 1 - 1 / (9 * n) + sign * kNormal95 / (3 * std::sqrt(n));
    return n * root * root * root;
  };
  return {limit(count, -1), limit(count + 1, 1)};
}

/// 95 % limits of a share (Wilson 1927).
std::pair<double, double> share_limits(double share, double trials) {
  const double z2 = kNormal95 * kNormal95;
  const double centre = (share + z2 / (2 * trials)) / (1 + z2 / trials);
  const double half =
      kNormal95 / (1 + z2 / trials) * std::sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials));
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

/// Decides of single pairs whether they would be links.
class PairJudge {
 public:
  explicit PairJudge(const LinkedPairs& pairs)
      : pairs_(pairs),
        scorer_(*pairs.scoring->parameters),
        lambda_(log_odds(std::clamp(pairs.scoring->parameters->lambda, 1e-300, 1 - 1e-12))) {}

  /// False for nearly all pairs at the cost of a few look-ups: even the rarest values would not make it a
  /// link.
  bool may_be_link(std::uint64_t pattern) const {
    const PatternCode& code = pairs_.scoring->comparer->code();
    std::array<std::int8_t, 64> gammas;
    for (std::size_t k = 0; k < code.num_comparisons(); ++k)
      gammas[k] = static_cast<std::int8_t>(code.gamma(pattern, k));
    const double most = scorer_.log_ratio({gammas.data(), code.num_comparisons()}) -
                        std::min(0.0, pairs_.scoring->frequencies->lowest_adjustment(pattern));
    return calibrated_log_odds(pairs_.calibration, most + lambda_) >= 0;
  }
  double log_odds_of(std::uint64_t pattern, double rarity) const {
    const ScoreTable table(pairs_.scoring->comparer->code(), {pattern}, *pairs_.scoring->parameters);
    return calibrated_log_odds(pairs_.calibration, table.log_ratio(0, rarity) + lambda_);
  }
  double log_odds_of(const Edge& edge) const {
    return calibrated_log_odds(pairs_.calibration, edge.log_ratio + lambda_);
  }
  bool is_barred(std::uint64_t pattern) const {
    return pairs_.scoring->vetoes->bars(pairs_.scoring->comparer->code(), pattern);
  }
  bool is_link(const Edge& edge) const {
    return log_odds_of(edge) >= 0 && !is_barred(edge.pattern) &&
           !pairs_.scoring->constraints->forbids(edge.left, edge.right);
  }

 private:
  const LinkedPairs& pairs_;
  PatternScorer scorer_;
  double lambda_;
};

/// Numbers of the part that each comparison belongs to.
std::vector<std::size_t> correlated_parts(const MixtureParameters& parameters) {
  std::vector<std::size_t> part(parameters.num_comparisons());
  std::iota(part.begin(), part.end(), std::size_t{0});
  for (std::size_t a = 0; a < part.size(); ++a) {
    for (std::size_t b = a + 1; b < part.size(); ++b) {
      if (parameters.ratio(a, b) < kCorrelated || part[a] == part[b]) continue;
      const std::size_t from = part[b], to = part[a];
      std::replace(part.begin(), part.end(), from, to);
    }
  }
  return part;
}

class DecoySampler {
 public:
  explicit DecoySampler(const LinkedPairs& pairs)
      : pairs_(pairs), judge_(pairs), part_of_(correlated_parts(*pairs.scoring->parameters)) {
    const std::vector<std::uint32_t>& list_of = pairs.records->list;
    std::vector<std::vector<std::uint32_t>> lists(pairs.is_unique.size());
    for (std::uint32_t record = 0; record < list_of.size(); ++record) {
      if (pairs.is_unique[list_of[record]]) lists[list_of[record]].push_back(record);
    }
    for (std::vector<std::uint32_t>& list : lists) {
      if (list.size() < 2) continue;
      num_within_ += static_cast<double>(list.size()) * static_cast<double>(list.size() - 1) / 2;
      within_.push_back(num_within_);
      lists_.push_back(std::move(list));
    }
  }

  bool is_within_lists() const { return num_within_ > 0; }

  /// True if the decoy of this number would be a link.
  bool is_link(std::uint64_t number, std::uint64_t seed) const {
    RandomStream random(seed, RandomStage::kRecordSample, number, is_within_lists() ? 1 : 2, 0);
    return is_within_lists() ? is_link_within(random) : is_link_of_parts(random);
  }

 private:
  bool is_link_within(RandomStream& random) const {
    const double at = random.uniform() * num_within_;
    const auto list = std::upper_bound(within_.begin(), within_.end() - 1, at) - within_.begin();
    const std::vector<std::uint32_t>& records = lists_[static_cast<std::size_t>(list)];
    const auto [left, right] = draw_two(records.size(), random);
    const std::uint64_t pattern = pairs_.scoring->comparer->pattern(records[left], records[right]);
    if (judge_.is_barred(pattern) || !judge_.may_be_link(pattern)) return false;
    const double rarity = pairs_.scoring->frequencies->adjustment(records[left], records[right], pattern);
    return judge_.log_odds_of(pattern, rarity) >= 0;
  }

  /// Every part of the pattern is that of another random pair, which is no link itself.
  bool is_link_of_parts(RandomStream& random) const {
    const PairComparer& comparer = *pairs_.scoring->comparer;
    std::uint64_t pattern = 0;
    double rarity = 0;
    for (std::size_t part = 0; part < part_of_.size(); ++part) {
      if (std::find(part_of_.begin(), part_of_.end(), part) == part_of_.end()) continue;
      const auto [left, right, whole] = draw_other_persons(random);
      std::uint64_t of_part = 0;
      for (std::size_t k = 0; k < part_of_.size(); ++k) {
        if (part_of_[k] != part) continue;
        of_part +=
            static_cast<std::uint64_t>(comparer.code().gamma(whole, k) + 1) * comparer.code().stride(k);
      }
      rarity += pairs_.scoring->frequencies->adjustment(static_cast<std::uint32_t>(left),
                                                        static_cast<std::uint32_t>(right), of_part);
      pattern += of_part;
    }
    return !judge_.is_barred(pattern) && judge_.may_be_link(pattern) &&
           judge_.log_odds_of(pattern, rarity) >= 0;
  }

  struct DrawnTwo {
    std::size_t left, right;
    std::uint64_t pattern;
  };
  bool is_link_itself(const DrawnTwo& drawn) const {
    const double rarity = pairs_.scoring->frequencies->adjustment(
        static_cast<std::uint32_t>(drawn.left), static_cast<std::uint32_t>(drawn.right), drawn.pattern);
    return judge_.log_odds_of(drawn.pattern, rarity) >= 0;
  }
  DrawnTwo draw_other_persons(RandomStream& random) const {
    constexpr int kMostTries = 20;
    DrawnTwo drawn{};
    for (int tries = 0; tries < kMostTries; ++tries) {
      std::tie(drawn.left, drawn.right) = draw_two(pairs_.scoring->comparer->num_records(), random);
      drawn.pattern = pairs_.scoring->comparer->pattern(static_cast<std::uint32_t>(drawn.left),
                                                        static_cast<std::uint32_t>(drawn.right));
      if (!judge_.may_be_link(drawn.pattern) || !is_link_itself(drawn)) break;
    }
    return drawn;
  }

  static std::pair<std::size_t, std::size_t> draw_two(std::size_t size, RandomStream& random) {
    const auto left = static_cast<std::size_t>(random.below(size));
    const auto right = static_cast<std::size_t>(random.below(size - 1));
    return {left, right < left ? right : right + 1};
  }

  const LinkedPairs& pairs_;
  PairJudge judge_;
  std::vector<std::size_t> part_of_;
  std::vector<std::vector<std::uint32_t>> lists_;
  std::vector<double> within_;  ///< cumulative pairs of lists_
  double num_within_ = 0;
};

void add_decoy_rate(const LinkedPairs& pairs, double num_links, const ExecutionContext& context,
                    std::vector<IndependentErrorRate>& rates) {
  const AllowedPairs allowed(pairs.records->list, pairs.is_unique);
  const double stands_for = allowed.count() / static_cast<double>(kDecoys);
  if (stands_for > kCoarsest * num_links) return;
  const DecoySampler decoys(pairs);
  const std::int64_t hits = parallel_reduce(
      context, kDecoys, kDecoysPerChunk, std::int64_t{0},
      [&](std::size_t begin, std::size_t end) {
        std::int64_t found = 0;
        for (std::size_t i = begin; i < end; ++i) found += decoys.is_link(i, context.seed);
        return found;
      },
      [](std::int64_t& total, std::int64_t part) { total += part; });
  const auto [low, high] = poisson_limits(static_cast<double>(hits));
  const auto rate = [&](double count) { return std::min(1.0, count * stands_for / num_links); };
  rates.push_back({decoys.is_within_lists() ? ErrorRateMethod::kDecoyLists : ErrorRateMethod::kDecoyParts,
                   rate(static_cast<double>(hits)), rate(low), rate(high),
                   static_cast<std::int64_t>(kDecoys)});
}

/// Triples of one component: how many there are, and in how many the outer two are no link by themselves.
struct TripleCounts {
  std::int64_t all = 0;
  std::int64_t missed = 0;
};

TripleCounts count_triples(const LinkedPairs& pairs, const Component& component, const ScoreTable& table,
                           double sure, const std::vector<std::uint64_t>& unique_bits) {
  const std::size_t size = component.records.size();
  TripleCounts counts;
  constexpr std::size_t kLargest = 200;
  if (size < 3 || size > kLargest) return counts;
  constexpr double kUnscored = -1e9;
  std::vector<double> odds(size * size, kUnscored);
  for (const GraphPair& pair : component.pairs) {
    if (pair.is_required) continue;  // judged, which says nothing of the scores
    const double scored =
        pair.is_forbidden
            ? kUnscored
            : calibrated_log_odds(pairs.calibration, table.log_ratio(pair.pattern, pair.term_frequency) +
                                                         table.log_odds_lambda());
    odds[pair.a * size + pair.b] = odds[pair.b * size + pair.a] = scored;
  }
  std::vector<std::size_t> near;
  for (std::size_t middle = 0; middle < size; ++middle) {
    near.clear();
    for (std::size_t other = 0; other < size; ++other) {
      if (odds[middle * size + other] >= sure) near.push_back(other);
    }
    for (std::size_t i = 0; i < near.size(); ++i) {
      for (std::size_t j = i + 1; j < near.size(); ++j) {
        if ((unique_bits[near[i]] & unique_bits[near[j]]) != 0) continue;
        ++counts.all;
        counts.missed += odds[near[i] * size + near[j]] < 0;
      }
    }
  }
  return counts;
}

void add_triple_rate(const LinkedPairs& pairs, const ExecutionContext& context,
                     std::vector<IndependentErrorRate>& rates) {
  constexpr std::size_t kChunk = 4096;
  const ScoreTable table(pairs.scoring->comparer->code(), pairs.graph->patterns, *pairs.scoring->parameters);
  const std::vector<Component>& components = pairs.graph->components;
  const auto add = [](TripleCounts& total, const TripleCounts& part) {
    total.all += part.all;
    total.missed += part.missed;
  };
  const TripleCounts total = parallel_reduce(
      context, components.size(), kChunk, TripleCounts{},
      [&](std::size_t begin, std::size_t end) {
        TripleCounts part;
        std::vector<std::uint64_t> bits;
        for (std::size_t c = begin; c < end; ++c) {
          bits.clear();
          for (const std::uint32_t record : components[c].records)
            bits.push_back(pairs.scoring->constraints->unique_bit(record));
          add(part, count_triples(pairs, components[c], table, log_odds(kSureLink), bits));
        }
        return part;
      },
      add);
  if (total.all == 0) return;
  const double rate = static_cast<double>(total.missed) / static_cast<double>(total.all);
  const auto [low, high] = share_limits(rate, static_cast<double>(total.all));
  rates.push_back({ErrorRateMethod::kTriples, rate, low, high, total.all});
}

void add_neighbour_rate(const LinkedPairs& pairs, std::vector<IndependentErrorRate>& rates) {
  const PairJudge judge(pairs);
  const std::vector<std::uint32_t>& list_of = pairs.records->list;
  /// (record, other list) -> links into it; records without any are known by the size of their list.
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t> neighbours;
  for (const Edge& edge : *pairs.edges) {
    const std::uint32_t left = list_of[edge.left], right = list_of[edge.right];
    if (left == right || !pairs.is_unique[left] || !pairs.is_unique[right] || !judge.is_link(edge)) continue;
    ++neighbours[{edge.left, right}];
    ++neighbours[{edge.right, left}];
  }
  std::vector<double> size(pairs.is_unique.size(), 0);
  for (const std::uint32_t list : list_of) ++size[list];
  double places = 0, links = 0, doubles = 0;
  double num_unique = 0;
  for (std::size_t list = 0; list < size.size(); ++list) num_unique += pairs.is_unique[list] ? 1 : 0;
  for (std::size_t list = 0; list < size.size(); ++list)
    places += pairs.is_unique[list] ? size[list] * (num_unique - 1) : 0;
  for (const auto& [key, count] : neighbours) {
    links += static_cast<double>(count);
    doubles += static_cast<double>(count * (count - 1));
  }
  if (links == 0) return;
  // n = Bernoulli(q) + Poisson(f): E n = q + f, E n(n-1) = 2 q f + f^2, so f = E n - sqrt((E n)^2 - E
  // n(n-1)).
  const double mean = links / places;
  const auto false_share = [&](double sum_of_doubles) {
    const double second = sum_of_doubles / places;
    return std::clamp((mean - std::sqrt(std::max(0.0, mean * mean - second))) / mean, 0.0, 1.0);
  };
  const auto [low, high] = poisson_limits(doubles / 2);
  rates.push_back({ErrorRateMethod::kNeighbours, false_share(doubles), false_share(2 * low),
                   false_share(2 * high), static_cast<std::int64_t>(places)});
}

}  // namespace

std::vector<IndependentErrorRate> independent_error_rates(const LinkedPairs& pairs,
                                                          const ExecutionContext& context) {
  const PairJudge judge(pairs);
  const double num_links = parallel_reduce(
      context, pairs.edges->size(), 8192, 0.0,
      [&](std::size_t begin, std::size_t end) {
        double links = 0;  // whole
        for (std::size_t i = begin; i < end; ++i) links += judge.is_link((*pairs.edges)[i]) ? 1 : 0;
        return links;
      },
      [](double& total, double part) { total += part; });
  std::vector<IndependentErrorRate> rates;
  if (num_links == 0) return rates;
  add_decoy_rate(pairs, num_links, context, rates);
  add_triple_rate(pairs, context, rates);
  add_neighbour_rate(pairs, rates);
  return rates;
}

}  // namespace byname
