// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "expression/expression.hpp"
#include "expression/token.hpp"

namespace byname {

namespace {

Precedence precedence_of(const Expression& expression) {
  switch (expression.kind) {
    case ExpressionKind::kBinary:
      return expression.text.starts_with("is ") ? Precedence::kIs
                                                : find_binary_operator(expression.text)->precedence;
    case ExpressionKind::kNot:
      return Precedence::kNot;
    case ExpressionKind::kIsNull:
      return Precedence::kIs;
    case ExpressionKind::kIn:
    case ExpressionKind::kBetween:
    case ExpressionKind::kLike:
      return Precedence::kMembership;
    case ExpressionKind::kNegation:
      return Precedence::kSign;
    case ExpressionKind::kCast:
      return expression.is_try ? Precedence::kIndex : Precedence::kCast;
    default:
      return Precedence::kIndex;
  }
}

// Function names that mean something else without quotes. In order.
constexpr std::array<std::string_view, 30> kWordsOfTheLanguage = {
    "and", "as",       "between", "case", "cast", "distinct", "else",  "end",  "extract", "false",
    "for", "from",     "ilike",   "in",   "is",   "lambda",   "like",  "not",  "null",    "on",
    "or",  "position", "select",  "then", "true", "try_cast", "using", "when", "where",   "with"};

bool is_plain_word(std::string_view name) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  const auto is_part = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); };
  return !name.empty() && is_letter(name[0]) && std::all_of(name.begin(), name.end(), is_part) &&
         !std::binary_search(kWordsOfTheLanguage.begin(), kWordsOfTheLanguage.end(), name);
}

/// Writes with as few brackets as the order of the operators allows: text is never nested deeper than what it
/// was read from.
class TextWriter {
 public:
  std::string take() { return std::move(text_); }

  /// Writes `expression`, in brackets if it binds less tightly than `least`.
  void write(const Expression& expression, Precedence least) {
    const bool needs_brackets = precedence_of(expression) < least;
    if (needs_brackets) text_ += '(';
    write_bare(expression);
    if (needs_brackets) text_ += ')';
  }

 private:
  void write_bare(const Expression& expression) {
    switch (expression.kind) {
      case ExpressionKind::kNull:
        text_ += "NULL";
        break;
      case ExpressionKind::kBoolean:
        text_ += upper_ascii(expression.text);
        break;
      case ExpressionKind::kNumber:
        text_ += expression.text;
        break;
      case ExpressionKind::kText:
        write_quoted(expression.text, '\'');
        break;
      case ExpressionKind::kColumn:
        write_column(expression);
        break;
      case ExpressionKind::kCall:
        write_call(expression);
        break;
      case ExpressionKind::kCase:
        write_case(expression);
        break;
      case ExpressionKind::kCast:
        write_cast(expression);
        break;
      case ExpressionKind::kLambda:
        write_lambda(expression);
        break;
      case ExpressionKind::kIndex:
        write(expression.children[0], Precedence::kIndex);
        text_ += '[';
        write(expression.children[1], Precedence::kAny);
        text_ += ']';
        break;
      case ExpressionKind::kList:
        text_ += '[';
        write_list(expression, 0);
        text_ += ']';
        break;
      default:
        write_operation(expression);
    }
  }

  void write_operation(const Expression& expression) {
    const std::string_view negated = expression.is_negated ? " NOT" : "";
    switch (expression.kind) {
      case ExpressionKind::kNegation:
        write_negation(expression);
        break;
      case ExpressionKind::kNot:
        text_ += "NOT ";
        write(expression.children[0], Precedence::kNot);
        break;
      case ExpressionKind::kIsNull:
        write(expression.children[0], Precedence::kIs);
        text_.append(" IS").append(negated).append(" NULL");
        break;
      case ExpressionKind::kIn:
        write(expression.children[0], Precedence::kMembership);
        text_.append(negated).append(" IN (");
        write_list(expression, 1);
        text_ += ')';
        break;
      case ExpressionKind::kBetween:
        write(expression.children[0], Precedence::kMembership);
        text_.append(negated).append(" BETWEEN ");
        write(expression.children[1], Precedence::kConcatenation);
        text_ += " AND ";
        write(expression.children[2], Precedence::kConcatenation);
        break;
      case ExpressionKind::kLike:
        write(expression.children[0], Precedence::kMembership);
        text_.append(negated).append(" ").append(upper_ascii(expression.text)).append(" ");
        write(expression.children[1], Precedence::kConcatenation);
        break;
      default:
        write_binary(expression);
    }
  }

