// SPDX-License-Identifier: Apache-2.0
#include "register/retractions.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace byname {

OpOrder::OpOrder(Database& database) {
  Rows rows = database.query("SELECT id FROM op ORDER BY lamport, id");
  while (rows.next()) {
    ops_.push_back(rows.fixed<OpId>(0));
    number_.emplace(ops_.back(), static_cast<std::uint32_t>(ops_.size() - 1));
  }
}

std::uint32_t OpOrder::number_of(const OpId& op) const {
  const auto found = number_.find(op);
  BYNAME_CHECK(found != number_.end(), "op {} is not in the log", op.short_hex());
  return found->second;
}

std::string retraction_target(const OpId& op) { return kOpTarget + std::string(op.view()); }
std::string retraction_target(const RecordId& record) { return kRecordTarget + std::string(record.view()); }
std::string retraction_target_of_source(std::string_view label) { return kSourceTarget + std::string(label); }

Retractions::Retractions(Database& database, const OpOrder& order) {
  Rows rows = database.query("SELECT target, id, op FROM retraction ORDER BY target, id");
  while (rows.next()) {
    const auto op = rows.fixed<OpId>(2);
    of_target_[std::string(rows.bytes(0))].push_back(
        {retraction_target(rows.fixed<RecordId>(1)), retraction_target(op), order.number_of(op)});
  }
}

std::vector<std::string> Retractions::targets() const {
  std::vector<std::string> targets;
  for (const auto& [target, retractions] : of_target_) targets.push_back(target);
  std::sort(targets.begin(), targets.end());
  return targets;
}

// Whether a retraction made after op `since` and not after `until` names it and counts. Ends, since each
// retraction that is asked about is later than the one before.
bool Retractions::is_retracted_at(const std::string& target, std::uint32_t since, std::uint32_t until) const {
  const auto found = of_target_.find(target);
  if (found == of_target_.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(), [&](const Retraction& retraction) {
    return retraction.op_number > since && retraction.op_number <= until && counts_at(retraction, until);
  });
}

bool Retractions::counts_at(const Retraction& retraction, std::uint32_t until) const {
  return !is_retracted_at(retraction.record, retraction.op_number, until) &&
         !is_retracted_at(retraction.op, retraction.op_number, until);
}

// The op of the first retraction that counts after op `until` and names one of the grounds; UINT32_MAX
// without.
std::uint32_t Retractions::first_at(const std::vector<Ground>& grounds, std::uint32_t until) const {
  std::uint32_t first = UINT32_MAX;
  for (const Ground& ground : grounds) {
    const auto found = of_target_.find(ground.target);
    if (found == of_target_.end()) continue;
    for (const Retraction& retraction : found->second) {
      const std::uint32_t at = retraction.op_number;
      if (at > ground.op && at <= until && at < first && counts_at(retraction, until)) first = at;
    }
  }
  return first;
}

bool Retractions::count_at(const std::vector<Ground>& grounds, std::uint32_t until) const {
  return std::none_of(grounds.begin(), grounds.end(),
                      [&](const Ground& ground) { return is_retracted_at(ground.target, ground.op, until); });
}

bool Retractions::count(const std::vector<Ground>& grounds) const { return count_at(grounds, UINT32_MAX); }

// The ops at which something about a target may change.
void Retractions::add_times(const std::string& target, std::uint32_t since,
                            std::vector<std::uint32_t>& times) const {
  const auto found = of_target_.find(target);
  if (found == of_target_.end()) return;
  for (const Retraction& retraction : found->second) {
    if (retraction.op_number <= since) continue;
    times.push_back(retraction.op_number);
    add_times(retraction.record, retraction.op_number, times);
    add_times(retraction.op, retraction.op_number, times);
  }
}

Validity Retractions::validity(std::uint32_t op, const std::vector<Ground>& grounds) const {
  Validity validity{op, {}};
  if (empty()) return validity;
  std::vector<std::uint32_t> times;
  for (const Ground& ground : grounds) add_times(ground.target, ground.op, times);
  if (times.empty()) return validity;
  for (std::uint32_t& at : times) at = std::max(at, op);
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  bool counted = true;
  for (const std::uint32_t at : times) {
    const bool counts_now = count_at(grounds, at);
    if (counts_now != counted) validity.switches.push_back(at);
    if (counted && !counts_now) validity.ended_by.push_back(std::max(op, first_at(grounds, at)));
    counted = counts_now;
  }
  return validity;
}

}  // namespace byname
