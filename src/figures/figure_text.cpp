// SPDX-License-Identifier: Apache-2.0
#include "figures/figure_text.hpp"

#include <array>
#include <charconv>
#include <fmt/format.h>
#include <utility>
#include <vector>

#include "text/normalise.hpp"

namespace byname {
namespace {

enum class Kind { kNumber, kMultiplier, kDash, kOpen, kClose, kAbout, kAtLeast, kAtMost, kTo };

struct Token {
  Kind kind;
  double value = 0;
};

struct Word {
  std::string_view text;
  Kind kind;
  double value = 0;
};

// Longest first where one begins another.
constexpr std::array kWords = {Word{"approximately", Kind::kAbout},
                               Word{"approx.", Kind::kAbout},
                               Word{"approx", Kind::kAbout},
                               Word{"around", Kind::kAbout},
                               Word{"about", Kind::kAbout},
                               Word{"roughly", Kind::kAbout},
                               Word{"nearly", Kind::kAbout},
                               Word{"almost", Kind::kAbout},
                               Word{"circa", Kind::kAbout},
                               Word{"ca.", Kind::kAbout},
                               Word{"c.", Kind::kAbout},
                               Word{"some", Kind::kAbout},
                               Word{"около", Kind::kAbout},
                               Word{"примерно", Kind::kAbout},
                               Word{"порядка", Kind::kAbout},
                               Word{"приблизительно", Kind::kAbout},
                               Word{"почти", Kind::kAbout},
                               Word{"близько", Kind::kAbout},
                               Word{"приблизно", Kind::kAbout},
                               Word{"майже", Kind::kAbout},
                               Word{"~", Kind::kAbout},
                               Word{"\u2248", Kind::kAbout},
                               Word{"at least", Kind::kAtLeast},
                               Word{"no fewer than", Kind::kAtLeast},
                               Word{"not less than", Kind::kAtLeast},
                               Word{"no less than", Kind::kAtLeast},
                               Word{"more than", Kind::kAtLeast},
                               Word{"over", Kind::kAtLeast},
                               Word{"above", Kind::kAtLeast},
                               Word{"не менее", Kind::kAtLeast},
                               Word{"не меньше", Kind::kAtLeast},
                               Word{"более", Kind::kAtLeast},
                               Word{"больше", Kind::kAtLeast},
                               Word{"свыше", Kind::kAtLeast},
                               Word{"минимум", Kind::kAtLeast},
                               Word{"не менше", Kind::kAtLeast},
                               Word{"щонайменше", Kind::kAtLeast},
                               Word{"понад", Kind::kAtLeast},
                               Word{"більше", Kind::kAtLeast},
                               Word{"\u2265", Kind::kAtLeast},
                               Word{">=", Kind::kAtLeast},
                               Word{">", Kind::kAtLeast},
                               Word{"at most", Kind::kAtMost},
                               Word{"up to", Kind::kAtMost},
                               Word{"no more than", Kind::kAtMost},
                               Word{"not more than", Kind::kAtMost},
                               Word{"fewer than", Kind::kAtMost},
                               Word{"less than", Kind::kAtMost},
                               Word{"under", Kind::kAtMost},
                               Word{"below", Kind::kAtMost},
                               Word{"не более", Kind::kAtMost},
                               Word{"не больше", Kind::kAtMost},
                               Word{"менее", Kind::kAtMost},
                               Word{"меньше", Kind::kAtMost},
                               Word{"максимум", Kind::kAtMost},
                               Word{"не більше", Kind::kAtMost},
                               Word{"менше", Kind::kAtMost},
                               Word{"\u2264", Kind::kAtMost},
                               Word{"<=", Kind::kAtMost},
                               Word{"<", Kind::kAtMost},
                               Word{"thousands", Kind::kMultiplier, 1e3},
                               Word{"thousand", Kind::kMultiplier, 1e3},
                               Word{"тысячи", Kind::kMultiplier, 1e3},
                               Word{"тысяч", Kind::kMultiplier, 1e3},
                               Word{"тыс.", Kind::kMultiplier, 1e3},
                               Word{"тыс", Kind::kMultiplier, 1e3},
                               Word{"тисячі", Kind::kMultiplier, 1e3},
                               Word{"тисяч", Kind::kMultiplier, 1e3},
                               Word{"тис.", Kind::kMultiplier, 1e3},
                               Word{"тис", Kind::kMultiplier, 1e3},
                               Word{"million", Kind::kMultiplier, 1e6},
                               Word{"миллиона", Kind::kMultiplier, 1e6},
                               Word{"миллионов", Kind::kMultiplier, 1e6},
                               Word{"миллион", Kind::kMultiplier, 1e6},
                               Word{"мільйона", Kind::kMultiplier, 1e6},
                               Word{"мільйонів", Kind::kMultiplier, 1e6},
                               Word{"мільйон", Kind::kMultiplier, 1e6},
                               Word{"млн.", Kind::kMultiplier, 1e6},
                               Word{"млн", Kind::kMultiplier, 1e6},
                               Word{"k", Kind::kMultiplier, 1e3},
                               Word{"between", Kind::kTo, 0},
                               Word{"from", Kind::kTo, 0},
                               Word{"от", Kind::kTo, 0},
                               Word{"від", Kind::kTo, 0},
                               Word{"to", Kind::kDash},
                               Word{"and", Kind::kDash},
                               Word{"до", Kind::kDash},
                               Word{"\u2013", Kind::kDash},
                               Word{"\u2014", Kind::kDash},
                               Word{"\u2212", Kind::kDash},
                               Word{"-", Kind::kDash},
                               Word{"(", Kind::kOpen},
                               Word{"[", Kind::kOpen},
                               Word{")", Kind::kClose},
                               Word{"]", Kind::kClose}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_letter(std::string_view text) {
  const auto c = static_cast<unsigned char>(text.empty() ? ' ' : text.front());
  return c >= 0x80 ? c >= 0xC3 && c <= 0xD4 : (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

void take(std::string_view& text, std::size_t size) { text.remove_prefix(size); }

/// Length of what may stand between groups of three digits: a comma, an apostrophe or a blank.
std::size_t separator_size(std::string_view text) {
  for (const std::string_view separator : {",", "'", " ", "\u00A0", "\u202F", "\u2009"}) {
    if (text.starts_with(separator)) return separator.size();
  }
  return 0;
}

std::size_t num_digits(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && is_digit(text[size])) ++size;
  return size;
}

/// Takes a number off the front; false if it may be read in two ways.
bool take_number(std::string_view& text, double& value) {
  std::string digits(text.substr(0, num_digits(text)));
  take(text, digits.size());
  bool has_groups = false;
  for (;;) {
    const std::size_t separator = separator_size(text);
    if (separator == 0 || num_digits(text.substr(separator)) != 3 || digits.size() > 12) break;
    if (!has_groups && digits.size() > 3) break;
    digits += text.substr(separator, 3);
    take(text, separator + 3);
    has_groups = true;
  }
  const bool has_fraction =
      (text.starts_with(".") || text.starts_with(",")) && num_digits(text.substr(1)) > 0;
  if (has_fraction) {
    const std::size_t size = num_digits(text.substr(1));
    if (text.starts_with(".") && size == 3 && !has_groups && digits.size() <= 3) return false;
    digits += '.';
    digits += text.substr(1, size);
    take(text, size + 1);
  }
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return true;
}

const Word* find_word(std::string_view text) {
  for (const Word& word : kWords) {
    if (!text.starts_with(word.text)) continue;
    const bool ends_in_letter = is_letter(word.text.substr(word.text.size() - 1)) || word.text.back() < 0;
    if (ends_in_letter && word.kind != Kind::kDash && is_letter(text.substr(word.text.size()))) continue;
    return &word;
  }
  return nullptr;
}

std::variant<std::vector<Token>, std::string> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  while (!text.empty()) {
    if (is_digit(text.front())) {
      Token token{Kind::kNumber};
      const std::string_view before = text;
      if (!take_number(text, token.value))
        return fmt::format("{} may be a decimal or a thousand: write 1,200 or 1.2 thousand",
                           before.substr(0, before.size() - text.size() + 4));
      tokens.push_back(token);
    } else if (const Word* word = find_word(text)) {
      tokens.push_back({word->kind, word->value});
      take(text, word->text.size());
    } else if (const std::size_t blank = separator_size(text); blank > 0 && text.front() != ',') {
      take(text, blank);
    } else {
      return fmt::format(
          "it is not clear what '{}' means here. Give the number alone, and what it counts in the "
          "column counted.",
          text.substr(0, text.find(' ')));
    }
  }
  return tokens;
}

/// Numbers times their multipliers; "160-165 thousand" multiplies both.
std::vector<Token> multiplied(const std::vector<Token>& tokens) {
  std::vector<Token> result;
  for (const Token& token : tokens) {
    if (token.kind != Kind::kMultiplier) {
      result.push_back(token);
      continue;
    }
    if (result.empty() || result.back().kind != Kind::kNumber) continue;
    const std::size_t last = result.size() - 1;
    const bool is_range = last >= 2 && result[last - 1].kind == Kind::kDash &&
                          result[last - 2].kind == Kind::kNumber &&
                          result[last - 2].value <= result[last].value;
    result[last].value *= token.value;
    if (is_range) result[last - 2].value *= token.value;
  }
  return result;
}

/// Reads the tokens from left to right.
class FigureParser {
 public:
  explicit FigureParser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  std::variant<FigureValue, std::string> parse() {
    read_marks();
    if (!is(Kind::kNumber)) return std::string("there is no number in it");
    const double first = next();
    if (is(Kind::kDash)) {
      ++at_;
      if (!is(Kind::kNumber)) return std::string("the range has no end");
      set_range(first, next());
    } else {
      figure_.value = first;
    }
    if (is(Kind::kOpen) && !read_limits()) return std::string("what is in brackets is no range");
    if (at_ != tokens_.size()) return std::string("there are more numbers than a figure and its range");
    if (figure_.low && figure_.high && *figure_.low > *figure_.high)
      return std::string("the range ends below its beginning");
    return figure_;
  }

 private:
  bool is(Kind kind) const { return at_ < tokens_.size() && tokens_[at_].kind == kind; }
  double next() { return tokens_[at_++].value; }
  void set_range(double low, double high) {
    figure_.low = low;
    figure_.high = high;
  }

  void read_marks() {
    for (; at_ < tokens_.size(); ++at_) {
      const Kind kind = tokens_[at_].kind;
      if (kind == Kind::kAbout) figure_.is_about = true;
      if (kind == Kind::kAtLeast) figure_.bound = FigureBound::kAtLeast;
      // "до 300 000" without a beginning is "up to".
      if (kind == Kind::kAtMost || kind == Kind::kDash) figure_.bound = FigureBound::kAtMost;
      if (kind == Kind::kNumber || kind == Kind::kOpen || kind == Kind::kClose) return;
    }
  }

  bool read_limits() {
    ++at_;
    if (is(Kind::kTo)) ++at_;
    if (!is(Kind::kNumber) || figure_.low) return false;
    const double low = next();
    if (!is(Kind::kDash)) return false;
    ++at_;
    if (!is(Kind::kNumber)) return false;
    set_range(low, next());
    if (!is(Kind::kClose)) return false;
    ++at_;
    return true;
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  FigureValue figure_;
};

}  // namespace

std::string_view bound_name(FigureBound bound) {
  switch (bound) {
    case FigureBound::kNone:
      return "";
    case FigureBound::kAtLeast:
      return "at least";
    case FigureBound::kAtMost:
      break;
  }
  return "at most";
}

std::variant<FigureValue, std::string> read_figure(std::string_view text) {
  const std::string folded = fold_text(text);
  auto tokens = tokens_of(folded);
  if (auto* reason = std::get_if<std::string>(&tokens)) return std::move(*reason);
  return FigureParser(multiplied(std::get<std::vector<Token>>(tokens))).parse();
}

}  // namespace byname
