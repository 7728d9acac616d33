// SPDX-License-Identifier: Apache-2.0
#include "synth/patronymic_words.hpp"

#include <span>

#include "synth/cyrillic_endings.hpp"

namespace byname {
namespace {

struct Exception {
  std::string_view father, son, daughter;
};

constexpr Exception kRussianExceptions[] = {
    {"Лев", "Львович", "Львовна"},           {"Павел", "Павлович", "Павловна"},
    {"Пётр", "Петрович", "Петровна"},        {"Яков", "Яковлевич", "Яковлевна"},
    {"Михаил", "Михайлович", "Михайловна"},  {"Илья", "Ильич", "Ильинична"},
    {"Кузьма", "Кузьмич", "Кузьминична"},    {"Никита", "Никитич", "Никитична"},
    {"Савва", "Саввич", "Саввична"},         {"Данила", "Данилович", "Даниловна"},
    {"Гаврила", "Гаврилович", "Гавриловна"}, {"Лука", "Лукич", "Лукинична"},
    {"Фома", "Фомич", "Фоминична"}};

constexpr Exception kUkrainianExceptions[] = {{"Лев", "Львович", "Львівна"},
                                              {"Ілля", "Ілліч", "Іллівна"},
                                              {"Кузьма", "Кузьмич", "Кузьмівна"},
                                              {"Сава", "Савич", "Савівна"},
                                              {"Микита", "Микитович", "Микитівна"},
                                              {"Лука", "Лукич", "Луківна"},
                                              {"Яків", "Якович", "Яківна"},
                                              {"Григорій", "Григорович", "Григорівна"},
                                              {"Микола", "Миколайович", "Миколаївна"},
                                              {"Василь", "Васильович", "Василівна"},
                                              {"Федір", "Федорович", "Федорівна"},
                                              {"Гліб", "Глібович", "Глібівна"}};

std::string_view exception_for(std::span<const Exception> exceptions, std::string_view father,
                               bool is_female) {
  for (const Exception& exception : exceptions) {
    if (exception.father == father) return is_female ? exception.daughter : exception.son;
  }
  return {};
}

/// Юрий to Юрьевич, but Дмитрий to Дмитриевич: two consonants before -ий keep it.
std::string after_short_i(std::string_view father, std::string_view ending) {
  const std::string_view stem = father.substr(0, father.size() - 2 * kLetterBytes);
  const std::string_view before = stem.substr(0, stem.size() - kLetterBytes);
  const bool is_soft = ends_with_vowel(before) && !ends_with_back(stem);
  return std::string(stem) + (is_soft ? "ь" : "и") + std::string(ending);
}

std::string russian_patronymic(std::string_view father, bool is_female) {
  if (const std::string_view known = exception_for(kRussianExceptions, father, is_female); !known.empty())
    return std::string(known);
  const std::string_view soft = is_female ? "евна" : "евич";
  const std::string_view hard = is_female ? "овна" : "ович";
  if (father.ends_with("ий")) return after_short_i(father, soft);
  if (ends_with_any(father, {"й", "ь"})) return with_ending(father, 1, soft);
  const bool is_soft = ends_with_vowel(father) || ends_with_hush(father) || father.ends_with("ц");
  return std::string(father) + std::string(is_soft ? soft : hard);
}

std::string ukrainian_patronymic(std::string_view father, bool is_female) {
  if (const std::string_view known = exception_for(kUkrainianExceptions, father, is_female); !known.empty())
    return std::string(known);
  if (father.ends_with("й")) return is_female ? with_ending(father, 1, "ївна") : std::string(father) + "ович";
  if (father.ends_with("ь")) return is_female ? with_ending(father, 1, "івна") : std::string(father) + "ович";
  if (father.ends_with("о")) return with_ending(father, 1, is_female ? "івна" : "ович");
  if (ends_with_vowel(father)) return std::string(father) + (is_female ? "ївна" : "йович");
  return std::string(father) + (is_female ? "івна" : "ович");
}

}  // namespace

std::string slavic_patronymic(std::string_view father, bool is_female, Language language) {
  return language == Language::kRussian ? russian_patronymic(father, is_female)
                                        : ukrainian_patronymic(father, is_female);
}

std::string turkic_patronymic(std::string_view father, bool is_female, Culture culture) {
  std::string_view son = "оглы";
  std::string_view daughter = "кызы";
  if (culture == Culture::kKyrgyz) son = "уулу";
  if (culture == Culture::kKazakh) son = "улы";
  if (culture == Culture::kUzbek) {
    son = "угли";
    daughter = "кизи";
  }
  return std::string(father) + " " + std::string(is_female ? daughter : son);
}

}  // namespace byname
