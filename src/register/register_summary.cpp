// SPDX-License-Identifier: Apache-2.0
#include "register/register_summary.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <fmt/format.h>
#include <optional>
#include <set>
#include <unordered_map>

#include "register/event_count.hpp"
#include "register/person_list.hpp"
#include "register/rule_versions.hpp"
#include "register/standings.hpp"
#include "register/value_parts.hpp"

namespace byname {

namespace {

constexpr std::size_t kMostMonths = 60;
constexpr int kMostDelays = 24;
constexpr std::array<std::pair<int, const char*>, 8> kAgeGroups = {{{0, "under 18"},
                                                                    {18, "18 to 24"},
                                                                    {25, "25 to 34"},
                                                                    {35, "35 to 44"},
                                                                    {45, "45 to 54"},
                                                                    {55, "55 to 64"},
                                                                    {65, "65 to 74"},
                                                                    {75, "75 or more"}}};

int number_in(std::string_view digits) {
  int number = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return digits.empty() ? -1 : number;
}

// "2023-04-11" and "2023-04" -> 2023 * 12 + 3; nothing where no month is known.
std::optional<int> month_of(const std::string& date) {
  if (date.size() < 7 || date[4] != '-') return std::nullopt;
  const int year = number_in(std::string_view(date).substr(0, 4));
  const int month = number_in(std::string_view(date).substr(5, 2));
  if (year < 1000 || month < 1 || month > 12) return std::nullopt;
  return year * 12 + month - 1;
}

std::string month_label(int month) { return fmt::format("{:04}-{:02}", month / 12, month % 12 + 1); }

int month_of_time(std::int64_t seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  gmtime_r(&time, &parts);
  return (parts.tm_year + 1900) * 12 + parts.tm_mon;
}

constexpr std::size_t kSummaryDraws = 200;

std::optional<int> year_of(const std::string& date) {
  const int year = date.size() >= 4 ? number_in(std::string_view(date).substr(0, 4)) : -1;
  return year >= 1000 ? std::optional(year) : std::nullopt;
}

std::vector<SummaryPart> largest_first(const std::map<std::string, std::int64_t>& numbers) {
  std::vector<SummaryPart> parts;
  for (const auto& [label, number] : numbers) parts.push_back({label, number});
  std::stable_sort(parts.begin(), parts.end(), [](const SummaryPart& a, const SummaryPart& b) {
    return std::pair(a.label.empty(), -a.number) < std::pair(b.label.empty(), -b.number);
  });
  return parts;
}

class Summariser {
 public:
  Summariser(Register& opened, std::int64_t now) : opened_(opened), database_(opened.database()), now_(now) {
    for (const char* role : {"death_date", "event_date", "region", "age", "birth_date", "birth_year"})
      values_.emplace(role, values_of_role(database_, role));
    for (const auto& [mention, value] : values_.at("region")) regions_.add(value);
    {
      Rows rows = database_.query("SELECT number FROM mention WHERE is_named");
      while (rows.next()) named_.insert(rows.number(0));
    }
    Rows rows = database_.query("SELECT label, zone FROM source");
    while (rows.next()) {
      if (rows.bytes(1) == "sealed") sealed_.insert(rows.text(0));
    }
  }

  RegisterSummary make() {
    summary_.register_name = opened_.path().substr(opened_.path().find_last_of('/') + 1);
    summary_.head = opened_.log().heads().front().hex();
    const RegisterCount count = count_register(database_, CountUnit::kPersons, "");
    summary_.num_persons = count.number;
    summary_.num_unnamed = count.num_unnamed;
    summary_.num_mentions = count_register(database_, CountUnit::kMentions, "").number;
    visit_standings(database_, rules_in_force(database_).read().confirm,
                    [&](const PersonStanding& person) { add(person); });
    for (const PersonVerdict verdict : kVerdicts) summary_.verdicts.emplace_back(verdict, verdicts_[verdict]);
    summary_.num_confirmed = verdicts_[PersonVerdict::kConfirmed];
    set_months();
    summary_.regions = largest_first(by_region_);
    summary_.sources = largest_first(by_source_);
    summary_.kinds = largest_first(by_kind_);
    set_ages();
    set_statuses();
    set_releases();
    for (const auto& [kind, number] : todo_of(database_, 0).counts) summary_.queue.push_back({kind, number});
    set_queue_age();
    return std::move(summary_);
  }

