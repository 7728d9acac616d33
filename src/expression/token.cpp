// SPDX-License-Identifier: Apache-2.0
#include "expression/token.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/error.hpp"

namespace byname {

namespace {

constexpr std::size_t kShownBytes = 40;

// Longer symbols before their beginnings.
constexpr std::array<std::string_view, 27> kSymbols = {"==", "<>", "!=", "<=", ">=", "//", "||", "::", "->",
                                                       "=",  "<",  ">",  "+",  "-",  "*",  "/",  "%",  "(",
                                                       ")",  "[",  "]",  ",",  ".",  "{",  "}",  ":",  ""};

constexpr std::array<BinaryOperator, 17> kBinaryOperators = {{
    {"or", "or", Precedence::kOr},
    {"and", "and", Precedence::kAnd},
    {"=", "=", Precedence::kComparison},
    {"==", "=", Precedence::kComparison},
    {"<>", "<>", Precedence::kComparison},
    {"!=", "<>", Precedence::kComparison},
    {"<", "<", Precedence::kComparison},
    {"<=", "<=", Precedence::kComparison},
    {">", ">", Precedence::kComparison},
    {">=", ">=", Precedence::kComparison},
    {"||", "||", Precedence::kConcatenation},
    {"+", "+", Precedence::kSum},
    {"-", "-", Precedence::kSum},
    {"*", "*", Precedence::kProduct},
    {"/", "/", Precedence::kProduct},
    {"//", "//", Precedence::kProduct},
    {"%", "%", Precedence::kProduct},
}};

// Words that are neither a column nor a function unless they are quoted.
constexpr std::array<std::string_view, 27> kKeywords = {
    "and",   "array", "as",     "between", "case", "cast",     "distinct", "else", "end",
    "false", "for",   "from",   "ilike",   "in",   "is",       "like",     "not",  "null",
    "on",    "or",    "select", "then",    "true", "try_cast", "using",    "when", "where"};

// Spaces of Unicode that come with text copied from pages and documents.
constexpr std::array<std::string_view, 5> kWideSpaces = {"\u00a0", "\u2003", "\u202f", "\u3000", "\ufeff"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool continues_name(char c) { return begins_name(c) || is_digit(c) || c == '$'; }

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool is_continuation_byte(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

/// How many bytes at `at`, inside quotes, stand for one quote; 0 if none do. A quote is written twice. Spark
/// writes \' in a text; elsewhere \ is a character and ends no text that a letter follows.
std::size_t escaped_quote_bytes(std::string_view text, std::size_t at, char quote) {
  const auto is_at = [&](std::size_t position, char c) {
    return position < text.size() && text[position] == c;
  };
  if (is_at(at, quote)) return is_at(at + 1, quote) ? 2 : 0;
  const bool is_spark = quote == '\'' && is_at(at, '\\') && is_at(at + 1, quote) && at + 2 < text.size() &&
                        continues_name(text[at + 2]);
  return is_spark ? 2 : 0;
}

/// The beginning of a token for a message: at most kShownBytes bytes, whole characters, on one line.
std::string shown(std::string_view token) {
  std::size_t length = std::min(token.size(), kShownBytes);
  while (length < token.size() && length > 0 && is_continuation_byte(token[length])) --length;
  std::string text(token.substr(0, length));
  std::replace_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return length < token.size() ? text + "..." : text;
}

/// "line 1, column 12", both from 1; columns are characters.
std::string place_of(std::string_view text, std::size_t position) {
  const std::string_view before = text.substr(0, position);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::string_view row = before.substr(before.rfind('\n') + 1);
  const auto column =
      1 + std::count_if(row.begin(), row.end(), [](char c) { return !is_continuation_byte(c); });
  return fmt::format("line {}, column {}", line, column);
}

std::string_view written_in(const ExpressionSource& source, const Token& token) {
  return source.text.substr(token.begin, token.end - token.begin);
}

/// What is between the quotes of a text or a name.
std::string unquoted(std::string_view written) {
  const char quote = written.front();
  std::string text;
  text.reserve(written.size());
  for (std::size_t at = 1; at + 1 < written.size();) {
    const std::size_t escaped = escaped_quote_bytes(written, at, quote);
    text += escaped > 0 ? quote : written[at];
    at += std::max<std::size_t>(escaped, 1);
  }
  return text;
}

class TokenReader {
 public:
  explicit TokenReader(const ExpressionSource& source) : source_(source), text_(source.text) {}

  std::vector<Token> read() {
    std::vector<Token> tokens;
    for (skip_blank(); at_ < text_.size(); skip_blank()) tokens.push_back(next());
    tokens.push_back({TokenKind::kEnd, text_.size(), text_.size()});
    return tokens;
  }

 private:
  char peek(std::size_t ahead) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool sees(std::string_view word) const { return text_.substr(at_, word.size()) == word; }

  std::size_t blank_bytes() const {
    if (is_space(peek(0))) return 1;
    for (const std::string_view space : kWideSpaces) {
      if (sees(space)) return space.size();
    }
    return 0;
  }

  void skip_blank() {
    while (at_ < text_.size()) {
      if (const std::size_t bytes = blank_bytes(); bytes > 0) {
        at_ += bytes;
      } else if (sees("--")) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (sees("/*")) {
        skip_block_comment();
      } else {
        return;
      }
    }
  }

  void skip_block_comment() {
    const std::size_t close = text_.find("*/", at_ + 2);
    if (close == std::string_view::npos)
      refuse_token(source_, {TokenKind::kSymbol, at_, text_.size()}, "has no closing */");
    at_ = close + 2;
  }

  Token next() {
    const char c = peek(0);
    if (c == '\'') return quoted(TokenKind::kText);
    if (c == '"' || c == '`') return quoted(TokenKind::kQuotedName);
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    if (begins_name(c)) return name();
    return symbol();
  }

  Token token_until(TokenKind kind, std::size_t end) {
    const Token token{kind, at_, end};
    at_ = end;
    return token;
  }

  Token quoted(TokenKind kind) {
    const char quote = text_[at_];
    std::size_t close = at_ + 1;
    while (close < text_.size()) {
      if (const std::size_t escaped = escaped_quote_bytes(text_, close, quote); escaped > 0) {
        close += escaped;
      } else if (text_[close] == quote) {
        break;
      } else {
        ++close;
      }
    }
    if (close == text_.size()) {
      refuse_token(source_, {kind, at_, close}, fmt::format("has no closing {}", quote));
    }
    const Token token = token_until(kind, close + 1);
    if (kind == TokenKind::kQuotedName && token.end - token.begin == 2) {
      refuse_token(source_, token, "is a name without letters");
    }
    return token;
  }

  Token name() {
    std::size_t end = at_ + 1;
    // A wide space ends a name, though its bytes look like letters.
    const auto is_wide_space = [&](std::string_view space) {
      return text_.substr(end, space.size()) == space;
    };
    while (end < text_.size() && continues_name(text_[end]) &&
           std::none_of(kWideSpaces.begin(), kWideSpaces.end(), is_wide_space)) {
      ++end;
    }
    return token_until(TokenKind::kName, end);
  }

  std::size_t digits_from(std::size_t position) const {
    while (position < text_.size() && is_digit(text_[position])) ++position;
    return position;
  }

  Token number() {
    std::size_t end = digits_from(at_);
    if (end < text_.size() && text_[end] == '.') end = digits_from(end + 1);
    if (end < text_.size() && (text_[end] == 'e' || text_[end] == 'E')) {
      const bool is_signed = end + 1 < text_.size() && (text_[end + 1] == '+' || text_[end + 1] == '-');
      const std::size_t exponent = end + (is_signed ? 2 : 1);
      end = std::max(end, digits_from(exponent) == exponent ? end : digits_from(exponent));
    }
    if (end < text_.size() && continues_name(text_[end])) {
      while (end < text_.size() && continues_name(text_[end])) ++end;
      refuse_token(source_, {TokenKind::kNumber, at_, end}, "is not a number");
    }
    return token_until(TokenKind::kNumber, end);
  }

  Token symbol() {
    const auto found =
        std::find_if(kSymbols.begin(), kSymbols.end(), [&](std::string_view s) { return sees(s); });
    if (found->empty()) {
      refuse_token(source_, {TokenKind::kSymbol, at_, at_ + 1}, "has no meaning in a condition");
    }
    return token_until(TokenKind::kSymbol, at_ + found->size());
  }

  const ExpressionSource& source_;
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Token> read_tokens(const ExpressionSource& source) { return TokenReader(source).read(); }

void refuse_expression(const ExpressionSource& source, std::string_view complaint) {
  throw DataError(fmt::format("cannot read the condition of {}: {}", source.what, complaint));
}

void refuse_token(const ExpressionSource& source, const Token& token, std::string_view complaint) {
  const std::string name =
      token.kind == TokenKind::kEnd ? "the end" : fmt::format("\"{}\"", shown(written_in(source, token)));
  refuse_expression(source, fmt::format("{} at {} {}", name, place_of(source.text, token.begin), complaint));
}

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string upper_ascii(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

Precedence tighter(Precedence precedence) {
  return static_cast<Precedence>(static_cast<int>(precedence) + 1);
}

const BinaryOperator* find_binary_operator(std::string_view written) {
  const auto found = std::find_if(kBinaryOperators.begin(), kBinaryOperators.end(),
                                  [&](const BinaryOperator& op) { return op.written == written; });
  return found == kBinaryOperators.end() ? nullptr : &*found;
}

TokenCursor::TokenCursor(const ExpressionSource& source) : source_(source), tokens_(read_tokens(source)) {}

const Token& TokenCursor::token_after(std::size_t count) const {
  return tokens_[std::min(at_ + count, tokens_.size() - 1)];
}

std::string_view TokenCursor::written(const Token& token) const { return written_in(source_, token); }

bool TokenCursor::is_symbol(const Token& token, std::string_view symbol) const {
  return token.kind == TokenKind::kSymbol && written(token) == symbol;
}

bool TokenCursor::is_word(const Token& token, std::string_view word) const {
  return token.kind == TokenKind::kName && token.end - token.begin == word.size() &&
         lower_ascii(written(token)) == word;
}

bool TokenCursor::is_free_name(const Token& token) const {
  if (token.kind != TokenKind::kName) return token.kind == TokenKind::kQuotedName;
  return std::find(kKeywords.begin(), kKeywords.end(), lower_ascii(written(token))) == kKeywords.end();
}

bool TokenCursor::take_symbol(std::string_view symbol) {
  const bool is_there = is_symbol(token(), symbol);
  at_ += is_there ? 1 : 0;
  return is_there;
}

bool TokenCursor::take_words(std::initializer_list<std::string_view> words) {
  std::size_t count = 0;
  for (const std::string_view word : words) {
    if (!is_word(token_after(count++), word)) return false;
  }
  at_ += count;
  return true;
}

std::string TokenCursor::take() {
  const Token& taken = tokens_[at_++];
  const bool is_quoted = taken.kind == TokenKind::kText || taken.kind == TokenKind::kQuotedName;
  return is_quoted ? unquoted(written(taken)) : std::string(written(taken));
}

void TokenCursor::need_symbol(std::string_view symbol, std::string_view what) {
  if (!take_symbol(symbol)) expected(what);
}

void TokenCursor::need_word(std::string_view word, std::string_view what) {
  if (!take_words({word})) expected(what);
}

void TokenCursor::expected(std::string_view what) const {
  refuse_token(source_, token(), fmt::format("is not expected here; expected {}", what));
}

}  // namespace byname
