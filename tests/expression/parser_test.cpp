// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "expression/expression.hpp"

namespace byname {
namespace {

Expression parse(const std::string& text) { return parse_expression(text, "level 2 of comparison dob"); }

/// `text` read and written again.
std::string rewritten(const std::string& text) { return expression_text(parse(text)); }

/// What is said of `text`, after the words that every message begins with.
std::string complaint(const std::string& text) {
  const std::string start = "cannot read the condition of level 2 of comparison dob: ";
  try {
    return "is read as " + rewritten(text);
  } catch (const DataError& error) {
    const std::string message = error.what();
    return message.starts_with(start) ? message.substr(start.size()) : "begins otherwise: " + message;
  }
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

struct Spelling {
  std::string written;
  std::string read;
};

void expect_spellings(const std::vector<Spelling>& spellings) {
  for (const Spelling& spelling : spellings) {
    EXPECT_EQ(rewritten(spelling.written), spelling.read);
    EXPECT_TRUE(same_expression(parse(spelling.written), parse(spelling.read))) << spelling.written;
  }
}

TEST(ParseExpression, ReadsTheConditionsOfSplinkForDuckDb) {
  expect_spellings({
      {R"sql("a_l" IS NULL OR "a_r" IS NULL)sql", R"sql("a_l" IS NULL OR "a_r" IS NULL)sql"},
      {R"sql(("a_l" IS NULL OR "a_r" IS NULL) AND ("b_l" IS NULL OR "b_r" IS NULL))sql",
       R"sql(("a_l" IS NULL OR "a_r" IS NULL) AND ("b_l" IS NULL OR "b_r" IS NULL))sql"},
      {R"sql("a_l" = "a_r")sql", R"sql("a_l" = "a_r")sql"},
      {R"sql("a_l" = 'x' AND "a_r" = 'x')sql", R"sql("a_l" = 'x' AND "a_r" = 'x')sql"},
      {R"sql("a_l" = CAST(1 AS INT))sql", R"sql("a_l" = 1::INT)sql"},
      {R"sql("a_l" = CAST('2001-01-01' AS DATE))sql", R"sql("a_l" = '2001-01-01'::DATE)sql"},
      {R"sql(levenshtein("a_l", "a_r") <= 2)sql", R"sql(levenshtein("a_l", "a_r") <= 2)sql"},
      {R"sql(damerau_levenshtein("a_l", "a_r") <= 1)sql", R"sql(damerau_levenshtein("a_l", "a_r") <= 1)sql"},
      {R"sql(jaro_winkler_similarity("a_l", "a_r") >= 0.9)sql",
       R"sql(jaro_winkler_similarity("a_l", "a_r") >= 0.9)sql"},
      {R"sql(jaccard("a_l", "a_r") >= 0.8)sql", R"sql(jaccard("a_l", "a_r") >= 0.8)sql"},
      {R"sql(array_cosine_similarity("a_l", "a_r") >= 0.9)sql",
       R"sql(array_cosine_similarity("a_l", "a_r") >= 0.9)sql"},
      {R"sql(ABS(EPOCH(try_strptime("a_l", '%Y-%m-%d')) - EPOCH(try_strptime("a_r", '%Y-%m-%d'))) <= 2629800.0)sql",
       R"sql(abs(epoch(try_strptime("a_l", '%Y-%m-%d')) - epoch(try_strptime("a_r", '%Y-%m-%d'))) <= 2629800.0)sql"},
      {R"sql(ABS(EPOCH("a_l") - EPOCH("a_r")) <= 60)sql", R"sql(abs(epoch("a_l") - epoch("a_r")) <= 60)sql"},
      {R"sql(array_length(list_intersect("a_l", "a_r")) >= 1)sql",
       R"sql(array_length(list_intersect("a_l", "a_r")) >= 1)sql"},
      {R"sql(LEAST(ARRAY_LENGTH("a_l"), ARRAY_LENGTH("a_r")) <> 0 AND ARRAY_LENGTH(ARRAY_INTERSECT("a_l", "a_r")) = LEAST(ARRAY_LENGTH("a_l"), ARRAY_LENGTH("a_r")))sql",
       R"sql(least(array_length("a_l"), array_length("a_r")) <> 0 AND array_length(array_intersect("a_l", "a_r")) = least(array_length("a_l"), array_length("a_r")))sql"},
      {R"sql(list_min(list_transform(flatten(list_transform("a_l", x -> list_transform("a_r", y -> [x, y]))), pair -> levenshtein(pair[1], pair[2]))) <= 2)sql",
       R"sql(list_min(list_transform(flatten(list_transform("a_l", "x" -> list_transform("a_r", "y" -> ["x", "y"]))), "pair" -> levenshtein("pair"[1], "pair"[2]))) <= 2)sql"},
      {R"sql(cast(acos(case when (E) > 1 then 1 when (E) < -1 then -1 else (E) end) * 6371 as float) <= 10)sql",
       R"sql((acos(CASE WHEN "E" > 1 THEN 1 WHEN "E" < -1 THEN -1 ELSE "E" END) * 6371)::FLOAT <= 10)sql"},
      {R"sql(("lat_r" is not null AND "lat_l" is not null) AND sin( radians("lat_l") ) * sin( radians("lat_r") ) + cos( radians("long_r" - "long_l") ) < 1)sql",
       R"sql("lat_r" IS NOT NULL AND "lat_l" IS NOT NULL AND sin(radians("lat_l")) * sin(radians("lat_r")) + cos(radians("long_r" - "long_l")) < 1)sql"},
      {R"sql((ABS("a_l" - "a_r") / (CASE WHEN "a_r" > "a_l" THEN "a_r" ELSE "a_l" END)) < 0.1)sql",
       R"sql(abs("a_l" - "a_r") / CASE WHEN "a_r" > "a_l" THEN "a_r" ELSE "a_l" END < 0.1)sql"},
      {R"sql(ABS("a_l" - "a_r") <= 5)sql", R"sql(abs("a_l" - "a_r") <= 5)sql"},
      {R"sql("a_l" = "b_r" AND "a_r" = "b_l")sql", R"sql("a_l" = "b_r" AND "a_r" = "b_l")sql"},
      {R"sql(NOT ("a_l" = "a_r"))sql", R"sql(NOT "a_l" = "a_r")sql"},
      {R"sql(LOWER("a_l") = LOWER("a_r"))sql", R"sql(lower("a_l") = lower("a_r"))sql"},
      {R"sql(SUBSTRING("a_l", 1, 3) = SUBSTRING("a_r", -2, 2))sql",
       R"sql(substring("a_l", 1, 3) = substring("a_r", -2, 2))sql"},
      {R"sql(CAST("a_l" AS TEXT) = CAST("a_r" AS TEXT))sql", R"sql("a_l"::TEXT = "a_r"::TEXT)sql"},
      {R"sql(NULLIF("a_l", '') IS NULL)sql", R"sql(nullif("a_l", '') IS NULL)sql"},
      {R"sql("a_l"[1] = "a_r"[-1])sql", R"sql("a_l"[1] = "a_r"[-1])sql"},
      {R"sql(a_l || ' ' || b_l = a_r || ' ' || b_r)sql",
       R"sql("a_l" || ' ' || "b_l" = "a_r" || ' ' || "b_r")sql"},
      {R"sql(NULLIF(regexp_extract("a_l", '^[^@]+', 0), '') = '')sql",
       R"sql(nullif(regexp_extract("a_l", '^[^@]+', 0), '') = '')sql"},
      {R"sql(l."x" = r."x" AND substr(l.x,1,3) = SUBSTR(r.x,1,3))sql",
       R"sql(l."x" = r."x" AND substr(l."x", 1, 3) = substr(r."x", 1, 3))sql"},
  });
}

TEST(ParseExpression, ReadsTheListLevelsOverManyLines) {
  EXPECT_EQ(
      rewritten("list_max(\n\tlist_transform(\r\n  flatten(\"a_l\"),\n  pair -> jaro_similarity(\n"
                "    pair[1],\n    pair[2]\n  )\n)\n) >= 0.75"),
      R"(list_max(list_transform(flatten("a_l"), "pair" -> jaro_similarity("pair"[1], "pair"[2]))) >= 0.75)");
}

TEST(ParseExpression, ReadsTheSpellingsOfSparkSqliteAndPostgres) {
  expect_spellings({
      {R"sql(`a_l` = `a_r`)sql", R"sql("a_l" = "a_r")sql"},
      {R"sql(l.`a b` = r.`a b`)sql", R"sql(l."a b" = r."a b")sql"},
      {R"sql(SIZE(ARRAY_INTERSECT(`a_l`, `a_r`)) >= 1)sql",
       R"sql(size(array_intersect("a_l", "a_r")) >= 1)sql"},
      {R"sql(jaro_sim(`a_l`, `a_r`) >= 0.9)sql", R"sql(jaro_sim("a_l", "a_r") >= 0.9)sql"},
      {R"sql(ABS(UNIX_TIMESTAMP(date(try_to_timestamp(`a_l`,'yyyy-MM-dd')))) <= 2)sql",
       R"sql(abs(unix_timestamp(date(try_to_timestamp("a_l", 'yyyy-MM-dd')))) <= 2)sql"},
      {R"sql(try_to_timestamp(`a_l`, 'yyyy-MM-dd\'T\'HH:mm:ssXXX') IS NULL)sql",
       R"sql(try_to_timestamp("a_l", 'yyyy-MM-dd''T''HH:mm:ssXXX') IS NULL)sql"},
      {R"sql(array_min(transform(flatten(transform(`a_l`, x -> transform(`a_r`, y -> array(x, y)))), pair -> levenshtein(pair[0], pair[1]))) <= 2)sql",
       R"sql(array_min(transform(flatten(transform("a_l", "x" -> transform("a_r", "y" -> array("x", "y")))), "pair" -> levenshtein("pair"[0], "pair"[1]))) <= 2)sql"},
      {R"sql(element_at(`a_l`, -1) = element_at(`a_r`, -1))sql",
       R"sql(element_at("a_l", -1) = element_at("a_r", -1))sql"},
      {R"sql(jaro_winkler("a_l", "a_r") > 0.9)sql", R"sql(jaro_winkler("a_l", "a_r") > 0.9)sql"},
      {R"sql(max(length("a_l"), length("a_r")) == 3 AND "a_l" != 'x')sql",
       R"sql(max(length("a_l"), length("a_r")) = 3 AND "a_l" <> 'x')sql"},
      {R"sql(substring("a_l" from '(^[^@]+)') = substring("a_r" from '(^[^@]+)'))sql",
       R"sql(regexp_extract("a_l", '(^[^@]+)') = regexp_extract("a_r", '(^[^@]+)'))sql"},
      {R"sql(ABS(EXTRACT(EPOCH FROM try_cast_date("a_l", 'YYYY-MM-DD')) - EXTRACT(EPOCH FROM "a_r"))<= 86400)sql",
       R"sql(abs(epoch(try_cast_date("a_l", 'YYYY-MM-DD')) - epoch("a_r")) <= 86400)sql"},
      {R"sql(CARDINALITY(ARRAY_INTERSECT("a_l", "a_r")) >= 1)sql",
       R"sql(cardinality(array_intersect("a_l", "a_r")) >= 1)sql"},
      {R"sql("a_l"[array_length("a_l", 1)] = 'x')sql", R"sql("a_l"[array_length("a_l", 1)] = 'x')sql"},
      {R"sql("a_l"::date - DATE '2001-01-01' > 3)sql", R"sql("a_l"::DATE - '2001-01-01'::DATE > 3)sql"},
      {R"sql(POSITION('a' IN "a_l") = 1 OR substring("a_l" FROM 2 FOR 3) = 'b' OR substring("a_l" FOR 2) = 'c')sql",
       R"sql(strpos("a_l", 'a') = 1 OR substring("a_l", 2, 3) = 'b' OR substring("a_l", 1, 2) = 'c')sql"},
      {R"sql("a_l" IN (ARRAY['x', 'y'][1], 'z'))sql", R"sql("a_l" IN (['x', 'y'][1], 'z'))sql"},
  });
}

TEST(ParseExpression, ReadsTheConditionsOfTheLevelsZoo) {
  expect_spellings({
      {R"sql(lat_l IS NULL OR lat_r IS NULL OR long_l IS NULL OR long_r IS NULL)sql",
       R"sql("lat_l" IS NULL OR "lat_r" IS NULL OR "long_l" IS NULL OR "long_r" IS NULL)sql"},
      {R"sql(age_l BETWEEN 18 AND 30 AND age_r NOT BETWEEN 18 AND 30)sql",
       R"sql("age_l" BETWEEN 18 AND 30 AND "age_r" NOT BETWEEN 18 AND 30)sql"},
      {R"sql((age_l % 10) = (age_r % 10) OR age_l / 2 = age_r)sql",
       R"sql("age_l" % 10 = "age_r" % 10 OR "age_l" / 2 = "age_r")sql"},
      {R"sql(CASE WHEN city_l IS NULL THEN surname_l IN ('Smith', 'smith', 'x') ELSE city_r IN ('London', city_l) END)sql",
       R"sql(CASE WHEN "city_l" IS NULL THEN "surname_l" IN ('Smith', 'smith', 'x') ELSE "city_r" IN ('London', "city_l") END)sql"},
      {R"sql(city_l LIKE 'L%' AND city_r NOT LIKE '%_on')sql",
       R"sql("city_l" LIKE 'L%' AND "city_r" NOT LIKE '%_on')sql"},
      {R"sql(lower(city_l) ILIKE '%' || substr(city_r, 1, 2) || '%')sql",
       R"sql(lower("city_l") ILIKE '%' || substr("city_r", 1, 2) || '%')sql"},
      {R"sql(coalesce(city_l, '') = coalesce(city_r, '') AND city_l IS NOT DISTINCT FROM city_r)sql",
       R"sql(coalesce("city_l", '') = coalesce("city_r", '') AND "city_l" IS NOT DISTINCT FROM "city_r")sql"},
      {R"sql(length(email_l) = length(email_r) AND NOT email_l IS NULL)sql",
       R"sql(length("email_l") = length("email_r") AND NOT "email_l" IS NULL)sql"},
      {R"sql(upper(trim(first_name_l)) = upper(trim(first_name_r)))sql",
       R"sql(upper(trim("first_name_l")) = upper(trim("first_name_r")))sql"},
      {R"sql(regexp_matches(surname_l, '^[A-C].*n$') OR starts_with(surname_r, 'Th'))sql",
       R"sql(regexp_matches("surname_l", '^[A-C].*n$') OR starts_with("surname_r", 'Th'))sql"},
      {R"sql(strpos(surname_l, 'a') = 2 AND replace(surname_r, 'a', '') <> surname_r)sql",
       R"sql(strpos("surname_l", 'a') = 2 AND replace("surname_r", 'a', '') <> "surname_r")sql"},
      {R"sql(left(city_l, 1) = right(city_r, 1) OR reverse(sex_l) || 'x' = sex_r || 'x')sql",
       R"sql(left("city_l", 1) = right("city_r", 1) OR reverse("sex_l") || 'x' = "sex_r" || 'x')sql"},
      {R"sql(age_l IS NULL AND age_r IS NULL)sql", R"sql("age_l" IS NULL AND "age_r" IS NULL)sql"},
      {R"sql(abs(age_l - age_r) * 2 + 1 <= greatest(3, least(age_l, 5)))sql",
       R"sql(abs("age_l" - "age_r") * 2 + 1 <= greatest(3, least("age_l", 5)))sql"},
      {R"sql(round(amount_l / 100, 0) = round(amount_r / 100, 0))sql",
       R"sql(round("amount_l" / 100, 0) = round("amount_r" / 100, 0))sql"},
      {R"sql(age_l > age_r AND amount_l < amount_r)sql",
       R"sql("age_l" > "age_r" AND "amount_l" < "amount_r")sql"},
      {R"sql(NOT (age_l >= 70 OR age_r > 9))sql", R"sql(NOT ("age_l" >= 70 OR "age_r" > 9))sql"},
      {R"sql(year(birth_date_l) = year(birth_date_r) OR abs(date_diff('day', birth_date_l, birth_date_r)) < 400)sql",
       R"sql(year("birth_date_l") = year("birth_date_r") OR abs(date_diff('day', "birth_date_l", "birth_date_r")) < 400)sql"},
      {R"sql(len(codes_l) = len(codes_r) AND list_contains(codes_l, codes_r[1]))sql",
       R"sql(len("codes_l") = len("codes_r") AND list_contains("codes_l", "codes_r"[1]))sql"},
  });
}

/// Checks that `bare` is read as `bracketed` is.
void expect_grouping(const std::string& bare, const std::string& bracketed) {
  EXPECT_TRUE(same_expression(parse(bare), parse(bracketed))) << bare << " is read as " << rewritten(bare);
}

TEST(ParseExpression, GroupsOperatorsAsDuckDbDoes) {
  expect_grouping("a or b and c or d", "(a or (b and c)) or d");
  expect_grouping("not a and b", "(not a) and b");
  expect_grouping("not a = b", "not (a = b)");
  expect_grouping("not a is null", "not (a is null)");
  expect_grouping("not not a or b", "(not (not a)) or b");
  expect_grouping("a = b is null", "(a = b) is null");
  expect_grouping("a is distinct from b = c", "a is distinct from (b = c)");
  expect_grouping("a = not b = c", "a = (not (b = c))");
  expect_grouping("a = b like c", "a = (b like c)");
  expect_grouping("a || b like c || d", "(a || b) like (c || d)");
  expect_grouping("a between b + 1 and c and d", "(a between (b + 1) and c) and d");
  expect_grouping("a < b in (c, d)", "a < (b in (c, d))");
  expect_grouping("a || b + c", "a || (b + c)");
  expect_grouping("a - b - c + d", "((a - b) - c) + d");
  expect_grouping("a + b * c // d % e / f", "a + ((((b * c) // d) % e) / f)");
  expect_grouping("-a * b", "(-a) * b");
  expect_grouping("-a::int", "-(a::int)");
  expect_grouping("-a[1]", "-(a[1])");
  expect_grouping("a::int[1]", "cast(a as int[1])");
  expect_grouping("a[1]::int", "(a[1])::int");
  expect_grouping("a <= b = c", "(a <= b) = c");
}

TEST(ParseExpression, TakesBracketsOfTheTextAsTheyAre) {
  EXPECT_EQ(rewritten("a or (b or (c or d))"), R"("a" OR ("b" OR ("c" OR "d")))");
  EXPECT_EQ(rewritten("a - (b - c)"), R"("a" - ("b" - "c"))");
  EXPECT_EQ(rewritten("(((a)))"), R"("a")");
  EXPECT_EQ(rewritten("- -a - -1"), R"(- -"a" - -1)");
  EXPECT_EQ(rewritten("+a + +1"), R"("a" + 1)");
  EXPECT_EQ(rewritten("(-a)::int"), R"((-"a")::INT)");
  EXPECT_EQ(rewritten("(a::int[])[1]"), R"(("a"::INT[])[1])");
  EXPECT_EQ(rewritten("DATE '2001-01-01'[1]"), R"(('2001-01-01'::DATE)[1])");
}

TEST(ParseExpression, ReadsConstants) {
  EXPECT_EQ(rewritten("null IN (TRUE, False)"), "NULL IN (TRUE, FALSE)");
  EXPECT_EQ(rewritten("[1, 0.9, .5, 1e-3, 2629800.0, 1., 2E+7]"), "[1, 0.9, .5, 1e-3, 2629800.0, 1., 2E+7]");
  EXPECT_EQ(parse("'it''s \"x\" `y`\n'").text, "it's \"x\" `y`\n");
  EXPECT_EQ(parse("''").text, "");
  EXPECT_EQ(parse(R"('\d+\')").text, R"(\d+\)");
  EXPECT_EQ(parse(R"('HH\'h\')").text, "HH'h\\") << "only a quote before a letter or digit is Spark's";
  EXPECT_EQ(rewritten("f([], [[a], []])"), R"(f([], [["a"], []]))");
}

TEST(ParseExpression, ReadsNames) {
  EXPECT_EQ(parse("First_Name_l").text, "First_Name_l");
  EXPECT_EQ(parse("\"a \"\"b\"\"`\"").text, "a \"b\"`");
  EXPECT_EQ(parse("`a \"``b`").text, "a \"`b");
  EXPECT_EQ(parse("Прізвище_l").text, "Прізвище_l");
  EXPECT_EQ(parse("\"NULL\"").kind, ExpressionKind::kColumn);
  EXPECT_EQ(parse("L.end").qualifier, "l");
  EXPECT_EQ(parse("\"r\" . `a`").qualifier, "r");
  EXPECT_EQ(parse("LevenShtein(a, b)").text, "levenshtein");
  EXPECT_EQ(rewritten("\"Extract\"(date, timestamp, position, lambda)"),
            R"("extract"("date", "timestamp", "position", "lambda"))");
  EXPECT_EQ(rewritten("pi() + \"my function\"(left(a, 1))"), R"(pi() + "my function"(left("a", 1)))");
}

TEST(ParseExpression, SkipsBlanksAndComments) {
  EXPECT_EQ(rewritten(" -- the first\n\ta /* = b\n*/ =\r\n\"b\"--"), R"("a" = "b")");
  EXPECT_EQ(rewritten("\ufeffa\u00a0=\u2003b"), R"("a" = "b")");
  EXPECT_EQ(rewritten("a--1\n-1"), R"("a" - 1)");
}

TEST(ParseExpression, ReadsWordedOperators) {
  EXPECT_EQ(rewritten("a is not null or a IS NULL"), R"("a" IS NOT NULL OR "a" IS NULL)");
  EXPECT_EQ(rewritten("a is not distinct from b"), R"("a" IS NOT DISTINCT FROM "b")");
  EXPECT_EQ(rewritten("a IS TRUE"), R"("a" IS NOT DISTINCT FROM TRUE)");
  EXPECT_EQ(rewritten("a is not false and b"), R"("a" IS DISTINCT FROM FALSE AND "b")");
  EXPECT_EQ(rewritten("a not between 1 and 2"), R"("a" NOT BETWEEN 1 AND 2)");
  EXPECT_EQ(rewritten("a not in (1) and b in (1, 2)"), R"("a" NOT IN (1) AND "b" IN (1, 2))");
  EXPECT_EQ(rewritten("a not ilike 'x' or a Like 'y'"), R"("a" NOT ILIKE 'x' OR "a" LIKE 'y')");
}

TEST(ParseExpression, ReadsCase) {
  EXPECT_EQ(rewritten("case a when 1 then 'x' when 2 then 'y' end"),
            R"(CASE "a" WHEN 1 THEN 'x' WHEN 2 THEN 'y' END)");
  EXPECT_EQ(rewritten("case when a then b else c end || d"), R"(CASE WHEN "a" THEN "b" ELSE "c" END || "d")");
}

TEST(ParseExpression, ReadsTypes) {
  const auto type_of = [](const std::string& type) { return parse("cast(a as " + type + ")").text; };
  for (const char* type :
       {"VARCHAR", "TEXT", "INT", "DOUBLE", "FLOAT", "DATE", "VARCHAR[]", "FLOAT[3]", "INT[][2]",
        "VARCHAR(10)", "DECIMAL(10,2)", "DOUBLE PRECISION", "CHARACTER VARYING(3)",
        "TIMESTAMP WITH TIME ZONE", "TIMESTAMP(3) WITHOUT TIME ZONE[]"}) {
    EXPECT_EQ(type_of(type), type);
  }
  EXPECT_EQ(type_of("double\n precision"), "DOUBLE PRECISION");
  EXPECT_EQ(type_of("decimal ( 10 , 2 ) [ 3 ]"), "DECIMAL(10,2)[3]");
  EXPECT_EQ(type_of("timestamp  with time  zone"), "TIMESTAMP WITH TIME ZONE");
  EXPECT_TRUE(parse("try_cast(a as int)").is_try);
  EXPECT_EQ(rewritten("TRY_CAST(a AS int)::double precision"), R"(TRY_CAST("a" AS INT)::DOUBLE PRECISION)");
  EXPECT_EQ(rewritten("TIMESTAMP '2001-01-01 10:00'"), "'2001-01-01 10:00'::TIMESTAMP");
}

TEST(ParseExpression, ReadsLambdasInCallsOnly) {
  EXPECT_EQ(rewritten("f(LAMBDA x, Y: x + y, a)"), R"(f(("x", "Y") -> "x" + "y", "a"))");
  EXPECT_EQ(rewritten("f((x, y) -> g(y, z -> x = z or y))"),
            R"(f(("x", "y") -> g("y", "z" -> "x" = "z" OR "y")))");
  EXPECT_EQ(rewritten("f((x) -> x, (x), lambda)"), R"(f("x" -> "x", "x", "lambda"))");
  EXPECT_EQ(complaint("x -> x"),
            "\"->\" at line 1, column 3 is not expected here; expected an operator or the end");
  EXPECT_EQ(complaint("f(1 -> x)"),
            "\"->\" at line 1, column 5 is not expected here; expected \",\" or \")\"");
}

TEST(ParseExpression, SaysWhichTokenIsWrongAndWhere) {
  EXPECT_EQ(complaint("dob_l = ()"), "\")\" at line 1, column 10 is not expected here; expected a value");
  EXPECT_EQ(complaint("a =\n  b = = c"), "\"=\" at line 2, column 7 is not expected here; expected a value");
  EXPECT_EQ(complaint("a ="), "the end at line 1, column 4 is not expected here; expected a value");
  EXPECT_EQ(complaint("ё_l = 'ё' 'x'"),
            "\"'x'\" at line 1, column 11 is not expected here; expected an operator or the end");
  EXPECT_EQ(complaint("(a = b"),
            "the end at line 1, column 7 is not expected here; expected an operator or \")\"");
  EXPECT_EQ(complaint("f(a b)"), "\"b\" at line 1, column 5 is not expected here; expected \",\" or \")\"");
  EXPECT_EQ(complaint("f(a,)"), "\")\" at line 1, column 5 is not expected here; expected a value");
  EXPECT_EQ(complaint("[a, b)"), "\")\" at line 1, column 6 is not expected here; expected \",\" or \"]\"");
  EXPECT_EQ(complaint("a[1:2]"), "\":\" at line 1, column 4 is not expected here; expected \"]\"");
  EXPECT_EQ(complaint("a IN b"), "\"b\" at line 1, column 6 is not expected here; expected \"(\"");
  EXPECT_EQ(complaint("a IN ()"), "\")\" at line 1, column 7 is not expected here; expected a value");
  EXPECT_EQ(complaint("a BETWEEN 1 OR 2"), "\"OR\" at line 1, column 13 is not expected here; expected AND");
  EXPECT_EQ(complaint("a IS b"),
            "\"b\" at line 1, column 6 is not expected here; expected NULL, TRUE, FALSE or DISTINCT FROM");
  EXPECT_EQ(complaint("ELSE"), "\"ELSE\" at line 1, column 1 is not expected here; expected a value");
  EXPECT_EQ(complaint("SELECT(1)"), "\"SELECT\" at line 1, column 1 is not expected here; expected a value");
  EXPECT_EQ(complaint("CASE a END"), "\"END\" at line 1, column 8 is not expected here; expected WHEN");
  EXPECT_EQ(complaint("CASE WHEN a END"), "\"END\" at line 1, column 13 is not expected here; expected THEN");
  EXPECT_EQ(complaint("CASE WHEN a THEN b)"),
            "\")\" at line 1, column 19 is not expected here; expected WHEN, ELSE or END");
  EXPECT_EQ(complaint("CAST(a INT)"), "\"INT\" at line 1, column 8 is not expected here; expected AS");
  EXPECT_EQ(complaint("a::5"), "\"5\" at line 1, column 4 is not expected here; expected a type");
  EXPECT_EQ(complaint("a::DECIMAL(1.5)"),
            "\"1.5\" at line 1, column 12 is not expected here; expected a whole number");
  EXPECT_EQ(complaint("t.a = 1"),
            "\"t\" at line 1, column 1 is not expected here; expected l or r before the dot");
  EXPECT_EQ(complaint("l.'a' = 1"), "\"'a'\" at line 1, column 3 is not expected here; expected a column");
  EXPECT_EQ(complaint("EXTRACT(5 FROM a)"),
            "\"5\" at line 1, column 9 is not expected here; expected the name of a field, such as EPOCH");
  EXPECT_EQ(complaint("EXTRACT(epoch, a)"), "\",\" at line 1, column 14 is not expected here; expected FROM");
  EXPECT_EQ(complaint("position(a, b)"), "\",\" at line 1, column 11 is not expected here; expected IN");
  EXPECT_EQ(complaint("a IS NULL = b IS NULL"),
            "\"=\" at line 1, column 11 needs brackets around what comes before it");
}

TEST(ParseExpression, SaysWhatIsNoToken) {
  EXPECT_EQ(complaint("a = 'x"), "\"'x\" at line 1, column 5 has no closing '");
  EXPECT_EQ(complaint("a = 'x''"), "\"'x''\" at line 1, column 5 has no closing '");
  EXPECT_EQ(complaint("a = 'x\\'s"), "\"'x\\'s\" at line 1, column 5 has no closing '");
  EXPECT_EQ(complaint("\"a_l = b"), "\"\"a_l = b\" at line 1, column 1 has no closing \"");
  EXPECT_EQ(complaint("`a"), "\"`a\" at line 1, column 1 has no closing `");
  EXPECT_EQ(complaint("a /* b"), "\"/* b\" at line 1, column 3 has no closing */");
  EXPECT_EQ(complaint("a = ?"), "\"?\" at line 1, column 5 has no meaning in a condition");
  EXPECT_EQ(complaint("a = b;"), "\";\" at line 1, column 6 has no meaning in a condition");
  EXPECT_EQ(complaint("1_000"), "\"1_000\" at line 1, column 1 is not a number");
  EXPECT_EQ(complaint("a > 2e"), "\"2e\" at line 1, column 5 is not a number");
  EXPECT_EQ(complaint("\"\" = 1"), "\"\"\"\" at line 1, column 1 is a name without letters");
}

TEST(ParseExpression, RefusesEmptyText) {
  for (const char* text : {"", " \n\t", "-- nothing", "/* nothing */ \u00a0"})
    EXPECT_EQ(complaint(text), "it is empty");
}

TEST(ParseExpression, ShowsAtMostFortyBytesOfAToken) {
  EXPECT_EQ(complaint("a '" + repeated("x", 100) + "'"),
            "\"'" + repeated("x", 39) +
                "...\" at line 1, column 3 is not expected here; expected an operator or the end");
  EXPECT_EQ(complaint("a '" + repeated("ё", 100)),
            "\"'" + repeated("ё", 19) + "...\" at line 1, column 3 has no closing '");
  EXPECT_EQ(complaint("a 'x\ny'"),
            "\"'x y'\" at line 1, column 3 is not expected here; expected an operator or the end");
}

TEST(ParseExpression, NestsTwoHundredDeep) {
  const std::vector<std::pair<std::string, std::string>> brackets = {{"(", ")"},
                                                                     {"[", "]"},
                                                                     {"f(", ")"},
                                                                     {"NOT ", ""},
                                                                     {"- ", ""},
                                                                     {"+ ", ""},
                                                                     {"a IN (", ")"},
                                                                     {"a[", "]"},
                                                                     {"CASE WHEN b THEN ", " END"},
                                                                     {"CAST(", " AS INT)"},
                                                                     {"f(x -> ", ")"},
                                                                     {"EXTRACT(year FROM ", ")"},
                                                                     {"substring(", " FROM 'x')"},
                                                                     {"position('a' IN ", ")"}};
  for (const auto& [open, close] : brackets) {
    const std::string deep = repeated(open, 200) + "1" + repeated(close, 200);
    EXPECT_TRUE(same_expression(parse(deep), parse(rewritten(deep)))) << open;
    EXPECT_EQ(complaint(open + deep + close), "it is nested deeper than 200") << open;
    EXPECT_EQ(complaint(repeated(open, 1'000'000 / open.size())), "it is nested deeper than 200") << open;
  }
}

TEST(ParseExpression, CountsNotTwiceWhereItNeedsBrackets) {
  const std::string deep = repeated("a = NOT ", 100) + "b";
  EXPECT_TRUE(same_expression(parse(deep), parse(rewritten(deep))));
  EXPECT_EQ(complaint("a = NOT " + deep), "it is nested deeper than 200");
}

TEST(ParseExpression, ChainsTwoThousandParts) {
  for (const char* part : {" OR b", " and b", " + b", " || b", " = b", "::INT", "[1]", " IS NULL", " IN (b)",
                           " LIKE b", " BETWEEN b AND c", " IS TRUE"}) {
    const std::string chain = "a" + repeated(part, 1999);
    EXPECT_TRUE(same_expression(parse(chain), parse(rewritten(chain)))) << part;
    EXPECT_EQ(complaint("a" + repeated(part, 10'000)),
              "it is a chain of more than 2000 parts; use IN, or group parts with brackets")
        << part;
  }
}

TEST(ParseExpression, ReadsLongLists) {
  EXPECT_EQ(parse("a IN (1" + repeated(", 1", 99'999) + ")").children.size(), 100'001u);
  EXPECT_EQ(parse("CASE" + repeated(" WHEN a THEN b", 50'000) + " END").children.size(), 100'000u);
}

/// Checks that what each node says of its place is the text of the node.
void expect_places(const std::string& text, const Expression& expression) {
  const std::string part = text.substr(expression.begin, expression.end - expression.begin);
  if (expression.kind != ExpressionKind::kLambda) {
    EXPECT_TRUE(same_expression(parse(part), expression)) << part;
  }
  for (const Expression& child : expression.children) expect_places(text, child);
}

TEST(ParseExpression, KnowsWhereEachPartStands) {
  const std::string text =
      " NOT (a + -b) * 2 >= f((x, y) -> x[1]::INT, 'q') OR CASE c WHEN 1 THEN l.\"d\" END IS TRUE AND"
      " extract(year from DATE 'x') NOT IN ([e], (g)) -- end";
  expect_places(text, parse(text));
  const Expression both = parse("  (a) = ( b ) ");
  EXPECT_EQ(both.begin, 2u);
  EXPECT_EQ(both.end, 13u);
  EXPECT_EQ(both.children[1].begin, 8u);
}

TEST(SameExpression, SeesEveryPart) {
  const std::vector<std::string> different = {"a",
                                              "A",
                                              "l.a",
                                              "r.a",
                                              "'a'",
                                              "a()",
                                              "a(b)",
                                              "a(b, c)",
                                              "a IS NULL",
                                              "a IS NOT NULL",
                                              "a = b",
                                              "a <> b",
                                              "a IN (b)",
                                              "a NOT IN (b)",
                                              "CASE a WHEN b THEN c END",
                                              "CASE WHEN a THEN b ELSE c END",
                                              "a::INT",
                                              "TRY_CAST(a AS INT)",
                                              "f(x -> 1)",
                                              "f(y -> 1)",
                                              "-1",
                                              "1",
                                              "1.0",
                                              "NULL",
                                              "[a]",
                                              "a[b]",
                                              "NOT a",
                                              "a LIKE b",
                                              "a ILIKE b"};
  for (const std::string& a : different) {
    for (const std::string& b : different)
      EXPECT_EQ(same_expression(parse(a), parse(b)), &a == &b) << a << " and " << b;
  }
}

/// Makes a tree out of bytes, so that fewer and smaller bytes give a smaller tree.
class TreeMaker {
 public:
  explicit TreeMaker(const std::vector<std::uint8_t>& bytes) : bytes_(bytes) {}

  Expression tree(int depth) {
    Expression made;
    const std::size_t kind = depth == 0 ? below(5) : below(18);
    switch (kind) {
      case 0:
        break;
      case 1:
        made = with_text(ExpressionKind::kBoolean, {"true", "false"});
        break;
      case 2:
        made = with_text(ExpressionKind::kNumber, {"1", "0.9", ".5", "1e-3", "2.", "1E+9"});
        break;
      case 3:
        made = with_text(ExpressionKind::kText,
                         {"", "x", "it's", "''", "\\", "\\'", "\\'a", "a\nb", "--", "/*", "\"", "ё"});
        break;
      case 4:
        made = with_text(ExpressionKind::kColumn,
                         {"a", "a b", "\"", "NULL", "date", "Ім'я", "`", "lambda", "x.y"});
        made.qualifier = pick({"", "l", "r"});
        break;
      case 5:
        made = call(depth);
        break;
      case 6:
        made.kind = below(2) == 0 ? ExpressionKind::kNegation : ExpressionKind::kNot;
        add(made, 1, depth);
        break;
      case 7:
        made.kind = ExpressionKind::kIsNull;
        made.is_negated = below(2) == 1;
        add(made, 1, depth);
        break;
      case 8:
        made.kind = ExpressionKind::kIn;
        made.is_negated = below(2) == 1;
        add(made, 2 + below(2), depth);
        break;
      case 9:
        made.kind = ExpressionKind::kBetween;
        made.is_negated = below(2) == 1;
        add(made, 3, depth);
        break;
      case 10:
        made = with_text(ExpressionKind::kLike, {"like", "ilike"});
        made.is_negated = below(2) == 1;
        add(made, 2, depth);
        break;
      case 11:
        made.kind = ExpressionKind::kCase;
        made.has_operand = below(2) == 1;
        made.has_else = below(2) == 1;
        add(made, 2 + 2 * below(2) + (made.has_operand ? 1 : 0) + (made.has_else ? 1 : 0), depth);
        break;
      case 12:
        made = with_text(ExpressionKind::kCast, {"INT", "VARCHAR[]", "FLOAT[3]", "DECIMAL(10,2)",
                                                 "DOUBLE PRECISION", "TIMESTAMP WITH TIME ZONE", "TIME"});
        made.is_try = below(2) == 1;
        add(made, 1, depth);
        break;
      case 13:
        made.kind = ExpressionKind::kIndex;
        add(made, 2, depth);
        break;
      case 14:
        made.kind = ExpressionKind::kList;
        add(made, below(3), depth);
        break;
      default:
        made = with_text(ExpressionKind::kBinary,
                         {"=", "<>", "<", "<=", ">", ">=", "+", "-", "*", "/", "//", "%", "||", "and", "or",
                          "is distinct from", "is not distinct from"});
        add(made, 2, depth);
    }
    return made;
  }

 private:
  std::size_t below(std::size_t limit) { return next_ < bytes_.size() ? bytes_[next_++] % limit : 0; }

  std::string pick(const std::vector<std::string>& texts) { return texts[below(texts.size())]; }

  Expression with_text(ExpressionKind kind, const std::vector<std::string>& texts) {
    Expression made;
    made.kind = kind;
    made.text = pick(texts);
    return made;
  }

  void add(Expression& parent, std::size_t count, int depth) {
    for (std::size_t i = 0; i < count; ++i) parent.children.push_back(tree(depth - 1));
  }

  Expression call(int depth) {
    Expression made =
        with_text(ExpressionKind::kCall, {"lower", "extract", "position", "substring", "case", "array",
                                          "date", "lambda", "not", "x y", "длина", "on"});
    add(made, below(3), depth);
    if (below(3) == 2) {
      Expression lambda;
      lambda.kind = ExpressionKind::kLambda;
      lambda.parameters =
          below(2) == 0 ? std::vector<std::string>{"x"} : std::vector<std::string>{"in", "y \""};
      add(lambda, 1, depth);
      made.children.push_back(lambda);
    }
    return made;
  }

  const std::vector<std::uint8_t>& bytes_;
  std::size_t next_ = 0;
};

RC_GTEST_PROP(ExpressionTextProperty, IsReadAsTheSameTree, ()) {
  const auto bytes = *rc::gen::scale(3, rc::gen::arbitrary<std::vector<std::uint8_t>>());
  const Expression tree = TreeMaker(bytes).tree(8);
  const std::string text = expression_text(tree);
  RC_LOG() << text << '\n';
  RC_ASSERT(same_expression(parse_expression(text, "a property"), tree));
}

}  // namespace
}  // namespace byname
