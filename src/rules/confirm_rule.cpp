// SPDX-License-Identifier: Apache-2.0
#include "rules/confirm_rule.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <numeric>
#include <set>

namespace byname {

namespace {

bool any_holds(const std::vector<EvidenceClass>& classes, const Evidence& evidence) {
  return std::any_of(classes.begin(), classes.end(),
                     [&](const EvidenceClass& each) { return each.holds(evidence); });
}

// Evidence in groups that go back to one origin or have one owner, through others too. Each group once.
std::vector<std::vector<Evidence>> origin_groups(const std::vector<Evidence>& evidence) {
  std::vector<std::size_t> leader(evidence.size());
  std::iota(leader.begin(), leader.end(), std::size_t{0});
  const auto find = [&](std::size_t i) {
    while (leader[i] != i) i = leader[i];
    return i;
  };
  std::map<std::string, std::size_t> of_origin, of_owner;
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    leader[find(i)] = find(of_origin.try_emplace(evidence[i].origin, i).first->second);
    if (!evidence[i].owner.empty())
      leader[find(i)] = find(of_owner.try_emplace(evidence[i].owner, i).first->second);
  }
  std::map<std::size_t, std::vector<Evidence>> groups;
  for (std::size_t i = 0; i < evidence.size(); ++i) groups[find(i)].push_back(evidence[i]);
  std::vector<std::vector<Evidence>> result;
  for (auto& [first, group] : groups) result.push_back(std::move(group));
  return result;
}

// How many origins a clause lacks. By Hall's theorem each need can have origins of its own exactly if every
// set of needs meets as many origins as its needs ask for together.
std::size_t origins_lacking(const ConfirmClause& clause, const std::vector<std::vector<Evidence>>& groups) {
  std::vector<std::size_t> met(groups.size(), 0);  // per group: a bit for each need that it serves
  for (std::size_t g = 0; g < groups.size(); ++g) {
    for (std::size_t n = 0; n < clause.needs.size(); ++n) {
      if (std::any_of(groups[g].begin(), groups[g].end(),
                      [&](const Evidence& each) { return clause.needs[n].holds(each); }))
        met[g] |= std::size_t{1} << n;
    }
  }
  std::size_t most = 0;
  for (std::size_t subset = 1; subset < std::size_t{1} << clause.needs.size(); ++subset) {
    std::size_t asked = 0;
    for (std::size_t n = 0; n < clause.needs.size(); ++n) {
      if (subset >> n & 1) asked += clause.needs[n].origins;
    }
    const auto there = static_cast<std::size_t>(
        std::count_if(met.begin(), met.end(), [&](std::size_t needs) { return (needs & subset) != 0; }));
    most = std::max(most, asked > there ? asked - there : 0);
  }
  return most;
}

std::string joined(const std::set<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

bool EvidenceClass::holds(const Evidence& evidence) const {
  return (!evidence.kind.empty() && std::find(kinds.begin(), kinds.end(), evidence.kind) != kinds.end()) ||
         std::find(sources.begin(), sources.end(), evidence.source) != sources.end();
}

bool EvidenceNeed::holds(const Evidence& evidence) const { return any_holds(classes, evidence); }

bool ConfirmRule::stands_alone(const Evidence& evidence) const { return !any_holds(never_alone, evidence); }

EvidenceSupport ConfirmRule::support_of(const std::vector<Evidence>& evidence) const {
  if (evidence.empty()) return {"", "no evidence"};
  const std::vector<std::vector<Evidence>> groups = origin_groups(evidence);
  std::size_t fewest = 0;
  for (const ConfirmClause& clause : clauses) {
    const std::size_t lacking = origins_lacking(clause, groups);
    const auto carries = [&](const Evidence& each) {
      return stands_alone(each) && std::any_of(clause.needs.begin(), clause.needs.end(),
                                               [&](const EvidenceNeed& need) { return need.holds(each); });
    };
    if (lacking == 0 && std::any_of(evidence.begin(), evidence.end(), carries)) return {clause.name, ""};
    if (lacking > 0) fewest = fewest == 0 ? lacking : std::min(fewest, lacking);
  }
  std::set<std::string> kinds;
  for (const Evidence& each : evidence) kinds.insert(each.kind.empty() ? "kind not said" : each.kind);
  const bool is_weak = std::none_of(evidence.begin(), evidence.end(),
                                    [&](const Evidence& each) { return stands_alone(each); });
  if (is_weak || fewest == 0) return {"", fmt::format("{} alone", joined(kinds))};
  if (kinds == std::set<std::string>{"kind not said"}) return {"", "kind of source not said"};
  return {"", fmt::format("needs {} more origin{}", fewest, fewest == 1 ? "" : "s")};
}

}  // namespace byname
