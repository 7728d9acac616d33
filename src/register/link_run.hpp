// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "register/decide_links.hpp"
#include "register/mention_records.hpp"
#include "register/register.hpp"
#include "register/run_json.hpp"

namespace byname {

/// The model that a register's machine links are decided by, until somebody has it trained anew.
struct RegisterModel {
  ModelSpec spec;
  std::string id;                  ///< of its body, digits
  std::uint64_t lamport = 0;       ///< of its op: mentions up to there are those whose values it knows
  std::uint64_t num_mentions = 0;  ///< that it was trained on
};

/// True if the model was trained on enough mentions, and on enough pairs of one person among them, to be kept
/// and to match by: one of a list that names nobody twice has never seen two mentions of one person.
bool can_be_kept(const RegisterModel& model);

/// The last model taken; nullopt before the first run.
std::optional<RegisterModel> model_of(Database& database);
/// A body of the kind "model".
std::string model_body(const ModelSpec& spec, std::uint64_t num_mentions);

/// What a machine run decided, for people.
struct LinkOutcome {
  std::size_t num_looked_at = 0;
  std::size_t num_joined = 0;  ///< mentions that came to a held person
  std::size_t num_new_persons = 0;
  std::size_t num_unsure = 0;           ///< mentions with a pair for a human
  std::size_t num_joined_persons = 0;   ///< held ones that went into another one
  std::size_t num_divided_persons = 0;  ///< held ones that were taken apart
  std::string remark;                   ///< empty: none
};

/// A machine run before it is written: what it decided of the mentions that no run has seen, and of rows that
/// are about to be added.
class MachineRun {
 public:
  /// New values of held mentions, by number.
  using Changed = std::vector<std::pair<std::int64_t, std::vector<MentionValue>>>;

  /// Decides. `added`: values of mentions that will be written in the same op; `changed`: of held ones that
  /// it revises, by number. A register without a model or with one of fewer than kEnoughToTrain mentions has
  /// it trained on all. So has one with twice as many mentions as its model has seen; there the run also
  /// decides all anew but the persons on whom people decided, for what it decided before rested on little.
  /// Reads the database; holds no lock.
  MachineRun(Database& database, const std::vector<std::vector<MentionValue>>& added, const Changed& changed,
             const ExecutionContext& context);

  static constexpr std::uint64_t kEnoughToTrain = 1000;

  /// Mentions that no run has seen.
  std::size_t num_new() const { return num_new_; }
  LinkOutcome outcome() const {
    return {num_new_,
            answer_.num_joined,
            answer_.num_new_persons,
            answer_.num_unsure,
            answer_.num_joined_persons,
            num_divided_persons_,
            remark_};
  }
  /// Adds the run's bodies to the op that adds `added_ids`, in the order of `added`.
  void write(Database& database, OpWriter& writer, const std::vector<RecordId>& added_ids) const;

 private:
  void read_records(Database& database, const std::unordered_set<std::int64_t>& open,
                    const std::vector<std::vector<MentionValue>>& added, const Changed& changed,
                    const ExecutionContext& context);
  void train_where_needed(const ExecutionContext& context);
  void settle(Database& database, const std::vector<std::int64_t>& person, LinkQuestion& question);
  void keep_settled_links(Database& database);
  void compare(const std::vector<std::int64_t>& person, const std::vector<bool>& is_new);
  void read_ahead(Database& database) const;

  std::optional<RegisterModel> model_;
  bool is_trained_now_ = false;
  bool decides_anew_ = false;  ///< all machine links before this run are void
  MentionRecords records_{std::nullopt};
  std::vector<std::size_t> added_of_;  ///< of the last records: their index in `added`
  std::size_t num_settled_ = 0;
  std::size_t num_new_ = 0;
  LinkAnswer answer_;
  std::vector<DecidedPair> settled_links_;  ///< of persons that stay as they are, where all is decided anew
  std::size_t num_divided_persons_ = 0;
  std::string remark_;
};

/// Adds bodies with the links and leads among records to an op. `ids_of_last`: of the last records, those
/// that are not held yet.
void write_links(Database& database, OpWriter& writer, const MentionRecords& records,
                 const std::vector<DecidedPair>& links, const std::vector<DecidedPair>& leads,
                 const std::vector<RecordId>& ids_of_last);

/// Numbers of the mentions that no machine run has seen as they are now, ascending.
std::vector<std::int64_t> unseen_mentions(Database& database);

/// Per mention number (index), the smallest of its person's, as if `changed` were alone; its own where it
/// counts no more.
std::vector<std::int64_t> person_numbers(Database& database, const std::unordered_set<std::int64_t>& changed);

}  // namespace byname
