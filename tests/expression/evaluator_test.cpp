// SPDX-License-Identifier: Apache-2.0
// Expressions against DuckDB itself: each is evaluated for every pair of an invented table by both.
#include "expression/evaluator.hpp"

#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "table/duckdb_session.hpp"

namespace byname {
namespace {

using Cell = std::optional<std::string>;

struct InventedColumn {
  std::string name;
  std::string type;
  std::vector<Cell> cells;  // repeated until all rows have one
};

constexpr std::size_t kRows = 48;
constexpr auto kNull = std::nullopt;

const std::vector<InventedColumn>& invented_columns() {
  static const std::vector<InventedColumn> kColumns = {
      {"name",
       "VARCHAR",
       {"John",
        "john",
        "JOHN",
        "Jon",
        " Smith ",
        "Smith",
        "O'Brien",
        "o'brien",
        "Müller",
        "Mu\u0308ller",
        "MÜLLER",
        "Иван",
        "иван",
        "ИВАНОВ",
        "Іван Ґ",
        "İstanbul",
        "straße",
        "STRASSE",
        "ẞ",
        "ΑΣ",
        "ας",
        "محمد",
        "محمود",
        "東京",
        "😀x",
        "",
        " ",
        kNull,
        "100%",
        "100_",
        "10",
        "%",
        "_",
        "a b  c",
        "Anne-Marie",
        "Ann Marie",
        "x\ty",
        "line\nbreak",
        "é",
        "e\u0301",
        "\u00a0nbsp\u00a0",
        "NULL",
        "'quoted'",
        "jon@x.org",
        "a,b;c",
        "mississippi",
        "[x]",
        "\\d+$1"}},
      {"word", "VARCHAR", {"o",   "",   "i",      "и",     "Ivan", "%o%",  "_o%", kNull,
                           "J%n", "ss", "\u0308", "Smith", "an",   "mm",   "ü",   "x",
                           "%",   " ",  "é",      "10",    "__",   "%\\%", "'"}},
      {"born",
       "VARCHAR",
       {"2001-02-03",
        "2001-2-3",
        "01-02-2001",
        "2001/02/03",
        " 2001-02-03 ",
        "1999-12-31",
        "1999-12-31 23:59:59",
        "2000-02-29",
        "1900-02-29",
        "2001-02-30",
        "2001-13-01",
        "99-01-01",
        "0099-01-01",
        "+2000-01-01",
        "20000-01-01",
        "2001-02-03T10:11:12",
        "2001-02-03 10:11",
        "2001-02-03 10:11:12.345678",
        "3 Feb 2001",
        "03 February 2001",
        "03.02.2001",
        "03.02.01",
        "12/31/99",
        "",
        " ",
        kNull,
        "abc",
        "2001-02-",
        "2001-02",
        "2001",
        "2001 - 02 - 03",
        "2001-02-03 10:11:12 PM",
        "12:11 am",
        "2001-02-03Z",
        "1969-12-31",
        "1583-01-01",
        "2001-02-00",
        "0-1-1",
        "2001-02-03 24:00",
        "2001-02-03 10:60",
        "2001-02-03 1:2:3",
        "20010203",
        "2400-02-29",
        "2001-02-03 ",
        "03 may 69",
        "1 sept 68",
        "2001-02-03T10:11:12Z",
        "3/2/2001"}},
      {"day_of",
       "DATE",
       {"2001-02-03", "1999-12-31", "2000-02-29", "1969-12-31", "1970-01-01", "1583-10-15", "2400-02-29",
        kNull, "2001-02-10", "2000-12-31", "2001-03-01"}},
      {"moment",
       "TIMESTAMP",
       {"2001-02-03 10:11:12", "1999-12-31 23:59:59.999999", "1970-01-01 00:00:00", "1969-12-31 23:59:59.5",
        kNull, "2001-02-03 00:00:00", "2001-02-04 09:00:00"}},
      {"amount", "DOUBLE", {"0",           "-0.0",  "1",    "-1",   "2.5",     "-2.5",   "0.1",
                            "0.5",         "1.5",   "1e15", "1e16", "1e-5",    "0.0001", "-1e300",
                            "nan",         "inf",   "-inf", kNull,  "3.14159", "99.995", "2.675",
                            "1234567.891", "1e308", "7",    "-7",   "100"}},
      {"share", "DOUBLE", {"0", "1", "-1", "0.5", "-0.25", "0.1", kNull, "0.999999"}},
      {"count",
       "BIGINT",
       {"0", "1", "-1", "2", "-3", "7", "10", kNull, "100", "-5", "1234567", "9007199254740993"}},
      {"big", "BIGINT", {"9223372036854775807", "-9223372036854775807", "1", "0", "2", kNull}},
      {"small", "BIGINT", {"0", "1", "2", "3", "-1", "-2", "-3", kNull, "5", "-9", "40"}},
      {"flag", "BOOLEAN", {"true", "false", kNull}},
      {"other_flag",
       "BOOLEAN",
       {"true", "true", "true", "false", "false", "false", kNull, kNull, kNull, "true"}},
      {"tags",
       "VARCHAR[]",
       {R"([])", R"(["a"])", R"(["a", "a"])", R"(["a", "b"])", R"(["b", null])", R"([null])", kNull,
        R"(["Іван", "é"])", R"(["a b", "c,d"])", R"(["john", "jon", "b"])", R"([""])", R"(["b", "a", "c"])"}},
      {"numbers",
       "BIGINT[]",
       {"[]", "[1]", "[1, 2, 3]", "[3, 1]", "[null, 2]", kNull, "[2, 2]", "[1, null]"}},
      {"vector",
       "FLOAT[]",
       {"[1, 0, 0]", "[0.6, 0.8, 0]", "[1, 2, 3]", "[3, 2, 1]", kNull, "[-1, -2, -3]", "[0.1, 0.2, 0.3]"}},
      {"digits",
       "VARCHAR",
       {"1",    "-7",    "2.5", "3.5",  " 12 ",     "+4",   "1e3", "abc", "",   kNull,
        "0x10", "1_000", "nan", "-inf", "Infinity", "true", "f",   "YES", "no", "9223372036854775808",
        "300",  "1.",    ".5",  "T",    "on",       "0",    "y",   "N",   "-0", "1e400"}},
  };
  return kColumns;
}

Cell cell_at(const InventedColumn& column, std::size_t row) {
  return column.cells[row % column.cells.size()];
}

/// The columns as byname has them.
ValueTable value_table() {
  ValueTable table(kRows);
  for (const InventedColumn& column : invented_columns()) {
    TextColumn texts;
    for (std::size_t row = 0; row < kRows; ++row) {
      const Cell cell = cell_at(column, row);
      texts.codes.push_back(cell ? texts.dictionary.insert(*cell) : Dictionary::kNull);
    }
    EXPECT_EQ(table.add(column.name, std::move(texts), column.type, ExecutionContext{}), 0u) << column.name;
  }
  return table;
}

/// The same columns in DuckDB, as the table t.
class DuckdbTable {
 public:
  DuckdbTable() : session_(1) {
    run("SET lambda_syntax = 'ENABLE_SINGLE_ARROW'");
    std::string create = "CREATE TABLE t (id BIGINT";
    for (const InventedColumn& column : invented_columns())
      create += fmt::format(", {} {}", sql_identifier(column.name), column.type);
    run(create + ")");
    for (std::size_t row = 0; row < kRows; ++row) {
      std::string insert = fmt::format("INSERT INTO t VALUES ({}", row);
      for (const InventedColumn& column : invented_columns()) {
        const Cell cell = cell_at(column, row);
        insert += fmt::format(", {}::{}", cell ? sql_literal(*cell) : "NULL", column.type);
      }
      run(insert + ")");
    }
  }

