// SPDX-License-Identifier: Apache-2.0
// Reads expressions by precedence climbing, in the order of DuckDB's grammar.
#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <string_view>
#include <utility>

#include "expression/expression.hpp"
#include "expression/token.hpp"

namespace byname {

namespace {

constexpr std::size_t kMaxNesting = 200;
// Chains such as a OR b OR c are trees as deep as they are long, and trees are walked by recursion.
constexpr std::size_t kMaxDepth = 2000;

/// An expression and the number of nodes from its root to its farthest leaf, both counted.
struct Node {
  Expression root;
  std::size_t depth = 1;
};

// Held by pointer: the parser calls itself some thousand times at worst, with several trees in each frame.
using Tree = std::unique_ptr<Node>;

Tree leaf(ExpressionKind kind, std::string text) {
  Tree tree = std::make_unique<Node>();
  tree->root.kind = kind;
  tree->root.text = std::move(text);
  return tree;
}

class Parser {
 public:
  explicit Parser(const ExpressionSource& source) : cursor_(source) {}

  Expression parse() {
    if (here().kind == TokenKind::kEnd) refuse_expression(cursor_.source(), "it is empty");
    Tree tree = expression(Precedence::kAny);
    if (here().kind != TokenKind::kEnd) cursor_.expected("an operator or the end");
    return std::move(tree->root);
  }

 private:
  /// Counts how deep brackets, NOT, minus and the like are nested while it lives.
  class Nesting {
   public:
    Nesting(Parser& parser, std::size_t levels) : nesting_(parser.nesting_), levels_(levels) {
      if (nesting_ + levels > kMaxNesting) {
        refuse_expression(parser.cursor_.source(), fmt::format("it is nested deeper than {}", kMaxNesting));
      }
      nesting_ += levels_;
    }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;
    ~Nesting() { nesting_ -= levels_; }

   private:
    std::size_t& nesting_;
    std::size_t levels_;
  };

  const Token& here() const { return cursor_.token(); }
  bool is_word_here(std::string_view word) const { return cursor_.is_word(here(), word); }
  bool is_symbol_here(std::string_view symbol) const { return cursor_.is_symbol(here(), symbol); }

  void add_child(Tree& parent, Tree child) const {
    parent->depth = std::max(parent->depth, child->depth + 1);
    if (parent->depth > kMaxDepth) {
      refuse_expression(
          cursor_.source(),
          fmt::format("it is a chain of more than {} parts; use IN, or group parts with brackets",
                      kMaxDepth));
    }
    parent->root.children.push_back(std::move(child->root));
  }

  Tree parent_of(Tree child, ExpressionKind kind, std::string text) const {
    Tree tree = leaf(kind, std::move(text));
    add_child(tree, std::move(child));
    return tree;
  }

  /// Notes that `tree` reaches from `begin` to the last token taken.
  Tree placed(Tree tree, std::size_t begin) const {
    tree->root.begin = begin;
    tree->root.end = cursor_.end_of_last();
    return tree;
  }

  /// Reads an operand and all operators after it that bind at least as tightly as `least`.
  /// A tighter operator after a looser one (a IS NULL = b) is refused: databases differ in what it means.
  Tree expression(Precedence least) {
    const std::size_t begin = here().begin;
    Tree left = operand(least);
    Precedence last = Precedence::kIndex;
    for (Precedence next = operator_here(); next != Precedence::kAny && next >= least;
         next = operator_here()) {
      if (next > last) refuse_token(cursor_.source(), here(), "needs brackets around what comes before it");
      left = placed(operation(std::move(left), next), begin);
      last = next;
    }
    return left;
  }

  /// How tightly the operator at this token binds; kAny if there is none.
  Precedence operator_here() const {
    if (const BinaryOperator* binary = binary_here()) return binary->precedence;
    if (is_word_here("is")) return Precedence::kIs;
    const Token& word = cursor_.token_after(is_word_here("not") ? 1 : 0);
    for (const std::string_view name : {"between", "in", "like", "ilike"}) {
      if (cursor_.is_word(word, name)) return Precedence::kMembership;
    }
    return Precedence::kAny;
  }

