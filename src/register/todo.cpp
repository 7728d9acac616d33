// SPDX-License-Identifier: Apache-2.0
#include "register/todo.hpp"

#include <array>
#include <fmt/format.h>
#include <map>
#include <optional>

#include "base/number_format.hpp"
#include "register/find.hpp"
#include "register/person_list.hpp"
#include "register/person_lookup.hpp"
#include "register/rule_versions.hpp"
#include "register/standings.hpp"

namespace byname {

namespace {

constexpr std::array<std::string_view, 11> kKindNames = {"dispute",       "moved",    "check",   "undecided",
                                                         "contradiction", "apart",    "hidden",  "pair",
                                                         "vanished",      "document", "rejected"};

/// Which decision a person waits for. Without an account: any.
std::optional<TodoKind> waits_for(const PersonStanding& person, const std::optional<AccountKey>& account) {
  const bool has_decided = account && person.decision_of(*account) != nullptr;
  const PersonVerdict verdict = person.standing.verdict;
  if (verdict == PersonVerdict::kDisputed && !has_decided) return TodoKind::kDispute;
  if (person.is_leaving()) return TodoKind::kDispute;
  if (person.has_moved()) return TodoKind::kMoved;
  const bool is_open = verdict == PersonVerdict::kLead || verdict == PersonVerdict::kProvisional;
  if (is_open && !person.decisions.empty()) {
    return has_decided ? std::nullopt : std::optional(TodoKind::kCheck);
  }
  return verdict == PersonVerdict::kProvisional ? std::optional(TodoKind::kUndecided) : std::nullopt;
}

std::string reason_of(TodoKind kind, const PersonStanding& person) {
  switch (kind) {
    case TodoKind::kDispute:
      return person.is_leaving() ? "published, and confirmed no more: " + person.standing.lacks
                                 : "accounts decided different things";
    case TodoKind::kMoved:
      return "the evidence is another one since somebody decided";
    case TodoKind::kUndecided:
      return "enough: " + person.standing.support.clause;
    default:
      return person.standing.lacks;
  }
}

class TodoList {
 public:
  TodoList(Database& database, std::size_t limit)
      : database_(database), limit_(static_cast<std::int64_t>(limit)) {}

  Todo make_decisions(const AccountKey& account) {
    add_decisions(account);
    return std::move(todo_);
  }

  Todo make() {
    add_decisions(std::nullopt);
    add_contradictions();
    add_apart();
    add_hidden();
    add_pairs();
    add_vanished();
    add_documents();
    add_rejected();
    return std::move(todo_);
  }

 private:
  void count(TodoKind kind, std::string_view sql) {
    const std::int64_t number = database_.number(sql, 0);
    if (number > 0) todo_.counts.emplace_back(kind, number);
  }

  void add_decisions(const std::optional<AccountKey>& account) {
    const ConfirmRule rule = rules_in_force(database_).read().confirm;
    std::map<TodoKind, std::vector<std::string>> waiting;
    visit_standings(database_, rule, [&](const PersonStanding& person) {
      if (const auto kind = waits_for(person, account)) waiting[*kind].push_back(person.person);
    });
    for (auto& [kind, ids] : waiting) {
      todo_.counts.emplace_back(kind, static_cast<std::int64_t>(ids.size()));
      const std::vector<std::string> ordered = in_order_of_log(database_, std::move(ids));
      for (std::size_t i = 0; i < ordered.size() && i < static_cast<std::size_t>(limit_); ++i)
        add_decision(kind, standing_of_person(database_, rule, ordered[i]));
    }
  }

  void add_decision(TodoKind kind, const PersonStanding& person) {
    const PersonLine line = person_line(database_, person.person);
    const std::string name = line.details.empty() ? line.name : line.name + ", " + line.details;
    todo_.entries.push_back({kind,
                             {person.person},
                             fmt::format("{}: {}", name, reason_of(kind, person)),
                             "byname show " + person.person,
                             0});
  }

  void add_contradictions() {
    count(TodoKind::kContradiction,
          "SELECT count(*) FROM judgement WHERE active AND suspended_by IS NOT NULL");
    Rows rows = database_.query(
        "SELECT judgement.id, suspended_by, verdict FROM judgement JOIN op ON op.id = judgement.op "
        "WHERE active AND suspended_by IS NOT NULL ORDER BY lamport, op.id, ordinal LIMIT ?1",
        limit_);
    while (rows.next()) {
      const std::string id = to_hex(rows.bytes(0)).substr(0, 8), by = to_hex(rows.bytes(1)).substr(0, 8);
      todo_.entries.push_back(
          {TodoKind::kContradiction,
           {id, by},
           fmt::format("\"{}\" does not count: another judgement stands against it", rows.text(2)),
           "byname history " + id,
           0});
    }
  }

  std::string name_text(const MentionLine& line) {
    return line.details.empty() ? line.name : line.name + ", " + line.details;
  }