  struct Answer {
    std::string error;
    std::string type;
    std::vector<Cell> values;  // of left * kRows + right
  };

  Answer ask(const std::string& expression) const {
    Answer answer;
    DuckdbResult result;
    answer.error = result.run(
        session_,
        fmt::format("SELECT ({0})::VARCHAR, typeof({0}) FROM t l, t r ORDER BY l.id, r.id", expression));
    if (!answer.error.empty()) return answer;
    while (duckdb_data_chunk chunk = duckdb_fetch_chunk(result.get())) {
      for (idx_t row = 0; row < duckdb_data_chunk_get_size(chunk); ++row) {
        answer.values.push_back(text_at(chunk, 0, row));
        answer.type = text_at(chunk, 1, row).value_or("");
      }
      duckdb_destroy_data_chunk(&chunk);
    }
    return answer;
  }

 private:
  void run(const std::string& sql) {
    DuckdbResult result;
    const std::string error = result.run(session_, sql);
    EXPECT_EQ(error, "") << sql;
  }

  static Cell text_at(duckdb_data_chunk chunk, idx_t column, idx_t row) {
    duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, column);
    std::uint64_t* validity = duckdb_vector_get_validity(vector);
    if (validity != nullptr && !duckdb_validity_row_is_valid(validity, row)) return std::nullopt;
    auto& text = static_cast<duckdb_string_t*>(duckdb_vector_get_data(vector))[row];
    return std::string(duckdb_string_t_data(&text), duckdb_string_t_length(text));
  }