 private:
  HeldValue value(const std::string& role, const PersonStanding& person) const {
    const auto& of_role = values_.at(role);
    std::vector<HeldValue> held;
    for (const HeldEvidence& each : person.evidence) {
      if (const auto found = of_role.find(each.mention); found != of_role.end())
        held.push_back(found->second);
    }
    return most_frequent(held);
  }

  void add(const PersonStanding& person) {
    const bool is_named =
        std::any_of(person.evidence.begin(), person.evidence.end(),
                    [&](const HeldEvidence& each) { return named_.contains(each.mention); });
    if (!is_named) return;
    const PersonVerdict verdict = person.verdict();
    ++verdicts_[verdict];
    if (verdict == PersonVerdict::kProvisional || verdict == PersonVerdict::kDisputed)
      waiting_.push_back(first_known(person));
    if (verdict == PersonVerdict::kConfirmed) add_confirmed(person);
  }

  void add_confirmed(const PersonStanding& person) {
    std::string date = value("death_date", person).value;
    if (date.empty()) date = value("event_date", person).value;
    if (const std::optional<int> month = month_of(date)) {
      ++by_month_[*month];
      const int later = month_of_time(first_known(person)) - *month;
      if (later >= 0) ++by_delay_[{*month, later}];
    } else {
      ++summary_.num_undated;
    }
    ++by_region_[regions_.of(value("region", person).value)];
    ++by_age_[age_group(person, date)];
    std::set<std::string> sources, kinds;
    for (const HeldEvidence& each : person.evidence) {
      sources.insert(sealed_.contains(each.evidence.source) ? "a sealed source" : each.evidence.source);
      kinds.insert(each.evidence.kind);
    }
    for (const std::string& source : sources) ++by_source_[source];
    for (const std::string& kind : kinds) ++by_kind_[kind];
  }

  // By the age that is written, else by the years of birth and of what happened; -1 where neither is known.
  int age_group(const PersonStanding& person, const std::string& date) const {
    int age = number_in(value("age", person).value);
    if (age < 0) {
      const std::string birth = value("birth_date", person).value;
      const std::optional<int> born = year_of(birth.empty() ? value("birth_year", person).value : birth);
      const std::optional<int> happened = year_of(date);
      if (born && happened && *happened >= *born) age = *happened - *born;
    }
    if (age < 0) return -1;
    int group = 0;
    for (std::size_t i = 0; i < kAgeGroups.size(); ++i) {
      if (age >= kAgeGroups[i].first) group = static_cast<int>(i);
    }
    return group;
  }

  // When the op was made that brought the person's first mention, by its author's clock.
  std::int64_t first_known(const PersonStanding& person) {
    std::int64_t first = now_;
    for (const HeldEvidence& each : person.evidence) {
      const std::int64_t time = database_.number(
          "SELECT op.time FROM mention m JOIN op ON op.id = m.op WHERE m.number = ?1", now_, each.mention);
      first = std::min(first, time);
    }
    return first;
  }

  void set_months() {
    if (by_month_.empty()) return;
    const int last = by_month_.rbegin()->first;
    const int first = std::max(by_month_.begin()->first, last - static_cast<int>(kMostMonths) + 1);
    for (int month = first; month <= last; ++month) {
      const auto found = by_month_.find(month);
      summary_.months.push_back({month_label(month), found == by_month_.end() ? 0 : found->second});
    }
    set_delays(first, last);
  }