  // Mentions that are still alone and whose machine links do not count until somebody judges them.
  void add_apart() {
    constexpr std::string_view kAlone =
        "FROM judgement j JOIN judgement_side s ON s.judgement = j.id AND s.side = 0 JOIN person_mention p "
        "ON "
        "p.mention = s.mention WHERE j.active AND j.bars_machine AND NOT EXISTS (SELECT 1 FROM "
        "person_mention q "
        "WHERE q.person = p.person AND q.mention <> p.mention)";
    count(TodoKind::kApart, fmt::format("SELECT count(DISTINCT s.mention) {}", kAlone));
    std::vector<std::int64_t> numbers;
    {
      Rows rows = database_.query(
          fmt::format("SELECT DISTINCT s.mention {} ORDER BY s.mention LIMIT ?1", kAlone), limit_);
      while (rows.next()) numbers.push_back(rows.number(0));
    }
    for (const MentionLine& line : mention_lines(database_, numbers))
      todo_.entries.push_back(
          {TodoKind::kApart, {line.label}, name_text(line), "byname history " + line.label, 0});
  }

  void add_hidden() {
    count(TodoKind::kHidden, "SELECT count(*) FROM person WHERE is_hidden");
    Rows rows =
        database_.query("SELECT id FROM person WHERE is_hidden ORDER BY founder, serial LIMIT ?1", limit_);
    while (rows.next())
      todo_.entries.push_back({TodoKind::kHidden,
                               {rows.text(0)},
                               "hidden at once: does the reason still hold?",
                               "byname history " + rows.text(0),
                               0});
  }

  // Pairs that are still two persons, and that nobody has judged.
  void add_pairs() {
    constexpr std::string_view kOpen =
        "FROM lead JOIN person_mention a ON a.mention = low JOIN person_mention b ON b.mention = high "
        "WHERE a.person <> b.person AND NOT EXISTS (SELECT 1 FROM judgement_side l JOIN judgement_side r ON "
        "r.judgement = l.judgement AND r.side <> l.side JOIN judgement ON judgement.id = l.judgement "
        "WHERE judgement.active AND l.mention = low AND r.mention = high)";
    count(TodoKind::kPair, fmt::format("SELECT count(*) {}", kOpen));
    std::vector<std::pair<std::int64_t, std::int64_t>> pairs;
    std::vector<double> weights;
    Rows rows = database_.query(
        fmt::format("SELECT low, high, weight {} ORDER BY abs(weight), low, high LIMIT ?1", kOpen), limit_);
    while (rows.next()) {
      pairs.emplace_back(rows.number(0), rows.number(1));
      weights.push_back(rows.real(2));
    }
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const std::vector<MentionLine> lines = mention_lines(database_, {pairs[i].first, pairs[i].second});
      todo_.entries.push_back({TodoKind::kPair,
                               {lines[0].label, lines[1].label},
                               name_text(lines[0]) + " / " + name_text(lines[1]),
                               fmt::format("byname explain {} {}", lines[0].label, lines[1].label),
                               weights[i]});
    }
  }

  void add_vanished() {
    count(TodoKind::kVanished, "SELECT count(*) FROM mention WHERE vanished_op IS NOT NULL AND active");
    std::vector<std::int64_t> numbers;
    {
      Rows rows = database_.query(
          "SELECT number FROM mention WHERE vanished_op IS NOT NULL AND active ORDER BY number LIMIT ?1",
          limit_);
      while (rows.next()) numbers.push_back(rows.number(0));
    }
    for (const MentionLine& line : mention_lines(database_, numbers))
      todo_.entries.push_back(
          {TodoKind::kVanished, {line.label}, name_text(line), "byname show " + line.label, 0});
  }

  void add_documents() {
    constexpr std::string_view kWaiting =
        "FROM item JOIN op ON op.id = item.op WHERE active AND NOT EXISTS (SELECT 1 FROM mention WHERE "
        "mention.item = item.id)";
    count(TodoKind::kDocument, fmt::format("SELECT count(*) {}", kWaiting));
    Rows rows = database_.query(
        fmt::format("SELECT item.id, source, name {} ORDER BY lamport, op.id, ordinal LIMIT ?1", kWaiting),
        limit_);
    while (rows.next()) {
      const std::string id = to_hex(rows.bytes(0)).substr(0, 8);
      const std::string name = rows.text(2).empty() ? "a text" : rows.text(2);
      todo_.entries.push_back({TodoKind::kDocument,
                               {id},
                               fmt::format("{} of {} names nobody yet", name, rows.text(1)),
                               "byname show " + id,
                               0});
    }
  }

  void add_rejected() {
    count(TodoKind::kRejected, "SELECT coalesce(sum(num_rejects), 0) FROM reading");
    Rows rows = database_.query(
        "SELECT reading.id, list, num_rejects FROM reading JOIN op ON op.id = reading.op WHERE num_rejects > "
        "0 "
        "ORDER BY lamport DESC, op.id DESC, ordinal LIMIT ?1",
        limit_);
    while (rows.next()) {
      const std::string id = to_hex(rows.bytes(0)).substr(0, 8);
      todo_.entries.push_back({TodoKind::kRejected,
                               {id},
                               fmt::format("{}: {} could not be used", rows.text(1),
                                           format_counted(rows.number(2), "row", "rows")),
                               "byname show " + id,
                               0});
    }
  }

  Database& database_;
  std::int64_t limit_;
  Todo todo_;
};

}  // namespace

std::string_view name_of(TodoKind kind) { return kKindNames[static_cast<std::size_t>(kind)]; }

Todo todo_of(Database& database, std::size_t limit) { return TodoList(database, limit).make(); }

Todo todo_for(Database& database, const AccountKey& account, std::size_t limit) {
  return TodoList(database, limit).make_decisions(account);
}

}  // namespace byname
