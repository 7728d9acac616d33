// SPDX-License-Identifier: Apache-2.0
#include "register/add_item.hpp"

#include <filesystem>
#include <fmt/format.h>

#include "base/error.hpp"
#include "register/digest.hpp"
#include "register/durable_file.hpp"
#include "register/item_store.hpp"
#include "register/origins.hpp"
#include "register/sources.hpp"

namespace byname {

namespace {

constexpr std::size_t kLargestText = 1 << 20;  // kept in the database: obituaries, not books

class Addition {
 public:
  Addition(Register& opened, const ItemAddition& asked, const ExecutionContext& context)
      : register_(opened), asked_(asked), context_(context), item_(asked.item) {
    item_.source = asked.source.label;
    if (!asked.values.empty()) values_ = read_said_values(asked.values, context);
    if (asked.path.empty()) {
      take_text();
    } else {
      take_file();
    }
    Digest digest("row 1");
    for (const MentionValue& value : values_) {
      if (!value.column.empty()) digest.add(value.column).add(value.raw);
    }
    row_hash_ = digest.finish<Hash>();
    key_ = fmt::format("{}-{}", item_.sha256.substr(0, 12), row_hash_.hex().substr(0, 6));
  }

  ItemOutcome run() {
    const bool was_held = find_held().is_item_held;
    if (!asked_.is_dry_run && !was_held && !asked_.path.empty())
      store_item(register_.path(), bytes_, *register_.host().random, item_);
    // What was decided outside the lock must still be true inside; another writer is rare.
    while (true) {
      const std::vector<OpId> heads = register_.log().heads();
      ItemOutcome outcome = find_held();
      if (is_nothing_new(outcome)) return outcome;
      std::optional<MachineRun> run;
      if (asked_.links && !values_.empty() && !outcome.is_mention_held)
        run.emplace(register_.database(), std::vector<std::vector<MentionValue>>{values_},
                    MachineRun::Changed{}, context_);
      if (run && run->num_new() > 0) outcome.linked = run->outcome();
      if (asked_.is_dry_run) return outcome;
      OpWriter writer(register_, "add");
      if (register_.log().heads() != heads) continue;
      add_bodies(writer, outcome, run);
      outcome.op = writer.append().id;
      writer.commit();
      return outcome;
    }
  }

 private:
  void take_text() {
    if (item_.text.size() > kLargestText)
      throw UserError("a text of more than 1 MiB is kept as a file: give it with --file.");
    item_.sha256 = sha256_of(item_.text);
    item_.size = item_.text.size();
  }

  void take_file() {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(asked_.path, error);
    if (error) throw UserError(fmt::format("cannot read {}: {}", asked_.path, error.message()));
    if (size > kLargestItem)
      throw UserError(fmt::format("an item can have {} MiB, and this file has more: {}", kLargestItem >> 20,
                                  asked_.path));
    bytes_ = read_whole_file(asked_.path);
    item_.sha256 = sha256_of(bytes_);
    item_.size = bytes_.size();
    item_.name = std::filesystem::path(asked_.path).filename().string();
  }

  ItemOutcome find_held() const {
    ItemOutcome outcome;
    Database& database = register_.database();
    {
      Rows rows = database.query(
          "SELECT item.id FROM item JOIN op ON op.id = item.op WHERE sha256 = ?1 AND source = ?2 "
          "ORDER BY lamport, op.id, ordinal LIMIT 1",
          item_.sha256, asked_.source.label);
      outcome.is_item_held = rows.next();
      if (outcome.is_item_held) outcome.item = rows.fixed<RecordId>(0);
    }
    if (!outcome.is_item_held && !item_.text.empty()) outcome.like = likest_text(database, item_.text);
    if (values_.empty()) return outcome;
    outcome.mention = asked_.source.label + ":" + key_;
    outcome.is_mention_held = database.number("SELECT number FROM mention WHERE list = ?1 AND row_key = ?2",
                                              0, asked_.source.label, key_) != 0;
    return outcome;
  }

  void add_bodies(OpWriter& writer, ItemOutcome& outcome, const std::optional<MachineRun>& run) const {
    if (says_something_new(find_source(register_.database(), asked_.source.label), asked_.source))
      writer.add(body_kind::kSource, source_body(asked_.source));
    if (!outcome.is_item_held) outcome.item = writer.add(body_kind::kItem, item_body(item_));
    if (outcome.like) writer.add(body_kind::kOrigin, origin_body({{outcome.item}, outcome.like->origin}));
    std::vector<RecordId> mentions;
    if (!values_.empty() && !outcome.is_mention_held)
      mentions.push_back(
          writer.add(body_kind::kMention,
                     mention_body({asked_.source.label, key_, row_hash_, outcome.item, {}, values_})));
    if (run) run->write(register_.database(), writer, mentions);
    writer.add_reason(asked_.reason);
  }

  bool is_nothing_new(const ItemOutcome& outcome) const {
    return outcome.is_item_held && (values_.empty() || outcome.is_mention_held);
  }

  Register& register_;
  const ItemAddition& asked_;
  const ExecutionContext& context_;
  ItemBody item_;
  std::string bytes_;
  std::vector<MentionValue> values_;
  Hash row_hash_;
  std::string key_;
};

}  // namespace

ItemOutcome add_item(Register& opened, const ItemAddition& addition, const ExecutionContext& context) {
  return Addition(opened, addition, context).run();
}

}  // namespace byname
