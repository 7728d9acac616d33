// SPDX-License-Identifier: Apache-2.0
#include "register/joining.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <map>
#include <set>
#include <unordered_set>

#include "base/error.hpp"
#include "register/durable_file.hpp"
#include "register/fold.hpp"
#include "register/key_file.hpp"

namespace byname {

namespace {

namespace fs = std::filesystem;

// Nothing is taken on trust: an op that somebody altered would be found here by nobody else before it spread.
void check_op(const Op& op, const std::vector<Body>& bodies) {
  bool is_whole = id_of(op) == op.id && has_valid_signature(op) && bodies.size() == op.num_bodies &&
                  root_of(bodies) == op.root;
  for (const Body& body : bodies) {
    if (body.bytes && body.salt)
      is_whole = is_whole && commitment_of(*body.salt, body.kind, *body.bytes) == body.commitment;
  }
  if (!is_whole)
    throw DataError(
        fmt::format("op {} of the other copy is not what was signed. See what is wrong with it: byname "
                    "verify. Nothing was joined.",
                    op.id.short_hex()));
}

// Takes in the ops that are not here, in the order of evaluation, so that parents come first.
std::vector<Op> take_ops(Register& opened, Register& other) {
  std::vector<Op> taken;
  std::unordered_set<OpId> known;
  other.log().visit_ops([&](const Op& op) {
    if (opened.log().find(op.id)) {
      known.insert(op.id);
      return;
    }
    const std::vector<Body> bodies = other.log().bodies_of(op.id);
    check_op(op, bodies);
    const bool follows = std::all_of(op.parents.begin(), op.parents.end(),
                                     [&](const OpId& parent) { return known.contains(parent); });
    if (!follows)
      throw DataError(fmt::format(
          "op {} of the other copy follows an op that is missing. Nothing was joined.", op.id.short_hex()));
    known.insert(op.id);
    opened.log().insert(op, bodies);
    taken.push_back(op);
  });
  return taken;
}

// A device that made two of the heads.
std::vector<std::string> torn_devices(Register& opened) {
  std::map<DeviceId, int> heads;
  for (const OpId& head : opened.log().heads()) ++heads[opened.log().find(head)->device];
  std::vector<std::string> torn;
  for (const auto& [device, number] : heads) {
    if (number > 1) torn.push_back(device.short_hex());
  }
  return torn;
}

std::vector<std::string> authors_of(Register& opened, const std::vector<Op>& ops) {
  std::set<std::string> authors;
  for (const Op& op : ops) {
    authors.insert(opened.find_account(op.author)->pseudonym);
  }
  return {authors.begin(), authors.end()};
}

// Copies the files of items that are held now and not here yet.
std::int64_t take_files(Register& opened, const Register& other) {
  std::vector<std::string> files;
  {
    Rows rows = opened.database().query("SELECT DISTINCT file FROM item WHERE file <> '' ORDER BY file");
    while (rows.next()) files.push_back(rows.text(0));
  }
  const fs::path here = items_path_of(opened.path());
  const fs::path there = items_path_of(other.path());
  std::int64_t num_taken = 0;
  for (const std::string& file : files) {
    if (file.find('/') != std::string::npos || fs::exists(here / file) || !fs::exists(there / file)) continue;
    replace_file((here / file).string(), read_whole_file((there / file).string()));
    ++num_taken;
  }
  return num_taken;
}

// Ways in of accounts that were added in the other copy come; those of accounts revoked there go.
void take_slots(Register& opened, const Register& other) {
  KeyFile file = key_file_of(opened.path());
  std::unordered_set<BoxKey> allowed;
  std::unordered_set<BoxKey> revoked;
  for (const Account& account : opened.accounts())
    (account.is_revoked ? revoked : allowed).insert(account.box);
  const std::size_t before = file.slots.size();
  std::erase_if(file.slots, [&](const KeySlot& slot) { return revoked.contains(slot.box); });
  bool is_changed = file.slots.size() != before;
  std::unordered_set<BoxKey> present;
  for (const KeySlot& slot : file.slots) present.insert(slot.box);
  for (KeySlot slot : key_file_of(other.path()).slots) {
    if (!allowed.contains(slot.box) || present.contains(slot.box)) continue;
    slot.sealed = seal_for(slot.box, opened.data_key());
    slot.sealed_next.clear();
    file.slots.push_back(std::move(slot));
    is_changed = true;
  }
  if (is_changed) write_key_file(key_path_of(opened.path()), file);
}

}  // namespace

void refuse_foreign_copy(const Register& opened, const std::string& path) {
  if (key_file_of(path).register_id != opened.id())
    throw UserError(
        fmt::format("this is a copy of another register and cannot be joined: {}. To take in its "
                    "persons, export them there and add them here as a list.",
                    path));
}

Joining join_register(Register& opened, Register& other, const ChangeAsked& asked) {
  refuse_foreign_copy(opened, other.path());
  if (fs::equivalent(opened.path(), other.path()))
    throw UserError(fmt::format("this is the register itself, no copy of it: {}", other.path()));
  OpWriter writer(opened, "join");
  const PersonWatch watch(opened.database());
  const std::vector<Op> taken = take_ops(opened, other);
  Joining joining;
  joining.num_ops = static_cast<std::int64_t>(taken.size());
  joining.change.persons = watch.changes();
  if (taken.empty()) return joining;
  Fold(opened.database()).rebuild();
  for (const Op& op : taken) {
    if (!opened.find_account(op.author))
      throw DataError(
          fmt::format("op {} of the other copy is of no account of the register. Nothing was joined.",
                      op.id.short_hex()));
  }
  joining.authors = authors_of(opened, taken);
  joining.torn_devices = torn_devices(opened);
  if (opened.account().is_revoked)
    throw UserError("the other copy has revoked this account; nothing was joined.");
  const std::vector<OpId> heads = opened.log().heads();
  joining.change.op = heads.front();
  if (heads.size() > 1) {
    writer.add_reason(asked.reason);
    joining.change.op = writer.append().id;
  }
  joining.change.persons = watch.changes();
  if (asked.is_dry_run) return joining;
  joining.num_items = take_files(opened, other);
  take_slots(opened, other);
  writer.commit();
  return joining;
}

}  // namespace byname
