// SPDX-License-Identifier: Apache-2.0
#include "register/match_list.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <unordered_map>

#include "base/error.hpp"
#include "register/link_run.hpp"
#include "register/name_terms.hpp"
#include "register/sources.hpp"

namespace byname {

namespace {

constexpr std::array<std::string_view, kNumMatchGrounds> kGroundNames = {"number", "name and date",
                                                                         "name and year", "name", "other"};

constexpr double kFewestMatches = 5;  // expected pairs of one person that the model learnt from

bool is_of_name(const std::string& role) {
  return role == "given" || role == "given2" || role == "family" || role == "patronymic" || role == "sex";
}

bool is_of_one_person(const std::string& role) {
  return role == "number" || role == "email" || role == "phone";
}

std::string_view comparable(const RecordTable& table, Role role, std::uint32_t record) {
  const RecordColumn* column = table.find(role);
  return column == nullptr ? std::string_view() : column->comparable.at(record);
}

bool share_a_word(std::string_view left, std::string_view right, char separator) {
  for (std::size_t begin = 0; begin < left.size();) {
    const std::size_t end = std::min(left.find(separator, begin), left.size());
    const std::string word = separator + std::string(left.substr(begin, end - begin)) + separator;
    if ((separator + std::string(right) + separator).find(word) != std::string::npos) return true;
    begin = end + 1;
  }
  return false;
}

MatchGround ground_of(const RecordTable& table, std::uint32_t left, std::uint32_t right) {
  for (const auto& [role, separator] :
       {std::pair(Role::kNumber, '|'), {Role::kEmail, '|'}, {Role::kPhone, '|'}}) {
    if (share_a_word(comparable(table, role, left), comparable(table, role, right), separator))
      return MatchGround::kNumber;
  }
  const bool has_name =
      share_a_word(comparable(table, Role::kFamily, left), comparable(table, Role::kFamily, right), ' ') ||
      share_a_word(comparable(table, Role::kGiven, left), comparable(table, Role::kGiven, right), ' ');
  if (!has_name) return MatchGround::kOther;
  const std::string_view born_left = comparable(table, Role::kBirthDate, left);
  const std::string_view born_right = comparable(table, Role::kBirthDate, right);
  constexpr std::size_t kWholeDate = 10, kYear = 4;
  if (born_left.size() == kWholeDate && born_left == born_right) return MatchGround::kNameAndDate;
  if (born_left.size() >= kYear && born_left.substr(0, kYear) == born_right.substr(0, kYear))
    return MatchGround::kNameAndYear;
  return MatchGround::kName;
}

class Matching {
 public:
  Matching(Register& opened, const MatchRequest& request, const ExecutionContext& context)
      : register_(opened), request_(request), context_(context), rows_(request.list, context) {
    for (const InputFile& file : rows_.files()) outcome_.num_rows += file.num_rows;
    outcome_.rejects = rows_.rejects();
    outcome_.warnings = rows_.warnings();
  }

  MatchOutcome run() {
    while (true) {
      const std::vector<OpId> heads = register_.log().heads();
      const std::optional<RegisterModel> model = model_of(register_.database());
      if (!model) throw UserError("the register has no model yet: byname link trains one.");
      const double mentions = static_cast<double>(model->num_mentions);
      if (model->spec.lambda * mentions * (mentions - 1) / 2 < kFewestMatches)
        throw UserError(
            "the register's model has seen hardly two mentions of one person, and cannot match by that. Add "
            "a second list first.");
      MatchOutcome outcome = outcome_;
      read_records(outcome);
      if (!row_of_.empty()) compare(*model, outcome);
      if (!request_.takes || outcome.hits.empty()) return outcome;
      outcome.num_taken = outcome.hits.size();
      if (request_.is_dry_run) return outcome;
      OpWriter writer(register_, "match");
      if (register_.log().heads() != heads) continue;
      take(writer, *model);
      outcome.op = writer.append().id;
      writer.commit();
      return outcome;
    }
  }

 private:
  // Held mentions, then the rows, then made-up rows: what is of the name from one row, the rest from another.
  void read_records(MatchOutcome& outcome) {
    records_ = MentionRecords();
    row_of_.clear();
    context_.begin_step("reading held mentions", 0);
    records_.append_held(register_.database(), [](std::int64_t) { return true; });
    num_held_ = static_cast<std::uint32_t>(records_.size());
    context_.begin_step("reading the list", 0);
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      const std::vector<MentionValue> values = rows_.values(row);
      if (!names_somebody(values)) {
        ++outcome.num_unnamed;
        continue;
      }
      records_.append(values, 0);
      row_of_.push_back(row);
    }
    const std::size_t num_rows = row_of_.size();
    for (std::size_t i = 0; i < num_rows && num_rows > 1; ++i) {
      std::vector<MentionValue> made = rows_.values(row_of_[i]);
      std::erase_if(made, [](const MentionValue& value) { return !is_of_name(value.role); });
      for (MentionValue& value : rows_.values(row_of_[(i + num_rows / 2) % num_rows])) {
        if (!is_of_name(value.role) && !is_of_one_person(value.role)) made.push_back(std::move(value));
      }
      records_.append(made, 0);
    }
    records_.finish();
    records_.settle_first(num_held_);
  }