  void set_delays(int first, int last) {
    const int now = month_of_time(now_);
    if (now < last) return;  // what is to happen yet
    ReportingTriangle& triangle = summary_.delays;
    const int longest = std::min(kMostDelays, now - first);
    for (int delay = 0; delay <= longest; ++delay) triangle.delays.push_back(std::to_string(delay));
    for (int month = first; month <= now; ++month) {
      triangle.events.push_back(month_label(month));
      std::vector<double> row;
      for (int delay = 0; delay <= std::min(longest, now - month); ++delay) {
        const auto found = by_delay_.find({month, delay});
        row.push_back(found == by_delay_.end() ? 0 : static_cast<double>(found->second));
      }
      triangle.counts.push_back(std::move(row));
    }
  }

  void set_ages() {
    for (std::size_t i = 0; i < kAgeGroups.size(); ++i) {
      const auto found = by_age_.find(static_cast<int>(i));
      if (found != by_age_.end()) summary_.ages.push_back({kAgeGroups[i].second, found->second});
    }
    if (const auto unknown = by_age_.find(-1); unknown != by_age_.end())
      summary_.ages.push_back({"", unknown->second});
  }

  void set_statuses() {
    const StatusTable table = rules_in_force(database_).read().statuses;
    for (const auto& [line, events] : table.lines) {
      std::vector<SummaryPart> parts;
      bool has_events = false;
      const EventCount count = count_by_status(database_, {CountUnit::kPersons, {&table, line}, ""});
      for (const EventCountLine& part : count.parts) {
        parts.push_back({part.status, part.number});
        has_events |= part.status != kNoStatus;
      }
      if (has_events) summary_.statuses[line] = std::move(parts);
    }
  }

  void set_releases() {
    for (const Release& release : releases_in(database_))
      summary_.releases.push_back(
          {release.name, release.time, release.number, count_reasons(rows_of_release(database_, release))});
  }

  void set_queue_age() {
    summary_.num_waiting = static_cast<std::int64_t>(waiting_.size());
    if (waiting_.empty()) return;
    std::sort(waiting_.begin(), waiting_.end());
    summary_.queue_days = static_cast<double>(now_ - waiting_[waiting_.size() / 2]) / 86400;
  }

  Register& opened_;
  Database& database_;
  std::int64_t now_;
  std::map<std::string, std::unordered_map<std::int64_t, HeldValue>> values_;
  Spellings regions_;
  std::set<std::int64_t> named_;
  std::set<std::string> sealed_;
  std::map<PersonVerdict, std::int64_t> verdicts_;
  std::map<int, std::int64_t> by_month_, by_age_;
  std::map<std::pair<int, int>, std::int64_t> by_delay_;
  std::map<std::string, std::int64_t> by_region_, by_source_, by_kind_;
  std::vector<std::int64_t> waiting_;
  RegisterSummary summary_;
};

}  // namespace

RegisterSummary summarise(Register& opened, std::int64_t now, const ExecutionContext& context) {
  RegisterSummary summary = Summariser(opened, now).make();
  try {
    summary.drawn = number_over_draws(opened.database(), kSummaryDraws, context);
  } catch (const UserError&) {  // too little to compare
  }
  return summary;
}

void redact(std::vector<SummaryPart>& parts) {
  constexpr std::int64_t kFewest = 5;
  std::size_t num_hidden = 0;
  for (SummaryPart& part : parts) {
    if (part.number < 1 || part.number >= kFewest) continue;
    part.number = -1;
    ++num_hidden;
  }
  if (num_hidden != 1) return;
  SummaryPart* smallest = nullptr;
  for (SummaryPart& part : parts) {
    if (part.number >= kFewest && (smallest == nullptr || part.number < smallest->number)) smallest = &part;
  }
  if (smallest != nullptr) smallest->number = -1;
}

}  // namespace byname
