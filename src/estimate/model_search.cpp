// SPDX-License-Identifier: Apache-2.0
#include "estimate/model_search.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "estimate/model_average.hpp"

namespace byname {
namespace {

/// How much work a search may do; the cost of a fit grows with 2^K.
struct SearchBudget {
  std::size_t num_expanded;    // models whose neighbours are tried
  std::size_t num_neighbours;  // most promising changes tried for each
  std::size_t num_kept;        // models of the result, per criterion
};

SearchBudget budget_of(int num_lists) {
  if (num_lists <= 8) return {48, 15, 60};
  if (num_lists <= 12) return {30, 10, 20};
  return {16, 6, 6};
}

struct SeenModel {
  double criterion = 0;
  bool is_expanded = false;
};

class ModelSearch {
 public:
  ModelSearch(const CaptureTable& table, Criterion which)
      : table_(table),
        which_(which),
        pairs_(pairs_of_lists(table.num_lists)),
        budget_(budget_of(table.num_lists)),
        fitter_(table.num_lists) {}

  std::vector<LoglinearModel> run() {
    look_at(0);
    for (std::size_t i = 0; i < budget_.num_expanded; ++i) {
      const auto next = best_unexpanded();
      if (next == seen_.end() || next->second.criterion > best_ + kSimilarDifference) break;
      expand(next->first);
    }
    return best_models();
  }

 private:
  using PairSet = __uint128_t;  // bit i = pair i of pairs_; 120 pairs of 16 lists

  LoglinearModel model_of(PairSet set) const {
    LoglinearModel model;
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      if (set >> i & 1) model.pairs.push_back(pairs_[i]);
    }
    return model;
  }

  void look_at(PairSet set) {
    if (seen_.count(set) > 0) return;
    const LoglinearFit fit = fitter_.fit(table_, model_of(set));
    const double criterion = which_ == Criterion::kAic ? fit.aic() : fit.bic(table_.total);
    seen_[set] = {criterion, false};
    best_ = std::min(best_, criterion);
  }

  std::map<PairSet, SeenModel>::iterator best_unexpanded() {
    auto best = seen_.end();
    for (auto it = seen_.begin(); it != seen_.end(); ++it) {
      if (!it->second.is_expanded && (best == seen_.end() || it->second.criterion < best->second.criterion))
        best = it;
    }
    return best;
  }

  void expand(PairSet set) {
    seen_[set].is_expanded = true;
    fitter_.fit(table_, model_of(set));
    const std::vector<double> statistics = fitter_.pair_statistics(table_, pairs_);
    std::vector<std::pair<double, std::size_t>> changes;  // expected fall of the deviance, negated
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      const bool is_in = (set >> i & 1) != 0;
      changes.emplace_back(is_in ? statistics[i] : -statistics[i], i);
    }
    std::sort(changes.begin(), changes.end());
    const std::size_t num_tried = std::min(budget_.num_neighbours, changes.size());
    for (std::size_t i = 0; i < num_tried; ++i) look_at(set ^ (PairSet{1} << changes[i].second));
  }

  std::vector<LoglinearModel> best_models() const {
    std::vector<std::pair<double, PairSet>> ranked;
    for (const auto& [set, seen] : seen_) {
      if (seen.criterion <= best_ + kNegligibleDifference) ranked.emplace_back(seen.criterion, set);
    }
    std::sort(ranked.begin(), ranked.end());
    ranked.resize(std::min(ranked.size(), budget_.num_kept));
    std::vector<LoglinearModel> models;
    for (const auto& [criterion, set] : ranked) models.push_back(model_of(set));
    return models;
  }

  const CaptureTable& table_;
  Criterion which_;
  std::vector<std::uint32_t> pairs_;
  SearchBudget budget_;
  LoglinearFitter fitter_;
  std::map<PairSet, SeenModel> seen_;
  double best_ = std::numeric_limits<double>::infinity();
};

/// All models, the best in this table first: then fits of other tables like it can give up early on the rest.
std::vector<LoglinearModel> ranked_models(const CaptureTable& table) {
  std::vector<LoglinearModel> models = all_pair_models(table.num_lists);
  LoglinearFitter fitter(table.num_lists);
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t i = 0; i < models.size(); ++i) {
    order.emplace_back(fitter.fit(table, models[i]).bic(table.total), i);
  }
  std::sort(order.begin(), order.end());
  std::vector<LoglinearModel> ranked;
  for (const auto& [criterion, index] : order) ranked.push_back(std::move(models[index]));
  return ranked;
}

}  // namespace

std::vector<LoglinearModel> candidate_models(const CaptureTable& table) {
  if (table.num_lists <= 5) return ranked_models(table);
  std::vector<LoglinearModel> models = ModelSearch(table, Criterion::kBic).run();
  for (LoglinearModel& model : ModelSearch(table, Criterion::kAic).run()) {
    if (std::find(models.begin(), models.end(), model) == models.end()) models.push_back(std::move(model));
  }
  return models;
}

}  // namespace byname
