// SPDX-License-Identifier: Apache-2.0
#include "estimate/hierarchical_models.hpp"

#include <algorithm>
#include <bit>

namespace byname {
namespace {

std::vector<std::uint32_t> terms_of_order(int num_lists, int order) {
  std::vector<std::uint32_t> terms;
  for (std::uint32_t term = 1; term < (1u << num_lists); ++term) {
    if (std::popcount(term) == order) terms.push_back(term);
  }
  return terms;
}

bool holds(const std::vector<std::uint32_t>& terms, std::uint32_t term) {
  return std::binary_search(terms.begin(), terms.end(), term);
}

/// True if every set of one list fewer is in the model (single lists always are).
bool has_all_parts(const std::vector<std::uint32_t>& sorted_terms, std::uint32_t term) {
  if (std::popcount(term) <= 2) return true;
  for (std::uint32_t rest = term; rest != 0; rest &= rest - 1) {
    if (!holds(sorted_terms, term & ~(rest & -rest))) return false;
  }
  return true;
}

/// Goes through the models order by order: every subset of the terms whose parts are all there.
class ModelMaker {
 public:
  ModelMaker(int num_lists, int max_order) : num_lists_(num_lists), max_order_(max_order) {}

  std::vector<LoglinearModel> run() {
    extend({}, 2);
    return std::move(models_);
  }

 private:
  void extend(const std::vector<std::uint32_t>& terms, int order) {
    std::vector<std::uint32_t> candidates;
    if (order <= max_order_) {
      for (const std::uint32_t term : terms_of_order(num_lists_, order)) {
        if (has_all_parts(terms, term)) candidates.push_back(term);
      }
    }
    if (candidates.empty()) {
      models_.push_back({terms});
      return;
    }
    for (std::size_t subset = 0; subset < (std::size_t{1} << candidates.size()); ++subset) {
      std::vector<std::uint32_t> larger = terms;
      for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (subset >> i & 1) larger.push_back(candidates[i]);
      }
      std::sort(larger.begin(), larger.end());
      if (subset == 0) {
        models_.push_back({std::move(larger)});
      } else {
        extend(larger, order + 1);
      }
    }
  }

  int num_lists_;
  int max_order_;
  std::vector<LoglinearModel> models_;
};

}  // namespace

std::vector<LoglinearModel> all_pair_models(int num_lists) {
  BYNAME_CHECK(num_lists <= kMaxListsOfAllPairs, "all models of {} lists are too many", num_lists);
  return ModelMaker(num_lists, 2).run();
}

std::vector<LoglinearModel> all_hierarchical_models(int num_lists) {
  BYNAME_CHECK(num_lists <= kMaxListsOfAllOrders, "all models of {} lists are too many", num_lists);
  return ModelMaker(num_lists, num_lists - 1).run();
}

std::vector<std::uint32_t> addable_terms(const LoglinearModel& model, int num_lists, int max_order) {
  std::vector<std::uint32_t> addable;
  for (int order = 2; order <= std::min(max_order, num_lists - 1); ++order) {
    bool is_any = false;
    for (const std::uint32_t term : terms_of_order(num_lists, order)) {
      if (holds(model.terms, term)) {
        is_any = true;
      } else if (has_all_parts(model.terms, term)) {
        addable.push_back(term);
      }
    }
    if (!is_any) break;
  }
  return addable;
}

std::vector<std::uint32_t> removable_terms(const LoglinearModel& model) {
  std::vector<std::uint32_t> removable;
  for (const std::uint32_t term : model.terms) {
    const auto contains_it = [term](std::uint32_t other) { return other != term && (other & term) == term; };
    if (std::none_of(model.terms.begin(), model.terms.end(), contains_it)) removable.push_back(term);
  }
  return removable;
}

}  // namespace byname
