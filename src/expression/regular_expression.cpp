// SPDX-License-Identifier: Apache-2.0
#include "expression/regular_expression.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace byname {

namespace {

constexpr std::string_view kWordCharacters = "0-9A-Za-z_";

/// Characters of \d, \s and \w.
std::optional<std::string_view> escaped_class(char lower_letter) {
  switch (lower_letter) {
    case 'd':
      return "0-9";
    case 's':
      return "\\t\\n\\f\\r ";
    case 'w':
      return kWordCharacters;
    default:
      return std::nullopt;
  }
}

std::optional<std::string_view> named_class(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kClasses = {{
      {"alnum", "0-9A-Za-z"},
      {"alpha", "A-Za-z"},
      {"ascii", "\\x00-\\x7F"},
      {"blank", "\\t "},
      {"cntrl", "\\x00-\\x1F\\x7F"},
      {"digit", "0-9"},
      {"graph", "\\x21-\\x7E"},
      {"lower", "a-z"},
      {"print", "\\x20-\\x7E"},
      {"punct", "\\x21-\\x2F\\x3A-\\x40\\x5B-\\x60\\x7B-\\x7E"},
      {"space", "\\t\\n\\x0B\\f\\r "},
      {"upper", "A-Z"},
      {"word", kWordCharacters},
      {"xdigit", "0-9A-Fa-f"},
  }};
  for (const auto& [known, characters] : kClasses) {
    if (known == name) return characters;
  }
  return std::nullopt;
}

bool is_punctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

class Translation {
 public:
  explicit Translation(std::string_view pattern)
      : pattern_(pattern), has_lines_(pattern.find("(?m") != std::string_view::npos) {}

  std::string text() {
    while (at_ < pattern_.size()) step();
    return std::move(text_);
  }

 private:
  std::string_view rest() const { return pattern_.substr(at_); }
  void copy(std::size_t count) {
    text_ += rest().substr(0, count);
    at_ = std::min(at_ + count, pattern_.size());
  }
  void put(std::string_view text, std::size_t count) {
    text_ += text;
    at_ += count;
  }
  void put_set(std::string_view characters, bool is_negated) {
    text_.append(is_negated ? "[^" : "[").append(characters).append("]");
  }

  void step() {
    switch (pattern_[at_]) {
      case '\\':
        return escape();
      case '[':
        return set();
      case '(':
        return group();
      case '$':
        return put(has_lines_ ? "$" : "\\z", 1);
      case '{':
        return is_repetition() ? copy(rest().find('}') + 1) : put("\\{", 1);
      case '}':
      case ']':
        text_ += '\\';
        return copy(1);
      default:
        return copy(1);
    }
  }

  /// Groups have numbers; the names of (?P<name>...) are not needed.
  void group() {
    const std::size_t end = rest().starts_with("(?P<") ? rest().find('>') : 0;
    if (end == std::string_view::npos) return copy(1);
    put("(", end + 1);
  }

  /// True at {2}, {2,} and {2,3}.
  bool is_repetition() const {
    const std::string_view inside = rest().substr(1, rest().find('}') - 1);
    return rest().find('}') != std::string_view::npos && !inside.empty() && inside.front() != ',' &&
           inside.find_first_not_of("0123456789,") == std::string_view::npos;
  }

  void escape() {
    const char letter = at_ + 1 < pattern_.size() ? pattern_[at_ + 1] : '\0';
    if (const auto characters = escaped_class(lower(letter))) {
      put_set(*characters, letter < 'a');
      at_ += 2;
    } else if (letter == 'b') {
      put("(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))", 2);
    } else if (letter == 'B') {
      put("(?:(?<=[0-9A-Za-z_])(?=[0-9A-Za-z_])|(?<![0-9A-Za-z_])(?![0-9A-Za-z_]))", 2);
    } else if (letter == 'Q') {
      const std::size_t end = rest().find("\\E");
      copy(end == std::string_view::npos ? rest().size() : end + 2);
    } else {
      plain_escape(letter);
    }
  }

  /// What a set has too: \v, \pL, \x{e9}.
  void plain_escape(char letter) {
    if (letter == 'v') return put("\\x0B", 2);
    const bool is_property = letter == 'p' || letter == 'P';
    if (is_property && at_ + 2 < pattern_.size() && pattern_[at_ + 2] != '{') {
      text_.append("\\").append(1, letter).append("{").append(1, pattern_[at_ + 2]).append("}");
      at_ += 3;
    } else if ((is_property || letter == 'x') && rest().substr(2).starts_with('{')) {
      copy(std::min(rest().find('}'), rest().size() - 1) + 1);
    } else {
      copy(2);
    }
  }

  void set() {
    copy(1);
    if (rest().starts_with('^')) copy(1);
    bool is_range_possible = false;
    for (bool is_first = true; at_ < pattern_.size(); is_first = false) {
      const char c = pattern_[at_];
      if (c == ']' && !is_first) return copy(1);
      if (c == '-') {
        const bool is_range = is_range_possible && at_ + 1 < pattern_.size() && pattern_[at_ + 1] != ']';
        put(is_range ? "-" : "\\-", 1);
        is_range_possible = false;
      } else {
        is_range_possible = member(c);
      }
    }
  }

  /// One member of a set; true if it may begin a range.
  bool member(char c) {
    if (c == '[' && take_named_class()) return false;
    if (c != '\\') {
      if (is_punctuation(c)) text_ += '\\';
      copy(1);
      return true;
    }
    const char letter = at_ + 1 < pattern_.size() ? pattern_[at_ + 1] : '\0';
    if (const auto characters = escaped_class(lower(letter))) {
      if (letter < 'a')
        put_set(*characters, true);
      else
        text_ += *characters;
      at_ += 2;
      return false;
    }
    plain_escape(letter);
    return lower(letter) != 'p';
  }

  /// [:alpha:] or [:^alpha:].
  bool take_named_class() {
    const std::size_t end = rest().find(":]");
    if (!rest().starts_with("[:") || end == std::string_view::npos) return false;
    std::string_view name = rest().substr(2, end - 2);
    const bool is_negated = name.starts_with('^');
    if (is_negated) name.remove_prefix(1);
    const auto characters = named_class(name);
    if (!characters) return false;
    put_set(*characters, is_negated);
    at_ += end + 2;
    return true;
  }

  std::string_view pattern_;
  bool has_lines_;
  std::size_t at_ = 0;
  std::string text_;
};

}  // namespace

std::string icu_pattern(std::string_view re2_pattern) { return Translation(re2_pattern).text(); }

}  // namespace byname
