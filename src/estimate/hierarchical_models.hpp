// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "estimate/loglinear.hpp"

namespace byname {

/// Lists up to which all hierarchical models can be had (5: 6,893; 6 would be 7,785,061).
inline constexpr int kMaxListsOfAllOrders = 5;
/// Lists up to which all models up to pairs can be had (6: 32,768; 7 would be 2,097,152).
inline constexpr int kMaxListsOfAllPairs = 6;

/// All 2^(K(K-1)/2) models up to pairs of lists; K <= kMaxListsOfAllPairs.
std::vector<LoglinearModel> all_pair_models(int num_lists);

/// All hierarchical models of any order but the saturated one, which leaves those on no list undetermined:
/// 8 for 3 lists, 113 for 4, 6,893 for 5; K <= kMaxListsOfAllOrders.
std::vector<LoglinearModel> all_hierarchical_models(int num_lists);

/// The terms that can be added to a model so that it stays hierarchical: of at most `max_order` lists, fewer
/// than all.
std::vector<std::uint32_t> addable_terms(const LoglinearModel& model, int num_lists, int max_order);

/// The terms that can be taken out so that the model stays hierarchical: those that no other term contains.
std::vector<std::uint32_t> removable_terms(const LoglinearModel& model);

}  // namespace byname
