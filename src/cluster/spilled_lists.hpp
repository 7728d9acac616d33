// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "block/pair_order.hpp"
#include "block/rule_equalities.hpp"
#include "model/spilled_frequencies.hpp"
#include "spec/record_names.hpp"
#include "spec/record_store.hpp"
#include "spec/splink_model.hpp"

namespace byname {

/// What the lists are read for.
struct SpilledListsOptions {
  std::vector<SplinkRule> training_rules;  ///< beside those of the model
  std::vector<ColumnRename> renames;
  ColumnTypes types;
  std::set<std::string> columns;  ///< that conditions and rules read, in small letters
  std::string folder;             ///< for what does not fit in memory
};

/// True if the pairs of all rules can be found part by part: each wants some columns equal on both sides, and
/// explodes no lists.
bool can_be_parted(const std::vector<SplinkRule>& rules, const SpilledListsOptions& options,
                   const ExecutionContext& context);

/// Lists too large for memory: their rows on disk; in memory the places of the rows, and what no part of them
/// says by itself: which records a rule's key brings together, how often values come, the order of the
/// records.
class SpilledLists {
 public:
  /// `model` must outlive the lists.
  SpilledLists(const SplinkModel& model, SpilledListsOptions options, const ExecutionContext& context);

  /// Takes the next rows of a list. `label` is the list's.
  void take(std::uint32_t list, const std::string& label, InputList& piece, const ExecutionContext& context);
  /// When all were taken. `allowed`: which lists are compared with which, without ranks and lists.
  void finish(const Input& input, PairOrder allowed, const ExecutionContext& context);

  std::size_t num_records() const { return store_.num_records(); }
  double num_possible_pairs() const;
  /// The order of some records, ascending, as if they were all.
  PairOrder order_of(std::span<const std::uint32_t> records) const;
  /// Ranks of all records in the order of cluster ids.
  std::vector<std::uint32_t> node_ranks() const;
  /// The shares of values, for a table of some records.
  ValueShares shares_of(const ValueTable& table) const;

  /// A rule's keys by their hashes: which of the rules' it is (same condition, same keys).
  std::size_t key_of(const SplinkRule& rule) const;
  /// Parts of the keys: entries (8 bytes hash, 4 bytes record) of the records that have a key.
  const SpillParts& keys(std::size_t key) const { return *keys_[key].parts; }
  std::size_t num_key_parts() const { return num_key_parts_; }
  struct KeyEntry {
    std::uint64_t hash;
    std::uint32_t record;
  };
  /// The entries of a part, by hash.
  std::vector<KeyEntry> key_entries(std::size_t key, std::size_t part) const;

  const SplinkModel& model() const { return model_; }
  const RecordStore& store() const { return store_; }
  const RecordNames& names() const { return names_; }
  /// Brings the ids back into memory.
  void load_names() { names_.load(names_file_); }
  const std::vector<std::unique_ptr<SpilledFrequency>>& frequencies() const { return frequencies_; }
  const std::string& folder() const { return options_.folder; }
  std::vector<std::string> warnings() const;

 private:
  struct Key {
    SplinkRule rule;
    std::unique_ptr<SpillParts> parts;
  };
  std::vector<TextColumn> named_columns(const std::string& label, InputList& piece);
  void take_names(std::uint32_t list, const std::string& label, const InputList& piece,
                  const std::vector<TextColumn>& columns);
  void take_keys(const Key& key, const RuleEqualities& equalities, const ValueTable& table,
                 std::uint32_t first) const;

  const SplinkModel& model_;
  SpilledListsOptions options_;
  std::vector<bool> is_rename_used_;
  std::size_t num_key_parts_;
  RecordStore store_;
  RecordNames names_;
  std::vector<std::string> remarks_;  ///< what reading the lists had to say
  SpillFile names_file_;
  std::vector<Key> keys_;
  std::vector<std::unique_ptr<SpilledFrequency>> frequencies_;
  PairOrder allowed_;
  std::vector<std::uint32_t> rank_;  ///< empty: as they come
  bool has_ids_ = false;
  bool lacks_ids_ = false;
  std::string row_without_id_;
  bool are_plain_integers_ = true;
  bool ascend_as_numbers_ = true;
  bool ascend_as_texts_ = true;
  std::int64_t last_number_ = 0;
  std::string last_id_;
  bool ids_are_numbers_ = false;
};

}  // namespace byname
