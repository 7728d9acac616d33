// SPDX-License-Identifier: Apache-2.0
#include "cluster/missed_links.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/parallel.hpp"

namespace byname {

namespace {

double probability_of(const Edge& edge, double log_odds_lambda) {
  return 1 / (1 + std::exp(-(edge.log_ratio + log_odds_lambda)));
}

/// Weights of list patterns when one of two persons to be joined is picked: persons that hold a mention of
/// the list.
std::uint32_t pick_pattern(const std::map<std::uint32_t, std::int64_t>& overlap, RandomStream& random) {
  std::int64_t total = 0;
  for (const auto& [pattern, count] : overlap) total += count;
  if (total <= 0) return 0;
  auto left = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(total)));
  for (const auto& [pattern, count] : overlap) {
    if (left < count) return pattern;
    left -= count;
  }
  return overlap.rbegin()->first;
}

/// Links of a draw by how many lists they span: a person on two lists tells of links across, others of links
/// within.
double share_across(const std::map<std::uint32_t, std::int64_t>& overlap, std::size_t num_records) {
  double across = 0;
  double persons = 0;
  for (const auto& [pattern, count] : overlap) {
    across += static_cast<double>(count) * (__builtin_popcount(pattern) - 1);
    persons += static_cast<double>(count);
  }
  const double links = static_cast<double>(num_records) - persons;
  return links > 0 ? std::clamp(across / links, 0.0, 1.0) : 1;
}

bool join_two(PartitionDraw& draw, bool across, std::uint32_t unique_mask, RandomStream& random) {
  for (int attempt = 0; attempt < 50; ++attempt) {
    const std::uint32_t first = pick_pattern(draw.overlap, random);
    const std::uint32_t second = pick_pattern(draw.overlap, random);
    if (first == second && draw.overlap[first] < 2) continue;
    if ((first & second & unique_mask) != 0) continue;
    const bool is_across = (first & second) == 0;
    if (is_across != across && attempt < 49) continue;
    --draw.overlap[first];
    --draw.overlap[second];
    ++draw.overlap[first | second];
    for (const std::uint32_t pattern : {first, second}) {
      if (draw.overlap[pattern] == 0) draw.overlap.erase(pattern);
    }
    --draw.num_persons;
    return true;
  }
  return false;
}

/// Pairs that one missed link stands for: a missed link between persons of s and t mentions is s t missed
/// pairs. One side is a fragment, s mentions of which all s links were missed, so it is small; the other is
/// any mention's person.
double pairs_per_join(const std::vector<std::int64_t>& persons_per_size, double recall) {
  double fragments = 0, fragment_mentions = 0, mentions = 0, squares = 0;
  double weight = 1;
  for (std::size_t s = 1; s < persons_per_size.size(); ++s) {
    const auto size = static_cast<double>(s);
    const auto count = static_cast<double>(persons_per_size[s]);
    fragments += weight * count;
    fragment_mentions += weight * count * size;
    mentions += count * size;
    squares += count * size * size;
    weight *= 1 - recall;
  }
  return fragments > 0 && mentions > 0 ? fragment_mentions / fragments * (squares / mentions) : 1;
}

double variance(const std::vector<double>& values) {
  double mean = 0, sum = 0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  for (const double value : values) sum += (value - mean) * (value - mean);
  return values.size() > 1 ? sum / static_cast<double>(values.size() - 1) : 0;
}

}  // namespace

MissedLinks estimate_missed_links(const Blocks& blocks, const std::vector<Edge>& edges,
                                  const MixtureParameters& parameters, double full_space_matches,
                                  const ExecutionContext& context) {
  const double log_odds_lambda = std::log(std::max(parameters.lambda, 1e-300) / (1 - parameters.lambda));
  MissedLinks missed;
  // Sums are in the order of edges; only what is summed is found by threads.
  std::vector<double> probability(edges.size());
  std::vector<std::uint8_t> num_keys(edges.size());
  parallel_chunks(context, edges.size(), 8192, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      probability[i] = probability_of(edges[i], log_odds_lambda);
      num_keys[i] =
          static_cast<std::uint8_t>(std::popcount(blocks.meeting_keys(edges[i].left, edges[i].right)));
    }
  });
  double once = 0;
  double twice = 0;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    missed.expected_found += probability[i];
    if (num_keys[i] == 1) once += probability[i];
    if (num_keys[i] == 2) twice += probability[i];
  }
  const double unseen = twice > 0 ? once * once / (2 * twice) : once;
  missed.recall_capture =
      missed.expected_found > 0 ? missed.expected_found / (missed.expected_found + unseen) : 1;
  missed.expected_all = full_space_matches > 0
                            ? std::max(full_space_matches, missed.expected_found)
                            : missed.expected_found / std::max(missed.recall_capture, 0.01);
  missed.recall = missed.expected_all > 0 ? missed.expected_found / missed.expected_all : 1;
  missed.recall_sd =
      std::max({std::abs(missed.recall - missed.recall_capture) / 2,
                full_space_matches > 0 ? 1 / std::sqrt(std::max(full_space_matches, 1.0)) : 0.005, 0.002});
  return missed;
}

HiddenLinkVariance add_hidden_links(std::vector<PartitionDraw>& draws,
                                    const std::vector<std::int64_t>& persons_per_size,
                                    const HiddenLinkOptions& options, const ExecutionContext& context) {
  std::uint32_t unique_mask = 0;
  for (std::size_t list = 0; list < options.is_unique.size() && list < 32; ++list) {
    if (options.is_unique[list]) unique_mask |= 1u << list;
  }
  const double dark_share = std::min(1.0, std::max(options.ambiguity, 0.001) / 0.05);
  std::vector<double> dark_joins, missed_joins, barred_joins;
  for (std::size_t d = 0; d < draws.size(); ++d) {
    PartitionDraw& draw = draws[d];
    RandomStream random(context.seed, RandomStage::kMissedLinks, d, 0, 0);
    const auto n = static_cast<std::int64_t>(options.num_records);
    const double across = share_across(draw.overlap, options.num_records);
    const double delta = draw_beta(random, 1, 19);
    const std::int64_t at_risk = std::min(n - draw.num_persons, draw.num_persons);
    const std::int64_t dark =
        draw_binomial(random, std::max<std::int64_t>(at_risk, 0), dark_share * delta / (1 - delta));
    std::int64_t missed = 0;
    if (options.missed != nullptr && options.missed->expected_found > 0) {
      const double mean = std::clamp(options.missed->recall, 0.02, 0.9995);
      const double sd = std::min(options.missed->recall_sd, 0.45 * std::sqrt(mean * (1 - mean)));
      const double strength = mean * (1 - mean) / (sd * sd) - 1;
      const double recall = std::clamp(draw_beta(random, mean * strength, (1 - mean) * strength), 0.05, 1.0);
      const double pairs = options.missed->expected_found * (1 - recall) / recall;
      missed = std::min(draw_poisson(random, pairs / pairs_per_join(persons_per_size, recall)),
                        draw.num_persons / 2);
    }
    std::int64_t barred = 0;
    if (options.barred > 0) barred = draw_binomial(random, options.barred, random.uniform());
    const auto join = [&](std::int64_t joins) {
      double done = 0;
      for (std::int64_t i = 0; i < joins; ++i)
        done += join_two(draw, random.uniform() < across, unique_mask, random);
      return done;
    };
    dark_joins.push_back(join(dark));
    missed_joins.push_back(join(missed));
    barred_joins.push_back(join(barred));
  }
  return {variance(dark_joins), variance(missed_joins), variance(barred_joins)};
}

}  // namespace byname
