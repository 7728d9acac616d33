// SPDX-License-Identifier: Apache-2.0
#include "names/name_words.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace byname {

namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view kTitles[] = {"mr",
                                        "mrs",
                                        "ms",
                                        "miss",
                                        "mx",
                                        "dr",
                                        "prof",
                                        "professor",
                                        "rev",
                                        "reverend",
                                        "hon",
                                        "sir",
                                        "dame",
                                        "lady",
                                        "lord",
                                        "pvt",
                                        "pte",
                                        "private",
                                        "cpl",
                                        "corporal",
                                        "sgt",
                                        "sergeant",
                                        "lt",
                                        "lieut",
                                        "lieutenant",
                                        "capt",
                                        "captain",
                                        "cpt",
                                        "maj",
                                        "col",
                                        "colonel",
                                        "gen",
                                        "gp",
                                        "brig",
                                        "cmdr",
                                        "commander",
                                        "adm",
                                        "admiral",
                                        "г-н",
                                        "г-жа",
                                        "гр-н",
                                        "гр-ка",
                                        "гражданин",
                                        "гражданка",
                                        "господин",
                                        "госпожа",
                                        "пан",
                                        "пані",
                                        "рядовой",
                                        "ряд",
                                        "ефрейтор",
                                        "ефр",
                                        "сержант",
                                        "серж",
                                        "с-т",
                                        "старшина",
                                        "прапорщик",
                                        "прап",
                                        "лейтенант",
                                        "лейт",
                                        "л-т",
                                        "капитан",
                                        "кап",
                                        "к-н",
                                        "майор",
                                        "м-р",
                                        "подполковник",
                                        "п/п-к",
                                        "полковник",
                                        "п-к",
                                        "генерал",
                                        "генерал-майор",
                                        "матрос",
                                        "солдат",
                                        "гвардии",
                                        "гв",
                                        "младший",
                                        "старший",
                                        "мл",
                                        "ст",
                                        "рядовий",
                                        "єфрейтор",
                                        "капітан",
                                        "полковник",
                                        "підполковник",
                                        "молодший",
                                        "прапорщик",
                                        "штаб-сержант",
                                        "генерал-лейтенант",
                                        "д-р",
                                        "проф",
                                        "доктор",
                                        "воин",
                                        "боец",
                                        "боєць",
                                        "воїн",
                                        "доброволец",
                                        "доброволець"};

constexpr std::string_view kSuffixes[] = {"jr",      "sr",      "jnr",      "snr",    "ii",    "iii",
                                          "iv",      "phd",     "md",       "esq",    "мл",    "ст",
                                          "младший", "старший", "молодший", "junior", "senior"};

constexpr std::string_view kParticles[] = {"van", "von", "der", "den", "de",  "del", "della", "di",
                                           "da",  "dos", "du",  "la",  "le",  "el",  "al",    "bin",
                                           "ibn", "ben", "ter", "ten", "st",  "mac", "mc",    "фон",
                                           "ван", "де",  "дер", "аль", "эль", "ибн", "бен"};

constexpr std::string_view kPatronymicMarkers[] = {
    "оглы", "оглу", "огли", "кызы", "гызы", "кизи", "углы", "угли", "улы", "уулу", "ұлы", "қызы",
    "oglu", "ogly", "kyzy", "kizi", "qizi", "qızı", "ugli", "uulu", "uly", "ulu",  "zoda"};

constexpr std::string_view kFeminineEndings[] = {"овна", "евна", "ична", "івна",  "ївна", "аўна",
                                                 "еўна", "ovna", "evna", "ichna", "ivna", "yivna"};

constexpr std::string_view kMasculineEndings[] = {"ович",  "евич",    "ьич",    "ьевич",  "кузьмич", "фомич",
                                                  "лукич", "никитич", "саввич", "ильич",  "ovich",   "evich",
                                                  "ovych", "evych",   "yovych", "iovych", "авіч",    "евіч"};

constexpr std::string_view kNoise[] = {"г",        "гр",       "р",        "рн",    "др",  "и",    "et",
                                       "al",       "†",        "род",      "урожд", "нар", "born", "died",
                                       "позывной", "позивний", "callsign", "aka",   "nee"};

bool is_in(Words words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool ends_in(Words endings, std::string_view word) {
  constexpr std::size_t kShortestStem = 2;
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
    return word.ends_with(ending) &&
           (word.size() == ending.size() || word.size() >= ending.size() + kShortestStem);
  });
}

}  // namespace

bool is_title(std::string_view word) { return is_in(kTitles, word); }
bool is_name_suffix(std::string_view word) { return is_in(kSuffixes, word); }
bool is_family_particle(std::string_view word) { return is_in(kParticles, word); }
bool is_patronymic_marker(std::string_view word) { return is_in(kPatronymicMarkers, word); }
bool is_name_noise(std::string_view word) { return is_in(kNoise, word); }

bool has_feminine_patronymic_ending(std::string_view word) { return ends_in(kFeminineEndings, word); }
bool has_patronymic_ending(std::string_view word) {
  return ends_in(kFeminineEndings, word) || ends_in(kMasculineEndings, word);
}

}  // namespace byname
