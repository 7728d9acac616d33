// SPDX-License-Identifier: Apache-2.0
#include "expression/simple_pattern.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace byname {

namespace {

constexpr std::size_t kNoMatch = static_cast<std::size_t>(-1);
constexpr std::size_t kUnbounded = static_cast<std::size_t>(-1);
constexpr std::size_t kMostItems = 16;      // more could take long to find that nothing matches
constexpr std::size_t kMostUnbounded = 3;   // so could these: the text's length to that power
constexpr std::size_t kMostRepeats = 1000;  // RE2's limit

/// Bytes of the character that begins with `byte`.
std::size_t character_size(char byte) {
  const auto first = static_cast<unsigned char>(byte);
  return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

}  // namespace

/// Reads a pattern from left to right; what it does not know makes `failed_`.
class SimplePattern::Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  std::optional<SimplePattern> parse() {
    SimplePattern pattern;
    pattern.is_held_to_begin_ = take('^');
    while (!is_end() && !failed_) {
      if (text_.substr(at_) == "$") {
        pattern.is_held_to_end_ = take('$');
      } else {
        pattern.items_.push_back(item());
      }
    }
    const auto unbounded = std::count_if(pattern.items_.begin(), pattern.items_.end(),
                                         [](const Item& item) { return item.most == kUnbounded; });
    if (failed_ || pattern.items_.empty() || pattern.items_.size() > kMostItems ||
        static_cast<std::size_t>(unbounded) > kMostUnbounded)
      return std::nullopt;
    return pattern;
  }

 private:
  bool is_end() const { return at_ >= text_.size(); }
  bool take(char c) {
    if (is_end() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  char next() {
    if (is_end()) {
      failed_ = true;
      return '\0';
    }
    return text_[at_++];
  }

  Item item() {
    Item item;
    const char c = next();
    if (c == '[') {
      set(item);
    } else if (c == '.') {
      item.characters.set();
      item.characters.reset('\n');
      item.has_others = true;
    } else if (c == '\\') {
      escape(item);
    } else {
      static constexpr std::string_view kSpecial = "^$()|*+?{}]";
      failed_ |= kSpecial.find(c) != std::string_view::npos;
      add(item, c, c);
    }
    repetition(item);
    return item;
  }

  void add(Item& item, char first, char last) {
    if (static_cast<unsigned char>(first) >= 0x80 || static_cast<unsigned char>(last) >= 0x80 ||
        last < first) {
      failed_ = true;
      return;
    }
    for (int c = first; c <= last; ++c) item.characters.set(static_cast<std::size_t>(c));
  }

  /// \d, \s, \w and punctuation as it is; false for the latter, whose character is in `character`.
  bool escape(Item& item, char* character = nullptr) {
    const char c = next();
    if (c == 'd') return add(item, '0', '9'), true;
    if (c == 'w') {
      add(item, '0', '9'), add(item, 'A', 'Z'), add(item, 'a', 'z'), add(item, '_', '_');
      return true;
    }
    if (c == 's') {
      for (const char space : {'\t', '\n', '\f', '\r', ' '}) add(item, space, space);
      return true;
    }
    const bool is_punctuation =
        (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
    failed_ |= !is_punctuation;
    if (character != nullptr) *character = c;
    if (character == nullptr) add(item, c, c);
    return false;
  }

  void set(Item& item) {
    const bool is_negated = take('^');
    for (bool is_first = true; !failed_; is_first = false) {
      char first = next();
      if (first == ']' && !is_first) break;
      if (first == '[' || failed_) {  // maybe [:alpha:]
        failed_ = true;
        break;
      }
      if (first == '\\' && escape(item, &first)) continue;
      char last = first;
      const bool is_range = at_ + 1 < text_.size() && text_[at_] == '-' && text_[at_ + 1] != ']';
      if (is_range) {
        ++at_;
        last = next();
        failed_ |= last == '\\' || last == '[';
      }
      add(item, first, last);
    }
    if (!is_negated) return;
    item.characters.flip();
    item.has_others = true;
  }

  std::size_t number() {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    failed_ |= error != std::errc() || value > kMostRepeats;
    at_ = static_cast<std::size_t>(end - text_.data());
    return value;
  }

  void repetition(Item& item) {
    if (take('?')) {
      item.least = 0;
    } else if (take('*')) {
      item.least = 0;
      item.most = kUnbounded;
    } else if (take('+')) {
      item.most = kUnbounded;
    } else if (take('{')) {
      item.least = item.most = number();
      if (take(',')) item.most = !is_end() && text_[at_] == '}' ? kUnbounded : number();
      failed_ |= !take('}') || item.most < item.least;
    } else {
      return;
    }
    static constexpr std::string_view kAfterwards = "?*+{";  // as little as it can, and repeated repetitions
    failed_ |= !is_end() && kAfterwards.find(text_[at_]) != std::string_view::npos;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

std::optional<SimplePattern> SimplePattern::parse(std::string_view pattern) {
  return Parser(pattern).parse();
}

std::optional<SimplePattern::Match> SimplePattern::find(std::string_view text) const {
  for (std::size_t begin = 0;; begin += character_size(text[begin])) {
    const std::size_t end = match_from(0, text, begin, is_held_to_end_);
    if (end != kNoMatch) return Match{begin, end};
    if (is_held_to_begin_ || begin >= text.size()) return std::nullopt;
  }
}

bool SimplePattern::matches(std::string_view text) const { return match_from(0, text, 0, true) != kNoMatch; }

/// The end of the match of the items from `item` on, from a place on; that of the text if it goes `to_end`.
std::size_t SimplePattern::match_from(std::size_t item, std::string_view text, std::size_t at,
                                      bool to_end) const {
  if (item == items_.size()) return to_end && at != text.size() ? kNoMatch : at;
  const Item& wanted = items_[item];
  const auto belongs = [&](std::size_t place) {
    const auto byte = static_cast<unsigned char>(text[place]);
    return byte < 0x80 ? wanted.characters[byte] : wanted.has_others;
  };
  std::size_t taken = 0;
  std::size_t end = at;
  while (taken < wanted.most && end < text.size() && belongs(end)) {
    end += character_size(text[end]);
    ++taken;
  }
  for (;; --taken) {
    if (taken < wanted.least) return kNoMatch;
    const std::size_t match = match_from(item + 1, text, end, to_end);
    if (match != kNoMatch || taken == 0) return match;
    do --end;
    while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80);
  }
}

}  // namespace byname
