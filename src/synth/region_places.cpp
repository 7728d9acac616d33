// SPDX-License-Identifier: Apache-2.0
#include "synth/region_places.hpp"

#include "synth/spelling.hpp"

namespace byname {
namespace {

constexpr std::string_view kRegions[] = {"Верхнеречен", "Приозёр",   "Краснолуч", "Белозем",
                                         "Степногор",   "Новокамен", "Междуреч",  "Ольховат",
                                         "Заречен",     "Тихобор",   "Сосногор",  "Глубокодол"};
constexpr std::string_view kBeginnings[] = {"Верхне", "Нижне", "Ново",   "Старо",  "Красно", "Бело",
                                            "Черно",  "Мало",  "Велико", "Светло", "Сухо",   "Круто"};
constexpr std::string_view kEnds[] = {"горск",    "реченск", "борск",  "дольск", "озёрск",
                                      "каменка",  "лесье",   "яровка", "полье",  "бродовка",
                                      "ключевск", "мостье",  "лугово"};

std::string in_language(std::string text, Language language) {
  return language == Language::kUkrainian ? ukrainian_spelling(text) : text;
}

}  // namespace

std::string region_text(std::uint32_t region, Language language) {
  const std::string stem(kRegions[region % std::size(kRegions)]);
  return in_language(stem + "ская область", language);
}

std::string town_text(std::uint32_t region, std::uint32_t town, Language language) {
  const std::uint32_t number = region * kTownsPerRegion + town;
  const std::string_view beginning = kBeginnings[(number * 5 + number / 12) % std::size(kBeginnings)];
  return in_language(std::string(beginning) + std::string(kEnds[number % std::size(kEnds)]), language);
}

}  // namespace byname
