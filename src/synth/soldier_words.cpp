// SPDX-License-Identifier: Apache-2.0
#include "synth/soldier_words.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"

namespace byname {
namespace {

struct Rank {
  std::string_view russian, russian_short, ukrainian, ukrainian_short;
};

constexpr Rank kRanks[] = {{"рядовой", "ряд.", "рядовий", "ряд."},
                           {"рядовой", "рядовой", "солдат", "солдат"},
                           {"ефрейтор", "ефр.", "старший солдат", "ст. солдат"},
                           {"младший сержант", "мл. сержант", "молодший сержант", "мол. сержант"},
                           {"сержант", "с-т", "сержант", "с-т"},
                           {"старший сержант", "ст. сержант", "старший сержант", "ст. сержант"},
                           {"старшина", "ст-на", "головний сержант", "гол. сержант"},
                           {"прапорщик", "пр-к", "прапорщик", "пр-к"},
                           {"лейтенант", "л-т", "лейтенант", "л-т"},
                           {"старший лейтенант", "ст. лейтенант", "старший лейтенант", "ст. лейтенант"},
                           {"капитан", "к-н", "капітан", "к-н"},
                           {"майор", "м-р", "майор", "м-р"}};

struct CallSign {
  std::string_view russian, ukrainian;
};

constexpr CallSign kCallSigns[] = {{"Гром", "Грім"},       {"Сокол", "Сокіл"},     {"Малыш", "Малий"},
                                   {"Дед", "Дід"},         {"Волк", "Вовк"},       {"Тихий", "Тихий"},
                                   {"Студент", "Студент"}, {"Медведь", "Ведмідь"}, {"Рыжий", "Рудий"},
                                   {"Бук", "Бук"},         {"Седой", "Сивий"},     {"Моряк", "Моряк"},
                                   {"Лис", "Лис"},         {"Механик", "Механік"}, {"Ветер", "Вітер"},
                                   {"Каштан", "Каштан"},   {"Монах", "Чернець"},   {"Профессор", "Професор"}};

/// A number that stays with the person.
std::uint64_t mark_of(const NamedPerson& person) {
  return mix64(static_cast<std::uint64_t>(person.birth_day) << 32 ^
               static_cast<std::uint64_t>(person.event_day) << 12 ^ person.family);
}

}  // namespace

std::string rank_of(const NamedPerson& person, Language language, bool is_short) {
  const Rank& rank = kRanks[mark_of(person) % std::size(kRanks)];
  if (language == Language::kRussian) return std::string(is_short ? rank.russian_short : rank.russian);
  return std::string(is_short ? rank.ukrainian_short : rank.ukrainian);
}

std::string call_sign_of(const NamedPerson& person, Language language) {
  const CallSign& sign = kCallSigns[(mark_of(person) >> 20) % std::size(kCallSigns)];
  return fmt::format("«{}»", language == Language::kRussian ? sign.russian : sign.ukrainian);
}

}  // namespace byname
