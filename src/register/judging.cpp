// SPDX-License-Identifier: Apache-2.0
#include "register/judging.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/error.hpp"
#include "register/op.hpp"
#include "register/person_code.hpp"
#include "register/record_name.hpp"

namespace byname {

namespace {

// What can be said of a person: roles of byname columns whose value one would correct.
constexpr std::array<std::string_view, 22> kProperties = {
    "name",        "given",     "given2", "family",     "patronymic", "sex",   "birth_date", "birth_year",
    "birth_month", "birth_day", "age",    "event_date", "death_date", "place", "region",     "address",
    "postcode",    "email",     "phone",  "number",     "category",   "text"};

std::vector<RecordId> ids_of(Register& opened, const std::vector<std::int64_t>& mentions) {
  return mention_ids(opened.database(), mentions);
}

bool have_one_in_common(const std::vector<std::int64_t>& one, const std::vector<std::int64_t>& other) {
  return std::any_of(one.begin(), one.end(), [&](std::int64_t mention) {
    return std::find(other.begin(), other.end(), mention) != other.end();
  });
}

void add_judgement(Register& opened, ChangeWriter& writer, JudgementBody body,
                   const std::vector<std::int64_t>& left, const std::vector<std::int64_t>& right) {
  body.sides = {ids_of(opened, left), ids_of(opened, right)};
  writer.add(body_kind::kJudgement, judgement_body(body));
}

std::string list_of(std::span<const std::string_view> names) {
  std::string list;
  for (const std::string_view name : names) list += fmt::format("{}{}", list.empty() ? "" : ", ", name);
  return list;
}

}  // namespace

std::vector<std::int64_t> mentions_named(Register& opened, std::string_view typed) {
  Database& database = opened.database();
  const std::vector<std::string> persons = person_ids_like(database, typed, 2);
  std::vector<NamedRecord> records = records_named(database, typed);
  std::erase_if(records, [](const NamedRecord& record) { return record.kind != RecordKind::kMention; });
  if (!persons.empty() && !records.empty())
    throw UserError(fmt::format("{} begins the ids of a person and of a mention. Give more of it.", typed));
  if (records.empty() && (!persons.empty() || read_person_code(typed) || looks_like_person_code(typed)))
    return held_person(database, typed).mentions;
  const std::int64_t mention = record_named(database, typed, {RecordKind::kMention}).mention;
  if (!holder_of_mention(database, mention))
    throw UserError(fmt::format("this mention was retracted and counts no more: {}", typed));
  return {mention};
}

HeldPerson person_named(Register& opened, std::string_view typed) {
  const std::vector<std::int64_t> mentions = mentions_named(opened, typed);
  return find_held_person(opened.database(), holder_of_mention(opened.database(), mentions.front()).value())
      .value();
}

std::int64_t mention_of_item(Register& opened, const HeldPerson& person,
                             const std::optional<RecordId>& item) {
  for (const std::int64_t mention : item ? person.mentions : std::vector<std::int64_t>()) {
    if (opened.database().number("SELECT 1 FROM mention WHERE number = ?1 AND item = ?2", 0, mention,
                                 *item) != 0)
      return mention;
  }
  return person.mentions.front();
}

Change judge_pairs(Register& opened, const std::vector<JudgedMentions>& pairs, const ChangeAsked& asked) {
  ChangeWriter writer(opened, "judge", asked);
  for (const JudgedMentions& pair : pairs) {
    const std::vector<std::int64_t> left = mentions_named(opened, pair.left);
    const std::vector<std::int64_t> right = mentions_named(opened, pair.right);
    if (have_one_in_common(left, right))
      throw UserError(fmt::format("{} and {} have a mention in common; a judgement is about two.", pair.left,
                                  pair.right));
    JudgementBody body;
    body.verdict = pair.verdict;
    add_judgement(opened, writer, body, left, right);
  }
  return writer.finish();
}

Change merge_persons(Register& opened, const std::vector<std::vector<std::string>>& groups,
                     const ChangeAsked& asked) {
  ChangeWriter writer(opened, "merge", asked);
  JudgementBody body;
  body.verdict = JudgementVerdict::kSame;
  body.pins = true;
  for (const std::vector<std::string>& group : groups) {
    if (group.size() < 2) throw UserError("merge needs two persons or more.");
    const HeldPerson first = person_named(opened, group[0]);
    std::vector<std::string> seen = {first.id};
    for (std::size_t i = 1; i < group.size(); ++i) {
      const HeldPerson other = person_named(opened, group[i]);
      if (std::find(seen.begin(), seen.end(), other.id) != seen.end())
        throw UserError(fmt::format("{} is named twice; a person cannot be merged with itself.", other.id));
      seen.push_back(other.id);
      add_judgement(opened, writer, body, first.mentions, other.mentions);
    }
  }
  return writer.finish();
}

Change split_person(Register& opened, const SplitAsked& split, const ChangeAsked& asked) {
  ChangeWriter writer(opened, "split", asked);
  const HeldPerson person = person_named(opened, split.person);
  std::vector<std::int64_t> leaving;
  for (const std::string& typed : split.mentions) {
    for (const std::int64_t mention : mentions_named(opened, typed)) {
      if (!std::binary_search(person.mentions.begin(), person.mentions.end(), mention))
        throw UserError(
            fmt::format("{} is no mention of {}. See: byname show {}", typed, person.id, person.id));
      if (std::find(leaving.begin(), leaving.end(), mention) == leaving.end()) leaving.push_back(mention);
    }
  }
  std::sort(leaving.begin(), leaving.end());
  std::vector<std::int64_t> staying;
  std::set_difference(person.mentions.begin(), person.mentions.end(), leaving.begin(), leaving.end(),
                      std::back_inserter(staying));
  if (staying.empty())
    throw UserError(
        fmt::format("these are all mentions of {}; name those that are somebody else.", person.id));
  JudgementBody body;
  body.verdict = JudgementVerdict::kDifferent;
  body.pins = true;
  body.keeps = split.keeps;
  add_judgement(opened, writer, body, leaving, staying);
  return writer.finish();
}

Change hide_persons(Register& opened, const std::vector<std::string>& persons, const ChangeAsked& asked) {
  ChangeWriter writer(opened, "hide", asked);
  for (const std::string& typed : persons) {
    const HeldPerson person = person_named(opened, typed);
    if (person.is_hidden) throw UserError(fmt::format("{} is hidden already.", person.id));
    writer.add(body_kind::kHiding, hiding_body({ids_of(opened, person.mentions)}));
  }
  return writer.finish();
}

Change set_value(Register& opened, const ValueAsked& value, const ChangeAsked& asked) {
  if (std::find(kProperties.begin(), kProperties.end(), value.property) == kProperties.end())
    throw UserError(fmt::format("there is no property {}. One of: {}", value.property, list_of(kProperties)));
  ChangeWriter writer(opened, "set", asked);
  ClaimBody claim;
  claim.property = value.property;
  claim.value = value.value;
  claim.asserts = !value.denies;
  const HeldPerson person = person_named(opened, value.person);
  if (!value.item.empty()) claim.item = record_named(opened.database(), value.item, {RecordKind::kItem}).id;
  claim.subject = ids_of(opened, {mention_of_item(opened, person, claim.item)}).front();
  writer.add(body_kind::kClaim, claim_body(claim));
  return writer.finish();
}

}  // namespace byname
