// SPDX-License-Identifier: Apache-2.0
#include "register/add_documents.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <unordered_set>

#include "base/error.hpp"
#include "register/durable_file.hpp"
#include "register/item_store.hpp"
#include "register/sources.hpp"

namespace byname {

namespace {

std::unordered_set<std::string> held_hashes(Database& database, const std::string& source) {
  std::unordered_set<std::string> hashes;
  Rows rows = database.query("SELECT sha256 FROM item WHERE source = ?1", source);
  while (rows.next()) hashes.insert(rows.text(0));
  return hashes;
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
  std::unordered_set<std::string> held = held_hashes(opened.database(), addition.source.label);
  std::vector<ItemBody> items;
  context.begin_step("keeping documents", addition.paths.size());
  for (const std::string& path : addition.paths) {
    context.check_cancelled();
    const std::string bytes = read_document(path);
    ItemBody item = addition.item;
    item.source = addition.source.label;
    item.name = std::filesystem::path(path).filename().string();
    if (!held.insert(sha256_of(bytes)).second) {
      ++outcome.num_held;
    } else {
      ++outcome.num_new;
      if (!addition.is_dry_run) {
        write_item(opened.path(), bytes, *opened.host().random, item);
        items.push_back(std::move(item));
      }
    }
    context.advance(1);
  }
  if (items.empty()) return outcome;
  sync_items(opened.path());
  OpWriter writer(opened, "add");
  if (says_something_new(find_source(opened.database(), addition.source.label), addition.source))
    writer.add(body_kind::kSource, source_body(addition.source));
  for (const ItemBody& item : items) writer.add(body_kind::kItem, item_body(item));
  writer.add_reason(addition.reason);
  outcome.op = writer.append().id;
  writer.commit();
  return outcome;
}

}  // namespace byname
