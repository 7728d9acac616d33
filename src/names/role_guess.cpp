// SPDX-License-Identifier: Apache-2.0
#include "names/role_guess.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>

#include "names/header_words.hpp"

namespace byname {

namespace {

/// Below this share of readable values a header's role is impossible.
constexpr double kPossible = 0.3;
constexpr double kNearlyAll = 0.9;
constexpr std::uint64_t kMostCategories = 200;
constexpr double kFilledCategory = 0.3;
constexpr double kIdDistinct = 0.5;
constexpr double kSomeFullDates = 0.1;  ///< beside years and months, so that these are no plain numbers
constexpr int kLifeSpanYears = 30;
constexpr double kLongText = 8;  ///< mean words

int percent(double share) { return static_cast<int>(std::lround(share * 100)); }

/// Share of values that a role can read, or nullopt for roles that read anything.
std::optional<double> readable_share(Role role, const ColumnProfile& profile) {
  switch (role) {
    case Role::kBirthDate:
    case Role::kEventDate:
    case Role::kDeathDate:
      return profile.dates;
    case Role::kBirthYear:
      return profile.years;
    case Role::kBirthMonth:
      return profile.months;
    case Role::kBirthDay:
      return profile.days;
    case Role::kAge:
      return profile.ages;
    case Role::kSex:
      return std::max(profile.sexes, profile.sex_digits);
    case Role::kEmail:
      return profile.emails;
    case Role::kPhone:
      return profile.phones;
    case Role::kPostcode:
      return profile.postcodes;
    case Role::kName:
    case Role::kGiven:
    case Role::kGiven2:
    case Role::kFamily:
    case Role::kPatronymic:
      return profile.letters;
    case Role::kEvent:
      return profile.events;
    case Role::kCourt:
      return 1 - std::max(profile.dates, profile.urls);
    case Role::kPlace:
    case Role::kRegion:
    case Role::kCategory:
      return 1 - profile.urls;
    default:
      return std::nullopt;
  }
}

/// What the values are, in words, for messages.
std::string_view readable_as(Role role) {
  switch (role) {
    case Role::kBirthDate:
    case Role::kEventDate:
    case Role::kDeathDate:
      return "dates";
    case Role::kBirthYear:
      return "years";
    case Role::kBirthMonth:
      return "months";
    case Role::kBirthDay:
      return "days";
    case Role::kAge:
      return "ages";
    case Role::kSex:
      return "words for sex";
    case Role::kEmail:
      return "e-mail addresses";
    case Role::kPhone:
      return "phone numbers";
    case Role::kPostcode:
      return "postcodes";
    case Role::kEvent:
      return "events";
    default:
      return "words";
  }
}

bool is_low_cardinality(const ColumnProfile& profile) {
  return profile.num_distinct >= 2 && profile.num_distinct <= kMostCategories &&
         profile.num_distinct * 2 <= profile.num_filled && profile.filled_share() >= kFilledCategory;
}

std::optional<RoleGuess> guess_from_contents(const ColumnProfile& profile) {
  const auto found = [&](Role role, double share, double confidence) {
    return RoleGuess{role, fmt::format("{} % of the values are {}", percent(share), readable_as(role)),
                     confidence};
  };
  if (profile.emails >= kNearlyAll) return found(Role::kEmail, profile.emails, 0.9);
  if (profile.sexes >= kNearlyAll && profile.num_distinct >= 2) return found(Role::kSex, profile.sexes, 0.8);
  if (profile.patronymics >= 0.5) {
    return RoleGuess{Role::kName,
                     fmt::format("{} % of the values hold a patronymic", percent(profile.patronymics)), 0.8};
  }
  if (profile.dates >= kNearlyAll && profile.full_dates >= kSomeFullDates) {
    const bool is_birth = profile.year_span >= kLifeSpanYears;
    RoleGuess guess = found(is_birth ? Role::kBirthDate : Role::kEventDate, profile.dates, 0.5);
    guess.why += fmt::format(" over {} years", profile.year_span);
    return guess;
  }
  if (profile.phones >= kNearlyAll && profile.integers < 0.5) return found(Role::kPhone, profile.phones, 0.6);
  return std::nullopt;
}

/// Nothing known of the header and nothing special in the contents.
RoleGuess guess_plain(const ColumnProfile& profile) {
  if (profile.num_filled == 0) return {Role::kIgnore, "no value", 1};
  if (profile.num_distinct == 1) return {Role::kIgnore, "one value only", 0.9};
  if (profile.integers >= kNearlyAll) return {Role::kIgnore, "numbers, and the header is not known", 0.5};
  if (profile.urls >= kPossible) return {Role::kText, "web addresses", 0.9};
  if (profile.dates < kPossible && profile.mean_words < kLongText && is_low_cardinality(profile)) {
    return {Role::kCategory,
            fmt::format("{} different values, and the header is not known", profile.num_distinct), 0.4};
  }
  return {Role::kText, "the header is not known", 0.4};
}

/// The header's role cannot be: take what the contents are. A related role keeps what the header meant.
RoleGuess guess_other(const HeaderMatch& match, double share, const ColumnProfile& profile) {
  const std::string but = fmt::format("header word '{}', but only {} % of the values are {}", match.phrase,
                                      percent(share), readable_as(match.role));
  const bool is_birth = match.role == Role::kBirthYear || match.role == Role::kBirthDay ||
                        match.role == Role::kBirthMonth || match.role == Role::kBirthDate;
  const auto is_possible = [](double part) { return part >= 0.5; };
  if (is_birth && is_possible(profile.dates)) return {Role::kBirthDate, but, 0.7};
  if (is_birth && match.role == Role::kBirthDate && is_possible(profile.days))
    return {Role::kBirthDay, but, 0.4};
  if (auto guess = guess_from_contents(profile))
    return {guess->role, but + "; " + guess->why, guess->confidence};
  return {Role::kText, but, 0.5};
}

/// Headers that mean different roles by their contents, where the header's role is possible.
std::optional<RoleGuess> refine(const HeaderMatch& match, const ColumnProfile& profile) {
  const std::string word = fmt::format("header word '{}'", match.phrase);
  if (match.role == Role::kId && match.score < 0.95 && profile.distinct_share() < kNearlyAll) {
    return RoleGuess{
        Role::kText,
        word + fmt::format(", but only {} % of the values differ", percent(profile.distinct_share())), 0.5};
  }
  if (match.role == Role::kId && profile.distinct_share() < kIdDistinct) {
    return RoleGuess{Role::kIgnore, word + ", but the values repeat", 0.5};
  }
  if (match.role == Role::kCategory && profile.num_distinct == 1)
    return RoleGuess{Role::kIgnore, word + ", one value only", 0.9};
  if (match.role == Role::kBirthDate && profile.dates >= kPossible && profile.years >= kNearlyAll) {
    return RoleGuess{Role::kBirthYear, word + ", and the values are years", 0.9};
  }
  if (match.role == Role::kGiven && profile.patronymics >= 0.5) {
    return RoleGuess{Role::kName, word + ", but the values are full names with patronymics", 0.8};
  }
  if (match.role == Role::kRegion && match.phrase == "area" && profile.integers >= 0.5) {
    return RoleGuess{Role::kIgnore, word + ", but the values are numbers", 0.5};
  }
  return std::nullopt;
}

RoleGuess guess_from_header(const HeaderMatch& match, const ColumnProfile& profile) {
  if (profile.num_filled == 0 && match.role != Role::kIgnore) return {Role::kIgnore, "no value", 1};
  const std::optional<double> share = readable_share(match.role, profile);
  if (share && *share < kPossible) return guess_other(match, *share, profile);
  if (auto refined = refine(match, profile)) return *refined;
  const double confidence = match.score * (share ? 0.5 + 0.5 * *share : 1);
  return {match.role, fmt::format("header word '{}'", match.phrase), confidence};
}

}  // namespace

RoleGuess guess_role(std::string_view header, const ColumnProfile& profile) {
  if (const auto match = match_header(header)) return guess_from_header(*match, profile);
  if (auto guess = guess_from_contents(profile)) return *guess;
  return guess_plain(profile);
}

}  // namespace byname
