// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <memory>
#include <rapidcheck.h>
#include <string>
#include <utility>
#include <vector>

#include "drawn_person_history.hpp"
#include "register/body_json.hpp"
#include "register/decision_json.hpp"
#include "register/event_json.hpp"
#include "register/evidence_json.hpp"
#include "register/fold.hpp"
#include "register/judging_json.hpp"
#include "register/op_log.hpp"
#include "register/release_json.hpp"
#include "register/rule_versions.hpp"
#include "register/run_json.hpp"
#include "register/schema.hpp"
#include "scratch_register.hpp"

namespace byname {

/// An op with its bodies, outside a register.
using LoggedOp = std::pair<Op, std::vector<Body>>;

inline bool comes_before(const LoggedOp& a, const LoggedOp& b) {
  return std::pair(a.first.lamport, a.first.id) < std::pair(b.first.lamport, b.first.id);
}

/// Signs an op that says this, by kind and JSON; returns its bodies.
inline std::vector<Body> sign_said(Op& op, const std::vector<std::pair<std::string_view, std::string>>& said,
                                   const AccountSecret& author, SeededRandom& random) {
  op.author = author.sign_key();
  op.nonce = random.draw<Nonce>();
  std::vector<Body> bodies;
  for (const auto& [kind, json] : said) {
    const Salt salt = random.draw<Salt>();
    bodies.push_back({std::string(kind), commitment_of(salt, kind, json), salt, json});
  }
  op.num_bodies = static_cast<std::uint32_t>(bodies.size());
  op.root = root_of(bodies);
  sign_op(op, author);
  return bodies;
}

/// Draws histories of a register: lists with mentions, events in rows and by hand, machine links, judgements
/// of all kinds by accounts of all roles, undoing, retracting, hiding, and (if asked for) erasing. It may
/// grow in copies apart.
class DrawnLog {
 public:
  explicit DrawnLog(std::uint64_t seed) : random_(seed) {
    for (int i = 0; i < 3; ++i)
      authors_.push_back(std::make_shared<const AccountSecret>(AccountSecret::draw(random_)));
    std::vector<std::pair<std::string_view, std::string>> bodies = {
        {body_kind::kRegister, register_body(random_.draw<RegisterId>())}};
    for (std::size_t i = 0; i < authors_.size(); ++i)
      bodies.emplace_back(body_kind::kAccount,
                          account_body({authors_[i]->sign_key(), authors_[i]->box_key(),
                                        "p" + std::to_string(i), static_cast<AccountRole>(i)}));
    append(0, bodies);
  }

  const std::vector<LoggedOp>& ops() const { return ops_; }

  /// Adds one drawn op after all that there are in this log.
  void grow(bool may_erase) {
    const int kind = mentions_.size() < 2 ? 0 : *rc::gen::inRange(0, may_erase ? 13 : 12);
    const auto author = *rc::gen::inRange<std::size_t>(0, authors_.size());
    if (kind == 2 && *rc::gen::inRange(0, 3) == 0) {
      RevisionBody revision;
      revision.mention = drawn_mention();
      revision.values = {{"family", "Name", "Lomov", "lomov", ""}};
      if (*rc::gen::arbitrary<bool>()) revision.values.push_back({"event", "Stage", "tried", "trial", ""});
      append(author, {{body_kind::kRevision, revision_body(revision)}});
    } else if (kind <= 2) {
      add_mentions(author);
    } else if (kind == 3) {
      append(author, {{body_kind::kRun, run_body({"m", *rc::gen::inRange(0, 6) == 0})},
                      {body_kind::kLinks, links_body({{drawn_pair(), drawn_pair()}, {}})}});
    } else if (kind <= 6) {
      append(author, {{body_kind::kJudgement, judgement_body(drawn_judgement_body())}});
    } else if (kind == 7) {
      append(author, {{body_kind::kRetraction, retraction_body(drawn_retraction())}});
    } else if (kind == 8) {
      ClaimBody claim;
      claim.subject = drawn_mention();
      claim.property = "birth_year";
      claim.value = "1985";
      append(author, {{body_kind::kHiding, hiding_body({{drawn_mention()}})},
                      {body_kind::kClaim, claim_body(claim)}});
    } else if (kind == 9) {
      append(author, {{body_kind::kRules, rules_body("rules " + std::to_string(ops_.size()))},
                      {body_kind::kDecision, decision_body(drawn_decision_body())}});
    } else if (kind == 10) {
      append(author, {{body_kind::kRelease, release_body({"r", {}, {}, "", "", 1, {}})},
                      {body_kind::kReleaseRows, release_rows_body(drawn_release_rows())}});
    } else if (kind == 11) {
      append(author, {{body_kind::kEvent, event_body(drawn_event())}});
    } else {
      const auto& [op, ordinal] = places_[*rc::gen::inRange<std::size_t>(0, places_.size())];
      append(0, {{body_kind::kErasure, erasure_body({{{op, ordinal}}})}});
    }
  }

  /// Goes on as a copy on another machine, which draws other nonces and salts.
  void move_to_another_machine(std::uint64_t seed) { random_ = SeededRandom(seed); }

  /// Takes in what another copy holds, and follows both with one op.
  void join(const DrawnLog& other) {
    for (const LoggedOp& logged : other.ops_) {
      const bool is_here = std::any_of(
          ops_.begin(), ops_.end(), [&](const LoggedOp& each) { return each.first.id == logged.first.id; });
      if (!is_here) ops_.push_back(logged);
    }
    std::sort(ops_.begin(), ops_.end(), comes_before);
  }

