// SPDX-License-Identifier: Apache-2.0
#include "register/releasing.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "base/error.hpp"
#include "base/number_format.hpp"
#include "register/person_lookup.hpp"
#include "register/release_content.hpp"
#include "register/rule_versions.hpp"

namespace byname {

namespace {

struct PublishablePerson {
  Hash commitment;
  OpId decided;  // the op that confirmed the person last
};

// Which id this is: its founder and serial, held or former.
void add_key(Database& database, ReleaseRow& row) {
  Rows rows = database.query(
      "SELECT l.id, k.serial FROM (SELECT founder, serial FROM person WHERE id = ?1 UNION ALL SELECT "
      "founder, serial "
      "FROM person_fate WHERE id = ?1) k JOIN mention_log l ON l.number = k.founder",
      row.person);
  if (!rows.next()) throw DataError("a released id is not in the register. See: byname verify");
  row.founder = rows.fixed<RecordId>(0);
  row.serial = static_cast<std::uint32_t>(rows.number(1));
}

class Drafter {
 public:
  explicit Drafter(Database& database)
      : database_(database), rule_(rules_in_force(database).read().confirm) {}

  ReleaseDraft draft() {
    draft_.parent = last_release(database_);
    if (draft_.parent) {
      before_ = persons_of_release(database_, *draft_.parent);
      for (const Release& each : chain_to(database_, *draft_.parent)) {
        for (const ReleaseRow& row : rows_of_release(database_, each)) ever_.insert(row.person);
      }
    }
    visit_publishable(database_, rule_, [&](const PersonStanding& person, const ReleaseContent& content) {
      now_[person.person] = {content.commitment, person.decisions.back().op};
    });
    for (const auto& [id, person] : now_) enter(id, person);
    for (const auto& [id, commitment] : before_) {
      if (!now_.contains(id)) leave(id);
    }
    std::sort(draft_.rows.begin(), draft_.rows.end(),
              [](const ReleaseRow& a, const ReleaseRow& b) { return a.person < b.person; });
    for (ReleaseRow& row : draft_.rows) add_key(database_, row);
    order_blocking();
    ReleasedPersons after;
    for (const auto& [id, person] : now_) after.emplace_hint(after.end(), id, person.commitment);
    draft_.before = static_cast<std::int64_t>(before_.size());
    draft_.after = static_cast<std::int64_t>(after.size());
    draft_.root = release_root(after);
    if (!adds_up(draft_.before, draft_.after, count_reasons(draft_.rows)))
      throw DataError("the changes of the release do not add up. See: byname verify");
    return std::move(draft_);
  }

 private:
  void add(const std::string& id, const std::optional<Hash>& commitment, ReleaseReason reason,
           const std::optional<OpId>& op) {
    draft_.rows.push_back({id, {}, 0, commitment, reason, op});
  }

  void enter(const std::string& id, const PublishablePerson& person) {
    const auto before = before_.find(id);
    if (before != before_.end()) {
      if (before->second != person.commitment)
        add(id, person.commitment, ReleaseReason::kChanged, std::nullopt);
      return;
    }
    if (ever_.contains(id)) {
      add(id, person.commitment, ReleaseReason::kReturned, person.decided);
      return;
    }
    const HeldPerson held = find_held_person(database_, id).value();
    if (held.split_from && before_.contains(*held.split_from)) {
      add(id, person.commitment, ReleaseReason::kBySplit, held.first_op);
      return;
    }
    add(id, person.commitment, ReleaseReason::kAdded, person.decided);
  }

  void leave(const std::string& id) {
    if (const auto former = find_former_person(database_, id)) {
      leave_for_good(*former);
      return;
    }
    const PersonStanding person = standing_of_person(database_, rule_, id);
    if (person.standing.verdict == PersonVerdict::kRejected) {
      add(id, std::nullopt, ReleaseReason::kRejected, person.decisions.back().op);
    } else if (person.standing.verdict == PersonVerdict::kConfirmed && person.is_hidden) {
      add(id, std::nullopt, ReleaseReason::kHidden, op_of_hiding(id));
    } else {
      block(id, person.standing.lacks);
    }
  }

  void leave_for_good(const FormerPerson& former) {
    if (former.fate == "erased") {
      add(former.id, std::nullopt, ReleaseReason::kErased, former.op);
    } else if (former.fate == "retracted") {
      add(former.id, std::nullopt, ReleaseReason::kRetracted, former.op);
    } else if (std::all_of(former.to.begin(), former.to.end(),
                           [&](const std::string& to) { return now_.contains(to); })) {
      add(former.id, std::nullopt, former.fate == "split" ? ReleaseReason::kSplit : ReleaseReason::kMerged,
          former.op);
    } else {
      block(former.id,
            fmt::format("is part of {} now, and not all of them are confirmed", fmt::join(former.to, ", ")));
    }
  }

