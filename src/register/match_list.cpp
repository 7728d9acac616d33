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

// Rows that are compared at a time: what is kept for each of them and for each held mention must fit in
// memory.
constexpr std::size_t kRowsAtOnce = 350000;
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
  Matching(Register& opened, const ListMatchRequest& request, const ExecutionContext& context)
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
      read_held(*model);
      find_named_rows(outcome);
      fits_.clear();
      for (std::size_t begin = 0; begin < row_of_.size(); begin += kRowsAtOnce)
        compare(*model, begin, std::min(begin + kRowsAtOnce, row_of_.size()), outcome);
      sort_out(outcome);
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
  // A held person that a row fits, by its best mention.
  struct Fit {
    std::uint32_t held = 0;
    double weight = 0;
    MatchGround ground = MatchGround::kOther;
  };

  void read_held(const RegisterModel& model) {
    records_ = MentionRecords(model.spec.reads_eastern_names);
    context_.begin_step("reading held mentions", 0);
    records_.append_held(register_.database(), [](std::int64_t) { return true; });
    num_held_ = static_cast<std::uint32_t>(records_.size());
    person_ = person_numbers(register_.database(), {});
  }

  void find_named_rows(MatchOutcome& outcome) {
    row_of_.clear();
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (names_somebody(rows_.values(row))) {
        row_of_.push_back(row);
      } else {
        ++outcome.num_unnamed;
      }
    }
  }

  // What is of the name from one row, the rest from another.
  std::vector<MentionValue> made_up_row(std::size_t i) const {
    const std::size_t num_rows = row_of_.size();
    std::vector<MentionValue> made = rows_.values(row_of_[i]);
    std::erase_if(made, [](const MentionValue& value) { return !is_of_name(value.role); });
    for (MentionValue& value : rows_.values(row_of_[(i + num_rows / 2) % num_rows])) {
      if (!is_of_name(value.role) && !is_of_one_person(value.role)) made.push_back(std::move(value));
    }
    return made;
  }

  // Held mentions, then some of the rows, then as many made-up rows.
  void compare(const RegisterModel& model, std::size_t begin, std::size_t end, MatchOutcome& outcome) {
    context_.begin_step("reading the list", 0);
    records_.keep_first(num_held_);
    for (std::size_t i = begin; i < end; ++i) records_.append(rows_.values(row_of_[i]), 0);
    for (std::size_t i = begin; i < end && row_of_.size() > 1; ++i) records_.append(made_up_row(i), 0);
    records_.finish(context_);
    records_.settle_first(num_held_);
    LinkQuestion question;
    question.table = &records_.table();
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
    // Pairs come by open record, the best first: one fit a person.
    std::vector<DecidedPair> of_record;
    const auto take_record = [&] {
      if (of_record.empty()) return;
      const std::size_t place = of_record[0].right - num_held_;
      if (place >= end - begin) {
        const MatchGround ground = ground_of(records_.table(), of_record[0].left, of_record[0].right);
        ++outcome.num_chance[static_cast<std::size_t>(ground)];
      } else {
        for (const DecidedPair& pair : of_record)
          fits_[begin + place].push_back(
              {pair.left, pair.weight, ground_of(records_.table(), pair.left, pair.right)});
      }
      of_record.clear();
    };
    for (const DecidedPair& pair : likely_pairs(question, model.spec, request_.min_probability, context_)) {
      if (!of_record.empty() && of_record[0].right != pair.right) take_record();
      const bool is_known = std::any_of(of_record.begin(), of_record.end(), [&](const DecidedPair& known) {
        return person_of(known.left) == person_of(pair.left);
      });
      if (!is_known) of_record.push_back(pair);
    }
    take_record();
  }

  std::int64_t person_of(std::uint32_t record) const {
    return person_[static_cast<std::size_t>(records_.number(record))];
  }

  void sort_out(MatchOutcome& outcome) {
    std::unordered_map<std::int64_t, std::size_t> rows_of_person;
    for (const auto& [i, fits] : fits_) {
      ++outcome.num_hits[static_cast<std::size_t>(fits[0].ground)];
      if (fits.size() == 1) ++rows_of_person[person_of(fits[0].held)];
    }
    taken_.clear();
    for (const auto& [i, fits] : fits_) {
      if (fits.size() > 1) {
        for (const Fit& fit : fits) outcome.to_many.push_back(hit_of(i, fit));
      } else if (rows_of_person[person_of(fits[0].held)] > 1) {
        outcome.from_many.push_back(hit_of(i, fits[0]));
      } else {
        outcome.hits.push_back(hit_of(i, fits[0]));
        taken_.emplace_back(i, fits[0]);
      }
    }
  }

  MatchHit hit_of(std::size_t i, const Fit& fit) {
    const MentionPlace place = rows_.place(row_of_[i]);
    Rows rows = register_.database().query("SELECT list, row_key FROM mention WHERE number = ?1",
                                           records_.number(fit.held));
    BYNAME_CHECK(rows.next(), "a mention that was compared is gone");
    return {place.row,           place.line,
            place.file,          rows.text(0) + ":" + rows.text(1),
            person_of(fit.held), 1 / (1 + std::exp2(-fit.weight)),
            fit.ground};
  }

  void take(OpWriter& writer, const RegisterModel& model) {
    if (says_something_new(find_source(register_.database(), rows_.label()), request_.source))
      writer.add(body_kind::kSource, source_body(request_.source));
    LinksBody links;
    for (const auto& [i, fit] : taken_) {
      const std::size_t row = row_of_[i];
      const RecordId mention =
          writer.add(body_kind::kMention, mention_body({rows_.label(), rows_.key(row), rows_.hash(row),
                                                        std::nullopt, rows_.place(row), rows_.values(row)}));
      Rows rows =
          register_.database().query("SELECT id FROM mention WHERE number = ?1", records_.number(fit.held));
      BYNAME_CHECK(rows.next(), "a mention that was compared is gone");
      links.links.push_back({rows.fixed<RecordId>(0), mention, fit.weight});
    }
    writer.add(body_kind::kRun, run_body({model.id, false}));
    writer.add(body_kind::kLinks, links_body(links));
    writer.add_reason(request_.reason);
  }

  Register& register_;
  const ListMatchRequest& request_;
  const ExecutionContext& context_;
  ListRows rows_;
  MatchOutcome outcome_;
  MentionRecords records_{std::nullopt};  // the held ones, then some rows
  std::uint32_t num_held_ = 0;
  std::vector<std::size_t> row_of_;               // rows that name somebody
  std::map<std::size_t, std::vector<Fit>> fits_;  // by index in row_of_, the best first
  std::vector<std::int64_t> person_;
  std::vector<std::pair<std::size_t, Fit>> taken_;
};

}  // namespace

std::string_view name_of(MatchGround ground) { return kGroundNames[static_cast<std::size_t>(ground)]; }

MatchOutcome match_list(Register& opened, const ListMatchRequest& request, const ExecutionContext& context) {
  if (!(request.min_probability > 0 && request.min_probability < 1))
    throw UserError("--min is a probability between 0 and 1.");
  return Matching(opened, request, context).run();
}

}  // namespace byname