  /// Operators group from the left.
  void write_binary(const Expression& expression) {
    const Precedence precedence = precedence_of(expression);
    write(expression.children[0], precedence);
    text_.append(" ").append(upper_ascii(expression.text)).append(" ");
    write(expression.children[1], tighter(precedence));
  }

  /// Two minus signs without a space would begin a comment.
  void write_negation(const Expression& expression) {
    text_ += '-';
    if (expression.children[0].kind == ExpressionKind::kNegation) text_ += ' ';
    write(expression.children[0], Precedence::kSign);
  }

  void write_quoted(std::string_view text, char quote) {
    text_ += quote;
    for (const char c : text) {
      if (c == quote) text_ += quote;
      text_ += c;
    }
    text_ += quote;
  }

  void write_column(const Expression& expression) {
    if (!expression.qualifier.empty()) text_ += expression.qualifier + ".";
    write_quoted(expression.text, '"');
  }

  void write_call(const Expression& expression) {
    if (is_plain_word(expression.text)) {
      text_ += expression.text;
    } else {
      write_quoted(expression.text, '"');
    }
    text_ += '(';
    write_list(expression, 0);
    text_ += ')';
  }

  void write_list(const Expression& expression, std::size_t first) {
    for (std::size_t i = first; i < expression.children.size(); ++i) {
      if (i > first) text_ += ", ";
      write(expression.children[i], Precedence::kAny);
    }
  }

  void write_case(const Expression& expression) {
    text_ += "CASE ";
    std::size_t next = 0;
    const std::size_t end = expression.children.size() - (expression.has_else ? 1 : 0);
    if (expression.has_operand) {
      write(expression.children[next++], Precedence::kAny);
      text_ += ' ';
    }
    for (; next + 1 < end; next += 2) {
      text_ += "WHEN ";
      write(expression.children[next], Precedence::kAny);
      text_ += " THEN ";
      write(expression.children[next + 1], Precedence::kAny);
      text_ += ' ';
    }
    if (expression.has_else) {
      text_ += "ELSE ";
      write(expression.children[end], Precedence::kAny);
      text_ += ' ';
    }
    text_ += "END";
  }

  /// x::T rather than CAST(x AS T), which would nest where DATE 'x' and x::T did not.
  void write_cast(const Expression& expression) {
    if (!expression.is_try) {
      write(expression.children[0], Precedence::kCast);
      text_ += "::" + expression.text;
      return;
    }
    text_ += "TRY_CAST(";
    write(expression.children[0], Precedence::kAny);
    text_ += " AS " + expression.text + ")";
  }

  void write_lambda(const Expression& expression) {
    const bool needs_brackets = expression.parameters.size() != 1;
    if (needs_brackets) text_ += '(';
    for (std::size_t i = 0; i < expression.parameters.size(); ++i) {
      if (i > 0) text_ += ", ";
      write_quoted(expression.parameters[i], '"');
    }
    text_ += needs_brackets ? ") -> " : " -> ";
    write(expression.children[0], Precedence::kAny);
  }

  std::string text_;
};

}  // namespace

std::string expression_text(const Expression& expression) {
  TextWriter writer;
  writer.write(expression, Precedence::kAny);
  return writer.take();
}

bool same_expression(const Expression& a, const Expression& b) {
  return a.kind == b.kind && a.text == b.text && a.qualifier == b.qualifier && a.is_negated == b.is_negated &&
         a.is_try == b.is_try && a.has_operand == b.has_operand && a.has_else == b.has_else &&
         a.parameters == b.parameters &&
         std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(),
                    same_expression);
}

}  // namespace byname