  const BinaryOperator* binary_here() const {
    const bool can_be = here().kind == TokenKind::kSymbol || here().kind == TokenKind::kName;
    return can_be ? find_binary_operator(lower_ascii(cursor_.written(here()))) : nullptr;
  }

  Tree operation(Tree left, Precedence precedence) {
    if (precedence == Precedence::kIs) return is_operation(std::move(left));
    if (precedence == Precedence::kMembership) return membership(std::move(left));
    const BinaryOperator* binary = binary_here();
    cursor_.take();
    Tree tree = parent_of(std::move(left), ExpressionKind::kBinary, std::string(binary->text));
    add_child(tree, expression(tighter(precedence)));
    return tree;
  }

  /// x IS [NOT] NULL, TRUE, FALSE or DISTINCT FROM y.
  Tree is_operation(Tree left) {
    cursor_.take();
    const bool is_negated = cursor_.take_words({"not"});
    if (cursor_.take_words({"null"})) {
      Tree tree = parent_of(std::move(left), ExpressionKind::kIsNull, "");
      tree->root.is_negated = is_negated;
      return tree;
    }
    const bool is_truth = is_word_here("true") || is_word_here("false");
    if (!is_truth && !cursor_.take_words({"distinct", "from"})) {
      cursor_.expected("NULL, TRUE, FALSE or DISTINCT FROM");
    }
    // x IS TRUE is x IS NOT DISTINCT FROM TRUE.
    const bool is_distinct = is_truth == is_negated;
    Tree tree = parent_of(std::move(left), ExpressionKind::kBinary,
                          is_distinct ? "is distinct from" : "is not distinct from");
    add_child(tree, is_truth ? value() : expression(tighter(Precedence::kIs)));
    return tree;
  }

  Tree membership(Tree left) {
    const bool is_negated = cursor_.take_words({"not"});
    Tree tree = cursor_.take_words({"between"}) ? between(std::move(left))
                : cursor_.take_words({"in"})    ? in_list(std::move(left))
                                                : like(std::move(left));
    tree->root.is_negated = is_negated;
    return tree;
  }

  Tree between(Tree left) {
    Tree tree = parent_of(std::move(left), ExpressionKind::kBetween, "");
    add_child(tree, expression(Precedence::kConcatenation));
    cursor_.need_word("and", "AND");
    add_child(tree, expression(Precedence::kConcatenation));
    return tree;
  }

  Tree in_list(Tree left) {
    Tree tree = parent_of(std::move(left), ExpressionKind::kIn, "");
    const Nesting nesting(*this, 1);
    cursor_.need_symbol("(", "\"(\"");
    add_list(tree, ")", "\",\" or \")\"");
    return tree;
  }

  Tree like(Tree left) {
    Tree tree = parent_of(std::move(left), ExpressionKind::kLike, lower_ascii(cursor_.take()));
    add_child(tree, expression(Precedence::kConcatenation));
    return tree;
  }

  void add_list(Tree& tree, std::string_view close, std::string_view expected) {
    do add_child(tree, expression(Precedence::kAny));
    while (cursor_.take_symbol(","));
    cursor_.need_symbol(close, expected);
  }

  /// NOT x, -x, +x, or a value.
  Tree operand(Precedence least) {
    const std::size_t begin = here().begin;
    if (cursor_.take_words({"not"})) {
      // In a = NOT b it counts twice, as expression_text has to write brackets there.
      const Nesting nesting(*this, least > Precedence::kNot ? 2 : 1);
      return placed(parent_of(expression(Precedence::kNot), ExpressionKind::kNot, ""), begin);
    }
    if (!is_symbol_here("-") && !is_symbol_here("+")) return value_with_suffixes();
    const Nesting nesting(*this, 1);
    const bool is_negation = cursor_.take() == "-";
    Tree tree = expression(Precedence::kSign);
    return placed(is_negation ? parent_of(std::move(tree), ExpressionKind::kNegation, "") : std::move(tree),
                  begin);
  }

