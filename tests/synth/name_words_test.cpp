// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <set>

#include "synth/cyrillic_slips.hpp"
#include "synth/family_words.hpp"
#include "synth/grammatical_case.hpp"
#include "synth/name_book.hpp"
#include "synth/patronymic_words.hpp"
#include "synth/romanising.hpp"
#include "synth/spelling.hpp"
#include "text/utf8.hpp"

namespace byname {
namespace {

constexpr Language kRu = Language::kRussian;
constexpr Language kUk = Language::kUkrainian;

struct PatronymicCase {
  std::string_view father, son, daughter;
};

TEST(PatronymicWords, FollowTheRussianRules) {
  constexpr PatronymicCase kCases[] = {{"Иван", "Иванович", "Ивановна"},
                                       {"Сергей", "Сергеевич", "Сергеевна"},
                                       {"Игорь", "Игоревич", "Игоревна"},
                                       {"Юрий", "Юрьевич", "Юрьевна"},
                                       {"Анатолий", "Анатольевич", "Анатольевна"},
                                       {"Дмитрий", "Дмитриевич", "Дмитриевна"},
                                       {"Илья", "Ильич", "Ильинична"},
                                       {"Никита", "Никитич", "Никитична"},
                                       {"Лев", "Львович", "Львовна"},
                                       {"Павел", "Павлович", "Павловна"},
                                       {"Пётр", "Петрович", "Петровна"},
                                       {"Яков", "Яковлевич", "Яковлевна"},
                                       {"Михаил", "Михайлович", "Михайловна"},
                                       {"Шамиль", "Шамилевич", "Шамилевна"},
                                       {"Али", "Алиевич", "Алиевна"},
                                       {"Абдулла", "Абдуллаевич", "Абдуллаевна"},
                                       {"Мкртич", "Мкртичевич", "Мкртичевна"}};
  for (const auto& [father, son, daughter] : kCases) {
    EXPECT_EQ(slavic_patronymic(father, false, kRu), son);
    EXPECT_EQ(slavic_patronymic(father, true, kRu), daughter);
  }
}

TEST(PatronymicWords, FollowTheUkrainianRules) {
  constexpr PatronymicCase kCases[] = {
      {"Іван", "Іванович", "Іванівна"},   {"Сергій", "Сергійович", "Сергіївна"},
      {"Петро", "Петрович", "Петрівна"},  {"Микола", "Миколайович", "Миколаївна"},
      {"Ілля", "Ілліч", "Іллівна"},       {"Григорій", "Григорович", "Григорівна"},
      {"Яків", "Якович", "Яківна"},       {"Василь", "Васильович", "Василівна"},
      {"Федір", "Федорович", "Федорівна"}};
  for (const auto& [father, son, daughter] : kCases) {
    EXPECT_EQ(slavic_patronymic(father, false, kUk), son);
    EXPECT_EQ(slavic_patronymic(father, true, kUk), daughter);
  }
}

TEST(PatronymicWords, SaySonOrDaughterInTurkic) {
  EXPECT_EQ(turkic_patronymic("Рашид", false, Culture::kAzerbaijani), "Рашид оглы");
  EXPECT_EQ(turkic_patronymic("Рашид", true, Culture::kAzerbaijani), "Рашид кызы");
  EXPECT_EQ(turkic_patronymic("Бакыт", false, Culture::kKyrgyz), "Бакыт уулу");
  EXPECT_EQ(turkic_patronymic("Серик", false, Culture::kKazakh), "Серик улы");
  EXPECT_EQ(turkic_patronymic("Азиз", false, Culture::kUzbek), "Азиз угли");
}

TEST(FamilyWords, HaveWomensForms) {
  EXPECT_EQ(feminine_family("Иванов", kRu), "Иванова");
  EXPECT_EQ(feminine_family("Соловьёв", kRu), "Соловьёва");
  EXPECT_EQ(feminine_family("Никитин", kRu), "Никитина");
  EXPECT_EQ(feminine_family("Поляковский", kRu), "Поляковская");
  EXPECT_EQ(feminine_family("Поляковський", kUk), "Поляковська");
  EXPECT_EQ(feminine_family("Медведєв", kUk), "Медведєва");
  for (const std::string_view name : {"Бондаренко", "Ткачук", "Саркисян", "Гелашвили", "Черных"})
    EXPECT_EQ(feminine_family(name, kRu), name);
}

TEST(FamilyWords, EndAsTheCultureHasIt) {
  EXPECT_EQ(family_word(Culture::kRussian, 0, kRu), "Иванов");
  EXPECT_EQ(family_word(Culture::kRussian, 1, kRu), "Кузнецов");
  EXPECT_EQ(family_word(Culture::kUkrainian, 0, kUk), "Шевченко");
  EXPECT_EQ(family_word(Culture::kUkrainian, 0, kRu), "Шевченко");
  EXPECT_EQ(family_word(Culture::kArmenian, 0, kRu), "Саркисян");
  EXPECT_EQ(family_word(Culture::kGeorgian, 0, kRu), "Гелашвили");
  for (std::uint32_t rank = 0; rank < 3000; ++rank) {
    const std::string name = family_word(Culture::kRussian, rank, kRu);
    const std::string woman = feminine_family(name, kRu);
    EXPECT_TRUE(woman != name || name.ends_with("ых") || name.ends_with("их")) << name;
  }
}

TEST(GrammaticalCase, DeclinesNames) {
  EXPECT_EQ(genitive_family("Иванов", false, kRu), "Иванова");
  EXPECT_EQ(genitive_family("Иванова", true, kRu), "Ивановой");
  EXPECT_EQ(genitive_family("Поляковский", false, kRu), "Поляковского");
  EXPECT_EQ(genitive_family("Поляковская", true, kRu), "Поляковской");
  EXPECT_EQ(genitive_family("Бондаренко", false, kRu), "Бондаренко");
  EXPECT_EQ(genitive_family("Бондаренко", false, kUk), "Бондаренка");
  EXPECT_EQ(genitive_family("Бондаренко", true, kUk), "Бондаренко");
  EXPECT_EQ(genitive_family("Ткачук", false, kRu), "Ткачука");
  EXPECT_EQ(genitive_family("Черных", false, kRu), "Черных");
  EXPECT_EQ(genitive_given("Пётр", false, kRu), "Петра");
  EXPECT_EQ(genitive_given("Лев", false, kRu), "Льва");
  EXPECT_EQ(genitive_given("Игорь", false, kRu), "Игоря");
  EXPECT_EQ(genitive_given("Илья", false, kRu), "Ильи");
  EXPECT_EQ(genitive_given("Ольга", true, kRu), "Ольги");
  EXPECT_EQ(genitive_given("Анна", true, kRu), "Анны");
  EXPECT_EQ(genitive_given("Мария", true, kRu), "Марии");
  EXPECT_EQ(genitive_given("Любовь", true, kRu), "Любови");
  EXPECT_EQ(genitive_given("Айгуль", true, kRu), "Айгули");
  EXPECT_EQ(genitive_given("Марія", true, kUk), "Марії");
  EXPECT_EQ(genitive_given("Дмитро", false, kUk), "Дмитра");
  EXPECT_EQ(genitive_patronymic("Ильич", kRu), "Ильича");
  EXPECT_EQ(genitive_patronymic("Ильинична", kRu), "Ильиничны");
  EXPECT_EQ(genitive_patronymic("Рашид оглы", kRu), "Рашид оглы");
}

TEST(Spelling, GoesBetweenRussianAndUkrainian) {
  EXPECT_EQ(ukrainian_spelling("Никитин"), "Нікітін");
  EXPECT_EQ(ukrainian_spelling("Егоров"), "Єгоров");
  EXPECT_EQ(ukrainian_spelling("Новицкий"), "Новіцький");
  EXPECT_EQ(russian_spelling("Зінченко"), "Зинченко");
  EXPECT_EQ(russian_spelling("Лук'яненко"), "Лукьяненко");
  EXPECT_EQ(russian_spelling("Поляківський"), "Поляковский");
}

TEST(Romanising, FollowsEachSystem) {
  EXPECT_EQ(romanise("Евгений Жуков", Writing::kBgn, kRu, 0), "Yevgeniy Zhukov");
  EXPECT_EQ(romanise("Алексей Щербаков", Writing::kPassport, kRu, 0), "Aleksei Shcherbakov");
  EXPECT_EQ(romanise("Юрий Хромов", Writing::kScientific, kRu, 0), "Jurij Hromov");
  EXPECT_EQ(romanise("Жуков Вячеслав", Writing::kGerman, kRu, 0), "Schukow Wjatscheslaw");
  EXPECT_EQ(romanise("Згурський Юрій", Writing::kKmu, kUk, 0), "Zghurskyi Yurii");
  EXPECT_EQ(romanise("Єгор Яценко", Writing::kKmu, kUk, 0), "Yehor Yatsenko");
  EXPECT_EQ(romanise("Иванов", Writing::kCyrillic, kRu, 0), "Иванов");
}

TEST(Romanising, LeavesNoCyrillicAndDependsOnHabitsOnlyWhereInformal) {
  std::set<std::string> informal;
  for (std::uint64_t habits = 0; habits < 64; ++habits) {
    informal.insert(romanise("Юлия Хрящёва", Writing::kInformal, kRu, habits * 0x9E3779B97F4A7C15ull));
    EXPECT_EQ(romanise("Юлия", Writing::kBgn, kRu, habits), "Yuliya");
  }
  EXPECT_GT(informal.size(), 8u);
  for (const std::string& text : informal) EXPECT_TRUE(is_ascii(text)) << text;
}

TEST(CyrillicSlips, ChangeOneWordAndKeepItCyrillicExceptForLookAlikes) {
  RandomStream random(1, RandomStage::kSynth, 99, 0, 0);
  for (const std::string_view word : {"Иванов", "Ольга", "Щербаков", "Ян"}) {
    for (int i = 0; i < 50; ++i) {
      EXPECT_NE(mistype_cyrillic(word, random), "");
      EXPECT_FALSE(is_ascii(mistype_cyrillic(word, random)));
      EXPECT_LE(num_code_points(misread_cyrillic(word, random)), num_code_points(word) + 1);
    }
  }
  EXPECT_NE(with_homoglyphs("Сорока", random), "Сорока");
  EXPECT_EQ(num_code_points(with_homoglyphs("Сорока", random)), 6u);
}

TEST(NameBook, GivesRegionsTheirOwnFrequencies) {
  const NameBook book(CultureMix::kEastSlavic, 7);
  std::array<std::array<int, 2>, 100> counts{};
  for (int i = 0; i < 20000; ++i) {
    for (const std::size_t region : {0u, 1u}) {
      RandomStream random(1, RandomStage::kSynth, 98, static_cast<std::uint64_t>(i), region);
      ++counts[book.draw_given(random, Culture::kRussian, false, region)][region];
    }
  }
  double distance = 0;
  for (const auto& [first, second] : counts) distance += std::abs(first - second) / 40000.0;
  EXPECT_GT(distance, 0.08);  // the same frequencies give about .03
  EXPECT_LT(distance, 0.5);
}

}  // namespace
}  // namespace byname
