// SPDX-License-Identifier: Apache-2.0
#include "register/link_run.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

#include "base/error.hpp"
#include "cluster/link_records.hpp"
#include "cluster/union_find.hpp"
#include "register/body_reader.hpp"
#include "register/fold_persons.hpp"
#include "register/held_judgements.hpp"
#include "register/mention_numbers.hpp"
#include "register/name_terms.hpp"
#include "register/op_log.hpp"
#include "register/person_comparison.hpp"

namespace byname {

namespace {

constexpr std::size_t kLinksABody = 10000;
constexpr std::uint64_t kMostGrowth = 2;  // from so many times as many mentions all is decided anew
constexpr double kEnoughMatches = 30;     // expected pairs of one person that a model learnt from

std::optional<OpId> last_run(Database& database) {
  Rows rows = database.query(
      "SELECT run.op FROM run JOIN op ON op.id = run.op ORDER BY op.lamport DESC, op.id DESC LIMIT 1");
  if (!rows.next()) return std::nullopt;
  return rows.fixed<OpId>(0);
}

// The op and all before it in the graph.
std::unordered_set<OpId> history_of_op(Database& database, const OpId& op) {
  std::unordered_set<OpId> seen = {op};
  std::vector<OpId> open = {op};
  while (!open.empty()) {
    const OpId next = open.back();
    open.pop_back();
    Rows rows = database.query("SELECT parent FROM op_parent WHERE op = ?1", next);
    while (rows.next()) {
      const OpId parent = rows.fixed<OpId>(0);
      if (seen.insert(parent).second) open.push_back(parent);
    }
  }
  return seen;
}

// Mentions that the bodies of an op speak of.
void append_mentions_of(Database& database, OpLog& log, const OpId& id, std::vector<std::int64_t>& numbers) {
  std::optional<Op> op;
  std::vector<std::int64_t> ordinals;
  {
    Rows rows = database.query(
        "SELECT ordinal FROM body WHERE op = ?1 AND kind IN ('mention', 'revision') ORDER BY ordinal", id);
    while (rows.next()) ordinals.push_back(rows.number(0));
  }
  if (!ordinals.empty()) op = log.find(id);
  for (const std::int64_t ordinal : ordinals) {
    const std::int64_t number = mention_number(
        database, record_id_of(op->author, op->device, op->nonce, static_cast<std::uint32_t>(ordinal)));
    if (number != 0) numbers.push_back(number);
  }
}

// Mentions that only a link to a changed one joined to anybody: who they are is open again.
std::vector<std::int64_t> left_alone(Database& database, const std::unordered_set<std::int64_t>& changed) {
  std::vector<std::int64_t> neighbours, alone;
  for (const std::int64_t number : changed) {
    Rows rows = database.query(
        "SELECT low + high - ?1 FROM link WHERE (low = ?1 OR high = ?1) AND ended_op IS NULL", number);
    while (rows.next()) neighbours.push_back(rows.number(0));
  }
  for (const std::int64_t neighbour : neighbours) {
    bool has_other = changed.contains(neighbour);
    Rows rows = database.query(
        "SELECT low + high - ?1 FROM link WHERE (low = ?1 OR high = ?1) AND ended_op IS NULL", neighbour);
    while (rows.next()) has_other |= !changed.contains(rows.number(0));
    if (!has_other) alone.push_back(neighbour);
  }
  return alone;
}

// Trains on all records; nullopt where they have nothing that could be compared.
std::optional<ModelSpec> train(const RecordTable& table, const ExecutionContext& context) {
  if (table.num_records() < 2) return std::nullopt;
  try {
    ModelSpec model = train_on_records(table, LinkOptions{}, context);
    if (model.comparisons.empty() || !model.is_trained) return std::nullopt;
    return model;
  } catch (const DataError&) {  // no column tells one person from another
    return std::nullopt;
  }
}

// Whether a register has so many more mentions than its model has seen that it is decided anew.
bool is_outgrown(Database& database, const RegisterModel& model, std::size_t num_added) {
  const auto num_held = static_cast<std::uint64_t>(
      database.number("SELECT count(*) FROM mention WHERE active AND is_named", 0));
  return num_held + num_added >= kMostGrowth * model.num_mentions;
}

// All held mentions but those of persons on whom people decided.
std::unordered_set<std::int64_t> left_to_machines(Database& database,
                                                  const std::vector<std::int64_t>& person) {
  const std::unordered_set<std::int64_t> decided = persons_decided_by_people(database, person);
  std::unordered_set<std::int64_t> mentions;
  Rows rows = database.query("SELECT number FROM mention WHERE active AND is_named");
  while (rows.next()) {
    if (!decided.contains(person[static_cast<std::size_t>(rows.number(0))])) mentions.insert(rows.number(0));
  }
  return mentions;
}

std::optional<bool> names_of(const std::optional<RegisterModel>& model) {
  return model ? std::optional(model->spec.reads_eastern_names) : std::nullopt;
}

// Without those of whom people said already who they are: they are settled before a machine has seen them.
std::unordered_set<std::int64_t> undecided_mentions(Database& database,
                                                    const std::vector<std::int64_t>& mentions) {
  constexpr std::size_t kMostOneByOne = 1000;
  std::unordered_set<std::int64_t> undecided(mentions.begin(), mentions.end());
  if (mentions.size() > kMostOneByOne) {
    for (const std::int64_t mention : mentions_decided_by_people(database)) undecided.erase(mention);
  } else {
    std::erase_if(undecided, [&](std::int64_t mention) { return is_decided_by_people(database, mention); });
  }
  return undecided;
}

// The lamport number of every op that made a mention, per mention number.
std::vector<std::uint64_t> lamports_of_mentions(Database& database) {
  std::unordered_map<OpId, std::uint64_t> lamport;
  {
    Rows rows = database.query("SELECT id, lamport FROM op");
    while (rows.next()) lamport[rows.fixed<OpId>(0)] = static_cast<std::uint64_t>(rows.number(1));
  }
  std::vector<std::uint64_t> lamports;
  Rows rows = database.query("SELECT number, op FROM mention ORDER BY number");
  while (rows.next()) {
    lamports.resize(static_cast<std::size_t>(rows.number(0)) + 1, 0);
    lamports.back() = lamport[rows.fixed<OpId>(1)];
  }
  return lamports;
}

}  // namespace

bool can_be_kept(const RegisterModel& model) {
  const auto mentions = static_cast<double>(model.num_mentions);
  return model.num_mentions >= MachineRun::kEnoughToTrain &&
         model.spec.lambda * mentions * (mentions - 1) / 2 >= kEnoughMatches;
}

std::optional<RegisterModel> model_of(Database& database) {
  Rows rows = database.query(
      "SELECT body.bytes, op.lamport, op.id, body.ordinal, op.author, op.device, op.nonce FROM body "
      "JOIN op ON op.id = body.op WHERE body.kind = ?1 AND body.bytes IS NOT NULL "
      "ORDER BY op.lamport DESC, op.id DESC LIMIT 1",
      body_kind::kModel);
  if (!rows.next()) return std::nullopt;
  RegisterModel model;
  try {
    const BodyJson json = BodyJson::parse(rows.bytes(0));
    model.spec = model_from_json(json.at("model"));
    model.num_mentions = json.at("mentions").get<std::uint64_t>();
  } catch (const nlohmann::json::exception&) {
    throw DataError("the register's model cannot be read; train a new one: byname link --retrain");
  }
  model.lamport = static_cast<std::uint64_t>(rows.number(1));
  model.id = record_id_of(rows.fixed<AccountKey>(4), rows.fixed<DeviceId>(5), rows.fixed<Nonce>(6),
                          static_cast<std::uint32_t>(rows.number(3)))
                 .hex();
  return model;
}

std::string model_body(const ModelSpec& spec, std::uint64_t num_mentions) {
  return dump_body({{"mentions", num_mentions}, {"model", model_to_json(spec)}});
}

std::vector<std::int64_t> unseen_mentions(Database& database) {
  std::unordered_set<OpId> seen;
  if (const std::optional<OpId> run = last_run(database)) seen = history_of_op(database, *run);
  std::vector<OpId> unseen;
  {
    Rows rows = database.query("SELECT id FROM op ORDER BY lamport, id");
    while (rows.next()) {
      if (!seen.contains(rows.fixed<OpId>(0))) unseen.push_back(rows.fixed<OpId>(0));
    }
  }
  OpLog log(database);
  std::vector<std::int64_t> numbers;
  for (const OpId& op : unseen) append_mentions_of(database, log, op, numbers);
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

std::vector<std::int64_t> person_numbers(Database& database,
                                         const std::unordered_set<std::int64_t>& changed) {
  const auto most = static_cast<std::size_t>(database.number("SELECT max(number) FROM mention", 0));
  std::vector<std::int64_t> number_of(most + 1, 0);
  std::iota(number_of.begin(), number_of.end(), 0);
  std::int64_t first = 0;
  std::string person;
  Rows rows = database.query("SELECT person, mention FROM person_mention ORDER BY person, mention");
  while (rows.next()) {
    if (changed.contains(rows.number(1))) continue;
    if (rows.bytes(0) != person) {
      person = rows.text(0);
      first = rows.number(1);
    }
    number_of[static_cast<std::size_t>(rows.number(1))] = first;
  }
  return number_of;
}

MachineRun::MachineRun(Database& database, const std::vector<std::vector<MentionValue>>& added,
                       const Changed& changed, const ExecutionContext& context) {
  const ReadSnapshot snapshot(database);
  model_ = model_of(database);
  const std::vector<std::int64_t> unseen = unseen_mentions(database);
  std::unordered_set<std::int64_t> is_unseen(unseen.begin(), unseen.end());
  std::unordered_set<std::int64_t> revised;
  for (const auto& [number, values] : changed) revised.insert(number);
  decides_anew_ = model_ && is_outgrown(database, *model_, added.size()) &&
                  !(unseen.empty() && added.empty() && changed.empty());
  if (model_ && (decides_anew_ || !can_be_kept(*model_))) model_.reset();
  const std::vector<std::int64_t> person = person_numbers(database, revised);
  std::unordered_set<std::int64_t> open = undecided_mentions(database, unseen);
  if (decides_anew_) open.merge(left_to_machines(database, person));
  open.insert(revised.begin(), revised.end());
  for (const std::int64_t number : left_alone(database, revised)) open.insert(number);
  read_records(database, open, added, changed, context);
  LinkQuestion question;
  for (std::uint32_t record = 0; record < records_.size(); ++record) {
    const std::int64_t number = records_.number(record);
    const bool is_seen = record < num_settled_ || (decides_anew_ && number != 0 &&
                                                   !is_unseen.contains(number) && !revised.contains(number));
    question.is_new.push_back(!is_seen);
    num_new_ += !is_seen;
  }
  if (num_new_ == 0) return;
  train_where_needed(context);
  if (!model_) {
    remark_ = "too little to compare: nobody was linked";
    answer_.num_new_persons = num_new_;
    decides_anew_ = false;
    return;
  }
  settle(database, person, question);
  context.begin_step("linking", 0);
  answer_ = decide_links(question, model_->spec, context);
  if (decides_anew_) {
    keep_settled_links(database);
    compare(person, question.is_new);
    if (num_divided_persons_ + answer_.num_joined_persons > 0)
      remark_ = "the register has outgrown its model: all but what people decided on was decided anew";
  } else {
    read_ahead(database);
  }
}

// Settled ones, then the open ones that are held, those that change, and those that are added.
void MachineRun::read_records(Database& database, const std::unordered_set<std::int64_t>& open,
                              const std::vector<std::vector<MentionValue>>& added, const Changed& changed,
                              const ExecutionContext& context) {
  std::unordered_set<std::int64_t> revised;
  for (const auto& [number, values] : changed) revised.insert(number);
  context.begin_step("reading held mentions", 0);
  records_ = MentionRecords(names_of(model_));
  records_.append_held(database, [&](std::int64_t number) { return !open.contains(number); });
  num_settled_ = records_.size();
  records_.append_held(
      database, [&](std::int64_t number) { return open.contains(number) && !revised.contains(number); });
  for (const auto& [number, values] : changed) {
    if (names_somebody(values)) records_.append(values, number);
  }
  for (std::size_t i = 0; i < added.size(); ++i) {
    if (!names_somebody(added[i])) continue;
    records_.append(added[i], 0);
    added_of_.push_back(i);
  }
  records_.finish(context);
}

void MachineRun::train_where_needed(const ExecutionContext& context) {
  if (model_) {
    if (!model_->spec.reads_eastern_names && records_.holds_eastern_names())
      remark_ =
          "the model was trained on names of the West and there are others now; see byname link --retrain";
    return;
  }
  std::optional<ModelSpec> spec = train(records_.table(), context);
  if (!spec) return;
  model_ = RegisterModel{std::move(*spec), "", std::numeric_limits<std::uint64_t>::max(), records_.size()};
  is_trained_now_ = true;
}

// Says which records are settled in which person, and how much the values of each count. `person`: per
// mention number.
void MachineRun::settle(Database& database, const std::vector<std::int64_t>& person, LinkQuestion& question) {
  records_.settle_first(num_settled_);
  question.table = &records_.table();
  std::unordered_map<std::int64_t, std::uint32_t> group_of, size_of;
  std::vector<std::vector<std::int64_t>> mentions_of_group;
  for (std::uint32_t record = 0; record < num_settled_; ++record) {
    const std::int64_t number = person[static_cast<std::size_t>(records_.number(record))];
    question.group.push_back(
        group_of.try_emplace(number, static_cast<std::uint32_t>(group_of.size())).first->second);
    size_of[number] += 1;
    if (question.group.back() == mentions_of_group.size()) mentions_of_group.emplace_back();
    mentions_of_group[question.group.back()].push_back(records_.number(record));
  }
  question.is_fixed = [&database, mentions_of_group = std::move(mentions_of_group)](std::uint32_t group) {
    return std::any_of(mentions_of_group[group].begin(), mentions_of_group[group].end(),
                       [&](std::int64_t mention) { return is_decided_by_people(database, mention); });
  };
  const std::vector<std::uint64_t> lamport = lamports_of_mentions(database);
  for (std::uint32_t record = 0; record < records_.size(); ++record) {
    const auto number = static_cast<std::size_t>(records_.number(record));
    const bool is_settled = record < num_settled_;
    const bool counts = is_trained_now_ || (number != 0 && lamport[number] <= model_->lamport);
    question.weight.push_back(!counts      ? 0.0f
                              : is_settled ? 1.0f / static_cast<float>(size_of[person[number]])
                                           : 1.0f);
  }
}

// The links that hold together the persons that stay as they are: with all others they would be void.
void MachineRun::keep_settled_links(Database& database) {
  std::unordered_map<std::int64_t, std::uint32_t> record_of;
  for (std::uint32_t record = 0; record < num_settled_; ++record) record_of[records_.number(record)] = record;
  Rows rows = database.query("SELECT low, high, weight FROM link WHERE ended_op IS NULL ORDER BY low, high");
  while (rows.next()) {
    const auto low = record_of.find(rows.number(0)), high = record_of.find(rows.number(1));
    if (low != record_of.end() && high != record_of.end())
      settled_links_.push_back({low->second, high->second, rows.real(2)});
  }
}

// What becomes of the persons there are. `person`: per mention number; `is_new`: per record.
void MachineRun::compare(const std::vector<std::int64_t>& person, const std::vector<bool>& is_new) {
  UnionFind joined(records_.size());
  std::unordered_map<std::int64_t, std::uint32_t> first;
  std::vector<std::int64_t> before;
  for (std::uint32_t record = 0; record < records_.size(); ++record) {
    if (is_new[record]) continue;
    before.push_back(person[static_cast<std::size_t>(records_.number(record))]);
    if (record < num_settled_) joined.join(first.try_emplace(before.back(), record).first->second, record);
  }
  for (const DecidedPair& link : answer_.links) joined.join(link.left, link.right);
  std::vector<std::uint32_t> now;
  for (std::uint32_t record = 0; record < records_.size(); ++record) {
    if (!is_new[record]) now.push_back(joined.find(record));
  }
  const PersonComparison compared = compare_persons(before, now);
  answer_.num_joined_persons = compared.num_joined;
  num_divided_persons_ = compared.num_divided;
}

// A run of more links takes long in any case, and what it reads would not stay in memory.
void MachineRun::read_ahead(Database& database) const {
  constexpr std::size_t kMostLinks = 5000;
  if (answer_.links.size() > kMostLinks) return;
  std::vector<std::int64_t> held;
  for (const DecidedPair& link : answer_.links) {
    for (const std::uint32_t record : {link.left, link.right}) {
      if (records_.number(record) != 0) held.push_back(records_.number(record));
    }
  }
  const OpOrder order(database);
  const Retractions retractions(database, order);
  PersonFold(database, order, retractions).read_ahead(held);
}

void MachineRun::write(Database& database, OpWriter& writer, const std::vector<RecordId>& added_ids) const {
  if (num_new_ == 0) return;
  std::string model_id = model_ ? model_->id : "";
  if (is_trained_now_)
    model_id = writer.add(body_kind::kModel, model_body(model_->spec, model_->num_mentions)).hex();
  writer.add(body_kind::kRun, run_body({model_id, decides_anew_}));
  std::vector<RecordId> ids_of_last;
  for (const std::size_t added : added_of_) ids_of_last.push_back(added_ids[added]);
  std::vector<DecidedPair> links = answer_.links;
  links.insert(links.end(), settled_links_.begin(), settled_links_.end());
  write_links(database, writer, records_, links, answer_.leads, ids_of_last);
}

void write_links(Database& database, OpWriter& writer, const MentionRecords& records,
                 const std::vector<DecidedPair>& links, const std::vector<DecidedPair>& leads,
                 const std::vector<RecordId>& ids_of_last) {
  const std::size_t num_held = records.size() - ids_of_last.size();
  const auto id_of = [&](std::uint32_t record) {
    if (record >= num_held) return ids_of_last[record - num_held];
    Rows rows = database.query("SELECT id FROM mention WHERE number = ?1", records.number(record));
    BYNAME_CHECK(rows.next(), "a mention of a run is gone");
    return rows.fixed<RecordId>(0);
  };
  LinksBody body;
  const auto flush = [&] {
    if (!body.links.empty() || !body.leads.empty()) writer.add(body_kind::kLinks, links_body(body));
    body = {};
  };
  for (const DecidedPair& pair : links) {
    body.links.push_back({id_of(pair.left), id_of(pair.right), pair.weight});
    if (body.links.size() == kLinksABody) flush();
  }
  for (const DecidedPair& pair : leads) {
    body.leads.push_back({id_of(pair.left), id_of(pair.right), pair.weight});
    if (body.leads.size() == kLinksABody) flush();
  }
  flush();
}

}  // namespace byname
