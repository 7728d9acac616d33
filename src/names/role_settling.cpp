// SPDX-License-Identifier: Apache-2.0
#include "names/role_settling.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace byname {

namespace {

constexpr std::array kOnce = {Role::kId,       Role::kGiven,     Role::kFamily,    Role::kPatronymic,
                              Role::kSex,      Role::kBirthDate, Role::kBirthYear, Role::kBirthMonth,
                              Role::kBirthDay, Role::kAge,       Role::kEventDate, Role::kDeathDate,
                              Role::kPostcode, Role::kEvent,     Role::kCase,      Role::kCourt};

bool has_role(const std::vector<ColumnReading>& readings, Role role) {
  return std::any_of(readings.begin(), readings.end(),
                     [&](const ColumnReading& r) { return r.role == role; });
}

bool is_mapped(const ColumnReading& reading) { return reading.why == "--map"; }

/// "name" beside "surname", and "имя" without a family name: the word alone does not say whether it is the
/// whole name.
void settle_plain_names(std::vector<ColumnReading>& readings, const std::vector<ColumnProfile>& profiles) {
  const bool has_family = has_role(readings, Role::kFamily);
  const bool has_given = has_role(readings, Role::kGiven);
  constexpr double kFullNameWords = 1.6;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    ColumnReading& reading = readings[i];
    if (is_mapped(reading)) continue;
    const bool is_short = profiles[i].mean_words < kFullNameWords;
    if (reading.role == Role::kName && has_family && !has_given && is_short) {
      reading.role = Role::kGiven;
      reading.why += ", beside a family name";
    } else if (reading.role == Role::kGiven && !has_family && !has_role(readings, Role::kName) && !is_short) {
      reading.role = Role::kName;
      reading.why += ", of several words and without a family name beside it";
    }
  }
}

void keep_best(std::vector<ColumnReading>& readings, Role role) {
  ColumnReading* best = nullptr;
  const auto rank = [](const ColumnReading& r) {
    return std::make_tuple(is_mapped(r), r.confidence, r.num_filled);
  };
  for (ColumnReading& reading : readings) {
    if (reading.role == role && (best == nullptr || rank(reading) > rank(*best))) best = &reading;
  }
  for (ColumnReading& reading : readings) {
    if (reading.role != role || &reading == best || is_mapped(reading)) continue;
    reading.role = Role::kText;
    reading.why += fmt::format("; {} is used for {}", best->column, role_name(role));
  }
}

/// Full names without a header that says so: letters, two to five words, many different. Where few names are
/// borne by many people, most rows of a long list repeat one.
double name_likeness(const ColumnProfile& profile) {
  const bool has_right_length = profile.mean_words >= 1.7 && profile.mean_words <= 5;
  const bool is_plausible = profile.letters >= 0.8 && profile.distinct_share() >= 0.1 && profile.urls == 0;
  return has_right_length && is_plausible ? profile.letters * profile.distinct_share() : 0;
}

void find_a_name(std::vector<ColumnReading>& readings, const std::vector<ColumnProfile>& profiles) {
  for (const Role role : {Role::kName, Role::kGiven, Role::kFamily, Role::kPatronymic}) {
    if (has_role(readings, role)) return;
  }
  std::size_t best = readings.size();
  double best_likeness = 0;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const bool is_open = readings[i].role == Role::kText && readings[i].why == "the header is not known";
    const double likeness = is_open ? name_likeness(profiles[i]) : 0;
    if (likeness > best_likeness) best = i, best_likeness = likeness;
  }
  if (best == readings.size()) return;
  readings[best].role = Role::kName;
  readings[best].why = "the values look like names, and no header says name";
  readings[best].confidence = 0.3;
}

}  // namespace

void settle_roles(std::vector<ColumnReading>& readings, const std::vector<ColumnProfile>& profiles) {
  settle_plain_names(readings, profiles);
  for (const Role role : kOnce) keep_best(readings, role);
  find_a_name(readings, profiles);
}

}  // namespace byname
