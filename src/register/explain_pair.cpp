// SPDX-License-Identifier: Apache-2.0
#include "register/explain_pair.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <unordered_map>

#include "base/error.hpp"
#include "evaluate/explain_evidence.hpp"
#include "register/link_run.hpp"

namespace byname {

namespace {

std::uint32_t record_of(const MentionRecords& records, const NamedRecord& named) {
  for (std::uint32_t record = 0; record < records.size(); ++record) {
    if (records.number(record) == named.mention) return record;
  }
  throw UserError(fmt::format("{} names nobody or was retracted: no model compares it.", named.text));
}

std::string person_of_mention(Database& database, std::int64_t mention) {
  Rows rows = database.query("SELECT person FROM person_mention WHERE mention = ?1", mention);
  return rows.next() ? rows.text(0) : "";
}

PairOutcome outcome_of(const Explanation& explanation, double review_probability) {
  const bool is_barred =
      std::any_of(explanation.comparisons.begin(), explanation.comparisons.end(),
                  [](const ExplainedComparison& comparison) { return comparison.is_veto; });
  if (explanation.is_hard_veto || is_barred) return PairOutcome::kVeto;
  if (explanation.probability >= explanation.link_probability) return PairOutcome::kLink;
  return explanation.probability >= review_probability ? PairOutcome::kReview : PairOutcome::kNo;
}

std::map<std::string, std::string> raw_values(Database& database, std::int64_t mention) {
  std::map<std::string, std::string> raw;
  Rows rows =
      database.query("SELECT role, raw FROM mention_value WHERE mention = ?1 ORDER BY ordinal DESC", mention);
  while (rows.next()) raw[rows.text(0)] = rows.text(1);
  return raw;
}

}  // namespace

Explanation explain_held_pair(Database& database, const NamedRecord& left, const NamedRecord& right,
                              const ExecutionContext& context) {
  if (left.mention == right.mention) throw UserError("both ids name one mention. Give two.");
  const std::optional<RegisterModel> model = model_of(database);
  if (!model) throw UserError("the register has no model yet: byname link trains one.");
  MentionRecords records(model->spec.reads_eastern_names);
  records.append_held(database, [](std::int64_t) { return true; });
  records.finish(context);
  const std::uint32_t left_record = record_of(records, left), right_record = record_of(records, right);
  const std::vector<std::int64_t> person = person_numbers(database, {});
  std::vector<std::uint32_t> person_of;
  std::unordered_map<std::int64_t, std::uint32_t> label_of;
  for (std::uint32_t record = 0; record < records.size(); ++record) {
    const std::int64_t number = person[static_cast<std::size_t>(records.number(record))];
    person_of.push_back(
        label_of.try_emplace(number, static_cast<std::uint32_t>(label_of.size())).first->second);
  }
  Explanation explanation;
  explanation.left.name = left.text;
  explanation.right.name = right.text;
  explanation.left.person = person_of_mention(database, left.mention);
  explanation.right.person = person_of_mention(database, right.mention);
  explanation.is_one_person = person_of[left_record] == person_of[right_record];
  explanation.all_pairs_compared = true;
  explanation.link_probability = model->spec.link_probability;
  const ComparedPair pair =
      compare_anew(model->spec, records.table(), person_of, left_record, right_record, context);
  explain_evidence(model->spec, records.table(), left_record, right_record, pair.gammas, std::nullopt,
                   pair.rarity, explanation);
  explanation.outcome = outcome_of(explanation, model->spec.review_probability);
  const auto left_raw = raw_values(database, left.mention), right_raw = raw_values(database, right.mention);
  for (ExplainedComparison& comparison : explanation.comparisons) {
    const std::string role(role_name(comparison.role));
    if (const auto found = left_raw.find(role); found != left_raw.end()) comparison.left_raw = found->second;
    if (const auto found = right_raw.find(role); found != right_raw.end())
      comparison.right_raw = found->second;
  }
  return explanation;
}

}  // namespace byname
