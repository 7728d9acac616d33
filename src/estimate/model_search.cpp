// SPDX-License-Identifier: Apache-2.0
#include "estimate/model_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "base/parallel.hpp"
#include "estimate/hierarchical_models.hpp"
#include "estimate/model_average.hpp"

namespace byname {
namespace {

constexpr std::size_t kModelsPerChunk = 512;
constexpr double kNothing = -std::numeric_limits<double>::infinity();
constexpr std::size_t kMaxRankedModels = 1024;
/// Models further than this above the best of the decided overlap are not tried in draws of it.
constexpr double kReach = kNegligibleDifference + 6;

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
  ModelSearch(const CaptureTable& table, int max_order, Criterion which)
      : table_(table),
        max_order_(max_order),
        which_(which),
        budget_(budget_of(table.num_lists)),
        fitter_(table.num_lists) {}

  std::vector<LoglinearModel> run() {
    look_at({});
    for (std::size_t i = 0; i < budget_.num_expanded; ++i) {
      const auto next = best_unexpanded();
      if (next == seen_.end() || next->second.criterion > best_ + kSimilarDifference) break;
      expand(LoglinearModel{next->first});
    }
    return best_models();
  }

 private:
  using Terms = std::vector<std::uint32_t>;

  void look_at(const LoglinearModel& model) {
    if (seen_.count(model.terms) > 0) return;
    const LoglinearFit fit = fitter_.fit(table_, model);
    const double criterion = which_ == Criterion::kAic ? fit.aic() : fit.bic(table_.total);
    seen_[model.terms] = {criterion, false};
    best_ = std::min(best_, criterion);
  }

  std::map<Terms, SeenModel>::iterator best_unexpanded() {
    auto best = seen_.end();
    for (auto it = seen_.begin(); it != seen_.end(); ++it) {
      if (!it->second.is_expanded && (best == seen_.end() || it->second.criterion < best->second.criterion))
        best = it;
    }
    return best;
  }

  void expand(const LoglinearModel& model) {
    seen_[model.terms].is_expanded = true;
    fitter_.fit(table_, model);
    std::vector<std::pair<double, std::uint32_t>> changes;  // expected fall of the deviance, negated
    const Terms added = addable_terms(model, table_.num_lists, max_order_);
    const std::vector<double> gains = fitter_.term_statistics(table_, added);
    for (std::size_t i = 0; i < added.size(); ++i) changes.emplace_back(-gains[i], added[i]);
    const Terms removed = removable_terms(model);
    const std::vector<double> losses = fitter_.term_statistics(table_, removed);
    for (std::size_t i = 0; i < removed.size(); ++i) changes.emplace_back(losses[i], removed[i]);
    std::sort(changes.begin(), changes.end());
    const std::size_t num_tried = std::min(budget_.num_neighbours, changes.size());
    for (std::size_t i = 0; i < num_tried; ++i) look_at(changed(model, changes[i].second));
  }

  static LoglinearModel changed(LoglinearModel model, std::uint32_t term) {
    const auto place = std::lower_bound(model.terms.begin(), model.terms.end(), term);
    if (place != model.terms.end() && *place == term) {
      model.terms.erase(place);
    } else {
      model.terms.insert(place, term);
    }
    return model;
  }

  std::vector<LoglinearModel> best_models() const {
    std::vector<std::pair<double, Terms>> ranked;
    for (const auto& [terms, seen] : seen_) {
      if (seen.criterion <= best_ + kNegligibleDifference) ranked.emplace_back(seen.criterion, terms);
    }
    std::sort(ranked.begin(), ranked.end());
    ranked.resize(std::min(ranked.size(), budget_.num_kept));
    std::vector<LoglinearModel> models;
    for (const auto& [criterion, terms] : ranked) models.push_back({terms});
    return models;
  }

  const CaptureTable& table_;
  int max_order_;
  Criterion which_;
  SearchBudget budget_;
  LoglinearFitter fitter_;
  std::map<Terms, SeenModel> seen_;
  double best_ = std::numeric_limits<double>::infinity();
};

/// The models, the best in this table first: then fits of other tables like it can give up early on the rest.
/// Of too many those within reach of the best are left.
std::vector<LoglinearModel> ranked_models(const CaptureTable& table, std::vector<LoglinearModel> models,
                                          std::size_t max_models, const ExecutionContext& context) {
  struct Rank {
    double bic, aic;
    std::size_t model;
  };
  const bool are_too_many = models.size() > kMaxRankedModels;
  std::vector<Rank> ranks(models.size());
  parallel_chunks(context, models.size(), kModelsPerChunk,
                  [&](std::size_t, std::size_t begin, std::size_t end) {
                    LoglinearFitter fitter(table.num_lists);
                    double best_bic = std::numeric_limits<double>::infinity();
                    double best_aic = std::numeric_limits<double>::infinity();
                    for (std::size_t i = begin; i < end; ++i) {
                      // Given up once neither criterion can come within reach of the best of the chunk.
                      const auto size = static_cast<double>(1 + table.num_lists + models[i].terms.size());
                      const double needed = std::min(size - (best_aic + kReach) / 2,
                                                     (std::log(table.total) * size - best_bic - kReach) / 2);
                      const LoglinearFit fit = fitter.fit(table, models[i], are_too_many ? needed : kNothing);
                      ranks[i] = {fit.bic(table.total), fit.aic(), i};
                      best_bic = std::min(best_bic, ranks[i].bic);
                      best_aic = std::min(best_aic, ranks[i].aic);
                    }
                  });
  double best_aic = std::numeric_limits<double>::infinity();
  for (const Rank& rank : ranks) best_aic = std::min(best_aic, rank.aic);
  std::sort(ranks.begin(), ranks.end(), [](const Rank& a, const Rank& b) {
    return std::pair(a.bic, a.model) < std::pair(b.bic, b.model);
  });
  if (are_too_many) {
    const double best_bic = ranks.front().bic;
    const auto distance = [&](const Rank& rank) {
      return std::min(rank.aic - best_aic, rank.bic - best_bic);
    };
    std::stable_sort(ranks.begin(), ranks.end(),
                     [&](const Rank& a, const Rank& b) { return distance(a) < distance(b); });
    while (distance(ranks.back()) > kReach) ranks.pop_back();
    ranks.resize(std::min(ranks.size(), max_models));
  }
  std::vector<LoglinearModel> ranked;
  for (const Rank& rank : ranks) ranked.push_back(std::move(models[rank.model]));
  return ranked;
}

}  // namespace

std::vector<LoglinearModel> candidate_models(const CaptureTable& table, int max_order, bool is_quick,
                                             std::size_t max_models, const ExecutionContext& context) {
  const int num_lists = table.num_lists;
  if (max_order <= 2 && num_lists <= (is_quick ? kMaxListsOfAllPairs - 1 : kMaxListsOfAllPairs))
    return ranked_models(table, all_pair_models(num_lists), max_models, context);
  if (max_order > 2 && num_lists <= kMaxListsOfAllOrders)
    return ranked_models(table, all_hierarchical_models(num_lists), max_models, context);
  std::vector<LoglinearModel> models = ModelSearch(table, max_order, Criterion::kBic).run();
  for (LoglinearModel& model : ModelSearch(table, max_order, Criterion::kAic).run()) {
    if (std::find(models.begin(), models.end(), model) == models.end()) models.push_back(std::move(model));
  }
  return models;
}

}  // namespace byname
