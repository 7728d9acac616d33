// SPDX-License-Identifier: Apache-2.0
#include "register/add_documents.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <unordered_map>
#include <vector>

#include "base/error.hpp"
#include "register/durable_file.hpp"
#include "register/item_store.hpp"
#include "register/sources.hpp"

namespace byname {

namespace {

// Hash of the bytes and id; of equal ones, the first in the log.
using HeldItems = std::unordered_map<std::string, std::optional<RecordId>>;

HeldItems held_items(Database& database, const std::string& source) {
  HeldItems held;
  Rows rows = database.query(
      "SELECT sha256, item.id FROM item JOIN op ON op.id = item.op WHERE source = ?1 "
      "ORDER BY lamport, op.id, ordinal",
      source);
  while (rows.next()) held.emplace(rows.text(0), rows.fixed<RecordId>(1));
  return held;
}

std::string read_document(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) throw UserError(fmt::format("cannot read {}: {}", path, error.message()));
  if (size > kLargestItem)
    throw UserError(
        fmt::format("an item can have {} MiB, and this file has more: {}", kLargestItem >> 20, path));
  return read_whole_file(path);
}

}  // namespace

DocumentsOutcome add_documents(Register& opened, const DocumentsAddition& addition,
                               const ExecutionContext& context) {
  DocumentsOutcome outcome;
  outcome.num_files = addition.paths.size();
  HeldItems held = held_items(opened.database(), addition.source.label);
  std::vector<ItemBody> items;
  std::vector<std::string> hashes;
  context.begin_step("keeping documents", addition.paths.size());
  for (const std::string& path : addition.paths) {
    context.check_cancelled();
    const std::string bytes = read_document(path);
    ItemBody item = addition.item;
    item.source = addition.source.label;
    item.name = std::filesystem::path(path).filename().string();
    hashes.push_back(sha256_of(bytes));
    const bool is_new = held.emplace(hashes.back(), std::nullopt).second;
    outcome.documents.push_back({item.name, !is_new, std::nullopt});
    ++(is_new ? outcome.num_new : outcome.num_held);
    if (is_new && !addition.is_dry_run) {
      write_item(opened.path(), bytes, *opened.host().random, item);
      items.push_back(std::move(item));
    }
    context.advance(1);
  }
  if (!items.empty()) {
    sync_items(opened.path());
    OpWriter writer(opened, "add");
    if (says_something_new(find_source(opened.database(), addition.source.label), addition.source))
      writer.add(body_kind::kSource, source_body(addition.source));
    for (const ItemBody& item : items) held[item.sha256] = writer.add(body_kind::kItem, item_body(item));
    writer.add_reason(addition.reason);
    outcome.op = writer.append().id;
    writer.commit();
  }
  for (std::size_t i = 0; i < hashes.size(); ++i) outcome.documents[i].item = held.at(hashes[i]);
  return outcome;
}

}  // namespace byname
