// SPDX-License-Identifier: Apache-2.0
// estimate_timing FOLDER: seconds that the estimators take on two threads, one line each. FOLDER holds the
// published tables kosovo.csv, ukdat_5.csv and hare.csv. docs/estimates.md has what it printed.
#include <chrono>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/random.hpp"
#include "estimate/capture_file.hpp"
#include "estimate/decomposable_graphs.hpp"
#include "estimate/estimator_families.hpp"
#include "estimate/family_answers.hpp"
#include "estimate/graph_average.hpp"
#include "estimate/hierarchical_models.hpp"
#include "estimate/latent_class.hpp"
#include "estimate/model_average.hpp"

namespace byname::study {
namespace {

constexpr int kRuns = 3;
constexpr int kLinkageDraws = 1000;

ExecutionContext two_threads() {
  ExecutionContext context;
  context.num_threads = 2;
  return context;
}

/// Prints the best of some runs.
void report(const std::string& what, int num_runs, const auto& work) {
  double best = 1e9;
  for (int run = 0; run < num_runs; ++run) {
    const auto start = std::chrono::steady_clock::now();
    work();
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  fmt::print("| {} | {:.3f} s |\n", what, best);
  std::fflush(stdout);
}

StratumOverlap read_table(const std::string& path, std::vector<std::string>& lists) {
  CaptureData data = read_capture_file(path, {}, two_threads());
  lists = data.input.lists;
  return data.input.strata.front();
}

CaptureTable table_of(const std::string& path) {
  std::vector<std::string> lists;
  const StratumOverlap stratum = read_table(path, lists);
  return make_capture_table(static_cast<int>(lists.size()), stratum.decided);
}

void fit_all(const CaptureTable& table, const std::vector<LoglinearModel>& models) {
  LoglinearFitter fitter(table.num_lists);
  const auto fitted = fit_models(table, models, fitter);
  BYNAME_CHECK(!fitted.empty(), "no model of {}", models.size());
}

/// A family on the decided overlap alone.
void ask(EstimatorFamily (*make)(const FamilyInput&), const std::string& path) {
  std::vector<std::string> lists;
  const StratumOverlap stratum = read_table(path, lists);
  const OverlapDraws draws = group_draws(static_cast<int>(lists.size()), stratum.decided, {});
  ask_family(make({draws, lists, two_threads(), false}), draws, 0, two_threads());
}

/// 1,000 draws of the linkage of four lists of 6,700 records: a hundred doubtful links, each there or not.
EstimateInput linkage_draws() {
  EstimateInput input;
  input.lists = {"a", "b", "c", "d"};
  StratumOverlap stratum{"",
                         15,
                         {{1, 1900},
                          {2, 1100},
                          {4, 700},
                          {8, 1500},
                          {3, 180},
                          {5, 110},
                          {9, 240},
                          {6, 60},
                          {10, 140},
                          {12, 90},
                          {7, 15},
                          {11, 30},
                          {13, 18},
                          {14, 9},
                          {15, 5}},
                         {}};
  for (int draw = 0; draw < kLinkageDraws; ++draw) {
    RandomStream random(1, RandomStage::kEstimate, 77, static_cast<std::uint64_t>(draw), 0);
    Overlap overlap = stratum.decided;
    for (const std::uint32_t pair : {3u, 5u, 9u, 6u, 10u, 12u}) {
      const std::int64_t broken = draw_binomial(random, 20, random.uniform());
      overlap[pair] -= broken;
      overlap[pair & -pair] += broken;
      overlap[pair & (pair - 1)] += broken;
    }
    stratum.draws.push_back(std::move(overlap));
  }
  input.strata.push_back(std::move(stratum));
  return input;
}

void run(const std::string& folder) {
  const CaptureTable five = table_of(folder + "/ukdat_5.csv");
  const CaptureTable six = table_of(folder + "/hare.csv");
  report("5 lists, 1,024 models up to pairs, existence checked", kRuns,
         [&] { fit_all(five, all_pair_models(5)); });
  report("5 lists, all 6,893 hierarchical models, existence checked", kRuns,
         [&] { fit_all(five, all_hierarchical_models(5)); });
  report("6 lists, 32,768 models up to pairs, existence checked", kRuns,
         [&] { fit_all(six, all_pair_models(6)); });
  report("sparse search and its bootstrap, 1,000 replicates, ukdat_5", kRuns,
         [&] { ask(sparse_family, folder + "/ukdat_5.csv"); });
  report("average over the 822 graphs of 5 lists, ukdat_5", kRuns,
         [&] { average_graphs(five, decomposable_graphs(5), 1.0 / 32, two_threads()); });
  report("latent classes, kosovo", 1, [&] { ask(latent_class_family, folder + "/kosovo.csv"); });
  report("latent classes, ukdat_5", 1, [&] { ask(latent_class_family, folder + "/ukdat_5.csv"); });
  const EstimateInput draws = linkage_draws();
  report("1,000 linkage draws of 6,700 records through all models", 1,
         [&] { estimate_strata(draws, two_threads()); });
}

}  // namespace
}  // namespace byname::study

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: estimate_timing FOLDER\n");
    return 2;
  }
  try {
    byname::study::run(argv[1]);
  } catch (const std::exception& error) {
    fmt::print(stderr, "estimate_timing: {}\n", error.what());
    return 1;
  }
}
