// SPDX-License-Identifier: Apache-2.0
#include "evaluate/allowed_pairs.hpp"

#include <algorithm>
#include <utility>

#include "block/list_pairs.hpp"
#include "evaluate/check.hpp"

namespace byname {

EvaluatedPairs::EvaluatedPairs(const std::vector<std::string>& labels, const std::string& link_type,
                               const std::vector<std::string>& pairs)
    : num_lists_(labels.size()), is_allowed_(labels.size() * labels.size(), pairs.empty()) {
  if (!pairs.empty()) {
    for (const auto& [a, b] : parse_list_pairs(pairs, labels))
      is_allowed_[a * num_lists_ + b] = is_allowed_[b * num_lists_ + a] = true;
    return;
  }
  if (link_type != "link_only") return;
  for (std::size_t list = 0; list < num_lists_; ++list) is_allowed_[list * num_lists_ + list] = false;
}

std::int64_t EvaluatedPairs::count_true(std::span<const std::uint32_t> truth_of,
                                        std::span<const std::uint32_t> list_of) const {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> cells;  // truth, list
  for (std::size_t i = 0; i < truth_of.size(); ++i) {
    if (truth_of[i] != kNoTruth) cells.emplace_back(truth_of[i], list_of[i]);
  }
  std::sort(cells.begin(), cells.end());
  std::int64_t total = 0;
  std::vector<std::int64_t> seen(num_lists_, 0);  // mentions of the truth before this one, by list
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0 && cells[i].first != cells[i - 1].first) std::fill(seen.begin(), seen.end(), 0);
    for (std::uint32_t list = 0; list < num_lists_; ++list)
      total += allows(list, cells[i].second) ? seen[list] : 0;
    ++seen[cells[i].second];
  }
  return total;
}

}  // namespace byname
