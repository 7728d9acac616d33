// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "register/database.hpp"
#include "register/op.hpp"

namespace byname {

/// The ops and bodies of a register, in its database.
class OpLog {
 public:
  explicit OpLog(Database& database) : database_(database) {}

  /// Ops that are nobody's parent, ascending: after them the next op comes.
  std::vector<OpId> heads();
  /// The largest lamport number, 0 without ops.
  std::uint64_t last_lamport();
  std::uint64_t num_ops();
  /// nullopt if there is none.
  std::optional<Op> find(const OpId& id);
  /// The ops whose id begins with these hexadecimal digits (at most 16 are returned).
  std::vector<OpId> find_prefix(std::string_view digits);
  /// Calls `visit` for every op in the order of evaluation.
  void visit_ops(const std::function<void(const Op&)>& visit);
  /// The bodies of an op by ordinal, as far as they are there.
  std::vector<Body> bodies_of(const OpId& id);
  /// Erased bodies have neither salt nor bytes.
  void insert(const Op& op, const std::vector<Body>& bodies);

 private:
  Op read_op(const Rows& rows);

  Database& database_;
};

}  // namespace byname
