// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "register/database.hpp"
#include "register/judging_json.hpp"
#include "register/mention_numbers.hpp"
#include "register/op.hpp"
#include "register/retractions.hpp"

namespace byname {

/// What an op's judging means for the rest of the fold.
struct FoldedJudging {
  std::vector<std::int64_t> mentions;  ///< numbers of mentions of which something new is said
  std::vector<std::string> targets;    ///< that count no more, or again (retractions.hpp)
  bool moves_evidence = false;         ///< a whole op of evidence counts no more, or again
};

/// The part of the fold that fills judgement, judgement_side, retraction, erasure, hiding and claim, and
/// gives mentions their numbers.
class JudgingFold {
 public:
  JudgingFold(Database& database, MentionNumbers& numbers) : database_(database), numbers_(numbers) {}

  /// Gives the op's mentions their numbers: before anything else of the op.
  void log_mentions(const Op& op, const std::vector<Body>& bodies);
  /// Takes in what the op retracts and erases. A rebuild does this for all ops before anything else. The
  /// bodies that are erased go.
  FoldedJudging apply_removals(const Op& op, std::int64_t ordinal, const Body& body);
  /// Takes in the rest: what the op judges, hides and claims. Returns the mentions concerned.
  std::vector<std::int64_t> apply(const Op& op, const std::vector<Body>& bodies);
  /// Marks what a target means as counting or not counting, and adds the mentions whose person may be another
  /// one now.
  void mark(const std::string& target, const Retractions& retractions, const OpOrder& order,
            std::vector<std::int64_t>& mentions);
  /// Marks a mention that is new in a source or item which does not count.
  void mark_mention(std::int64_t number, const Retractions& retractions, const OpOrder& order);

 private:
  void apply_judgement(const Op& op, std::int64_t ordinal, const JudgementBody& body);
  void retract(const Op& op, const RecordId& id, const RetractionBody& body, FoldedJudging& folded);
  void erase(const Op& op, const ErasureBody& body, FoldedJudging& folded);
  void erase_body(const OpId& op, std::int64_t ordinal, const OpId& by, FoldedJudging& folded);
  void follow_target(const std::string& target, FoldedJudging& folded);
  bool mark_rows(std::string_view table, const std::string& target, const Retractions& retractions,
                 const OpOrder& order);
  void mark_source(const std::string& target, const Retractions& retractions, const OpOrder& order,
                   std::vector<std::int64_t>& mentions);
  void mark_evidence(Blob id, const Retractions& retractions, const OpOrder& order,
                     std::vector<std::int64_t>& mentions);
  template <typename Key>
  void mark_mentions(std::string_view sql, const Key& key, const Retractions& retractions,
                     const OpOrder& order, std::vector<std::int64_t>& mentions);
  std::int64_t rank_of(const AccountKey& author);

  Database& database_;
  MentionNumbers& numbers_;
  std::vector<std::int64_t> touched_;
};

/// Whether an erasure may name a body of this kind: who may write, who is who, and what is gone stays.
bool is_erasable(std::string_view kind);

/// What a mention rests on: itself, its op, its item and its source.
std::vector<Ground> grounds_of_mention(Database& database, std::int64_t number, const OpOrder& order);

}  // namespace byname