  DuckdbSession session_;
};

bool is_kind(ValueType kind, const std::string& type) {
  switch (kind) {
    case ValueType::kNull:
      return true;
    case ValueType::kBoolean:
      return type == "BOOLEAN";
    case ValueType::kInteger:
    case ValueType::kDouble:
      return type.ends_with("INT") || type == "INTEGER" || type == "DOUBLE" || type == "FLOAT" ||
             type.starts_with("DECIMAL");
    case ValueType::kText:
      return type == "VARCHAR";
    case ValueType::kDate:
      return type == "DATE";
    case ValueType::kTimestamp:
      return type == "TIMESTAMP";
    case ValueType::kList:
      return type.ends_with("]");
  }
  return false;
}

/// Doubles to 1e-12: sines and logarithms of two libraries. Jaro-Winkler of DuckDB 1.5 is rounded once more.
bool is_same(const Value& ours, const Cell& theirs, const std::string& type) {
  if (ours.is_null() || !theirs) return ours.is_null() && !theirs;
  if (!is_kind(ours.type, type)) return false;
  if (!ours.is_number()) return text_of(ours) == *theirs;
  double number = 0;
  if (!parse_double(*theirs, number)) return false;
  const double x = ours.as_double();
  if (type == "FLOAT") return static_cast<float>(x) == static_cast<float>(number) || std::isnan(x);
  if (std::isnan(x) || std::isinf(x) || std::isnan(number))
    return x == number || (std::isnan(x) && std::isnan(number));
  return std::abs(x - number) <= 1e-12 * std::max(std::abs(x), std::abs(number));
}

std::string shown(const Cell& cell) { return cell ? '"' + *cell + '"' : "NULL"; }

/// Both sides of the comparison, made once.
struct Engines {
  ValueTable table = value_table();
  DuckdbTable duckdb;
};

Engines& engines() {
  static Engines engines;
  return engines;
}

/// A few of the pairs that differ, or nothing.
std::string differences(const std::string& expression, const DuckdbTable::Answer& answer) {
  if (answer.values.size() != kRows * kRows) return fmt::format("{} answers", answer.values.size());
  const Plan plan(parse_expression(expression, "a test"), "a test", engines().table, ExecutionContext{});
  CallContext calls;
  std::string text;
  std::size_t count = 0;
  for (std::uint32_t pair = 0; pair < kRows * kRows; ++pair) {
    const std::uint32_t left = pair / kRows;
    const std::uint32_t right = pair % kRows;
    const Value value = plan.evaluate(left, right, calls);
    if (!is_same(value, answer.values[pair], answer.type) && ++count <= 3) {
      text += fmt::format("\n  rows {} and {}: byname {}, DuckDB {} {}", left, right, text_of(value),
                          answer.type, shown(answer.values[pair]));
    }
    calls.arena().clear();
  }
  return count == 0 ? "" : fmt::format("{} pairs differ{}", count, text);
}

std::string differences(const std::string& expression) {
  const DuckdbTable::Answer answer = engines().duckdb.ask(expression);
  if (!answer.error.empty()) return "DuckDB says: " + answer.error;
  try {
    return differences(expression, answer);
  } catch (const DataError& error) {
    return error.what();
  }
}

void expect_like_duckdb(const std::vector<std::string>& expressions) {
  for (const std::string& expression : expressions) {
    const std::string found = differences(expression);
    EXPECT_TRUE(found.empty()) << expression << ": " << found;
  }
}

/// What ends the query in DuckDB is NULL for the pairs that it ends with.
void expect_null_for_refusals(const std::vector<std::string>& expressions) {
  for (const std::string& expression : expressions) {
    EXPECT_NE(engines().duckdb.ask(expression).error, "") << expression;
    const DuckdbTable::Answer answer = engines().duckdb.ask("TRY(" + expression + ")");
    ASSERT_EQ(answer.error, "") << expression;
    const std::string found = differences(expression, answer);
    EXPECT_TRUE(found.empty()) << expression << ": " << found;
  }
}

TEST(Evaluator, ReadsColumnsAndConstants) {
  std::vector<std::string> expressions;
  for (const InventedColumn& column : invented_columns()) {
    expressions.push_back("l." + column.name);
    expressions.push_back(fmt::format("CASE WHEN l.small > 0 THEN r.{0} ELSE l.{0} END", column.name));
  }
  expect_like_duckdb(expressions);
  expect_like_duckdb({"1", "-1", "0.5", "1e3", "'it''s'", "TRUE", "FALSE", "DATE '2001-02-03'",
                      "TIMESTAMP '2001-02-03 10:00:00'", "['a', 'b']", "[1, 2, NULL]", "''"});
}

TEST(Evaluator, ComparesAsDuckDb) {
  std::vector<std::string> expressions;
  for (const InventedColumn& column : invented_columns()) {
    for (const char* op : {"=", "<>", "<", "<=", ">", ">=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM"})
      expressions.push_back(fmt::format("l.{0} {1} r.{0}", column.name, op));
    expressions.push_back(fmt::format("l.{0} IS NULL AND r.{0} IS NOT NULL", column.name));
    expressions.push_back(fmt::format("l.{0} BETWEEN r.{0} AND l.{0}", column.name));
  }
  expect_like_duckdb(expressions);
  expect_like_duckdb({
      "l.count = r.amount",
      "l.count < r.amount",
      "l.amount >= r.count",
      "l.amount = 0",
      "l.amount = 0.1",
      "l.amount > 1e15",
      "l.day_of = r.moment",
      "l.day_of < r.moment",
      "l.day_of = '2001-02-03'",
      "l.moment >= '2001-02-03'",
      "l.day_of = DATE '2001-02-03'",
      "l.flag = (r.small > 0)",
      "l.name = 'O''Brien'",
      "l.name < r.word",
      "l.count = 1.0",
      "l.count <> 7",
      "l.flag IS TRUE",
      "l.flag IS NOT TRUE",
      "l.flag IS FALSE",
      "l.flag = TRUE",
      "l.numbers = [1, 2, 3]",
      "l.tags = ['a', 'b']",
      "[l.name] = [r.name]",
      "[l.count, r.count] < [r.count, l.count]",
      "l.name IS NOT DISTINCT FROM NULL",
      "l.name = NULL",
      "NULL IS NULL",
      "l.flag = 'true'",
      "l.count = l.flag",
      "1 = TRUE",
  });
}

TEST(Evaluator, KnowsThreeTruthValues) {
  expect_like_duckdb({
      "l.flag AND r.flag",
      "l.flag OR r.flag",
      "NOT l.flag",
      "NOT (l.flag AND r.other_flag)",
      "l.flag AND r.flag AND l.other_flag",
      "l.flag OR r.other_flag OR l.other_flag",
      "l.flag AND NULL",
      "l.flag OR NULL",
      "NOT NULL",
      "(l.flag OR r.flag) AND NOT r.other_flag",
      "l.name = r.name AND l.flag",
      "l.name = r.name OR l.word = r.word",
      "NOT l.name = r.name",
      "l.flag AND TRUE",
      "r.flag OR FALSE",
      "l.flag = r.flag OR l.flag IS NULL AND r.flag IS NULL",
  });
}

TEST(Evaluator, FindsMembers) {
  expect_like_duckdb({
      "l.name IN ('John', 'Иван', '')",
      "l.name NOT IN ('John', 'Иван')",
      "l.name IN ('John', NULL)",
      "l.name NOT IN ('John', NULL)",
      "l.name IN (r.name, r.word)",
      "l.count IN (0, 1, r.count)",
      "l.count IN (1.0, 2.5)",
      "l.amount IN (0, 2.5)",
      "l.flag IN (TRUE)",
      "l.day_of IN (r.day_of, DATE '1970-01-01')",
      "NULL IN (1, 2)",
      "l.tags IN (['a'], ['a', 'b'])",
      "l.count BETWEEN 0 AND 7",
      "l.count NOT BETWEEN r.count AND 7",
      "l.amount BETWEEN r.amount AND 100",
      "l.name BETWEEN 'A' AND 'Z'",
      "l.count BETWEEN NULL AND 7",
      "l.count NOT BETWEEN NULL AND 7",
      "l.count BETWEEN 1 AND NULL",
      "l.day_of BETWEEN DATE '1970-01-01' AND r.day_of",
  });
}

TEST(Evaluator, MatchesPatternsOfLike) {
  expect_like_duckdb({
      "l.name LIKE r.word",    "l.name NOT LIKE r.word", "l.name ILIKE r.word",    "l.name NOT ILIKE r.word",
      "l.name LIKE r.name",    "l.name ILIKE r.name",    "l.name LIKE 'J%n'",      "l.name LIKE '_on'",
      "l.name LIKE '%ss%'",    "l.name LIKE '___'",      "l.name LIKE ''",         "l.name LIKE '%'",
      "l.name LIKE '_'",       "l.name LIKE 'М_л%'",     "l.name ILIKE 'м%'",      "l.name ILIKE 'иВ%'",
      "l.name ILIKE 'm_ller'", "l.name ILIKE 'STRASSE'", "l.name ILIKE 'straSSe'", "l.name ILIKE 'istanbul'",
      "l.name LIKE '100\\%'",  "l.name LIKE '%i%i%i%i'", "l.name LIKE NULL",       "l.name LIKE '%_%'",
      "l.name LIKE '%\n%'",    "l.name ILIKE 'ασ'",      "l.name ILIKE 'ας'",
  });
}

TEST(Evaluator, Computes) {
  expect_like_duckdb({
      "l.count + r.small",
      "l.count - r.small",
      "l.small * r.small",
      "l.count / r.small",
      "l.count // r.small",
      "l.count % r.small",
      "-l.small",
      "+l.small",
      "l.amount + r.amount",
      "l.amount - r.amount",
      "l.amount * r.amount",
      "l.amount / r.amount",
      "l.amount // r.amount",
      "l.amount % r.amount",
      "-l.amount",
      "l.count + r.amount",
      "l.count * r.amount",
      "l.count / r.amount",
      "l.amount % 3",
      "l.count % 3",
      "l.count // 2",
      "l.amount // 2",
      "l.small // -2",
      "l.small % -2",
      "l.count / 2",
      "1 / 3",
      "7 // 2",
      "-7 // 2",
      "-7 % 3",
      "l.share * 2.5",
      "l.day_of - r.day_of",
      "l.day_of + r.small",
      "l.day_of - 3",
      "l.small + l.day_of",
      "l.count + NULL",
      "2 + 3 * 4 - 5",
      "(2 + 3) * 4",
      "1 - 2 - 3",
      "l.count / 0",
      "l.amount / 0",
      "l.count % 0",
      "l.count // 0",
      "abs(l.amount - r.amount) / (CASE WHEN r.amount > l.amount THEN r.amount ELSE l.amount END) < 0.1",
  });
}

TEST(Evaluator, CallsFunctionsOfNumbers) {
  expect_like_duckdb({
      "abs(l.amount)",
      "abs(l.count - r.small)",
      "abs(-3)",
      "round(l.amount)",
      "round(l.amount, 1)",
      "round(l.amount, 2)",
      "round(l.amount, -1)",
      "round(l.amount, -2)",
      "round(l.count)",
      "round(l.count, 1)",
      "round(l.count, -1)",
      "round(l.count, -2)",
      "round(l.amount * 1.005, 2)",
      "sign(l.amount)",
      "sign(l.count)",
      "floor(l.amount)",
      "ceil(l.amount)",
      "ceiling(l.amount)",
      "floor(l.count)",
      "sqrt(abs(l.amount))",
      "exp(l.amount)",
      "exp(l.share)",
      "ln(abs(l.share) + 0.1)",
      "log(abs(l.amount) + 1)",
      "log2(abs(l.amount) + 1)",
      "log10(abs(l.amount) + 1)",
      "pow(l.share, r.small)",
      "power(l.amount, 2)",
      "pow(l.amount, r.share)",
      "radians(l.amount)",
      "degrees(l.amount)",
      "sin(l.share)",
      "cos(l.share)",
      "tan(l.share)",
      "asin(l.share)",
      "acos(l.share)",
      "atan(l.amount)",
      "atan2(l.amount, r.amount)",
      "greatest(l.count, r.count)",
      "least(l.count, r.count)",
      "greatest(l.count, NULL)",
      "least(NULL, l.amount, r.amount)",
      "greatest(l.amount, r.amount)",
      "greatest(l.name, r.name)",
      "least(l.name, r.name, l.word)",
      "greatest(l.day_of, r.day_of)",
      "least(l.count, r.amount)",
      "greatest(NULL, NULL)",
      "sin(radians(l.share))",
      "cast(acos(case when (sin(l.share)) > 1 then 1 when (sin(l.share)) < -1 then -1 else (sin(l.share)) "
      "end) * 6371 "
      "as float) <= 1000",
  });
}

TEST(Evaluator, CallsFunctionsOfTexts) {
  expect_like_duckdb({
      "lower(l.name)",
      "lcase(l.name)",
      "upper(l.name)",
      "ucase(l.name)",
      "trim(l.name)",
      "ltrim(l.name)",
      "rtrim(l.name)",
      "trim(l.name, 'Jn')",
      "ltrim(l.name, r.word)",
      "rtrim(l.name, r.word)",
      "trim(l.name, r.word)",
      "trim(l.name, '')",
      "trim(l.name, 'ин')",
      "trim(l.name, '京x')",
      "length(l.name)",
      "len(l.name)",
      "char_length(l.name)",
      "character_length(l.name)",
      "strlen(l.name)",
      "reverse(l.name)",
      "replace(l.name, r.word, '-')",
      "replace(l.name, 'n', r.word)",
      "replace(l.name, '', 'x')",
      "strpos(l.name, r.word)",
      "instr(l.name, r.word)",
      "position(r.word IN l.name)",
      "starts_with(l.name, r.word)",
      "prefix(l.name, r.word)",
      "ends_with(l.name, r.word)",
      "suffix(l.name, r.word)",
      "concat(l.name, r.word)",
      "concat(l.name, NULL, r.count)",
      "concat(l.name)",
      "concat_ws(' ', l.name, r.word)",
      "concat_ws(l.word, l.name, NULL, r.name)",
      "concat_ws('-', NULL, NULL)",
      "l.name || r.word",
      "l.name || ' ' || r.name",
      "l.name || NULL",
      "l.name || l.count",
      "l.count || '-' || l.day_of",
      "l.name || l.flag",
      "nullif(l.name, '')",
      "nullif(l.name, r.name)",
      "nullif(l.count, 0)",
      "nullif(l.amount, r.amount)",
      "coalesce(l.name, r.name, 'none')",
      "ifnull(l.name, r.word)",
      "coalesce(NULL, l.count)",
      "if(l.flag, l.name, r.name)",
      "split_part(l.name, ' ', 1)",
      "split_part(l.name, ' ', 2)",
      "split_part(l.name, r.word, -1)",
      "split_part(l.name, r.word, 0)",
      "split_part(l.name, r.word, 3)",
      "string_split(l.name, ' ')",
      "str_split(l.name, 'ss')",
      "split(l.name, r.word)",
      "string_split(l.name, '')",
      "array_length(string_split(l.name, r.word))",
  });
}

TEST(Evaluator, CutsTexts) {
  expect_like_duckdb({
      "substring(l.name, r.small)",
      "substring(l.name, l.small, r.small)",
      "substr(l.name, 1, 3)",
      "substr(l.name, -2, 2)",
      "substr(l.name, 0, 2)",
      "substring(l.name, 2)",
      "substring(l.name, -3)",
      "substring(l.name, 2, -1)",
      "substring(l.name, -1, -2)",
      "substring(l.name, 0)",
      "substring(l.name, 1, 0)",
      "left(l.name, r.small)",
      "right(l.name, r.small)",
      "left(l.name, 2)",
      "right(l.name, 2)",
      "left(l.name, -1)",
      "right(l.name, -1)",
      "substring(l.name FROM 2 FOR 3)",
      "l.name[1]",
      "l.name[r.small]",
  });
}

TEST(Evaluator, FindsSimilarities) {
  expect_like_duckdb({
      "levenshtein(l.name, r.name)",
      "editdist3(l.name, r.name)",
      "damerau_levenshtein(l.name, r.name)",
      "jaro_similarity(l.name, r.name)",
      "jaro_winkler_similarity(l.name, r.name)",
      "levenshtein(l.name, r.word)",
      "damerau_levenshtein(l.born, r.born)",
      "jaro_winkler_similarity(l.born, r.born)",
      "levenshtein('ca', 'abc')",
      "damerau_levenshtein('ca', 'abc')",
      "levenshtein(l.name, 'John') <= 2",
      "jaccard('x' || l.name, r.word || 'x')",
      "hamming('abc' || l.flag, 'abd' || l.flag)",
      "mismatches(left(l.name || 'xxxx', 4), left(r.name || 'xxxx', 4))",
  });
  expect_null_for_refusals({"jaccard(l.name, r.name)", "hamming(l.name, r.name)", "hamming(l.name, l.name)"});
}

TEST(Evaluator, MatchesRegularExpressions) {
  std::vector<std::string> expressions;
  for (const char* pattern : {"o",
                              "^[A-Z]",
                              "[a-z]+$",
                              "(\\w+) (\\w+)",
                              "^[^@]+",
                              "(j)(o)?(h)?n",
                              "\\d+",
                              "\\d",
                              "\\s",
                              "\\S+",
                              "\\W",
                              "\\bS",
                              ".",
                              "^.$",
                              "^..$",
                              "а|и",
                              "[а-я]+",
                              "(?i)ИВАН",
                              "(?i)straße",
                              "x*",
                              "(s+)(i|p)",
                              "\\p{Lu}",
                              "\\p{L}+",
                              "\\p{Cyrillic}+",
                              "",
                              "^",
                              "$",
                              "a.*c",
                              "n.b",
                              "e.b",
                              "s{2}",
                              "[[:alpha:]]+",
                              "[[:punct:]]",
                              "[^a-z]",
                              "\\.",
                              "\\[x\\]",
                              "[%_]",
                              "[\\d%]+",
                              "[\\w-]+",
                              "(?:an)+",
                              "i+?",
                              "^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9][A-Za-z]{2}$",
                              "[.-]",
                              "\\x41",
                              "[]x]",
                              "[^]x]+",
                              "(?P<first>\\w)",
                              "\\D+",
                              "\\B",
                              "[\\s,;]",
                              "\\Qa,b\\E",
                              "\\t",
                              "\\n"}) {
    const std::string text = sql_literal(pattern);
    expressions.push_back(fmt::format("regexp_extract(l.name, {})", text));
    expressions.push_back(fmt::format("regexp_matches(l.name, {})", text));
    expressions.push_back(fmt::format("regexp_full_match(l.name, {})", text));
    expressions.push_back(fmt::format("regexp_replace(l.name, {}, '<\\0>')", text));
    expressions.push_back(fmt::format("regexp_replace(l.name, {}, '$1', 'g')", text));
    expressions.push_back(fmt::format("regexp_extract(l.born, {})", text));
  }
  expect_like_duckdb(expressions);
  expect_like_duckdb({
      "regexp_extract(l.name, '(\\w+) (\\w+)', 1)",
      "regexp_extract(l.name, '(\\w+) (\\w+)', 2)",
      "regexp_extract(l.name, '(j)?(o)', 1)",
      "regexp_replace(l.name, '(\\w)(\\w)', '\\2\\1')",
      "regexp_replace(l.name, '(\\w)(\\w)', '\\2\\1', 'g')",
      "regexp_replace(l.name, 's', r.word, 'g')",
      "nullif(regexp_extract(l.name, '^[^@]+', 0), '')",
      "regexp_extract(l.name, NULL)",
      "regexp_matches(NULL, 'a')",
      "regexp_extract(l.name, 'n', 0) = regexp_extract(r.name, 'n', 0)",
  });
}

TEST(Evaluator, ReadsTimes) {
  std::vector<std::string> expressions;
  for (const char* format : {"%Y-%m-%d",
                             "%d-%m-%Y",
                             "%Y/%m/%d",
                             "%d.%m.%Y",
                             "%d.%m.%y",
                             "%m/%d/%y",
                             "%d %b %Y",
                             "%d %B %Y",
                             "%d %b %y",
                             "%Y-%m-%d %H:%M:%S",
                             "%Y-%m-%dT%H:%M:%S",
                             "%Y-%m-%dT%H:%M:%SZ",
                             "%Y-%m-%d %H:%M",
                             "%Y-%m-%d %I:%M:%S %p",
                             "%Y-%m-%d %H:%M:%S.%f",
                             "%Y%m%d",
                             "%Y",
                             "%Y-%m",
                             "%d/%m/%Y",
                             "%I:%M %p",
                             "%H:%M",
                             "%Y-%m-%dZ",
                             " %Y-%m-%d ",
                             "%Y - %m - %d",
                             "%Y-%m-%d%%"}) {
    expressions.push_back(fmt::format("try_strptime(l.born, '{}')", format));
    expressions.push_back(
        fmt::format("epoch(try_strptime(l.born, '{0}')) - epoch(try_strptime(r.born, '{0}'))", format));
  }
  expect_like_duckdb(expressions);
  expect_like_duckdb({
      "try_strptime(l.born, ['%d.%m.%Y', '%Y-%m-%d', '%d %B %Y'])",
      "abs(epoch(try_strptime(l.born, '%Y-%m-%d')) - epoch(try_strptime(r.born, '%Y-%m-%d'))) <= 2629800.0",
      "strptime('2001-02-03', '%Y-%m-%d')",
      "try_strptime(NULL, '%Y')",
  });
  expect_null_for_refusals({"strptime(l.born, '%Y-%m-%d')"});
}

TEST(Evaluator, CountsTimes) {
  std::vector<std::string> expressions;
  for (const char* part : {"second",  "seconds",     "minute",      "minutes",  "hour",    "hours",
                           "day",     "days",        "week",        "weeks",    "month",   "months",
                           "quarter", "year",        "years",       "Day",      "MONTH",   "decade",
                           "century", "millisecond", "microsecond", "quarters", "decades", "mon",
                           "yr",      "min",         "sec",         "h",        "d"}) {
    expressions.push_back(fmt::format("date_diff('{}', l.day_of, r.day_of)", part));
    expressions.push_back(fmt::format("date_diff('{}', l.moment, r.moment)", part));
    expressions.push_back(fmt::format("datediff('{}', l.day_of, r.moment)", part));
  }
  expect_like_duckdb(expressions);
  expect_like_duckdb({
      "epoch(l.day_of)",
      "epoch(l.moment)",
      "year(l.day_of)",
      "month(l.day_of)",
      "day(l.day_of)",
      "dayofmonth(l.day_of)",
      "year(l.moment)",
      "month(l.moment)",
      "day(l.moment)",
      "EXTRACT(EPOCH FROM l.moment)",
      "EXTRACT(YEAR FROM l.day_of)",
      "year(try_strptime(l.born, '%Y-%m-%d'))",
      "day(TRY_CAST(l.born AS DATE))",
      "date_diff('day', TRY_CAST(l.born AS DATE), r.day_of)",
  });
}

TEST(Evaluator, CallsFunctionsOfLists) {
  expect_like_duckdb({
      "array_length(l.tags)",
      "list_length(l.tags)",
      "length(l.tags)",
      "len(l.numbers)",
      "array_length(list_intersect(l.tags, r.tags))",
      "array_length(array_intersect(l.numbers, r.numbers))",
      "list_min(list_intersect(l.tags, r.tags))",
      "list_max(list_intersect(l.numbers, r.numbers))",
      "list_contains(l.tags, 'a')",
      "array_contains(l.tags, r.word)",
      "list_has(l.numbers, r.count)",
      "array_has(l.numbers, 2)",
      "list_contains(l.tags, NULL)",
      "list_has_any(l.tags, r.tags)",
      "array_has_any(l.numbers, r.numbers)",
      "list_has_all(l.tags, r.tags)",
      "array_has_all(l.numbers, r.numbers)",
      "array_length(list_distinct(l.tags))",
      "array_length(array_distinct(l.numbers))",
      "list_min(l.tags)",
      "list_max(l.tags)",
      "list_min(l.numbers)",
      "list_max(l.numbers)",
      "list_min(l.vector)",
      "flatten([l.tags, r.tags])",
      "flatten([l.numbers])",
      "flatten([[l.name], [r.name, l.word]])",
      "[l.name, r.name]",
      "list_value(l.count, r.count)",
      "l.tags || r.tags",
      "l.numbers || r.numbers",
      "l.tags[1]",
      "l.tags[-1]",
      "l.tags[0]",
      "l.tags[r.small]",
      "l.numbers[2]",
      "[l.count, r.count][2]",
      "least(array_length(l.tags), array_length(r.tags)) <> 0 AND array_length(array_intersect(l.tags, "
      "r.tags)) = "
      "least(array_length(l.tags), array_length(r.tags))",
      "list_cosine_similarity(l.vector, r.vector)",
      "array_cosine_similarity(l.vector::FLOAT[3], r.vector::FLOAT[3])",
      "list_cosine_similarity(l.vector, [1, 0.5, 0.25]::FLOAT[])",
      "array_cosine_similarity(l.vector::FLOAT[3], r.vector::FLOAT[3]) >= 0.8",
      "array_cosine_similarity(l.vector::FLOAT[3], r.vector::FLOAT[3]) >= 0.6",
      "array_cosine_similarity(l.vector::FLOAT[3], r.vector::FLOAT[3]) <= 0.7142857",
  });
}

TEST(Evaluator, GoesThroughListsWithLambdas) {
  expect_like_duckdb({
      "list_transform(l.numbers, x -> x + 1)",
      "list_transform(l.tags, x -> lower(x) || r.word)",
      "list_transform(l.numbers, (x, i) -> x * i)",
      "list_transform(l.numbers, LAMBDA x: x - r.small)",
      "list_apply(l.numbers, x -> x > 1)",
      "array_transform(l.tags, x -> x IS NULL)",
      "list_filter(l.numbers, x -> x > 1)",
      "list_filter(l.tags, x -> x <> r.word)",
      "list_filter(l.tags, x -> NULL)",
      "array_filter(l.numbers, LAMBDA x, i: i > 1)",
      "filter(l.numbers, x -> x IS NOT NULL)",
      "list_transform(l.tags, x -> list_transform(r.tags, y -> [x, y]))",
      "list_min(list_transform(flatten(list_transform(l.tags, x -> list_transform(r.tags, y -> [x, y]))), "
      "pair -> "
      "levenshtein(pair[1], pair[2])))",
      "list_max(list_transform(flatten(list_transform(l.tags, x -> list_transform(r.tags, y -> [x, y]))), "
      "pair -> "
      "jaro_winkler_similarity(pair[1], pair[2]))) >= 0.7",
      "list_min(list_transform(l.tags, x -> levenshtein(x, r.name))) <= 1",
      "list_max(list_transform(l.tags, x -> list_max(list_transform(r.tags, x -> length(x)))))",
  });
}

TEST(Evaluator, ChoosesCases) {
  expect_like_duckdb({
      "CASE WHEN l.flag THEN 1 WHEN r.flag THEN 2 ELSE 3 END",
      "CASE WHEN l.flag THEN l.name END",
      "CASE l.small WHEN 1 THEN 'one' WHEN r.small THEN 'same' ELSE 'other' END",
      "CASE l.name WHEN NULL THEN 1 WHEN r.name THEN 2 END",
      "CASE NULL WHEN NULL THEN 1 ELSE 2 END",
      "CASE WHEN NULL THEN 1 ELSE 2 END",
      "CASE WHEN l.count > r.count THEN l.count ELSE r.count END",
      "CASE WHEN l.flag THEN CASE WHEN r.flag THEN 'both' ELSE 'left' END WHEN r.flag THEN 'right' END",
  });
}

TEST(Evaluator, Casts) {
  std::vector<std::string> expressions;
  for (const char* type : {"INT", "BIGINT", "SMALLINT", "TINYINT", "UTINYINT", "UINTEGER", "DOUBLE", "FLOAT",
                           "BOOLEAN", "DATE", "TIMESTAMP", "VARCHAR", "DECIMAL(10,2)"}) {
    for (const char* column : {"digits", "name", "born"})
      expressions.push_back(fmt::format("TRY_CAST(l.{} AS {})", column, type));
  }
  for (const char* type : {"INT", "BIGINT", "TINYINT", "DOUBLE", "FLOAT", "VARCHAR", "BOOLEAN"}) {
    for (const char* column : {"amount", "count", "flag", "share", "big"})
      expressions.push_back(fmt::format("TRY_CAST(l.{} AS {})", column, type));
  }
  expect_like_duckdb(expressions);
  expect_like_duckdb({
      "l.day_of::VARCHAR",
      "l.moment::VARCHAR",
      "l.moment::DATE",
      "l.day_of::TIMESTAMP",
      "l.flag::VARCHAR",
      "l.flag::INT",
      "l.count::BOOLEAN",
      "l.numbers::VARCHAR[]",
      "l.tags::VARCHAR",
      "l.numbers::VARCHAR",
      "l.vector::DOUBLE[]",
      "l.vector::INT[]",
      "CAST(l.count AS TEXT) LIKE '1%'",
      "CAST('2001-01-01' AS DATE)",
      "TRY_CAST(l.digits AS BIGINT) = r.count",
      "'[1, 2]'::INT[]",
      "'[a, b c]'::VARCHAR[]",
      "'[]'::VARCHAR[]",
      "'[''a b'', \"c,d\", NULL]'::VARCHAR[]",
      "' [ a ,b ] '::VARCHAR[]",
      "'[[1, 2], [3]]'::INT[][]",
      "'[''it''''s'', x]'::VARCHAR[]",
      "TRY_CAST(l.name AS VARCHAR[])",
      "TRY_CAST('[1, x]' AS INT[])",
      "TRY_CAST('[1, 2' AS INT[])",
      "substr(CAST(l.day_of AS VARCHAR), 1, 4)",
      "2.5::INT",
      "0.5::INT",
      "l.amount::VARCHAR || 'x'",
  });
  expect_null_for_refusals({"CAST(l.digits AS INT)", "CAST(l.born AS DATE)", "l.digits::DOUBLE",
                            "l.amount::BIGINT", "l.amount::TINYINT"});
}

TEST(Evaluator, GivesNullWhereDuckDbEndsTheQuery) {
  expect_null_for_refusals({"sqrt(l.amount)", "ln(l.amount)", "log2(l.amount)", "log10(l.amount)",
                            "log(l.amount)", "acos(l.amount)", "asin(l.amount)", "sin(l.amount)",
                            "cos(l.amount)", "tan(l.amount)"});
}

}  // namespace
}  // namespace byname
