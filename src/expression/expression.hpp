// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace byname {

/// What a node of an expression is. Children are in the order given.
enum class ExpressionKind {
  kNull,      ///< NULL
  kBoolean,   ///< TRUE, FALSE: `text` "true" or "false"
  kNumber,    ///< `text` as written: "1", "0.9", "1e-3"; never signed
  kText,      ///< 'it''s': `text` without quotes
  kColumn,    ///< `qualifier` ("l", "r" or empty) and `text`, the name without quotes; also a lambda's
              ///< parameter
  kCall,      ///< `text` = name in lower case; children = arguments
  kNegation,  ///< -x
  kNot,       ///< NOT x
  kBinary,    ///< `text` = one of = <> < <= > >= + - * / // % || and or, "is distinct from", "is not distinct
              ///< from"
  kIsNull,    ///< x IS NULL; `is_negated`: IS NOT NULL
  kIn,        ///< x IN (a, b, ...); `is_negated`
  kBetween,   ///< x BETWEEN low AND high; `is_negated`
  kLike,      ///< x LIKE pattern; `text` = "like" or "ilike"; `is_negated`
  kCase,      ///< CASE [operand] WHEN a THEN b ... [ELSE c] END; `has_operand`, `has_else`
  kCast,      ///< CAST(x AS T), x::T, DATE 'x'; `text` = T in upper case; `is_try`: TRY_CAST
  kLambda,    ///< (a, b) -> body, LAMBDA a, b: body; `parameters`; one child
  kIndex,     ///< x[i]
  kList,      ///< [a, b]
};

/// A parsed expression: a tree by value.
struct Expression {
  ExpressionKind kind = ExpressionKind::kNull;
  std::string text;
  std::string qualifier;
  bool is_negated = false;
  bool is_try = false;
  bool has_operand = false;
  bool has_else = false;
  std::vector<std::string> parameters;
  std::vector<Expression> children;
  std::size_t begin = 0;  ///< where it stands in the text parsed: bytes
  std::size_t end = 0;
};

/// Parses one SQL expression as DuckDB, Spark, SQLite and PostgreSQL write it in Splink's models
/// (docs/expressions.md). Names may be in "double quotes" or `backticks`; keywords and function names in any
/// case. Spellings of the other dialects are turned into DuckDB's: substring(x from 'pattern') is
/// regexp_extract(x, 'pattern'), EXTRACT(EPOCH FROM x) is epoch(x). Throws DataError naming what the
/// expression is for (`what`: "level 2 of comparison dob"), the token that cannot be read and its line and
/// column.
Expression parse_expression(const std::string& text, const std::string& what);

/// The expression as DuckDB's SQL; parse_expression of it gives the same tree (but for begin and end).
std::string expression_text(const Expression& expression);

/// True if two trees are the same, wherever they stand.
bool same_expression(const Expression& a, const Expression& b);

}  // namespace byname