  /// A value and any ::type and [index] after it.
  Tree value_with_suffixes() {
    const std::size_t begin = here().begin;
    Tree tree = value();
    while (is_symbol_here("::") || is_symbol_here("[")) {
      tree = is_symbol_here("[") ? index_of(std::move(tree)) : cast_of(std::move(tree));
      tree = placed(std::move(tree), begin);
    }
    return tree;
  }

  Tree cast_of(Tree operand) {
    cursor_.take();
    std::string type = type_name();
    return parent_of(std::move(operand), ExpressionKind::kCast, std::move(type));
  }

  Tree index_of(Tree list) {
    const Nesting nesting(*this, 1);
    cursor_.take();
    Tree tree = parent_of(std::move(list), ExpressionKind::kIndex, "");
    add_child(tree, expression(Precedence::kAny));
    cursor_.need_symbol("]", "\"]\"");
    return tree;
  }

  Tree value() {
    const std::size_t begin = here().begin;
    switch (here().kind) {
      case TokenKind::kNumber:
        return placed(leaf(ExpressionKind::kNumber, cursor_.take()), begin);
      case TokenKind::kText:
        return placed(leaf(ExpressionKind::kText, cursor_.take()), begin);
      case TokenKind::kName:
        return placed(worded(), begin);
      case TokenKind::kQuotedName:
        return placed(named(), begin);
      default:
        return placed(bracketed(), begin);
    }
  }

  /// (x) or [x, y].
  Tree bracketed() {
    if (is_symbol_here("[")) return list();
    const Nesting nesting(*this, 1);
    cursor_.need_symbol("(", "a value");
    Tree tree = expression(Precedence::kAny);
    cursor_.need_symbol(")", "an operator or \")\"");
    return tree;
  }

  Tree list() {
    const Nesting nesting(*this, 1);
    cursor_.take();
    Tree tree = leaf(ExpressionKind::kList, "");
    if (!cursor_.take_symbol("]")) add_list(tree, "]", "\",\" or \"]\"");
    return tree;
  }

  /// What begins with a word: a constant, an expression with a grammar of its own, or a name.
  Tree worded() {
    if (cursor_.take_words({"null"})) return leaf(ExpressionKind::kNull, "");
    if (is_word_here("true") || is_word_here("false")) {
      return leaf(ExpressionKind::kBoolean, lower_ascii(cursor_.take()));
    }
    if (cursor_.take_words({"case"})) return case_expression();
    const Token& next = cursor_.token_after(1);
    if (cursor_.is_symbol(next, "(")) return worded_call();
    if (next.kind == TokenKind::kText && (is_word_here("date") || is_word_here("timestamp")))
      return typed_text();
    if (cursor_.is_symbol(next, "[") && cursor_.take_words({"array"})) return list();
    return named();
  }

  Tree worded_call() {
    if (cursor_.take_words({"cast"})) return cast(false);
    if (cursor_.take_words({"try_cast"})) return cast(true);
    if (cursor_.take_words({"extract"})) return extract();
    if (cursor_.take_words({"position"})) return position();
    if (is_word_here("substring")) return substring();
    return is_word_here("array") ? call() : named();
  }

  /// A function or a column.
  Tree named() {
    if (!cursor_.is_free_name(here())) cursor_.expected("a value");
    return cursor_.is_symbol(cursor_.token_after(1), "(") ? call() : column();
  }