  std::optional<OpId> op_of_hiding(const std::string& id) {
    Rows rows = database_.query(
        "SELECT h.op FROM hiding h JOIN person_mention p ON p.mention = h.mention JOIN op ON op.id = h.op "
        "WHERE "
        "p.person = ?1 AND h.active ORDER BY op.lamport DESC, op.id DESC LIMIT 1",
        id);
    return rows.next() ? std::optional(rows.fixed<OpId>(0)) : std::nullopt;
  }

  void order_blocking() {
    std::map<std::string, std::string> why;
    std::vector<std::string> ids;
    for (BlockingPerson& each : draft_.blocking) {
      ids.push_back(each.person);
      why[each.person] = std::move(each.why);
    }
    draft_.blocking.clear();
    for (const std::string& id : in_order_of_log(database_, std::move(ids)))
      draft_.blocking.push_back({id, why[id]});
  }

  void block(const std::string& id, const std::string& why) {
    draft_.blocking.push_back({id, why});
    add(id, std::nullopt, ReleaseReason::kWithdrawn, std::nullopt);
  }

  Database& database_;
  ConfirmRule rule_;
  ReleasedPersons before_;
  std::set<std::string> ever_;
  std::map<std::string, PublishablePerson> now_;
  ReleaseDraft draft_;
};

void refuse_bad_name(Database& database, const std::string& name) {
  if (name.empty() || name.size() > 100 ||
      std::any_of(name.begin(), name.end(), [](unsigned char c) { return c <= ' ' || c == 0x7F; }))
    throw UserError("a release needs a name of up to 100 bytes without blanks, such as 2025-03.");
  for (const Release& each : releases_in(database)) {
    if (each.name == name)
      throw UserError(fmt::format("there is a release {} already (op {}); give another name.", name,
                                  each.op.short_hex()));
  }
}

void refuse_blocked(const ReleaseDraft& draft, const ReleaseAsked& release, const ChangeAsked& asked) {
  if (draft.blocking.empty()) return;
  if (release.accepts && !asked.reason.empty()) return;
  const BlockingPerson& first = draft.blocking.front();
  throw UserError(fmt::format(
      "{} published before and would leave without a decision; the first: {}, {}. Decide on them (byname "
      "diff lists "
      "them), or accept it with --accept --why.",
      format_counted(static_cast<std::int64_t>(draft.blocking.size()), "person was", "persons were"),
      first.person, first.why));
}

}  // namespace

std::map<ReleaseReason, std::int64_t> count_reasons(const std::vector<ReleaseRow>& rows) {
  std::map<ReleaseReason, std::int64_t> reasons;
  for (const ReleaseRow& row : rows) ++reasons[row.reason];
  return reasons;
}

bool adds_up(std::int64_t before, std::int64_t after, const std::map<ReleaseReason, std::int64_t>& reasons) {
  for (const auto& [reason, number] : reasons) {
    if (reason != ReleaseReason::kChanged) before += is_in(reason) ? number : -number;
  }
  return before == after;
}

ReleaseDraft draft_release(Database& database) { return Drafter(database).draft(); }

MadeRelease make_release(Register& opened, const ReleaseAsked& release, const ChangeAsked& asked) {
  OpWriter writer(opened, "release");
  Database& database = opened.database();
  if (opened.account().role == AccountRole::kHelper)
    throw UserError("only owners and editors make releases. See: byname accounts list");
  refuse_bad_name(database, release.name);
  MadeRelease made{draft_release(database), {}};
  if (made.draft.after == 0 && made.draft.before == 0)
    throw UserError("nobody is confirmed, so there is nothing to release. See: byname todo");
  refuse_blocked(made.draft, release, asked);
  ReleaseBody body;
  body.name = release.name;
  if (made.draft.parent) body.parent = made.draft.parent->id;
  body.rules = rules_in_force(database).record;
  body.number = made.draft.after;
  body.root = made.draft.root;
  writer.add(body_kind::kRelease, release_body(body));
  const std::vector<ReleaseRow>& rows = made.draft.rows;
  for (std::size_t i = 0; i < rows.size(); i += kReleaseRowsInBody) {
    const auto first = rows.begin() + static_cast<std::ptrdiff_t>(i);
    const auto last =
        rows.begin() + static_cast<std::ptrdiff_t>(std::min(rows.size(), i + kReleaseRowsInBody));
    writer.add(body_kind::kReleaseRows, release_rows_body({first, last}));
  }
  writer.add_reason(asked.reason);
  made.op = writer.append().id;
  if (!asked.is_dry_run) writer.commit();
  return made;
}

}  // namespace byname
