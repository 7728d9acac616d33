// SPDX-License-Identifier: Apache-2.0
// Expressions against DuckDB itself: each is evaluated for every pair of an invented table by both.
// cases/*.sql has the expressions, cases/differences.tsv where the two are known to differ.
#include "expression/evaluator.hpp"

#include <cmath>
#include <fmt/format.h>
#include <fstream>
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
        "d+$1{2}"}},
      {"word", "VARCHAR", {"o",  "",   "i", "и", "Ivan", "%o%", "_o%", kNull, "J%n", "ss", "\u0308", "Smith",
                           "an", "mm", "ü", "x", "%",    " ",   "é",   "10",  "__",  "%%", "'",      "%\n%"}},
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
        "2001-02-03 13:11:12 PM",
        "03 may 69",
        "1 sept 68",
        "2001-02-03T10:11:12Z",
        "3/2/2001"}},
      {"stamp",
       "VARCHAR",
       {"2001-02-03", "2001-2-3", "1999-12-31 23:59:59", "2000-02-29T10:11", kNull, "2001/02/03 10:11",
        "0099-01-01", "2001-02-03 10:11:12.5", "1583-01-01", "2001 02 03", "0-1-1", "2001-02-03  1:2:3"}},
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
      {"digits", "VARCHAR", {"1",    "-7",
                             "2.5",  "3.5",
                             "-2.5", " 12 ",
                             "+4",   "1e3",
                             "abc",  "",
                             kNull,  "nan",
                             "inf",  "true",
                             "f",    "YES",
                             "no",   "9223372036854775808",
                             "300",  "1.",
                             ".5",   "T",
                             "on",   "0",
                             "y",    "N",
                             "-0",   "123456789.125"}}};
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
      return type.ends_with("INT") || type.ends_with("INTEGER") || type == "DOUBLE" || type == "FLOAT" ||
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

/// Doubles to 1e-12: the sines of two libraries; and DuckDB 1.5 rounds Jaro-Winkler once more than 2.0.
bool is_same_number(double ours, double theirs, const std::string& type) {
  if (std::isnan(ours) || std::isnan(theirs)) return std::isnan(ours) && std::isnan(theirs);
  if (std::isinf(ours)) return ours == theirs;
  if (type == "FLOAT") return static_cast<float>(ours) == static_cast<float>(theirs);
  return std::abs(ours - theirs) <= 1e-12 * std::max(std::abs(ours), std::abs(theirs));
}

bool is_same(const Value& ours, const Cell& theirs, const std::string& type) {
  if (ours.is_null() || !theirs) return ours.is_null() && !theirs;
  if (!is_kind(ours.type, type)) return false;
  if (type == "FLOAT[]") {
    CallContext calls;
    return equal_values(ours, read_cell(*theirs, type, calls));
  }
  double number = 0;
  if (!ours.is_number()) return text_of(ours) == *theirs;
  return parse_double(*theirs, number) && is_same_number(ours.as_double(), number, type);
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
  if (!answer.error.empty()) return "DuckDB says: " + answer.error;
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

void expect_like_duckdb(const std::string& expression) {
  const std::string found = differences(expression, engines().duckdb.ask(expression));
  EXPECT_TRUE(found.empty()) << expression << ": " << found;
}

/// The lines of a case file; those that begin with -- or # are remarks. Tests run in the repository's root.
std::vector<std::string> case_lines(const std::string& name) {
  const std::string path = "tests/expression/cases/" + name;
  std::ifstream file(path);
  EXPECT_TRUE(file.is_open()) << path;
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && !line.starts_with("-- ") && !line.starts_with("# ")) lines.push_back(line);
  }
  EXPECT_FALSE(lines.empty()) << path;
  return lines;
}

class EvaluatorCases : public testing::TestWithParam<const char*> {};

TEST_P(EvaluatorCases, AreAsInDuckDb) {
  for (const std::string& expression : case_lines(std::string(GetParam()) + ".sql"))
    expect_like_duckdb(expression);
}

INSTANTIATE_TEST_SUITE_P(Files, EvaluatorCases,
                         testing::Values("values", "comparisons", "logic", "members", "like", "arithmetic",
                                         "numbers", "texts", "substrings", "similarities",
                                         "regular_expressions", "times", "lists", "lambdas", "choices",
                                         "casts"),
                         [](const auto& file) { return std::string(file.param); });

