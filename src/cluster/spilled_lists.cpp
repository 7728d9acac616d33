// SPDX-License-Identifier: Apache-2.0
#include "cluster/spilled_lists.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <fmt/format.h>
#include <numeric>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "block/name_order.hpp"
#include "block/rule_blocks.hpp"

namespace byname {

namespace {

constexpr std::size_t kKeyBlockBytes = std::size_t{1} << 14;
constexpr std::size_t kEntryBytes = 12;
// A part of the keys is the least that is looked at together; each wants a block of memory while lists are
// read.
constexpr std::size_t kFewParts = 256;
constexpr std::size_t kManyParts = 1024;
constexpr std::uint64_t kMuchMemory = std::uint64_t{2} << 30;

std::string text_of_rule(const SplinkRule& rule) { return rule.condition; }

std::vector<std::uint64_t> hashes_of(const ValueColumn& column) {
  std::vector<std::uint64_t> hashes(column.values.size(), 0);
  for (std::size_t code = 0; code < hashes.size(); ++code) {
    if (!column.values[code].is_null())
      hashes[code] = std::max<std::uint64_t>(1, hash_value(column.values[code]));
  }
  return hashes;
}

}  // namespace

bool can_be_parted(const std::vector<SplinkRule>& rules, const SpilledListsOptions& options,
                   const ExecutionContext& context) {
  if (rules.empty()) return false;
  for (const SplinkRule& rule : rules) {
    if (!rule.arrays_to_explode.empty()) return false;
  }
  ValueTable table(0);
  for (const std::string& column : options.columns) {
    const auto type = options.types.find(column);
    table.add(column, TextColumn{}, type == options.types.end() ? "VARCHAR" : type->second, context);
  }
  const PairOrder order;
  const RuleBlocks blocks(rules, table, order, context);
  for (std::size_t r = 0; r < rules.size(); ++r) {
    if (!blocks.for_each_group(r, [](std::span<const std::uint32_t>) {})) return false;
    if (rule_equalities(rules[r], "a rule", table, context).columns.empty()) return false;
  }
  return true;
}

SpilledLists::SpilledLists(const SplinkModel& model, SpilledListsOptions options,
                           const ExecutionContext& context)
    : model_(model),
      options_(std::move(options)),
      is_rename_used_(options_.renames.size(), false),
      num_key_parts_(context.memory_budget < kMuchMemory ? kFewParts : kManyParts),
      store_(options_.folder, options_.types, options_.columns),
      names_file_(options_.folder) {
  std::vector<SplinkRule> rules = model.rules;
  rules.insert(rules.end(), options_.training_rules.begin(), options_.training_rules.end());
  for (const SplinkRule& rule : rules) {
    const bool is_known = std::any_of(keys_.begin(), keys_.end(), [&](const Key& key) {
      return text_of_rule(key.rule) == text_of_rule(rule);
    });
    if (!is_known)
      keys_.push_back({rule, std::make_unique<SpillParts>(options_.folder, num_key_parts_, kKeyBlockBytes)});
  }
  const auto table = store_.empty_table(context);
  for (const AdjustingColumn& column : adjusting_columns(model, *table))
    frequencies_.push_back(std::make_unique<SpilledFrequency>(column.name, options_.folder));
}

std::vector<TextColumn> SpilledLists::named_columns(const std::string& label, InputList& piece) {
  std::vector<TextColumn> columns(piece.columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    TextColumn& from = piece.columns[i];
    const ColumnRename* rename = rename_of(options_.renames, label, from.name);
    if (rename != nullptr) is_rename_used_[static_cast<std::size_t>(rename - options_.renames.data())] = true;
    columns[i].name = rename != nullptr ? rename->name : from.name;
    columns[i].codes = std::move(from.codes);
    columns[i].dictionary = std::move(from.dictionary);
    columns[i].is_of_ids = from.is_of_ids;
    for (std::size_t k = 0; k < i; ++k) {
      if (columns[k].name == columns[i].name)
        throw DataError(
            fmt::format("two columns of the list {} come to one name: {}", label, columns[i].name));
    }
  }
  return columns;
}

void SpilledLists::take_names(std::uint32_t list, const std::string& label, const InputList& piece,
                              const std::vector<TextColumn>& columns) {
  const TextColumn* ids = nullptr;
  for (const TextColumn& column : columns) {
    if (column.name == model_.unique_id_column) ids = &column;
  }
  has_ids_ = has_ids_ || ids != nullptr;
  if (ids == nullptr && !lacks_ids_) {
    lacks_ids_ = true;
    row_without_id_ = fmt::format("row {} of the list {}", piece.row[0], label);
  }
  std::string made;
  for (std::size_t i = 0; i < piece.num_mentions(); ++i) {
    std::string_view id;
    if (ids == nullptr) {
      made = std::to_string(piece.row[i]);
      id = made;
    } else {
      if (ids->is_null(i)) {
        throw DataError(fmt::format("row {} of the list {} has no id in the column {}", piece.row[i], label,
                                    model_.unique_id_column));
      }
      id = ids->at(i);
    }
    are_plain_integers_ = are_plain_integers_ && is_plain_integer(id);
    if (are_plain_integers_) {
      std::int64_t number = 0;
      std::from_chars(id.data(), id.data() + id.size(), number);
      ascend_as_numbers_ = ascend_as_numbers_ && (names_.size() == 0 || number > last_number_);
      last_number_ = number;
    }
    ascend_as_texts_ = ascend_as_texts_ && (names_.size() == 0 || id > last_id_);
    if (ascend_as_texts_) last_id_ = id;
    names_.add(list, piece.file[i], piece.row[i], id);
  }
  names_.spill(names_file_);
}

void SpilledLists::take_keys(const Key& key, const RuleEqualities& equalities, const ValueTable& table,
                             std::uint32_t first) const {
  std::vector<std::uint64_t> hashes(table.num_records(), 1);
  for (const std::size_t c : equalities.columns) {
    const ValueColumn& column = table.column(c);
    const std::vector<std::uint64_t> of_code = hashes_of(column);
    for (std::size_t record = 0; record < hashes.size(); ++record) {
      const std::uint64_t hash = of_code[(*column.codes)[record]];
      hashes[record] = hash == 0 || hashes[record] == 0
                           ? 0
                           : std::max<std::uint64_t>(1, mix64(mix64(hashes[record]) ^ hash));
    }
  }
  std::vector<std::string> parts(num_key_parts_);
  for (std::size_t record = 0; record < hashes.size(); ++record) {
    if (hashes[record] == 0) continue;
    const std::uint32_t number = first + static_cast<std::uint32_t>(record);
    std::string& to = parts[(hashes[record] >> 32) * num_key_parts_ >> 32];
    to.append(reinterpret_cast<const char*>(&hashes[record]), sizeof(std::uint64_t));
    to.append(reinterpret_cast<const char*>(&number), sizeof number);
  }
  for (std::size_t part = 0; part < num_key_parts_; ++part) {
    if (!parts[part].empty()) key.parts->append(part, parts[part]);
  }
}

void SpilledLists::take(std::uint32_t list, const std::string& label, InputList& piece,
                        const ExecutionContext& context) {
  std::vector<TextColumn> columns = named_columns(label, piece);
  take_names(list, label, piece, columns);
  // Ids that no condition reads are kept nowhere else.
  std::erase_if(columns, [](const TextColumn& column) { return column.is_of_ids; });
  const auto first = static_cast<std::uint32_t>(store_.num_records());
  const std::size_t num_rows = piece.num_mentions();
  store_.append(columns, num_rows, context);
  const auto table = store_.make_table(std::move(columns), num_rows, context);
  std::vector<RuleEqualities> equalities;
  for (const Key& key : keys_) equalities.push_back(rule_equalities(key.rule, "a rule", *table, context));
  const std::size_t num_keys = keys_.size();
  parallel_chunks(context, num_keys + frequencies_.size(), 1, [&](std::size_t i, std::size_t, std::size_t) {
    if (i < num_keys) {
      take_keys(keys_[i], equalities[i], *table, first);
    } else {
      SpilledFrequency& frequency = *frequencies_[i - num_keys];
      frequency.add(table->column(*table->find(frequency.column())), first);
    }
  });
}

void SpilledLists::finish(const Input& input, PairOrder allowed, const ExecutionContext& context) {
  names_.list_labels.clear();
  for (const InputList& list : input.lists) names_.list_labels.push_back(list.label);
  for (const InputFile& file : input.files) names_.file_names.push_back(file.name);
  remarks_ = input.remarks;
  const std::vector<std::string>& columns = store_.columns();
  if (has_ids_ && std::find(columns.begin(), columns.end(), model_.unique_id_column) == columns.end())
    store_.unread.push_back(model_.unique_id_column);
  for (const InputList& list : input.lists)
    store_.unread.insert(store_.unread.end(), list.unread_columns.begin(), list.unread_columns.end());
  store_.forget_needed();
  need_all_used(options_.renames, is_rename_used_);
  if (has_ids_ && lacks_ids_)
    throw DataError(fmt::format("{} has no id in the column {}", row_without_id_, model_.unique_id_column));
  const auto type = options_.types.find(model_.unique_id_column);
  ids_are_numbers_ =
      !has_ids_ || (type != options_.types.end() ? is_number_type(type->second) : are_plain_integers_);
  allowed_ = std::move(allowed);
  if (allowed_.compares.empty()) allowed_.only_between_lists = model_.link_type == "link_only";
  const bool is_in_order = model_.link_type == "dedupe_only" && names_.list_labels.size() == 1 &&
                           (ids_are_numbers_ ? are_plain_integers_ && ascend_as_numbers_ : ascend_as_texts_);
  if (!is_in_order) {
    names_.load(names_file_);
    rank_ = splink_ranks(names_, model_.link_type, ids_are_numbers_);
    names_.spill(names_file_);
  }
  parallel_chunks(context, frequencies_.size(), 1,
                  [&](std::size_t i, std::size_t, std::size_t) { frequencies_[i]->finish(context); });
}

double SpilledLists::num_possible_pairs() const {
  std::vector<double> sizes;
  for (const std::uint64_t size : names_.list_sizes()) sizes.push_back(static_cast<double>(size));
  return allowed_.num_pairs_of(sizes);
}

PairOrder SpilledLists::order_of(std::span<const std::uint32_t> records) const {
  PairOrder order = allowed_;
  order.rank.resize(records.size());
  order.list.reserve(records.size());
  for (const std::uint32_t record : records) order.list.push_back(names_.list(record));
  if (rank_.empty()) {
    std::iota(order.rank.begin(), order.rank.end(), 0u);
    return order;
  }
  std::vector<std::uint32_t> by_rank(records.size());
  std::iota(by_rank.begin(), by_rank.end(), 0u);
  std::sort(by_rank.begin(), by_rank.end(),
            [&](std::uint32_t a, std::uint32_t b) { return rank_[records[a]] < rank_[records[b]]; });
  for (std::uint32_t place = 0; place < by_rank.size(); ++place) order.rank[by_rank[place]] = place;
  return order;
}

std::vector<std::uint32_t> SpilledLists::node_ranks() const {
  if (model_.link_type != "dedupe_only") return splink_ranks(names_, "link_and_dedupe", false);
  if (!rank_.empty()) return rank_;
  std::vector<std::uint32_t> rank(num_records());
  std::iota(rank.begin(), rank.end(), 0u);
  return rank;
}

ValueShares SpilledLists::shares_of(const ValueTable& table) const {
  std::map<std::size_t, std::shared_ptr<const std::vector<double>>> shares;
  for (const auto& frequency : frequencies_) {
    const std::size_t column = *table.find(frequency->column());
    shares[column] = std::make_shared<const std::vector<double>>(frequency->shares(table.column(column)));
  }
  return ValueShares(std::move(shares));
}

std::size_t SpilledLists::key_of(const SplinkRule& rule) const {
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (text_of_rule(keys_[i].rule) == text_of_rule(rule)) return i;
  }
  throw InternalError(fmt::format("a rule whose keys were not read: {}", rule.condition));
}

std::vector<SpilledLists::KeyEntry> SpilledLists::key_entries(std::size_t key, std::size_t part) const {
  const std::string bytes = keys_[key].parts->read(part);
  std::vector<KeyEntry> entries(bytes.size() / kEntryBytes);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    std::memcpy(&entries[i].hash, bytes.data() + i * kEntryBytes, sizeof(std::uint64_t));
    std::memcpy(&entries[i].record, bytes.data() + i * kEntryBytes + sizeof(std::uint64_t),
                sizeof(std::uint32_t));
  }
  std::sort(entries.begin(), entries.end(),
            [](const KeyEntry& a, const KeyEntry& b) { return a.hash < b.hash; });
  return entries;
}

std::vector<std::string> SpilledLists::warnings() const {
  std::vector<std::string> warnings = remarks_;
  for (std::string& warning : store_.warnings()) warnings.push_back(std::move(warning));
  if (!has_ids_) {
    warnings.push_back(
        fmt::format("no list has the id column {}: rows are named by their number", model_.unique_id_column));
  }
  return warnings;
}

}  // namespace byname
