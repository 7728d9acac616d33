// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "register/database.hpp"
#include "register/evidence_json.hpp"
#include "register/fold_events.hpp"
#include "register/mention_numbers.hpp"
#include "register/mentions_ahead.hpp"
#include "register/op.hpp"
#include "register/run_json.hpp"

namespace byname {

/// What an op's evidence means for who is one person with whom.
struct FoldedEvidence {
  std::vector<std::int64_t> mentions;  ///< numbers of mentions that are new, or whose machine links changed
  bool replaces_links = false;         ///< all machine links before this op are void
};

/// The part of the fold that fills source, item, mention and what hangs on them, reading, run, link, lead. A
/// machine link that counts no more stays, with the op that ended it.
class EvidenceFold {
 public:
  EvidenceFold(Database& database, MentionNumbers& numbers) : database_(database), numbers_(numbers) {}

  /// Takes in the evidence of an op. Within a rebuild, call begin_rebuild() first; otherwise the op must be
  /// the last of the log.
  FoldedEvidence apply(const Op& op, const std::vector<Body>& bodies);
  /// Takes nothing from an op but the numbers of its mentions, which no other mention gets.
  void skip(const std::vector<Body>& bodies);
  void begin_rebuild();
  /// Writes what a rebuild has kept back.
  void finish_rebuild();

 private:
  struct Place {
    const Op& op;
    std::int64_t ordinal;
    LogPlace in_log() const { return {op.id, ordinal}; }
    RecordId id() const {
      return record_id_of(op.author, op.device, op.nonce, static_cast<std::uint32_t>(ordinal));
    }
  };
  void begin_numbers(const std::vector<Body>& bodies);
  void apply_source(const Place& place, const SourceBody& body);
  void apply_item(const Place& place, const ItemBody& body);
  void apply_mention(const Place& place, std::int64_t number, const ReadMention& mention);
  void apply_revision(const Place& place, const RevisionBody& body);
  void apply_reading(const Place& place, const ReadingBody& body);
  void apply_links(const Place& place, const std::string& json);
  RowPlace row_place(std::int64_t number, const Place& place);
  void add_content(std::int64_t mention, const std::vector<MentionValue>& values,
                   const std::vector<std::string>& citations, const std::vector<std::string>& name_terms);
  void forget_kept_back(std::int64_t mention);
  void add_link(const Place& place, const MentionPair& pair);
  void add_lead(const Place& place, const MentionPair& pair);
  std::pair<std::int64_t, std::int64_t> numbers_of(const MentionPair& pair);
  void end_links(const Place& place, std::int64_t mention);

  Database& database_;
  MentionNumbers& numbers_;
  std::optional<std::int64_t> last_number_;
  FoldedEvidence folded_;
  /// In a rebuild the index of names, by term: in order it is written in a third of the time.
  std::optional<std::unordered_map<std::string, std::vector<std::int64_t>>> names_;
};

/// Takes a mention out of all evidence tables, as if its bodies (mention_body has their places) had never
/// been read. Its machine links stay: they hold no content, and the ids of persons rest on them.
void forget_mention(Database& database, std::int64_t mention);

}  // namespace byname