TEST(Evaluator, ReadsColumnsOfAllTypes) {
  for (const InventedColumn& column : invented_columns()) {
    expect_like_duckdb("l." + column.name);
    expect_like_duckdb(fmt::format("CASE WHEN l.small > 0 THEN r.{0} ELSE l.{0} END", column.name));
    expect_like_duckdb(fmt::format("l.{0} IS NULL AND r.{0} IS NOT NULL", column.name));
  }
}

TEST(Evaluator, ComparesColumnsOfAllTypes) {
  for (const InventedColumn& column : invented_columns()) {
    for (const char* op : {"=", "<>", "<", "<=", ">", ">=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM"})
      expect_like_duckdb(fmt::format("l.{0} {1} r.{0}", column.name, op));
    expect_like_duckdb(fmt::format("l.{0} BETWEEN r.{0} AND l.{0}", column.name));
    expect_like_duckdb(fmt::format("nullif(l.{0}, r.{0})", column.name));
  }
}

TEST(Evaluator, ReadsRegularExpressionsAsRe2Does) {
  for (const std::string& pattern : case_lines("patterns.txt")) {
    for (const char* column : {"name", "born"}) {
      for (const char* call :
           {"regexp_extract(l.{}, {})", "regexp_matches(l.{}, {})", "regexp_full_match(l.{}, {})",
            "regexp_replace(l.{}, {}, '<\\0>')", "regexp_replace(l.{}, {}, '$1', 'g')"})
        expect_like_duckdb(fmt::format(fmt::runtime(call), column, sql_literal(pattern)));
    }
  }
}

TEST(Evaluator, ReadsTimesByTheirFormat) {
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
                             "%Y-%m-%d%%",
                             "%Y-%-m-%-d",
                             "%Y-%m-%d  %H:%M"}) {
    expect_like_duckdb(fmt::format("try_strptime(l.born, '{}')", format));
    expect_like_duckdb(
        fmt::format("epoch(try_strptime(l.born, '{0}')) - epoch(try_strptime(r.born, '{0}'))", format));
  }
}

TEST(Evaluator, CountsTimesInAllUnits) {
  for (const char* part :
       {"microsecond", "us",      "millisecond", "ms",       "second", "seconds", "sec",      "s",
        "minute",      "minutes", "min",         "m",        "hour",   "h",       "hours",    "day",
        "days",        "d",       "Day",         "week",     "weeks",  "month",   "MONTH",    "mon",
        "months",      "quarter", "year",        "quarters", "yr",     "years",   "decade",   "y",
        "decades",     "w",       "hr",          "century",  "usecs",  "msec",    "centuries"}) {
    expect_like_duckdb(fmt::format("date_diff('{}', l.day_of, r.day_of)", part));
    expect_like_duckdb(fmt::format("date_diff('{}', l.moment, r.moment)", part));
    expect_like_duckdb(fmt::format("datediff('{}', l.day_of, r.moment)", part));
  }
}

TEST(Evaluator, CastsTextsAndNumbers) {
  for (const char* type : {"INT", "BIGINT", "SMALLINT", "TINYINT", "UTINYINT", "UINTEGER", "DOUBLE", "FLOAT",
                           "BOOLEAN", "VARCHAR", "DECIMAL(10,2)", "DECIMAL(4)", "DECIMAL(6, 1)"}) {
    for (const char* column : {"digits", "name", "amount", "count", "flag", "share"}) {
      expect_like_duckdb(fmt::format("TRY_CAST(l.{} AS {})", column, type));
    }
  }
}

TEST(Evaluator, GivesNullWhereDuckDbEndsTheQuery) {
  for (const std::string& expression : case_lines("refusals.sql")) {
    EXPECT_NE(engines().duckdb.ask(expression).error, "") << expression;
    const std::string found = differences(expression, engines().duckdb.ask("TRY(" + expression + ")"));
    EXPECT_TRUE(found.empty()) << expression << ": " << found;
  }
}

TEST(Evaluator, DiffersFromDuckDbOnlyWhereSaid) {
  for (const std::string& line : case_lines("differences.tsv")) {
    const std::string expression = line.substr(0, line.find('\t'));
    ASSERT_LT(expression.size(), line.size()) << "no reason: " << line;
    EXPECT_NE(differences(expression, engines().duckdb.ask(expression)), "") << line;
  }
}

}  // namespace
}  // namespace byname
