// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "synth/name_world.hpp"

namespace byname {
namespace {

using enum Writing;
using enum NameColumns;
using enum ListNameOrder;
using enum DateStyle;
constexpr Language kRu = Language::kRussian;
constexpr Language kUk = Language::kUkrainian;

// writing, language, columns, order of names, dates, capitals, keeps ё, informality
constexpr ListHabits kCyrillicLists[] = {
    {kCyrillic, kRu, kThree, kFamilyFirst, kDotted, false, true, 0.6},
    {kCyrillic, kRu, kOne, kFamilyFirst, kDotted, true, false, 1},
    {kCyrillic, kRu, kOne, kGivenFirst, kWords, false, false, 1.6},
    {kCyrillic, kRu, kFamilyAndRest, kFamilyFirst, kIso, false, false, 0.8}};
constexpr ListHabits kRankLists[] = {{kCyrillic, kRu, kThree, kFamilyFirst, kDotted, false, true, 0.6},
                                     {kCyrillic, kRu, kOne, kFamilyFirst, kDotted, true, false, 1},
                                     {kCyrillic, kUk, kOne, kGivenFirst, kWords, false, false, 1.6},
                                     {kCyrillic, kRu, kOne, kFamilyFirst, kIso, false, false, 0.8}};
constexpr ListHabits kRomanisedLists[] = {{kCyrillic, kRu, kThree, kFamilyFirst, kDotted, false, true, 0.6},
                                          {kInformal, kRu, kOne, kGivenFirst, kIso, false, false, 1.4},
                                          {kBgn, kRu, kThree, kFamilyFirst, kWords, false, false, 0.8},
                                          {kCyrillic, kRu, kOne, kFamilyFirst, kDotted, true, false, 1.2}};
constexpr ListHabits kLatinLists[] = {{kPassport, kRu, kThree, kFamilyFirst, kIso, true, false, 0.6},
                                      {kInformal, kRu, kOne, kGivenFirst, kWords, false, false, 1.4},
                                      {kScientific, kRu, kOne, kFamilyFirst, kDotted, false, true, 0.8},
                                      {kGerman, kRu, kFamilyAndRest, kFamilyFirst, kDotted, false, false, 1}};
constexpr ListHabits kUkrainianLists[] = {{kCyrillic, kUk, kThree, kFamilyFirst, kDotted, false, false, 0.6},
                                          {kCyrillic, kRu, kOne, kFamilyFirst, kDotted, false, false, 1.2},
                                          {kCyrillic, kUk, kOne, kGivenFirst, kWords, false, false, 1.4},
                                          {kKmu, kUk, kThree, kFamilyFirst, kIso, false, false, 0.8}};
constexpr ListHabits kManyLists[] = {{kCyrillic, kRu, kThree, kFamilyFirst, kDotted, false, true, 0.6},
                                     {kInformal, kRu, kOne, kGivenFirst, kWords, false, false, 1.4},
                                     {kCyrillic, kUk, kOne, kFamilyFirst, kDotted, true, false, 1},
                                     {kBgn, kRu, kFamilyAndRest, kFamilyFirst, kIso, false, false, 0.8},
                                     {kCyrillic, kRu, kOne, kGivenFirst, kWords, false, false, 1.8},
                                     {kKmu, kUk, kThree, kFamilyFirst, kDotted, false, false, 0.6}};

constexpr FactColumns kNoFacts = FactColumns::kNone;
constexpr FactColumns kYear = FactColumns::kBirthYear;
constexpr FactColumns kDate = FactColumns::kBirthDate;
constexpr FactColumns kAllFacts = FactColumns::kAll;

const std::vector<NameWorldKind>& table() {
  static const std::vector<NameWorldKind> kinds = {
      {"full-names",
       "Full names, dates and places in Cyrillic.",
       {.facts = kAllFacts, .lists = kCyrillicLists}},
      {"names-only",
       "Full names and nothing else.",
       {.facts = kNoFacts, .rows = {.no_patronymic = 0.03}, .lists = kCyrillicLists}},
      {"few-facts", "Full names and the year of birth.", {.facts = kYear, .lists = kCyrillicLists}},
      {"initials",
       "Initials for given name and patronymic in many rows.",
       {.facts = kDate, .rows = {.initials = 0.35}, .lists = kCyrillicLists}},
      {"romanised", "Cyrillic lists against romanised ones.", {.lists = kRomanisedLists}},
      {"romanisations", "Latin lists in four systems, none in Cyrillic.", {.lists = kLatinLists}},
      {"ukrainian",
       "Ukrainian names in Ukrainian and in Russian.",
       {.population = {.mix = CultureMix::kUkrainian}, .lists = kUkrainianLists}},
      {"turkic",
       "Tatar, Azerbaijani and Central Asian names.",
       {.population = {.mix = CultureMix::kTurkic},
        .rows = {.no_patronymic = 0.15},
        .lists = kRomanisedLists}},
      {"caucasus",
       "Dagestani, Armenian, Georgian and Azerbaijani names.",
       {.population = {.mix = CultureMix::kCaucasian}, .lists = kRomanisedLists}},
      {"kinship",
       "Families: brothers, fathers and sons, some with one name.",
       {.population = {.families = 0.85, .namesakes = 0.12}, .lists = kCyrillicLists}},
      {"namesakes",
       "A census: few family names, many namesakes.",
       {.population = {.families = 0.4, .few_families = 10}, .facts = kDate, .lists = kCyrillicLists}},
      {"genitive",
       "Names in the genitive in many rows.",
       {.facts = kDate, .rows = {.genitive = 0.3}, .lists = kCyrillicLists}},
      {"short-forms",
       "Written by relatives: Саша for Александр, no patronymic.",
       {.rows = {.short_forms = 0.25, .no_patronymic = 0.3}, .lists = kCyrillicLists}},
      {"maiden-names",
       "Women, many under the name before marriage.",
       {.population = {.men = 0.2}, .facts = kDate, .rows = {.maiden_names = 0.2}, .lists = kCyrillicLists}},
      {"ranks",
       "Soldiers: rank before the name, call sign after it.",
       {.population = {.men = 0.97}, .rows = {.ranks = 0.5, .call_signs = 0.3}, .lists = kRankLists}},
      {"garbled",
       "Many errors of hand and ear, and gaps.",
       {.errors = 0.14, .missing = 0.25, .rows = {.homoglyphs = 0.01}, .lists = kCyrillicLists}},
      {"scanned",
       "Misread by machine.",
       {.scanning = 0.15, .rows = {.homoglyphs = 0.05}, .lists = kCyrillicLists}},
      {"copied",
       "Each list copies a third of the one before, with its errors.",
       {.copies = 0.35, .errors = 0.08, .lists = kCyrillicLists}},
      {"delayed",
       "Rows come late, lists close: they depend on each other.",
       {.dependence = 0.5, .delay_days = 200, .facts = kAllFacts, .lists = kCyrillicLists}},
      {"years",
       "Dates known to the year or month.",
       {.facts = kAllFacts, .rows = {.year_only = 0.6, .month_only = 0.2}, .lists = kCyrillicLists}},
      {"phrases",
       "Dates in words: in early March 2022, about 1990.",
       {.facts = kAllFacts,
        .rows = {.year_only = 0.25, .month_only = 0.25, .phrases = 0.4},
        .lists = kManyLists}},
      {"small",
       "One list of about 500 rows, of which a tenth repeat a person.",
       {.population = {.num_people = 450}, .coverage = {1}, .duplicates = 0.1, .lists = kCyrillicLists}},
      {"unrepeated",
       "No row repeats a person of its list.",
       {.duplicates = 0, .facts = kDate, .lists = kCyrillicLists}},
      {"disjoint",
       "Nobody is named twice, in one list or two.",
       {.duplicates = 0, .has_shared_people = false, .facts = kDate, .lists = kCyrillicLists}},
      {"mixed",
       "A little of everything, by six lists.",
       {.population = {.mix = CultureMix::kManyPeoples, .families = 0.35},
        .coverage = {0.3, 0.25, 0.2, 0.2, 0.15, 0.1},
        .dependence = 0.4,
        .copies = 0.05,
        .errors = 0.06,
        .scanning = 0.03,
        .facts = kAllFacts,
        .rows = {.initials = 0.05,
                 .short_forms = 0.05,
                 .genitive = 0.03,
                 .year_only = 0.05,
                 .month_only = 0.05,
                 .phrases = 0.05,
                 .homoglyphs = 0.01},
        .lists = kManyLists}},
  };
  return kinds;
}

}  // namespace

std::span<const NameWorldKind> name_world_kinds() { return table(); }

const NameWorldKind* find_name_world_kind(std::string_view name) {
  const auto place = std::find_if(table().begin(), table().end(),
                                  [&](const NameWorldKind& kind) { return kind.name == name; });
  return place == table().end() ? nullptr : &*place;
}

}  // namespace byname