  Tree column() {
    Tree tree = leaf(ExpressionKind::kColumn, "");
    if (cursor_.is_symbol(cursor_.token_after(1), ".")) {
      const Token qualifier = here();
      tree->root.qualifier = lower_ascii(cursor_.take());
      if (tree->root.qualifier != "l" && tree->root.qualifier != "r") {
        refuse_token(cursor_.source(), qualifier, "is not expected here; expected l or r before the dot");
      }
      cursor_.take();
      if (here().kind != TokenKind::kName && here().kind != TokenKind::kQuotedName)
        cursor_.expected("a column");
    }
    tree->root.text = cursor_.take();
    return tree;
  }

  /// DATE 'x'.
  Tree typed_text() {
    std::string type = type_name();
    return parent_of(value(), ExpressionKind::kCast, std::move(type));
  }

  /// After CASE.
  Tree case_expression() {
    const Nesting nesting(*this, 1);
    Tree tree = leaf(ExpressionKind::kCase, "");
    tree->root.has_operand = !is_word_here("when");
    if (tree->root.has_operand) add_child(tree, expression(Precedence::kAny));
    if (!is_word_here("when")) cursor_.expected("WHEN");
    while (cursor_.take_words({"when"})) {
      add_child(tree, expression(Precedence::kAny));
      cursor_.need_word("then", "THEN");
      add_child(tree, expression(Precedence::kAny));
    }
    tree->root.has_else = cursor_.take_words({"else"});
    if (tree->root.has_else) add_child(tree, expression(Precedence::kAny));
    cursor_.need_word("end", tree->root.has_else ? "END" : "WHEN, ELSE or END");
    return tree;
  }

  /// After CAST or TRY_CAST, before the bracket.
  Tree cast(bool is_try) {
    const Nesting nesting(*this, 1);
    cursor_.take();
    Tree tree = parent_of(expression(Precedence::kAny), ExpressionKind::kCast, "");
    cursor_.need_word("as", "AS");
    tree->root.text = type_name();
    tree->root.is_try = is_try;
    cursor_.need_symbol(")", "\")\"");
    return tree;
  }

  /// A type in capitals: VARCHAR, DECIMAL(10,2), FLOAT[3], TIMESTAMP WITH TIME ZONE.
  std::string type_name() {
    if (here().kind != TokenKind::kName || !cursor_.is_free_name(here())) cursor_.expected("a type");
    std::string type = upper_ascii(cursor_.take());
    if (type == "DOUBLE" && cursor_.take_words({"precision"})) type += " PRECISION";
    if (type == "CHARACTER" && cursor_.take_words({"varying"})) type += " VARYING";
    const bool is_time = type == "TIME" || type == "TIMESTAMP";
    if (is_symbol_here("(")) type += type_sizes();
    if (is_time && cursor_.take_words({"with", "time", "zone"})) type += " WITH TIME ZONE";
    if (is_time && cursor_.take_words({"without", "time", "zone"})) type += " WITHOUT TIME ZONE";
    while (cursor_.take_symbol("[")) {
      type += is_symbol_here("]") ? "[]" : "[" + type_size() + "]";
      cursor_.need_symbol("]", "\"]\"");
    }
    return type;
  }

  std::string type_size() {
    const bool is_whole = cursor_.written(here()).find_first_not_of("0123456789") == std::string_view::npos;
    if (here().kind != TokenKind::kNumber || !is_whole) cursor_.expected("a whole number");
    return cursor_.take();
  }

  std::string type_sizes() {
    cursor_.take();
    std::string sizes = "(" + type_size();
    while (cursor_.take_symbol(",")) sizes += "," + type_size();
    cursor_.need_symbol(")", "\",\" or \")\"");
    return sizes + ")";
  }

  Tree call() {
    const Nesting nesting(*this, 1);
    Tree tree = leaf(ExpressionKind::kCall, lower_ascii(cursor_.take()));
    cursor_.take();
    if (cursor_.take_symbol(")")) return tree;
    add_child(tree, argument());
    add_more_arguments(tree);
    return tree;
  }

  void add_more_arguments(Tree& tree) {
    while (cursor_.take_symbol(",")) add_child(tree, argument());
    cursor_.need_symbol(")", "\",\" or \")\"");
  }

