// SPDX-License-Identifier: Apache-2.0
#include "register/history.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace byname {

namespace {

HistoryEntry entry_of(Register& opened, const Op& op) {
  const std::optional<Account> author = opened.find_account(op.author);
  HistoryEntry entry{op.id, op.time, author ? author->pseudonym : op.author.short_hex(), op.verb, ""};
  for (const Body& body : opened.log().bodies_of(op.id)) {
    if (body.kind == body_kind::kReason && body.bytes)
      entry.reason = read_reason_body(*body.bytes).value_or("");
  }
  return entry;
}

}  // namespace

std::vector<HistoryEntry> history_of(Register& opened) {
  std::vector<HistoryEntry> entries;
  opened.log().visit_ops([&](const Op& op) { entries.push_back(entry_of(opened, op)); });
  return entries;
}

std::vector<HistoryEntry> history_of_op(Register& opened, std::string_view digits) {
  const std::vector<OpId> found = opened.log().find_prefix(digits);
  if (found.empty())
    throw UserError(fmt::format("no op has an id that begins with {}. See: byname history", digits));
  if (found.size() > 1)
    throw UserError(fmt::format("{} ops or more begin with {}; give more digits.", found.size(), digits));
  return {entry_of(opened, *opened.log().find(found[0]))};
}

}  // namespace byname
