// SPDX-License-Identifier: Apache-2.0
#include "names/column_roles.hpp"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <map>

#include "names/list_maker.hpp"

namespace byname {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::vector<ListReading> read(const Input& input, const std::vector<RoleMapping>& mappings = {},
                              const std::optional<TruthOption>& truth = std::nullopt) {
  return read_columns(input, mappings, truth, context_with_threads(2));
}

const ColumnReading& find(const std::vector<ListReading>& readings, const std::string& column) {
  for (const ColumnReading& reading : readings.at(0).columns) {
    if (reading.column == column) return reading;
  }
  throw std::out_of_range(column);
}

/// Roles in column order: "id given family".
std::string roles(const std::vector<ListReading>& readings) {
  std::string out;
  for (const ColumnReading& reading : readings.at(0).columns) {
    out += (out.empty() ? "" : " ") + std::string(role_name(reading.role));
  }
  return out;
}

std::string roles_of(const std::vector<std::string>& header, const Rows& rows) {
  Input input;
  add_list(input, "a", header, rows);
  return roles(read(input));
}

TEST(ColumnRolesTest, RussianObituaryList) {
  EXPECT_EQ(
      roles_of(
          {"Фамилия", "Имя", "Отчество", "Дата рождения", "Место", "Дата гибели", "Звание", "Источник"},
          {{"Гордеев", "Пётр", "Иванович", "12.05.1990", "г. Вымыслов", "3 марта 2022", "рядовой", "газета"},
           {"Лисицын", "Иван", "Петрович", "01.02.1985", "с. Выдуманное", "2022-04", "майор", "сайт"}}),
      "family given patronymic birth_date place death_date category text");
}

TEST(ColumnRolesTest, UkrainianListWithFullNames) {
  EXPECT_EQ(roles_of({"ПІБ", "Дата народження", "Область"},
                     {{"Вигаданенко Олена Іванівна", "12 травня 1990", "Київська"},
                      {"Казкаренко Іван Петрович", "1985", "Львівська"}}),
            "name birth_date region");
}

TEST(ColumnRolesTest, HeadersAsSomebodyWroteThem) {
  EXPECT_EQ(roles_of({"Full Name ", "D.O.B.", "Where born"}, {{"Peter Gordeev", "1990-05-12", "Vymyslov"},
                                                              {"Ivan Lisitsyn", "1985-02-01", "Skazochny"}}),
            "name birth_date place");
}

TEST(ColumnRolesTest, AColumnThatLooksLikeTheAnswerIsNotUsed) {
  EXPECT_EQ(roles_of({"unique_id", "first_name", "surname", "cluster", "score"},
                     {{"1", "Anna", "Example", "0", "17"}, {"2", "John", "Sample", "1", "19"}}),
            "id given family ignore ignore");
}

TEST(ColumnRolesTest, ContentsOverruleAnImpossibleHeader) {
  const Rows rows = {{"Anna Example", "Springtown", "a@x.example"},
                     {"John Sample", "Fallville", "j@x.example"}};
  EXPECT_EQ(roles_of({"name", "date", "phone"}, rows), "name text email");
}

TEST(ColumnRolesTest, ContentsSpeakWhereTheHeaderIsNotKnown) {
  const Rows rows = {{"Гордеев Пётр Иванович", "p@x.example", "м"},
                     {"Лисицына Анна Петровна", "a@x.example", "ж"}};
  EXPECT_EQ(roles_of({"c1", "c2", "c3"}, rows), "name email sex");
}

TEST(ColumnRolesTest, DatesOfWhichSomeAreYearsAreFoundWithoutAHeader) {
  const Rows over_lives = {{"Anna Example", "12/05/1931"}, {"John Sample", "1990"}, {"Ida Case", "1975"}};
  EXPECT_EQ(roles_of({"name", "b. on or in"}, over_lives), "name birth_date");
  const Rows over_months = {{"Anna Example", "12/05/2022"}, {"John Sample", "2022"}, {"Ida Case", "06.2022"}};
  EXPECT_EQ(roles_of({"name", "x"}, over_months), "name event_date");
  const Rows numbers_alone = {{"Anna Example", "1931"}, {"John Sample", "1990"}, {"Ida Case", "1975"}};
  EXPECT_EQ(roles_of({"name", "x"}, numbers_alone), "name ignore");
}

TEST(ColumnRolesTest, NamesWithoutAnyHeaderAreFoundButMarked) {
  Input input;
  add_list(input, "a", {"c1", "c2"}, {{"Anna Example", "17"}, {"John Sample", "12"}, {"Mary Maker", "12"}});
  const auto readings = read(input);
  EXPECT_EQ(roles(readings), "name ignore");
  EXPECT_LT(find(readings, "c1").confidence, 0.5);
}

TEST(ColumnRolesTest, NamesThatManyBearAreFoundWithoutAHeader) {
  Rows rows;  // 210 names, more than a category has, in 1,500 rows
  for (int i = 0; i < 1500; ++i) {
    const int name = i % 210;
    rows.push_back({std::string("Anna") + static_cast<char>('a' + name % 15) + " Example" +
                    static_cast<char>('a' + name / 15)});
  }
  EXPECT_EQ(roles_of({"c1"}, rows), "name");
}

TEST(ColumnRolesTest, NameBesideAFamilyNameIsTheGivenName) {
  EXPECT_EQ(roles_of({"name", "surname"}, {{"Anna", "Example"}, {"John", "Sample"}}), "given family");
  EXPECT_EQ(roles_of({"Имя"}, {{"Гордеев Пётр Иванович"}, {"Лисицын Иван Петрович"}}), "name");
}

TEST(ColumnRolesTest, LowCardinalityBecomesACategoryAndOneValueNothing) {
  Rows rows;
  for (int i = 0; i < 12; ++i) {
    rows.push_back({"Person" + std::string(1, static_cast<char>('a' + i)), i % 2 ? "red" : "blue", "same"});
  }
  EXPECT_EQ(roles_of({"surname", "team", "batch"}, rows), "family category ignore");
}

TEST(ColumnRolesTest, MissingWordsAreCountedAndUnreadableValuesShown) {
  Input input;
  add_list(input, "a", {"surname", "dob"},
           {{"Example", "1990-05-12"},
            {"Sample", "31.02.1990"},
            {"Maker", "нет данных"},
            {"Taker", "N/A"},
            {"Faker", ""}});
  const auto readings = read(input);
  const ColumnReading& dob = find(readings, "dob");
  EXPECT_EQ(dob.role, Role::kBirthDate);
  EXPECT_EQ(dob.num_filled, 2u);
  EXPECT_EQ(dob.num_missing_words, 2u);
  EXPECT_EQ(dob.missing_words, (std::vector<std::string>{"нет данных", "N/A"}));
  EXPECT_EQ(dob.num_unparsed, 1u);
  EXPECT_EQ(dob.unparsed_examples, std::vector<std::string>{"31.02.1990"});
}

TEST(ColumnRolesTest, FullNameBesideItsPartsIsUsedOnce) {
  Rows rows;
  for (char c = 'a'; c <= 'z'; ++c) {
    const std::string given = std::string("Anna") + c, family = std::string("Example") + c;
    rows.push_back({family + " " + given, given, family});
  }
  Input input;
  add_list(input, "a", {"full_name", "first_name", "surname"}, rows);
  const auto readings = read(input);
  EXPECT_EQ(find(readings, "full_name").role, Role::kText);
  EXPECT_EQ(find(readings, "full_name").determined_by, "first_name, surname");
}

TEST(ColumnRolesTest, FullNameThatFillsGapsIsKept) {
  Input input;
  add_list(input, "a", {"full_name", "first_name", "surname"},
           {{"Anna Example", "Anna", "Example"}, {"John Sample", "", ""}, {"Mary Maker", "Mary", "Maker"}});
  EXPECT_EQ(find(read(input), "full_name").role, Role::kName);
}

TEST(ColumnRolesTest, YearOfABirthDateAndAnEqualColumnAreUsedOnce) {
  Rows rows;
  for (int i = 0; i < 40; ++i) {
    const std::string place = "Town" + std::to_string(i);
    rows.push_back({"Example" + std::string(1, static_cast<char>('a' + i % 26)),
                    std::to_string(1950 + i) + "-01-02", std::to_string(1950 + i), place, place});
  }
  Input input;
  add_list(input, "a", {"surname", "dob", "birth_year", "city", "town"}, rows);
  const auto readings = read(input);
  EXPECT_EQ(find(readings, "birth_year").determined_by, "dob");
  EXPECT_EQ(find(readings, "town").determined_by, "city");
  EXPECT_EQ(find(readings, "city").role, Role::kPlace);
}

TEST(ColumnRolesTest, APostcodeDoesNotReplaceItsRegion) {
  Rows rows;
  for (int i = 0; i < 60; ++i) {
    rows.push_back({"Example" + std::string(1, static_cast<char>('a' + i % 26)), std::to_string(1000 + i % 6),
                    i % 6 < 3 ? "north" : "south"});
  }
  EXPECT_EQ(roles_of({"surname", "postcode", "region"}, rows), "family postcode region");
}

TEST(ColumnRolesTest, MappingsWinAndAreChecked) {
  Input input;
  add_list(input, "a", {"surname", "note"}, {{"Example", "Anna"}, {"Sample", "John"}});
  EXPECT_EQ(roles(read(input, {{"", "note", Role::kGiven}})), "family given");
  EXPECT_EQ(roles(read(input, {{"a", "note", Role::kGiven}, {"", "note", Role::kPlace}})), "family given");
  EXPECT_THROW(read(input, {{"", "nothing", Role::kGiven}}), UserError);
  EXPECT_THROW(read(input, {{"b", "note", Role::kGiven}}), UserError);
}

TEST(ColumnRolesTest, TruthIsKeptApartAndItsPatternChecked) {
  Input input;
  add_list(input, "a", {"surname", "rec_id"}, {{"Example", "rec-1-org"}, {"Sample", "rec-1-dup-0"}});
  EXPECT_EQ(roles(read(input, {}, TruthOption{"rec_id", "rec-(\\d+)"})), "family truth");
  EXPECT_THROW(read(input, {}, TruthOption{"other", ""}), UserError);
  EXPECT_THROW(read(input, {}, TruthOption{"rec_id", "rec-(\\d+"}), UserError);
  EXPECT_THROW(read(input, {}, TruthOption{"rec_id", "rec-\\d+"}), UserError);
}

TEST(ColumnRolesTest, EmptyListHasRolesAndNoValues) {
  EXPECT_EQ(roles_of({"surname", "dob"}, {}), "ignore ignore");
}

class OpenDataRolesTest : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(OpenDataRolesTest, RolesAreRight) {
  const std::string path = std::string("../shared/data/linkage/") + GetParam().first;
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not here";
  const ExecutionContext context = context_with_threads(2);
  const std::vector<std::string> arguments = {path};
  const Input input = read_lists(parse_list_arguments(arguments), context);
  EXPECT_EQ(roles(read_columns(input, {}, std::nullopt, context)), GetParam().second);
}

INSTANTIATE_TEST_SUITE_P(
    Files, OpenDataRolesTest,
    testing::Values(
        std::pair("fake_1000.csv", "id given family birth_date place email ignore"),
        std::pair("febrl3.csv",
                  "id given family address address address place postcode region birth_date number"),
        std::pair("febrl4b.csv",
                  "id given family address address address place postcode region birth_date number"),
        std::pair("historical_50k.csv",
                  "id ignore text text given family birth_date place postcode sex category")));

}  // namespace
}  // namespace byname
