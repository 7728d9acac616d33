// SPDX-License-Identifier: Apache-2.0
#include "names/name_reason.hpp"

#include <array>

namespace byname {

namespace {

struct ReasonText {
  std::string_view name;
  std::string_view words;
};

constexpr std::array<ReasonText, 36> kReasons = {{
    {"exact", "the same words"},
    {"writing", "the same but for capitals, ё, hyphens, doubled letters or the like"},
    {"order", "the same parts in another order"},
    {"romanisation", "the same name in other letters"},
    {"feminine", "a family name in the woman's form and in the man's"},
    {"patronymic_form", "the same father's name in another form of the patronymic"},
    {"case", "the same name in another grammatical case"},
    {"variant", "variants of one given name"},
    {"doublet", "one given name in two languages"},
    {"diminutive", "a given name and its short form"},
    {"digits", "the same but for digits read as letters"},
    {"homoglyph", "the same but for look-alike letters of another script"},
    {"layout", "the same, typed with the keyboard of another script"},
    {"encoding", "the same, decoded wrongly"},
    {"maiden", "an earlier family name agrees"},
    {"double_family", "one family name is a part of the other"},
    {"missing_middle", "the middle name is missing on one side"},
    {"missing_patronymic", "the patronymic is missing on one side"},
    {"initials", "initials that fit"},
    {"missing_given", "the given name is missing on one side"},
    {"missing_family", "the family name is missing on one side"},
    {"spelling", "one part may be misspelt"},
    {"related_given", "given names that stood for one another"},
    {"compound", "a compound given name and a part of it"},
    {"script", "only the consonants can be compared across these scripts"},
    {"case_or_sex", "a man in another case, or a woman"},
    {"brothers", "brothers or sisters: same family name and patronymic, other given name"},
    {"father_son", "father and child: the given name of one is the father's name of the other"},
    {"generation", "the younger and the older of one name"},
    {"other_sex", "a man and a woman"},
    {"other_given", "another given name"},
    {"other_patronymic", "another patronymic"},
    {"other_middle", "another middle name"},
    {"other_family", "another family name"},
    {"nothing_in_common", "no part of the one is in the other"},
    {"unreadable", "there is no name to read"},
}};

constexpr std::array<std::string_view, 4> kOutcomes = {"same", "compatible", "review", "different"};

}  // namespace

std::string_view name_of(NameOutcome outcome) noexcept {
  return kOutcomes[static_cast<std::size_t>(outcome)];
}
std::string_view name_of(NameReason reason) noexcept {
  return kReasons[static_cast<std::size_t>(reason)].name;
}
std::string_view words_for(NameReason reason) noexcept {
  return kReasons[static_cast<std::size_t>(reason)].words;
}

}  // namespace byname
