// SPDX-License-Identifier: Apache-2.0
#include "names/record_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "names/column_report.hpp"
#include "names/list_maker.hpp"

namespace byname {
namespace {

using Rows = std::vector<std::vector<std::string>>;
using testing::Contains;
using testing::HasSubstr;

struct Built {
  Input input;
  std::vector<ListReading> readings;
  Warnings warnings;
  RecordTable records;
};

void build(Built& built, int num_threads = 2, const std::optional<TruthOption>& truth = std::nullopt,
           const std::vector<RoleMapping>& mappings = {}, std::optional<bool> as_model_reads = std::nullopt) {
  const ExecutionContext context = context_with_threads(num_threads);
  built.readings = read_columns(built.input, mappings, truth, context);
  built.records = build_records(built.input, built.readings, as_model_reads, context, built.warnings);
}

Built build_list(const std::vector<std::string>& header, const Rows& rows) {
  Built built;
  add_list(built.input, "a", header, rows);
  build(built);
  return built;
}

TEST(RecordTableTest, NamesAreReadAsTheModelReadsThem) {
  const auto family_of = [](const char* name, std::optional<bool> as_model_reads) {
    Built built;
    add_list(built.input, "a", {"surname"}, {{name}, {"Brown"}});
    build(built, 2, std::nullopt, {}, as_model_reads);
    return comparable_of(built.records, "family", 0);
  };
  EXPECT_EQ(family_of("Webb", std::nullopt), "webb");
  EXPECT_EQ(family_of("Webb", false), "webb");
  EXPECT_NE(family_of("Webb", true), "webb");
  EXPECT_EQ(family_of("Зайцев", std::nullopt), family_of("Зайцев", true));
  EXPECT_NE(family_of("Зайцев", false), family_of("Зайцев", true));
}

TEST(RecordTableTest, ComparableFormsOfOneList) {
  const Built built =
      build_list({"id", "first_name", "surname", "dob", "city", "email", "phone", "sex", "postcode"},
                 {{"7", " Ánna ", "O'Example-Smith", "12.05.1990", "City of Springtown", "A@X.example",
                   "8 900 123-45-67", "F", "ab1 2cd"},
                  {"8", "John", "N/A", "nonsense", "", "", "", "male", ""}});
  const RecordTable& records = built.records;
  ASSERT_EQ(records.num_records(), 2u);
  EXPECT_EQ(comparable_of(records, "given", 0), "anna");
  EXPECT_EQ(raw_of(records, "given", 0), " Ánna ");
  EXPECT_EQ(comparable_of(records, "family", 0), "oexample smith");
  EXPECT_EQ(comparable_of(records, "family", 1), "");
  EXPECT_EQ(raw_of(records, "family", 1), "");
  EXPECT_EQ(comparable_of(records, "birth_date", 0), "1990-05-12");
  EXPECT_EQ(comparable_of(records, "birth_date", 1), "");
  EXPECT_EQ(raw_of(records, "birth_date", 1), "nonsense");
  EXPECT_EQ(comparable_of(records, "place", 0), "springtown");
  EXPECT_EQ(comparable_of(records, "email", 0), "a@x.example");
  EXPECT_EQ(comparable_of(records, "phone", 0), "9001234567");
  EXPECT_EQ(comparable_of(records, "sex", 0) + comparable_of(records, "sex", 1), "fm");
  EXPECT_EQ(comparable_of(records, "postcode", 0), "AB12CD");
  EXPECT_EQ(records.ids, (std::vector<std::string>{"7", "8"}));
  EXPECT_TRUE(records.truth.empty());
}

TEST(RecordTableTest, ListsOfDifferentShapeMeetInTheSameColumns) {
  Built built;
  add_list(built.input, "full", {"ФИО", "Год рождения"},
           {{"Гордеева Анна Ильинична", "1990"}, {"Лисицын Пётр Иванович", "1985"}});
  add_list(
      built.input, "parts", {"surname", "given name", "patronymic", "age", "date of death"},
      {{"Gordeyeva", "Anna", "Ilyinichna", "32", "2022-11-03"}, {"Lisitsyn", "Petr", "Ivanovich", "", ""}});
  build(built);
  const RecordTable& records = built.records;
  ASSERT_EQ(records.num_records(), 4u);
  EXPECT_EQ(comparable_of(records, "given", 0), comparable_of(records, "given", 2));
  EXPECT_EQ(comparable_of(records, "patronymic", 0), comparable_of(records, "patronymic", 2));
  EXPECT_EQ(comparable_of(records, "family", 1), comparable_of(records, "family", 3));
  EXPECT_EQ(comparable_of(records, "birth_date", 0), "1990");
  EXPECT_EQ(comparable_of(records, "birth_date", 2), "1989/1990");
  EXPECT_EQ(raw_of(records, "birth_date", 2), "age 32");
  EXPECT_EQ(comparable_of(records, "birth_date", 3), "");
  EXPECT_EQ(comparable_of(records, "death_date", 0), "");
  EXPECT_EQ(raw_of(records, "text_fio", 0), "Гордеева Анна Ильинична");
  EXPECT_EQ(records.mention_name(2), "parts:1");
}

TEST(RecordTableTest, RomanisedNamesAreReadWithoutAnyCyrillicBesideThem) {
  Built built;
  add_list(built.input, "a", {"surname", "given name"}, {{"Gordeyeva", "Anna"}, {"Lisitsyn", "Yevgeniy"}});
  add_list(built.input, "b", {"surname", "given name"}, {{"Gordeeva", "Anna"}, {"Lisicyn", "Evgenii"}});
  build(built);
  EXPECT_EQ(comparable_of(built.records, "family", 0), comparable_of(built.records, "family", 2));
  EXPECT_EQ(comparable_of(built.records, "given", 1), comparable_of(built.records, "given", 3));
  EXPECT_EQ(comparable_of(built.records, "given", 0), "ANA");
}

TEST(RecordTableTest, OtherLatinNamesStayAsTheyAre) {
  const Built built = build_list({"surname", "given name"}, {{"Gordon", "Ann"}, {"Whitlow", "Peter"}});
  EXPECT_EQ(comparable_of(built.records, "family", 0), "gordon");
  EXPECT_EQ(comparable_of(built.records, "given", 0), "ann");
}

TEST(RecordTableTest, GivenNamesWithPatronymicsAreParted) {
  const Built built =
      build_list({"Фамилия", "Имя Отчество"},
                 {{"Гордеева", "Анна Ильинична"}, {"Лисицын", "Пётр Иванович"}, {"Выдумкин", "Пётр"}});
  EXPECT_EQ(raw_of(built.records, "given", 0), "Анна");
  EXPECT_EQ(raw_of(built.records, "patronymic", 1), "Иванович");
  EXPECT_EQ(comparable_of(built.records, "given", 1), comparable_of(built.records, "given", 2));
  EXPECT_EQ(comparable_of(built.records, "patronymic", 2), "");
}

TEST(RecordTableTest, BirthPartsBecomeOneDate) {
  const Built built =
      build_list({"surname", "birth_year", "birth_month", "birth_day"},
                 {{"Example", "1990", "5", "12"}, {"Sample", "1990", "2", "31"}, {"Maker", "1990", "", ""}});
  EXPECT_EQ(comparable_of(built.records, "birth_date", 0), "1990-05-12");
  EXPECT_EQ(comparable_of(built.records, "birth_date", 1), "1990-02");
  EXPECT_EQ(comparable_of(built.records, "birth_date", 2), "1990");
  EXPECT_EQ(raw_of(built.records, "birth_date", 0), "1990-5-12");
}

TEST(RecordTableTest, AgesWithoutADateStayAges) {
  const Built built = build_list({"surname", "age"}, {{"Example", "34"}, {"Sample", "35.0"}});
  EXPECT_EQ(comparable_of(built.records, "age", 1), "35");
  EXPECT_EQ(comparable_of(built.records, "birth_date", 0), "<none>");
}

TEST(RecordTableTest, ColumnsThatShareARoleAreJoined) {
  const Built built =
      build_list({"surname", "street", "house", "city", "birth_place", "phone", "mobile"},
                 {{"Example", "Long St", "5", "Springtown", "Fallville", "5551234", "5559876"},
                  {"Sample", "Short St", "", "Springtown", "Hillton", "", "5551234"},
                  {"Maker", "", "", "", "N/A", "", ""}});
  EXPECT_EQ(comparable_of(built.records, "address", 0), "long street 5");
  EXPECT_EQ(comparable_of(built.records, "place", 0), "fallville | springtown");
  EXPECT_EQ(raw_of(built.records, "place", 0), "Fallville, Springtown");
  EXPECT_EQ(raw_of(built.records, "place", 2), "");
  EXPECT_EQ(comparable_of(built.records, "phone", 0), "5551234|5559876");
  EXPECT_EQ(comparable_of(built.records, "phone", 1), "5551234");
}

TEST(RecordTableTest, RowsThatNameNobodyAreRejectedWithTheirText) {
  Built built;
  add_list(
      built.input, "a", {"surname", "city", "note"},
      {{"Example", "x", ""}, {"", "Springtown", "said \"no\", twice"}, {"N/A", "", "y"}, {"Sample", "", ""}});
  build(built);
  EXPECT_EQ(built.records.row, (std::vector<std::uint64_t>{1, 4}));
  ASSERT_EQ(built.input.rejects.size(), 2u);
  EXPECT_EQ(built.input.rejects[0].row, 2u);
  EXPECT_EQ(built.input.rejects[0].line, 3u);
  EXPECT_EQ(built.input.rejects[0].text, ",Springtown,\"said \"\"no\"\", twice\"");
  EXPECT_EQ(built.input.rejects[1].text, "N/A,,y");
  EXPECT_EQ(built.input.files[0].num_rejected, 2u);
  EXPECT_EQ(built.input.num_mentions(), 2u);
  EXPECT_EQ(comparable_of(built.records, "family", 1), "sample");
}

TEST(RecordTableTest, NoIdentifyingColumnIsAnErrorThatSaysWhatToDo) {
  Built built;
  add_list(built.input, "a", {"city", "dob"}, {{"Springtown", "1990"}, {"Fallville", "1991"}});
  try {
    build(built);
    FAIL() << "no error";
  } catch (const DataError& error) {
    EXPECT_THAT(error.what(), HasSubstr("city (place)"));
    EXPECT_THAT(error.what(), HasSubstr("--map COLUMN=ROLE"));
  }
}

TEST(RecordTableTest, RepeatedIdsAreKeptAndToldOf) {
  Built built;
  add_list(
      built.input, "a", {"id", "surname"},
      {{"1", "Example"}, {"2", "Sample"}, {"1", "Maker"}, {"3", "Taker"}, {"", "Nobody"}, {"", "Somebody"}});
  build(built);
  EXPECT_EQ(built.records.num_records(), 6u);
  EXPECT_THAT(built.warnings, Contains(HasSubstr("1 row repeats an id of an earlier row (first: a:3)")));
}

TEST(RecordTableTest, TruthIsTheFirstGroupOfThePattern) {
  Built built;
  add_list(built.input, "a", {"rec_id", "surname"}, {{"rec-12-org", "Example"}, {"other", "Sample"}});
  build(built, 2, TruthOption{"rec_id", "rec-(\\d+)"});
  EXPECT_EQ(built.records.truth, (std::vector<std::string>{"12", ""}));
  EXPECT_EQ(built.records.ids, (std::vector<std::string>{"", ""}));
  EXPECT_EQ(comparable_of(built.records, "number", 0), "<none>");
  EXPECT_THAT(built.warnings, Contains(HasSubstr("1 rows have no truth")));
}

TEST(RecordTableTest, MentionsOfAListOfSeveralFilesAreNamedByFile) {
  RecordTable records;
  records.list_labels = {"a"};
  records.file_names = {"one.csv", "two.csv"};
  records.num_files = {2};
  records.list = {0};
  records.file = {1};
  records.row = {17};
  EXPECT_EQ(records.mention_name(0), "a:two.csv:17");
}

TEST(RecordTableTest, LatinListsAloneKeepTheirSpelling) {
  const Built built = build_list({"first_name", "surname"}, {{"Alexey", "Johnson"}, {"Max", "Ianson"}});
  EXPECT_EQ(comparable_of(built.records, "given", 0), "alexey");
  EXPECT_EQ(comparable_of(built.records, "given", 1), "max");
}

TEST(RecordTableTest, ColumnsComeInTheOrderOfRoles) {
  const Built built = build_list({"note", "occupation", "surname", "first_name"},
                                 {{"x", "baker", "Example", "Anna"}, {"y", "smith", "Sample", "John"}});
  std::vector<std::string> names;
  for (const RecordColumn& column : built.records.columns) names.push_back(column.name);
  EXPECT_EQ(names, (std::vector<std::string>{"given", "family", "category_occupation", "text_note"}));
  EXPECT_EQ(built.records.columns[3].comparable.codes.size(), 2u);
  ASSERT_NE(built.records.find(Role::kFamily), nullptr);
  EXPECT_EQ(built.records.find(Role::kEmail), nullptr);
}

TEST(RecordTableTest, ANumberOfThreadsChangesNothing) {
  const auto make = [](int threads) {
    Built built;
    Rows rows;
    for (int i = 0; i < 40'000; ++i) {
      std::string word;
      for (int k = i + 1000; k > 0; k /= 26) word.push_back(static_cast<char>('a' + k % 26));
      rows.push_back({"Anna" + word + " Example" + word, word + "@x.example"});
    }
    add_list(built.input, "a", {"full name", "email"}, rows);
    build(built, threads);
    return built;
  };
  const Built one = make(1), seven = make(7);
  ASSERT_EQ(one.records.columns.size(), seven.records.columns.size());
  for (std::size_t c = 0; c < one.records.columns.size(); ++c) {
    EXPECT_EQ(one.records.columns[c].comparable.codes, seven.records.columns[c].comparable.codes);
    EXPECT_EQ(one.records.columns[c].raw.codes, seven.records.columns[c].raw.codes);
    EXPECT_EQ(one.records.columns[c].comparable.at(39'999), seven.records.columns[c].comparable.at(39'999));
  }
}

TEST(ColumnReportTest, ShowsWhatWasMisreadAndHowToCorrectIt) {
  Built built;
  add_list(
      built.input, "a", {"surname", "dob", "c3"},
      {{"Example", "1990-05-12", "A b"}, {"Sample", "31.02.1990", "c D"}, {"Maker", "нет данных", "e\nF"}});
  built.readings = read_columns(built.input, {}, std::nullopt, context_with_threads(1));
  const std::string text = columns_text(built.input, built.readings);
  EXPECT_THAT(text, HasSubstr("list a: 3 rows"));
  EXPECT_THAT(text, HasSubstr("header word 'surname'"));
  EXPECT_THAT(text, HasSubstr("1 of 2 cannot be read as birth_date:  31.02.1990"));
  EXPECT_THAT(text, HasSubstr("нет данных"));
  EXPECT_THAT(text, HasSubstr("--map"));
  EXPECT_THAT(text, HasSubstr("e F"));
}

}  // namespace
}  // namespace byname
