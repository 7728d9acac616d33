// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "register/judging_json.hpp"
#include "register/op.hpp"

namespace byname::reference {

/// A body that was not erased, and whether it counts.
struct LoggedBody {
  Op op;
  RecordId record;
  Body body;
  bool counts = true;
};

/// All bodies in the order of evaluation, (lamport, id) of their ops. One counts unless a retraction that
/// comes later and counts itself names it or its op.
inline std::vector<LoggedBody> counted_bodies(std::vector<std::pair<Op, std::vector<Body>>> ops) {
  std::sort(ops.begin(), ops.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first.lamport, a.first.id) < std::pair(b.first.lamport, b.first.id);
  });
  // From the last to the first: whatever takes back a retraction comes after it.
  std::set<OpId> dead_ops;
  std::set<RecordId> dead_records;
  std::vector<LoggedBody> backwards;
  for (auto logged = ops.rbegin(); logged != ops.rend(); ++logged) {
    const auto& [op, bodies] = *logged;
    const bool is_dead_op = dead_ops.contains(op.id);
    std::set<OpId> named_ops;
    std::set<RecordId> named_records;
    for (std::size_t i = bodies.size(); i-- > 0;) {
      if (!bodies[i].bytes) continue;
      const RecordId record = record_id_of(op.author, op.device, op.nonce, static_cast<std::uint32_t>(i));
      const bool counts = !is_dead_op && !dead_records.contains(record);
      if (bodies[i].kind == "retraction" && counts) {
        const auto retraction = read_retraction_body(*bodies[i].bytes);
        named_ops.insert(retraction->ops.begin(), retraction->ops.end());
        named_records.insert(retraction->records.begin(), retraction->records.end());
      }
      backwards.push_back({op, record, bodies[i], counts});
    }
    dead_ops.insert(named_ops.begin(), named_ops.end());
    dead_records.insert(named_records.begin(), named_records.end());
  }
  std::reverse(backwards.begin(), backwards.end());
  return backwards;
}

}  // namespace byname::reference