 private:
  void append(std::size_t author, const std::vector<std::pair<std::string_view, std::string>>& said) {
    Op op;
    op.verb = "drawn";
    for (const LoggedOp& before : ops_) op.lamport = std::max(op.lamport, before.first.lamport + 1);
    if (!ops_.empty()) op.parents = {ops_.back().first.id};
    const std::vector<Body> bodies = sign_said(op, said, *authors_[author], random_);
    for (std::uint32_t i = 0; i < bodies.size(); ++i) {
      const RecordId record = record_id_of(op.author, op.device, op.nonce, i);
      records_.push_back(record);
      places_.emplace_back(op.id, i);
      if (bodies[i].kind == body_kind::kMention) mentions_.push_back(record);
    }
    ops_.emplace_back(op, bodies);
  }

  void add_mentions(std::size_t author) {
    std::vector<std::pair<std::string_view, std::string>> bodies;
    const std::string list = *rc::gen::element<std::string>("a", "b");
    bodies.emplace_back(body_kind::kSource, source_body({list, "list", "", "", ""}));
    for (int n = *rc::gen::inRange(1, 4); n > 0; --n) {
      MentionBody mention;
      mention.list = list;
      mention.key = std::to_string(*rc::gen::inRange(0, 12));  // now and then one that is there already
      mention.values = {{"family", "Name", "Gordev", "gordev", ""}};
      if (*rc::gen::arbitrary<bool>()) {
        mention.values.push_back({"event", "Stage", "charged", "charge", ""});
        mention.values.push_back({"event_date", "Date", "May 2021", "2021-05", ""});
        mention.values.push_back({"case", "Case", "1-2", "1-2", ""});
      }
      bodies.emplace_back(body_kind::kMention, mention_body(mention));
    }
    append(author, bodies);
    if (*rc::gen::arbitrary<bool>()) return;
    append(author, {{body_kind::kLinks, links_body({{drawn_pair()}, {}})}});
  }

  EventBody drawn_event() {
    EventBody event;
    event.type = *rc::gen::element<std::string>("charge", "sentence", "border_exit");
    event.edtf = *rc::gen::element<std::string>("", "2021", "2021-05-12", "../2021-05", "no date");
    event.case_id = *rc::gen::element<std::string>("", "lesnoi court / 1-2");
    for (int n = *rc::gen::inRange(1, 3); n > 0; --n) event.mentions.push_back(drawn_mention());
    return event;
  }

  RecordId drawn_mention() { return mentions_[*rc::gen::inRange<std::size_t>(0, mentions_.size())]; }
  MentionPair drawn_pair() {
    return {drawn_mention(), drawn_mention(), static_cast<double>(*rc::gen::inRange(0, 4))};
  }

  JudgementBody drawn_judgement_body() {
    const SidedJudgement drawn = drawn_judgement(static_cast<std::uint32_t>(mentions_.size()), 0);
    JudgementBody body{
        drawn.verdict, drawn.pins, drawn.bars_machine, static_cast<SplitKeeps>(*rc::gen::inRange(0, 4)), {}};
    for (std::size_t side = 0; side < 2; ++side) {
      for (const std::uint32_t mention : drawn.sides[side]) body.sides[side].push_back(mentions_[mention]);
    }
    return body;
  }

  DecisionBody drawn_decision_body() {
    DecisionBody body;
    body.verdict = static_cast<DecisionVerdict>(*rc::gen::inRange(0, 3));
    for (int n = *rc::gen::inRange(1, 3); n > 0; --n) {
      const RecordId mention = drawn_mention();
      body.seen.push_back({mention, mention});
    }
    return body;
  }

  std::vector<ReleaseRow> drawn_release_rows() {
    std::vector<ReleaseRow> rows;
    for (std::uint32_t n = 0; n < 3; ++n)
      rows.push_back({std::string(1, static_cast<char>('a' + n)), drawn_mention(), n / 2, Hash{},
                      ReleaseReason::kAdded, std::nullopt});
    return rows;
  }

  RetractionBody drawn_retraction() {
    RetractionBody body;
    const int kind = *rc::gen::inRange(0, 5);
    if (kind == 0) body.sources = {*rc::gen::element<std::string>("a", "b")};
    if (kind == 1 || kind == 2) body.records = {records_[*rc::gen::inRange<std::size_t>(0, records_.size())]};
    if (kind >= 3 && ops_.size() > 1)
      body.ops = {ops_[*rc::gen::inRange<std::size_t>(1, ops_.size())].first.id};
    return body;
  }

  SeededRandom random_;
  std::vector<std::shared_ptr<const AccountSecret>> authors_;  // an owner, an editor, a helper
  std::vector<LoggedOp> ops_;
  std::vector<RecordId> mentions_;
  std::vector<RecordId> records_;
  std::vector<std::pair<OpId, std::uint32_t>> places_;
};

/// A register's file with a log and nothing around it, in one transaction that is never committed.
class FoldedLog {
 public:
  FoldedLog()
      : database(folder.file("log"), SecretBytes(std::string(32, 'k')), Database::Access::kCreate),
        transaction_(database) {
    make_schema(database);
  }
  /// Inserts an op and folds it in.
  void apply(const LoggedOp& logged) {
    OpLog(database).insert(logged.first, logged.second);
    Fold(database).apply(logged.first, logged.second);
  }
  /// Inserts all, in the order given, and folds them from scratch.
  void take(const std::vector<LoggedOp>& ops) {
    for (const LoggedOp& logged : ops) OpLog(database).insert(logged.first, logged.second);
    Fold(database).rebuild();
  }
  Hash digest() { return digest_of_derived_tables(database); }

 private:
  ScratchFolder folder;

 public:
  Database database;

 private:
  WriteTransaction transaction_;
};

}  // namespace byname
