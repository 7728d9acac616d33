// SPDX-License-Identifier: Apache-2.0
#include "estimate/list_dependence.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <fmt/format.h>

#include "estimate/capture_table.hpp"

namespace byname {
namespace {

constexpr double kNormalQuantile = 1.959963984540054;
constexpr double kNearlyAll = 0.9;
constexpr std::size_t kMaxLists = 8;  // to drop in turn: every one costs a search over models

std::uint32_t without_bit(std::uint32_t pattern, int list) {
  const std::uint32_t below = (1u << list) - 1;
  return (pattern & below) | (pattern >> 1 & ~below);
}

Overlap everybody(const EstimateInput& input) {
  Overlap overlap;
  for (const StratumOverlap& stratum : input.strata) {
    for (const auto& [pattern, count] : stratum.decided) overlap[pattern] += count;
  }
  return overlap;
}

struct OneStratum {
  EstimateInput input;
  double left_out = 0;  ///< persons on none of the lists that are left
};

/// The lists without one; with `only_its`, of the people on it only.
OneStratum without_list(const EstimateInput& input, const Overlap& overlap, int list, bool only_its) {
  OneStratum result;
  result.input.is_quick = true;
  result.input.lists = input.lists;
  result.input.lists.erase(result.input.lists.begin() + list);
  StratumOverlap kept{"", (1u << result.input.lists.size()) - 1, {}, {}};
  for (const auto& [pattern, count] : overlap) {
    const bool is_on_it = (pattern >> list & 1) != 0;
    if (only_its && !is_on_it) continue;
    const std::uint32_t others = without_bit(pattern, list);
    if (others == 0) {
      result.left_out += static_cast<double>(count);
    } else {
      kept.decided[others] += count;
    }
  }
  result.input.strata.push_back(std::move(kept));
  return result;
}

const ModelEstimate* best_of(const UnseenEstimate& estimate) {
  if (estimate.headline >= 0) return &estimate.models[static_cast<std::size_t>(estimate.headline)];
  if (estimate.lists.size() == 2 && !estimate.models.empty()) return &estimate.models.front();
  return nullptr;
}

std::string reason_of(const UnseenEstimate& estimate) {
  return estimate.refusals.empty() ? "not estimable" : estimate.refusals.front().reason;
}

DroppedList drop(const EstimateInput& input, const Overlap& overlap, int list,
                 const ExecutionContext& context) {
  DroppedList dropped;
  dropped.list = input.lists[static_cast<std::size_t>(list)];
  const UnseenEstimate rest = estimate_strata(without_list(input, overlap, list, false).input, context).all;
  if (const ModelEstimate* model = best_of(rest)) {
    dropped.family = model->family;
    dropped.variant = model->variant;
    dropped.total = model->total;
  } else {
    dropped.reason = reason_of(rest);
  }
  const OneStratum check = without_list(input, overlap, list, true);
  dropped.known_unseen = check.left_out;
  const UnseenEstimate checked = estimate_strata(check.input, context).all;
  if (const ModelEstimate* model = best_of(checked)) {
    dropped.checked_unseen = model->unseen;
  } else {
    dropped.check_reason = reason_of(checked);
  }
  return dropped;
}

/// Woolf's interval of an odds ratio with half a person added a cell (Haldane 1956).
Interval odds_ratio_of(double both, double first, double second, double neither) {
  if (both + first + second + neither == 0) return {};
  both += 0.5;
  first += 0.5;
  second += 0.5;
  neither += 0.5;
  const double log = std::log(both * neither / (first * second));
  const double sd = std::sqrt(1 / both + 1 / first + 1 / second + 1 / neither);
  return {std::exp(log), std::exp(log - kNormalQuantile * sd), std::exp(log + kNormalQuantile * sd)};
}

std::string note_of(const ListPair& pair) {
  if (pair.on_both == 0) return fmt::format("nobody is on both {} and {}", pair.first, pair.second);
  const double largest = std::max(pair.share_of_first, pair.share_of_second);
  const bool is_first_inside = pair.share_of_first >= pair.share_of_second;
  const std::string& inner = is_first_inside ? pair.first : pair.second;
  const std::string& outer = is_first_inside ? pair.second : pair.first;
  if (largest == 1) return fmt::format("everybody on {} is on {}: one may copy the other", inner, outer);
  if (largest >= kNearlyAll)
    return fmt::format("nearly everybody on {} is on {}: one may copy the other", inner, outer);
  if (pair.odds_ratio.low > 1) return "those on one are likelier to be on the other";
  if (pair.odds_ratio.estimate > 0 && pair.odds_ratio.high < 1)
    return "those on one are less likely to be on the other";
  return "";
}

}  // namespace

std::vector<DroppedList> drop_lists(const EstimateInput& input, const ExecutionContext& context) {
  std::vector<DroppedList> dropped;
  if (input.lists.size() < 3 || input.lists.size() > kMaxLists) return dropped;
  const Overlap overlap = everybody(input);
  for (std::size_t list = 0; list < input.lists.size(); ++list)
    dropped.push_back(drop(input, overlap, static_cast<int>(list), context));
  return dropped;
}

std::vector<ListPair> pairs_of(const EstimateInput& input) {
  const auto num_lists = static_cast<int>(input.lists.size());
  std::vector<ListPair> pairs;
  if (num_lists < 2) return pairs;
  const CaptureTable table = make_capture_table(num_lists, everybody(input));
  for (const std::uint32_t lists : pairs_of_lists(num_lists)) {
    const std::uint32_t first = lists & -lists;
    const std::uint32_t second = lists ^ first;
    ListPair pair;
    pair.first = input.lists[static_cast<std::size_t>(std::countr_zero(first))];
    pair.second = input.lists[static_cast<std::size_t>(std::countr_zero(second))];
    if (table.on_all_of[first] == 0 || table.on_all_of[second] == 0) continue;
    pair.on_both = table.on_all_of[lists];
    pair.share_of_first = pair.on_both / table.on_all_of[first];
    pair.share_of_second = pair.on_both / table.on_all_of[second];
    double cells[4] = {0, 0, 0, 0};  // neither, first, second, both; among people on some other list
    for (std::uint32_t cell = 1; cell < table.num_cells(); ++cell) {
      if ((cell & ~lists) == 0) continue;
      cells[((cell & first) != 0 ? 1 : 0) + ((cell & second) != 0 ? 2 : 0)] += table.counts[cell];
    }
    pair.odds_ratio = odds_ratio_of(cells[3], cells[1], cells[2], cells[0]);
    pair.note = note_of(pair);
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

}  // namespace byname
