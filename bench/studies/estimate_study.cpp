// SPDX-License-Identifier: Apache-2.0
// estimate_study DESIGN FIRST_SEED WORLDS [THREADS [MISCALIBRATION [PEOPLE]]]: how often the 95 % interval of
// the total holds the truth of invented worlds, one line a world and treatment. estimate_study calibrate
// FIRST_SEED WORLDS [THREADS]: simulation-based calibration of the latent classes. tools/study_estimates.py
// calls it and makes the tables of docs/studies.md.
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <set>

#include "base/parallel.hpp"
#include "cluster/decided_partition.hpp"
#include "cluster/missed_links.hpp"
#include "estimate/estimator_families.hpp"
#include "estimate/family_answers.hpp"
#include "estimate/tempered_chain.hpp"
#include "estimate/unequal_chances.hpp"
#include "studies/estimate_world.hpp"

namespace byname::study {
namespace {

constexpr int kDraws = 100;
constexpr std::size_t kJudged = 200;
constexpr double kDoubtful = 6;         // log odds of the pairs that are judged
constexpr double kInterceptSd = 0.5;    // byname's own before anybody judged
constexpr std::size_t kAicAverage = 1;  // among the variants of loglinear-pairs

struct StudyOptions {
  std::uint64_t first_seed = 1;
  std::uint64_t num_worlds = 1;
  int num_threads = 1;
  double miscalibration = 0.25;
  int num_people = 10000;
};

/// What deciding got wrong: share of the true links that it missed, and of the mentions that it gave to
/// another person.
struct LinkageErrors {
  double missed = 0;
  double false_mentions = 0;
};

/// What linking makes of a world's scores: the decided overlap and the draws.
struct StudyLinkage {
  Overlap decided;
  std::vector<Overlap> draws;
  std::vector<Overlap> draws_with_hidden;
  std::vector<Overlap> draws_judged;  ///< the calibration learned from some judged pairs
  LinkageErrors errors;
};

Overlap overlap_of(const EstimateWorld& world, const DecidedPartition& decided) {
  Overlap overlap;
  for (const Person& person : decided.persons) {
    std::uint32_t pattern = 0;
    for (const std::uint32_t record : person.records) pattern |= 1u << world.list_of[record];
    ++overlap[pattern];
  }
  return overlap;
}

double ambiguity_of(const EstimateWorld& world) {
  double sum = 0;
  for (const EstimateWorld::Score& score : world.scores) {
    const double p = 1 / (1 + std::exp(-score.log_odds));
    sum += p * (1 - p);
  }
  return sum / world.expected_matches;
}

std::vector<Overlap> overlaps_of(const std::vector<PartitionDraw>& draws) {
  std::vector<Overlap> overlaps;
  for (const PartitionDraw& draw : draws) overlaps.push_back(draw.overlap);
  return overlaps;
}

LinkageErrors errors_of(const EstimateWorld& world, const DecidedPartition& decided) {
  double found = 0;
  double astray = 0;
  std::set<std::uint32_t> people(world.person_of.begin(), world.person_of.end());
  for (const Person& person : decided.persons) {
    std::map<std::uint32_t, double> mentions;
    for (const std::uint32_t record : person.records) ++mentions[world.person_of[record]];
    double most = 0;
    for (const auto& [who, count] : mentions) {
      found += count - 1;
      most = std::max(most, count);
    }
    astray += static_cast<double>(person.records.size()) - most;
  }
  const auto mentions = static_cast<double>(world.list_of.size());
  return {1 - found / (mentions - static_cast<double>(people.size())), astray / mentions};
}

/// Pairs drawn among the doubtful ones, judged without error.
std::vector<LabelledScore> judge_pairs(const EstimateWorld& world, std::uint64_t seed) {
  std::vector<const EstimateWorld::Score*> doubtful;
  for (const EstimateWorld::Score& score : world.scores) {
    if (std::abs(score.log_odds) < kDoubtful) doubtful.push_back(&score);
  }
  RandomStream random(seed, RandomStage::kSynth, 3, 0, 0);
  std::vector<LabelledScore> labels;
  for (std::size_t i = 0; i < kJudged && !doubtful.empty(); ++i) {
    const std::size_t at = random.below(doubtful.size());
    const EstimateWorld::Score& score = *doubtful[at];
    labels.push_back({score.log_odds, world.person_of[score.left] == world.person_of[score.right], 1});
    doubtful[at] = doubtful.back();
    doubtful.pop_back();
  }
  return labels;
}

StudyLinkage link_world(const EstimateWorld& world, const ExecutionContext& context) {
  ModelSpec model;
  model.comparisons.resize(1);
  model.comparisons.front().levels.resize(2);
  const PatternCode code(model);
  const std::vector<bool> is_unique(kLists, true);
  MixtureParameters parameters;
  parameters.lambda = world.expected_matches / AllowedPairs(world.list_of, is_unique).count();
  parameters.m = parameters.u = {{1.0}};
  parameters.correlation = {1};
  const TrainingEvidence evidence{{{world.expected_matches}}, {0}};
  const double log_odds_lambda = std::log(parameters.lambda / (1 - parameters.lambda));
  const PairGraph graph = make_graph(world, log_odds_lambda);
  const Constraints constraints(world.list_of, is_unique, {});
  SamplerOptions options;
  options.num_draws = kDraws;
  options.num_lists = kLists;
  const SampledPartitions draws =
      sample_partitions(graph, code, parameters, evidence, constraints, options, context);
  StudyLinkage linkage;
  const DecidedPartition decided = decide_partition(graph, draws, constraints, 0.5, context);
  linkage.decided = overlap_of(world, decided);
  linkage.errors = errors_of(world, decided);
  std::vector<PartitionDraw> overlaps = overlap_of_draws(graph, draws, world.list_of, context);
  linkage.draws = overlaps_of(overlaps);
  HiddenLinkOptions hidden;
  hidden.ambiguity = ambiguity_of(world);
  hidden.is_unique = is_unique;
  hidden.num_records = world.list_of.size();
  add_hidden_links(overlaps, draws.persons_per_size, hidden, context);
  linkage.draws_with_hidden = overlaps_of(overlaps);
  options.calibration = CalibrationPosterior(kInterceptSd, {}, judge_pairs(world, context.seed));
  linkage.draws_judged = overlaps_of(overlap_of_draws(
      graph, sample_partitions(graph, code, parameters, evidence, constraints, options, context),
      world.list_of, context));
  return linkage;
}

ModelEstimate headline(const Overlap& decided, const std::vector<Overlap>& draws,
                       const ExecutionContext& context) {
  static const std::vector<std::string> kNames = {"1", "2", "3", "4"};
  const OverlapDraws grouped = group_draws(kLists, decided, draws);
  const EstimatorFamily family = loglinear_pairs_family({grouped, kNames, context, true});
  const FamilyAnswers answers = ask_family(family, grouped, 0, context);
  return pooled_estimate(answers, kAicAverage, pooled_answer(answers, kAicAverage));
}

std::string study_world(const Design& design, std::uint64_t seed, const StudyOptions& options) {
  ExecutionContext context;
  context.seed = seed;
  const EstimateWorld world = make_world(design, options.num_people, options.miscalibration, seed);
  std::string lines;
  const auto add = [&](std::string_view treatment, const Overlap& decided, const std::vector<Overlap>& draws,
                       const LinkageErrors& errors) {
    const Interval total = headline(decided, draws, context).total;
    const UnequalChances chances = find_unequal_chances(make_capture_table(kLists, decided));
    lines +=
        fmt::format("{},{},{},{},{:.1f},{:.1f},{:.1f},{:.3f},{},{:.4f},{:.4f}\n", design.name, seed,
                    world.num_people, treatment, total.low, total.estimate, total.high, chances.statistic,
                    chances.is_flagged() ? 1 : 0, errors.missed, errors.false_mentions);
  };
  add("true links", world.true_overlap(), {}, {});
  if (design.doubtful_share == 0) return lines;
  const StudyLinkage linkage = link_world(world, context);
  add("links as decided", linkage.decided, {}, linkage.errors);
  add("draws", linkage.decided, linkage.draws, linkage.errors);
  add("draws and hidden links", linkage.decided, linkage.draws_with_hidden, linkage.errors);
  add("draws with 200 pairs judged", linkage.decided, linkage.draws_judged, linkage.errors);
  return lines;
}

/// Rank of the true chance to be unseen among 99 draws of the posterior (Talts et al. 2018).
std::string calibrate_world(std::uint64_t seed) {
  constexpr int kCalibrationLists = 3;
  constexpr int kPersons = 100;
  RandomStream random(seed, RandomStage::kSynth, 2, 0, 0);
  LatentClassPosterior shape(make_capture_table(kCalibrationLists, {{1, 1}, {2, 1}, {4, 1}}));
  std::vector<double> position(shape.dimension());
  LatentClassPosterior::draw_from_prior(random, position);
  const Overlap overlap = shape.draw_persons(random, position, kPersons);
  const double truth = std::log(shape.evaluate(position).unseen_odds);
  TemperedChain chain(make_capture_table(kCalibrationLists, overlap),
                      RandomStream(seed, RandomStage::kEstimate, 0, 0, 2));
  chain.warm_up(4);
  int rank = 0;
  for (int draw = 0; draw < 99; ++draw) {
    std::vector<double> log_odds;
    chain.run(5, log_odds);
    rank += log_odds.back() < truth;
  }
  return fmt::format("latent-class,{},{}\n", seed, rank);
}

void over_worlds(const StudyOptions& options, const auto& work) {
  ExecutionContext context;
  context.num_threads = options.num_threads;
  parallel_chunks(context, options.num_worlds, 1, [&](std::size_t i, std::size_t, std::size_t) {
    const std::string lines = work(options.first_seed + i);
    std::fputs(lines.c_str(), stdout);
    std::fflush(stdout);
  });
}

int run(const std::string& name, const StudyOptions& options) {
  if (name == "calibrate") {
    over_worlds(options, [](std::uint64_t seed) { return calibrate_world(seed); });
    return 0;
  }
  for (const Design& design : designs()) {
    if (design.name != name) continue;
    over_worlds(options, [&](std::uint64_t seed) { return study_world(design, seed, options); });
    return 0;
  }
  fmt::print(stderr, "unknown design {}\n", name);
  return 2;
}

}  // namespace
}  // namespace byname::study

int main(int argc, char** argv) {
  if (argc < 4) {
    fmt::print(stderr,
               "usage: estimate_study DESIGN FIRST_SEED WORLDS [THREADS [MISCALIBRATION [PEOPLE]]]\n");
    return 2;
  }
  try {
    byname::study::StudyOptions options;
    options.first_seed = std::stoull(argv[2]);
    options.num_worlds = std::stoull(argv[3]);
    if (argc > 4) options.num_threads = std::stoi(argv[4]);
    if (argc > 5) options.miscalibration = std::stod(argv[5]);
    if (argc > 6) options.num_people = std::stoi(argv[6]);
    return byname::study::run(argv[1], options);
  } catch (const std::exception& error) {
    fmt::print(stderr, "estimate_study: {}\n", error.what());
    return 1;
  }
}
