// SPDX-License-Identifier: Apache-2.0
#include "cluster/constraints.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <numeric>

#include "cluster/union_find.hpp"

namespace byname {

Constraints::Constraints(std::span<const std::uint32_t> list_of, std::vector<bool> is_unique,
                         const std::vector<Judgement>& judgements)
    : list_of_(list_of), is_unique_(std::move(is_unique)) {
  for (const Judgement& judgement : judgements)
    judged_[pair_key(judgement.left, judgement.right)] = judgement.verdict;
  for (const auto& [key, verdict] : judged_) {
    const std::pair pair{static_cast<std::uint32_t>(key >> 32), static_cast<std::uint32_t>(key)};
    if (verdict == Verdict::kSame) must_link_.push_back(pair);
    if (verdict == Verdict::kDifferent) must_not_link_.push_back(pair);
  }
  std::sort(must_link_.begin(), must_link_.end());
  std::sort(must_not_link_.begin(), must_not_link_.end());
}

std::optional<Verdict> Constraints::verdict(std::uint32_t left, std::uint32_t right) const {
  const auto found = judged_.find(pair_key(left, right));
  if (found == judged_.end()) return std::nullopt;
  return found->second;
}

std::vector<std::string> Constraints::contradictions(const RecordTable& records) const {
  UnionFind groups(records.num_records());
  for (const auto& [left, right] : must_link_) groups.join(left, right);
  std::vector<std::string> texts;
  for (const auto& [left, right] : must_not_link_) {
    if (groups.find(left) == groups.find(right)) {
      texts.push_back(fmt::format("{} and {} are judged different, but other judgements make them the same",
                                  records.mention_name(left), records.mention_name(right)));
    }
  }
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t>
      first_of;  // (group, list) -> its first record
  for (std::uint32_t record = 0; record < records.num_records(); ++record) {
    if (!is_unique_[list_of_[record]]) continue;
    const auto [found, is_new] = first_of.try_emplace({groups.find(record), list_of_[record]}, record);
    if (is_new) continue;
    texts.push_back(
        fmt::format("{} and {} are judged the same, directly or through others, but their list is declared "
                    "free of duplicates",
                    records.mention_name(found->second), records.mention_name(record)));
  }
  return texts;
}

RuleVetoes RuleVetoes::certain_ones(const ModelSpec& model) {
  RuleVetoes certain;
  for (std::size_t k = 0; k < model.comparisons.size(); ++k) {
    for (int gamma = 0; gamma < model.comparisons[k].num_gammas(); ++gamma) {
      if (model.comparisons[k].level(gamma).is_certain_veto) certain.vetoes_.push_back({k, gamma});
    }
  }
  certain.any_ = !certain.vetoes_.empty();
  return certain;
}

RuleVetoes::RuleVetoes(const ModelSpec& model, const MixtureParameters& parameters, double veto_error) {
  for (std::size_t k = 0; k < model.comparisons.size(); ++k) {
    for (int gamma = 0; gamma < model.comparisons[k].num_gammas(); ++gamma) {
      const LevelSpec& level = model.comparisons[k].level(gamma);
      const double m = parameters.m[k][static_cast<std::size_t>(gamma)];
      if (level.is_certain_veto || (level.is_rule_veto && m < veto_error)) vetoes_.push_back({k, gamma});
    }
  }
  any_ = !vetoes_.empty();
}

}  // namespace byname
