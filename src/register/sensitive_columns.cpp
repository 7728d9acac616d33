// SPDX-License-Identifier: Apache-2.0
#include "register/sensitive_columns.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "names/header_words.hpp"

namespace byname {

namespace {

// Beginnings of words, so that endings and compounds ("implied_ethnicity", "национальности") are found too.
constexpr auto kBeginnings = std::to_array<std::string_view>(
    {"ethnic",        "religio",       "confession",   "denomination", "kinship",     "relatives",
     "next of kin",   "spouse",        "diagnos",      "disabilit",    "disabled",    "sexual",
     "sex orient",    "political",     "party member", "health",       "этнич",       "этнос",
     "национальност", "вероисповедан", "религи",       "конфесси",     "родственник", "супруг",
     "здоровь",       "диагноз",       "инвалид",      "партийн",      "етнічн",      "національніст",
     "віросповідан",  "релігі",        "конфесі",      "родич",        "діагноз",     "інвалід"});
// Words that stand at the beginning of others, too.
constexpr auto kWords = std::to_array<std::string_view>(
    {"race",     "caste",   "tribe",  "faith",   "mother",  "father", "wife",  "husband",
     "children", "parents", "раса",   "мать",    "отец",    "жена",   "муж",   "дети",
     "родители", "мати",    "батько", "дружина", "чоловік", "діти",   "батьки"});

}  // namespace

bool is_sensitive_header(std::string_view header) {
  const std::string words = " " + header_words(header) + " ";
  const auto holds = [&](const std::string& text) { return words.find(text) != words.npos; };
  return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [&](std::string_view beginning) { return holds(" " + header_words(beginning)); }) ||
         std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return holds(" " + header_words(word) + " "); });
}

}  // namespace byname
