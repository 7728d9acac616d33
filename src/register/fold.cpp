// SPDX-License-Identifier: Apache-2.0
#include "register/fold.hpp"

#include <fmt/format.h>

#include "register/body_json.hpp"
#include "register/digest.hpp"
#include "register/fold_persons.hpp"
#include "register/former_links.hpp"
#include "register/op_log.hpp"
#include "register/rebuilt_tables.hpp"
#include "register/retractions.hpp"
#include "register/schema.hpp"

namespace byname {

void Fold::apply(const Op& op, const std::vector<Body>& bodies) {
  FoldedJudging moved;
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    apply_accounts(op, bodies[i]);
    FoldedJudging folded = judging_.apply_removals(op, static_cast<std::int64_t>(i), bodies[i]);
    moved.moves_evidence |= folded.moves_evidence;
    moved.mentions.insert(moved.mentions.end(), folded.mentions.begin(), folded.mentions.end());
    moved.targets.insert(moved.targets.end(), folded.targets.begin(), folded.targets.end());
  }
  if (moved.moves_evidence) {
    rebuild();
    return;
  }
  rules_.apply(op, bodies);
  judging_.log_mentions(op, bodies);
  const FoldedEvidence evidence = evidence_.apply(op, bodies);
  events_.apply(op, bodies);
  const std::vector<std::int64_t> judged = judging_.apply(op, bodies);
  decisions_.apply(op, bodies);
  releases_.apply(op, bodies);
  std::vector<std::int64_t>& mentions = moved.mentions;
  mentions.insert(mentions.end(), evidence.mentions.begin(), evidence.mentions.end());
  mentions.insert(mentions.end(), judged.begin(), judged.end());
  if (mentions.empty() && moved.targets.empty() && !evidence.replaces_links) return;
  const OpOrder order(database_);
  const Retractions retractions(database_, order);
  for (const std::string& target : moved.targets) judging_.mark(target, retractions, order, mentions);
  if (!retractions.empty()) {
    for (const std::int64_t mention : evidence.mentions) judging_.mark_mention(mention, retractions, order);
  }
  PersonFold persons(database_, order, retractions);
  if (evidence.replaces_links) {
    persons.fold_all();
  } else {
    persons.fold(mentions);
  }
}

void Fold::apply_accounts(const Op& op, const Body& body) {
  if (!body.bytes) return;
  if (body.kind == body_kind::kAccount) apply_account(op, *body.bytes);
  if (body.kind == body_kind::kRevocation) apply_revocation(op, *body.bytes);
}

// The first that adds a key counts.
void Fold::apply_account(const Op& op, const std::string& json) {
  const std::optional<AccountBody> account = read_account_body(json);
  if (!account) return;
  database_.run("INSERT OR IGNORE INTO account VALUES (?1, ?2, ?3, ?4, ?5, NULL)", account->key, account->box,
                account->pseudonym, name_of(account->role), op.id);
}

void Fold::apply_revocation(const Op& op, const std::string& json) {
  const std::optional<AccountKey> account = read_revocation_body(json);
  if (!account) return;
  database_.run("UPDATE account SET revoked_op = ?2 WHERE key = ?1 AND revoked_op IS NULL", *account, op.id);
}

void Fold::rebuild() {
  RebuiltTables rebuilt(database_);
  compute_all();
  rebuilt.replace();
}

std::vector<std::string_view> Fold::differing_tables() {
  RebuiltTables rebuilt(database_);
  compute_all();
  return rebuilt.differing();
}

// The tables are empty.
void Fold::compute_all() {
  rebuild_removals();
  const OpOrder order(database_);
  const Retractions retractions(database_, order);
  numbers_.begin_rebuild();
  evidence_.begin_rebuild();
  FormerLinks former_links(database_, numbers_, order, retractions);
  OpLog log(database_);
  log.visit_ops([&](const Op& op) {
    const std::vector<Body> bodies = log.bodies_of(op.id);
    judging_.log_mentions(op, bodies);
    if (retractions.count({{retraction_target(op.id), order.number_of(op.id)}})) {
      evidence_.apply(op, bodies);
    } else {
      evidence_.skip(bodies);
    }
    former_links.take(op, bodies);
    judging_.apply(op, bodies);
    events_.apply(op, bodies);
    rules_.apply(op, bodies);
    decisions_.apply(op, bodies);
    releases_.apply(op, bodies);
  });
  evidence_.finish_rebuild();
  former_links.write();
  std::vector<std::int64_t> mentions;
  for (const std::string& target : retractions.targets()) judging_.mark(target, retractions, order, mentions);
  numbers_.finish_rebuild();
  PersonFold(database_, order, retractions).fold_all();
}

// Who may write, what counts no more and what is gone: these say how all else is read.
void Fold::rebuild_removals() {
  OpLog log(database_);
  std::vector<OpId> ops;
  {
    Rows rows = database_.query(
        "SELECT DISTINCT op.id FROM body JOIN op ON op.id = body.op WHERE kind IN (?1, ?2, ?3, ?4) ORDER BY "
        "op.lamport, op.id",
        body_kind::kAccount, body_kind::kRevocation, body_kind::kRetraction, body_kind::kErasure);
    while (rows.next()) ops.push_back(rows.fixed<OpId>(0));
  }
  for (const OpId& id : ops) {
    const Op op = log.find(id).value();
    const std::vector<Body> bodies = log.bodies_of(id);
    for (std::size_t i = 0; i < bodies.size(); ++i) {
      apply_accounts(op, bodies[i]);
      judging_.apply_removals(op, static_cast<std::int64_t>(i), bodies[i]);
    }
  }
}

Hash digest_of_derived_tables(Database& database) {
  Digest digest("derived tables");
  for (const DerivedTable& table : derived_tables()) {
    digest.add(table.name);
    Rows rows = database.query(fmt::format("SELECT * FROM {} ORDER BY {}", table.name, table.order));
    while (rows.next()) {
      for (int column = 0; column < rows.num_columns(); ++column) {
        digest.add(std::uint64_t{rows.is_null(column)}).add(rows.bytes(column));
      }
    }
  }
  return digest.finish<Hash>();
}

}  // namespace byname
