// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace byname {

enum class TokenKind {
  kName,        ///< a word without quotes: a name or a keyword
  kQuotedName,  ///< "a ""b""", `a`
  kText,        ///< 'it''s', and Spark's 'it\'s' if a letter or digit follows
  kNumber,      ///< 1, 0.9, .5, 1e-3
  kSymbol,      ///< one of = == <> != < <= > >= + - * / // % || :: -> ( ) [ ] , . { } :
  kEnd,         ///< after the last token; empty
};

/// One token of an expression: the bytes from `begin` to before `end` of the text.
struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The text of an expression and what it is for, as said in messages.
struct ExpressionSource {
  std::string_view text;
  std::string_view what;
};

/// How tightly operators bind, in DuckDB's order.
enum class Precedence {
  kAny,
  kOr,
  kAnd,
  kNot,
  kIs,
  kComparison,
  kMembership,  ///< BETWEEN, IN, LIKE
  kConcatenation,
  kSum,
  kProduct,
  kSign,
  kCast,
  kIndex,
};

/// The next tighter precedence.
Precedence tighter(Precedence precedence);

/// An operator between two values: as written, as Expression::text has it.
struct BinaryOperator {
  std::string_view written;
  std::string_view text;
  Precedence precedence;
};

/// The operator written so, in small letters; nullptr if there is none.
const BinaryOperator* find_binary_operator(std::string_view written);

/// Cuts an expression into tokens, without white space and comments; the last is kEnd. Throws DataError for
/// quotes and comments without an end, for broken numbers and for characters of no token.
std::vector<Token> read_tokens(const ExpressionSource& source);

/// Throws DataError "cannot read the condition of ...: <complaint>".
[[noreturn]] void refuse_expression(const ExpressionSource& source, std::string_view complaint);

/// Throws DataError with the token, where it stands and `complaint`.
[[noreturn]] void refuse_token(const ExpressionSource& source, const Token& token,
                               std::string_view complaint);

/// ASCII letters in small or capital form; other bytes as they are.
std::string lower_ascii(std::string_view text);
std::string upper_ascii(std::string_view text);

/// Walks over the tokens of an expression. Keywords are asked for in small letters and found in any.
class TokenCursor {
 public:
  explicit TokenCursor(const ExpressionSource& source);

  const ExpressionSource& source() const { return source_; }
  const Token& token() const { return tokens_[at_]; }
  const Token& token_after(std::size_t count) const;
  std::size_t end_of_last() const { return tokens_[at_ - 1].end; }

  std::string_view written(const Token& token) const;
  bool is_symbol(const Token& token, std::string_view symbol) const;
  bool is_word(const Token& token, std::string_view word) const;
  /// True for quoted names and for words that are no keywords.
  bool is_free_name(const Token& token) const;

  /// Takes the token if it is this symbol.
  bool take_symbol(std::string_view symbol);
  /// Takes these words if all of them come next.
  bool take_words(std::initializer_list<std::string_view> words);
  /// Takes the token: a text or a quoted name without its quotes, any other as written.
  std::string take();
  void need_symbol(std::string_view symbol, std::string_view expected);
  void need_word(std::string_view word, std::string_view expected);

  /// Throws DataError: the token is not expected, `what` is.
  [[noreturn]] void expected(std::string_view what) const;

  std::size_t position() const { return at_; }
  void return_to(std::size_t position) { at_ = position; }

 private:
  ExpressionSource source_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};

}  // namespace byname