  void compare(const RegisterModel& model, MatchOutcome& outcome) {
    LinkQuestion question;
    question.table = &records_.table();
    person_ = person_numbers(register_.database(), {});
    std::unordered_map<std::int64_t, std::uint32_t> group_of, size_of;
    for (std::uint32_t record = 0; record < num_held_; ++record) {
      const std::int64_t person = person_of(record);
      question.group.push_back(
          group_of.try_emplace(person, static_cast<std::uint32_t>(group_of.size())).first->second);
      ++size_of[person];
    }
    for (std::uint32_t record = 0; record < num_held_; ++record)
      question.weight.push_back(1.0f / static_cast<float>(size_of[person_of(record)]));
    question.weight.resize(records_.size(), 0.0f);
    context_.begin_step("comparing", 0);
    sort_out(likely_pairs(question, model.spec, request_.min_probability, context_), outcome);
  }

  std::int64_t person_of(std::uint32_t record) const {
    return person_[static_cast<std::size_t>(records_.number(record))];
  }

  // Pairs come by open record, the best first: one hit a person.
  void sort_out(const std::vector<DecidedPair>& pairs, MatchOutcome& outcome) {
    std::map<std::uint32_t, std::vector<DecidedPair>> by_record;
    for (const DecidedPair& pair : pairs) {
      std::vector<DecidedPair>& of_record = by_record[pair.right];
      const bool is_known = std::any_of(of_record.begin(), of_record.end(), [&](const DecidedPair& known) {
        return person_of(known.left) == person_of(pair.left);
      });
      if (!is_known) of_record.push_back(pair);
    }
    const auto num_rows = static_cast<std::uint32_t>(row_of_.size());
    std::unordered_map<std::int64_t, std::size_t> rows_of_person;
    for (const auto& [record, of_record] : by_record) {
      const MatchGround ground = ground_of(records_.table(), of_record[0].left, record);
      const bool is_made_up = record >= num_held_ + num_rows;
      ++(is_made_up ? outcome.num_chance : outcome.num_hits)[static_cast<std::size_t>(ground)];
      if (!is_made_up && of_record.size() == 1) ++rows_of_person[person_of(of_record[0].left)];
    }
    taken_.clear();
    for (const auto& [record, of_record] : by_record) {
      if (record >= num_held_ + num_rows) break;
      if (of_record.size() > 1) {
        for (const DecidedPair& pair : of_record) outcome.to_many.push_back(hit_of(pair));
      } else if (rows_of_person[person_of(of_record[0].left)] > 1) {
        outcome.from_many.push_back(hit_of(of_record[0]));
      } else {
        outcome.hits.push_back(hit_of(of_record[0]));
        taken_.push_back(of_record[0]);
      }
    }
  }

  MatchHit hit_of(const DecidedPair& pair) {
    const MentionPlace place = rows_.place(row_of_[pair.right - num_held_]);
    Rows rows = register_.database().query("SELECT list, row_key FROM mention WHERE number = ?1",
                                           records_.number(pair.left));
    BYNAME_CHECK(rows.next(), "a mention that was compared is gone");
    return {place.row,
            place.line,
            place.file,
            rows.text(0) + ":" + rows.text(1),
            person_of(pair.left),
            1 / (1 + std::exp2(-pair.weight)),
            ground_of(records_.table(), pair.left, pair.right)};
  }

  void take(OpWriter& writer, const RegisterModel& model) {
    if (says_something_new(find_source(register_.database(), rows_.label()), request_.source))
      writer.add(body_kind::kSource, source_body(request_.source));
    LinksBody links;
    for (const DecidedPair& pair : taken_) {
      const std::size_t row = row_of_[pair.right - num_held_];
      const RecordId mention =
          writer.add(body_kind::kMention, mention_body({rows_.label(), rows_.key(row), rows_.hash(row),
                                                        std::nullopt, rows_.place(row), rows_.values(row)}));
      Rows rows =
          register_.database().query("SELECT id FROM mention WHERE number = ?1", records_.number(pair.left));
      BYNAME_CHECK(rows.next(), "a mention that was compared is gone");
      links.links.push_back({rows.fixed<RecordId>(0), mention, pair.weight});
    }
    writer.add(body_kind::kRun, run_body({model.id, false}));
    writer.add(body_kind::kLinks, links_body(links));
    writer.add_reason(request_.reason);
  }

  Register& register_;
  const MatchRequest& request_;
  const ExecutionContext& context_;
  ListRows rows_;
  MatchOutcome outcome_;
  MentionRecords records_;
  std::uint32_t num_held_ = 0;
  std::vector<std::size_t> row_of_;  // per record after the held ones
  std::vector<std::int64_t> person_;
  std::vector<DecidedPair> taken_;
};

}  // namespace

std::string_view name_of(MatchGround ground) { return kGroundNames[static_cast<std::size_t>(ground)]; }

MatchOutcome match_list(Register& opened, const MatchRequest& request, const ExecutionContext& context) {
  if (!(request.min_probability > 0 && request.min_probability < 1))
    throw UserError("--min is a probability between 0 and 1.");
  return Matching(opened, request, context).run();
}

}  // namespace byname
