// SPDX-License-Identifier: Apache-2.0
#include "synth/written_name.hpp"

#include <algorithm>

#include "synth/cyrillic_endings.hpp"
#include "synth/grammatical_case.hpp"
#include "synth/patronymic_words.hpp"
#include "synth/romanising.hpp"
#include "synth/soldier_words.hpp"

namespace byname {
namespace {

constexpr double kShortWithoutPatronymic = 0.7;
constexpr double kForgottenYo = 0.3;
constexpr double kBothNames = 0.4;  // of rows with a maiden name
constexpr double kHyphenated = 0.15;
constexpr double kShortRank = 0.4;
constexpr double kForeignWomansName = 0.15;   // Ivanov for Иванова, abroad
constexpr double kRussifiedPatronymic = 0.3;  // Рашидович for Рашид оглы

const GivenName& given_of(const NamedPerson& person) {
  return given_names(person.culture, person.is_female)[person.given];
}

std::string patronymic_of(const NamedPerson& person, Language language, bool is_turkic) {
  const GivenName& father = given_names(person.culture, false)[person.father_given];
  if (is_turkic)
    return turkic_patronymic(given_in(father, person.culture, language), person.is_female, person.culture);
  return slavic_patronymic(given_in(father, person.culture, language), person.is_female, language);
}

std::string family_of(const NamedPerson& person, std::uint32_t rank, Language language, bool is_feminine) {
  const std::string masculine = family_word(person.culture, rank, language);
  return is_feminine ? feminine_family(masculine, language) : masculine;
}

/// One of the short forms of a given name, or the name itself.
std::string short_form(const NamedPerson& person, Language language, std::string given,
                       RandomStream& random) {
  const GivenName& name = given_of(person);
  const bool has_own = language == Language::kUkrainian && !name.ukrainian_short.empty();
  std::string_view forms = has_own ? name.ukrainian_short : name.short_forms;
  if (forms.empty()) return given;
  const auto commas = static_cast<std::uint64_t>(std::count(forms.begin(), forms.end(), ','));
  for (std::uint64_t skip = random.below(commas + 1); skip > 0; --skip)
    forms.remove_prefix(forms.find(',') + 1);
  return std::string(forms.substr(0, forms.find(',')));
}

std::string initial(std::string_view word) {
  std::string text(word.substr(0, kLetterBytes));
  if (!text.empty()) text += '.';
  return text;
}

/// Writes е for ё.
std::string without_yo(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view letter = text.substr(at, kLetterBytes);
    if (letter == "ё" || letter == "Ё") {
      result += letter == "ё" ? "е" : "Е";
      ++at;
    } else {
      result += text[at];
    }
  }
  return result;
}

void put_in_genitive(const NamedPerson& person, Language language, WrittenName& name) {
  name.family = genitive_family(name.family, person.is_female, language);
  if (name.given.ends_with('.')) return;
  name.given = genitive_given(name.given, person.is_female, language);
  name.patronymic = genitive_patronymic(name.patronymic, language);
}

/// The maiden name alone, or beside the name after marriage.
std::string with_maiden_name(const std::string& family, const std::string& maiden_name,
                             RandomStream& random) {
  const double roll = random.uniform();
  if (family == maiden_name || roll > kBothNames) return maiden_name;
  return roll < kHyphenated ? family + "-" + maiden_name : family + " (" + maiden_name + ")";
}

/// By chance leaves out the patronymic, or writes initials or a short form.
void loosen(const NamedPerson& person, const ListHabits& habits, const RowHabits& rows, WrittenName& name,
            RandomStream& random) {
  const auto happens = [&](double share) { return random.uniform() < share * habits.informality; };
  if (happens(rows.no_patronymic)) name.patronymic.clear();
  if (happens(rows.initials)) {
    name.given = initial(name.given);
    name.patronymic = initial(name.patronymic);
  } else if (happens(rows.short_forms)) {
    name.given = short_form(person, habits.language, std::move(name.given), random);
    if (random.uniform() < kShortWithoutPatronymic) name.patronymic.clear();
  }
}

/// Writes the parts in the letters of the list.
void put_in_letters(const ListHabits& habits, WrittenName& name, RandomStream& random) {
  const bool keeps_yo = habits.keeps_yo && random.uniform() >= kForgottenYo;
  const std::uint64_t choices = random.next();
  for (std::string* part : {&name.family, &name.given, &name.patronymic}) {
    if (!keeps_yo) *part = without_yo(*part);
    *part = romanise(*part, habits.writing, habits.language, choices);
  }
}

}  // namespace

WrittenName full_name_of(const NamedPerson& person, Language language) {
  return {family_of(person, person.family, language, person.is_female),
          given_in(given_of(person), person.culture, language),
          patronymic_of(person, language, person.has_turkic_patronymic)};
}

WrittenName written_name(const NamedPerson& person, const ListHabits& habits, const RowHabits& rows,
                         RandomStream& random) {
  const auto happens = [&](double share) { return random.uniform() < share; };
  const bool is_latin = habits.writing != Writing::kCyrillic;
  const bool is_feminine =
      person.is_female && !(is_latin && happens(kForeignWomansName * habits.informality));
  const bool is_turkic = person.has_turkic_patronymic && !happens(kRussifiedPatronymic);
  WrittenName name{family_of(person, person.family, habits.language, is_feminine),
                   given_in(given_of(person), person.culture, habits.language),
                   patronymic_of(person, habits.language, is_turkic)};
  std::string maiden_name;
  if (person.is_female && happens(rows.maiden_names))
    maiden_name = family_of(person, person.maiden_family, habits.language, is_feminine);
  loosen(person, habits, rows, name, random);
  if (!is_latin && happens(rows.genitive * habits.informality)) {
    put_in_genitive(person, habits.language, name);
    if (!maiden_name.empty()) maiden_name = genitive_family(maiden_name, person.is_female, habits.language);
  }
  if (!maiden_name.empty()) name.family = with_maiden_name(name.family, maiden_name, random);
  if (!is_latin && happens(rows.ranks)) name.before = rank_of(person, habits.language, happens(kShortRank));
  if (!is_latin && happens(rows.call_signs)) name.after = call_sign_of(person, habits.language);
  put_in_letters(habits, name, random);
  return name;
}

}  // namespace byname