  /// After EXTRACT, before the bracket: EXTRACT(field FROM x) is field(x).
  Tree extract() {
    const Nesting nesting(*this, 1);
    cursor_.take();
    const bool is_named = here().kind == TokenKind::kName || here().kind == TokenKind::kQuotedName;
    if (!is_named && (here().kind != TokenKind::kText || here().end - here().begin == 2)) {
      cursor_.expected("the name of a field, such as EPOCH");
    }
    std::string field = lower_ascii(cursor_.take());
    cursor_.need_word("from", "FROM");
    Tree tree = parent_of(expression(Precedence::kAny), ExpressionKind::kCall, std::move(field));
    cursor_.need_symbol(")", "\")\"");
    return tree;
  }

  /// After POSITION, before the bracket: POSITION(a IN b) is strpos(b, a).
  Tree position() {
    const Nesting nesting(*this, 1);
    cursor_.take();
    Tree sought = expression(Precedence::kConcatenation);
    cursor_.need_word("in", "IN");
    Tree tree = parent_of(expression(Precedence::kAny), ExpressionKind::kCall, "strpos");
    add_child(tree, std::move(sought));
    cursor_.need_symbol(")", "\")\"");
    return tree;
  }

  /// SUBSTRING(x FROM 'pattern') is regexp_extract(x, 'pattern'), SUBSTRING(x FROM n FOR m) is
  /// substring(x, n, m).
  Tree substring() {
    const Nesting nesting(*this, 1);
    Tree tree = leaf(ExpressionKind::kCall, lower_ascii(cursor_.take()));
    cursor_.take();
    if (cursor_.take_symbol(")")) return tree;
    add_child(tree, argument());
    if (!is_word_here("from") && !is_word_here("for")) {
      add_more_arguments(tree);
      return tree;
    }
    Tree from = cursor_.take_words({"from"})
                    ? expression(Precedence::kAny)
                    : placed(leaf(ExpressionKind::kNumber, "1"), cursor_.end_of_last());
    if (from->root.kind == ExpressionKind::kText) tree->root.text = "regexp_extract";
    add_child(tree, std::move(from));
    if (cursor_.take_words({"for"})) add_child(tree, expression(Precedence::kAny));
    cursor_.need_symbol(")", "\")\"");
    return tree;
  }

  Tree argument() {
    const std::size_t begin = here().begin;
    Tree read = lambda();
    return read ? placed(std::move(read), begin) : expression(Precedence::kAny);
  }

  /// x -> body, (x, y) -> body, LAMBDA x, y: body; nullptr if none of them begins here.
  Tree lambda() {
    const std::size_t start = cursor_.position();
    Tree tree = leaf(ExpressionKind::kLambda, "");
    tree->root.parameters = lambda_parameters();
    if (tree->root.parameters.empty()) {
      cursor_.return_to(start);
      return nullptr;
    }
    add_child(tree, expression(Precedence::kAny));
    return tree;
  }

  /// Takes the names and the arrow or colon after them; none if this is not the head of a lambda.
  std::vector<std::string> lambda_parameters() {
    const bool is_bracketed = cursor_.take_symbol("(");
    const bool is_worded =
        !is_bracketed && cursor_.is_free_name(cursor_.token_after(1)) && cursor_.take_words({"lambda"});
    std::vector<std::string> names;
    do {
      if (!cursor_.is_free_name(here())) return {};
      names.push_back(cursor_.take());
    } while ((is_bracketed || is_worded) && cursor_.take_symbol(","));
    if (is_bracketed && !cursor_.take_symbol(")")) return {};
    return cursor_.take_symbol(is_worded ? ":" : "->") ? names : std::vector<std::string>{};
  }

  TokenCursor cursor_;
  std::size_t nesting_ = 0;
};

}  // namespace

Expression parse_expression(const std::string& text, const std::string& what) {
  return Parser({text, what}).parse();
}

}  // namespace byname
