// SPDX-License-Identifier: Apache-2.0
#include "estimate/capture_strata.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/number_format.hpp"
#include "estimate/stratum_imputation.hpp"

namespace byname {
namespace {

constexpr std::size_t kMaxLists = 16;

std::pair<std::string, std::string> parse_cannot(const std::string& text,
                                                 const std::vector<std::string>& lists) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos || colon == 0)
    throw UsageError(fmt::format("--cannot wants LIST:STRATUM, not {}", text));
  const std::string list = text.substr(0, colon);
  if (std::find(lists.begin(), lists.end(), list) == lists.end())
    throw UsageError(fmt::format("--cannot names a list that is not there: {}. The lists are: {}", list,
                                 fmt::join(lists, ", ")));
  return {list, text.substr(colon + 1)};
}

}  // namespace

std::string imputation_note(std::int64_t num_persons) {
  return fmt::format(
      "The stratum of {} is missing: in every draw they are put into the strata as those on the same lists "
      "are. That it is missing is taken to say nothing of it.",
      format_counted(num_persons, "person", "persons"));
}

CaptureStrata::CaptureStrata(std::vector<std::string> lists, const CaptureOptions& options, std::string place)
    : all_lists_(std::move(lists)), place_(std::move(place)) {
  for (const std::string& list : options.without) {
    if (std::find(all_lists_.begin(), all_lists_.end(), list) == all_lists_.end())
      throw UsageError(fmt::format("--without names a list that is not there: {}. The lists are: {}", list,
                                   fmt::join(all_lists_, ", ")));
  }
  for (std::size_t i = 0; i < all_lists_.size(); ++i) {
    const auto& without = options.without;
    if (std::find(without.begin(), without.end(), all_lists_[i]) == without.end()) kept_.push_back(i);
  }
  if (kept_.size() > kMaxLists)
    throw UsageError(
        fmt::format("{} has {} lists; {} are the most that can be estimated from. Leave some out by "
                    "--without LIST, or put lists together before",
                    place_, kept_.size(), kMaxLists));
  for (const std::string& text : options.cannot) cannot_.push_back(parse_cannot(text, all_lists_));
}

std::uint32_t CaptureStrata::kept_pattern(const std::vector<bool>& is_on) const {
  std::uint32_t pattern = 0;
  for (std::size_t i = 0; i < kept_.size(); ++i) pattern |= is_on[kept_[i]] ? 1u << i : 0u;
  return pattern;
}

bool CaptureStrata::add(const std::vector<std::string>& values, const std::vector<bool>& is_on,
                        const std::vector<bool>& is_possible, std::int64_t count) {
  const std::uint32_t lists = kept_pattern(is_possible);
  Stratum& stratum = strata_[{values, lists}];
  stratum.values = values;
  stratum.lists = lists;
  stratum.given_lists = lists;
  // Lists that are left out may tell two rows apart.
  std::vector<bool> whole = is_on;
  whole.insert(whole.end(), is_possible.begin(), is_possible.end());
  const bool is_new = stratum.seen[whole]++ == 0;
  const std::uint32_t pattern = kept_pattern(is_on);
  if (pattern != 0) stratum.overlap[pattern] += count;
  return is_new;
}

std::string CaptureStrata::name_of(const Stratum& stratum) const {
  std::string name = fmt::format("{}", fmt::join(stratum.values, " / "));
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < kept_.size(); ++i) {
    if ((stratum.lists >> i & 1) == 0) missing.push_back(all_lists_[kept_[i]]);
  }
  if (missing.empty()) return name.empty() && strata_.size() > 1 ? "all lists" : name;
  if (!name.empty()) name += ", ";
  return name + fmt::format("not on {}", fmt::join(missing, ", "));
}

void CaptureStrata::apply_cannot(const std::vector<std::string>& lists) {
  for (const auto& [list, value] : cannot_) {
    bool is_used = false;
    const auto place = std::find(lists.begin(), lists.end(), list);
    for (auto& [key, stratum] : strata_) {
      if (std::find(stratum.values.begin(), stratum.values.end(), value) == stratum.values.end()) continue;
      is_used = true;
      if (place != lists.end()) stratum.lists &= ~(1u << (place - lists.begin()));
    }
    if (!is_used)
      throw UsageError(
          fmt::format("--cannot names a stratum that is not there: {}. Strata come from --by", value));
  }
}

void CaptureStrata::check_lists(const Stratum& stratum) const {
  for (const auto& [pattern, count] : stratum.overlap) {
    if (count > 0 && (pattern & ~stratum.lists) != 0)
      throw DataError(
          fmt::format("{} has {} persons in the stratum {} on a list that could not hold them. "
                      "Correct the table or --cannot",
                      place_, count, fmt::join(stratum.values, " / ")));
  }
}

/// The strata that persons with missing values may be of: the known values agree, and before --cannot the
/// same lists could hold them.
std::vector<const CaptureStrata::Stratum*> CaptureStrata::homes_of(const Stratum& stratum) const {
  std::vector<const Stratum*> homes;
  if (std::find(stratum.values.begin(), stratum.values.end(), kMissing) == stratum.values.end()) return homes;
  for (const auto& [key, other] : strata_) {
    bool agrees = key.second == stratum.given_lists;
    for (std::size_t i = 0; agrees && i < stratum.values.size(); ++i)
      agrees = other.values[i] != kMissing &&
               (stratum.values[i] == kMissing || stratum.values[i] == other.values[i]);
    if (agrees) homes.push_back(&other);
  }
  return homes;
}

EstimateInput CaptureStrata::take(std::size_t num_imputations, std::uint64_t seed) {
  if (strata_.empty())
    throw DataError(
        fmt::format("{} has nobody on any of the lists: there is nothing to estimate from", place_));
  EstimateInput input;
  for (const std::size_t list : kept_) input.lists.push_back(all_lists_[list]);
  apply_cannot(input.lists);
  std::map<const Stratum*, std::size_t> place_of;
  std::vector<const Stratum*> unlabelled;
  for (const auto& [key, stratum] : strata_) {
    check_lists(stratum);
    if (!homes_of(stratum).empty()) {
      unlabelled.push_back(&stratum);
      continue;
    }
    place_of[&stratum] = input.strata.size();
    input.strata.push_back({name_of(stratum), stratum.lists, stratum.overlap, {}});
  }
  std::vector<UnlabelledPersons> persons;
  for (const Stratum* stratum : unlabelled) {
    UnlabelledPersons& group = persons.emplace_back(UnlabelledPersons{{}, stratum->overlap});
    for (const Stratum* home : homes_of(*stratum)) group.strata.push_back(place_of.at(home));
    for (const auto& [pattern, count] : stratum->overlap) num_imputed_ += count;
  }
  if (!persons.empty()) impute_strata(input, persons, num_imputations, seed);
  return input;
}

}  // namespace byname
