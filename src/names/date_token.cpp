// SPDX-License-Identifier: Apache-2.0
#include "names/date_token.hpp"

#include <algorithm>
#include <array>
#include <unicode/uchar.h>

#include "text/normalise.hpp"
#include "text/normalise_letters.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr int kMostDigits = 9;

/// Endings of ordinal numbers in the three languages, longest not needed: the whole word must be one.
constexpr std::array<std::u32string_view, 36> kOrdinalEndings = {
    U"й",  U"го",  U"ый", U"ого", U"му", U"ому", U"м",  U"ом", U"ым", U"е",   U"ое", U"я",
    U"ая", U"ю",   U"ую", U"ей",  U"х",  U"ых",  U"ті", U"те", U"та", U"ий",  U"ій", U"тих",
    U"ти", U"ьох", U"те", U"ые",  U"st", U"nd",  U"rd", U"th", U"s",  U"его", U"ої", U"ша"};

bool is_letter(char32_t c) {
  return is_latin_lower(c) || is_cyrillic(c) || (c >= 0x80 && u_isalpha(static_cast<UChar32>(c)));
}

/// What people write for a digit that they do not know.
bool stands_for_digit(char32_t c) { return c == U'x' || c == U'х' || c == U'?' || c == U'*' || c == U'_'; }

class TokenSplitter {
 public:
  explicit TokenSplitter(std::u32string text) : text_(std::move(text)) {}

  std::vector<DateToken> split() {
    while (at_ < text_.size()) {
      if (text_[at_] == U' ') {
        ++at_;
      } else {
        tokens_.push_back(next_token());
        tokens_.back().touches_next = at_ < text_.size() && text_[at_] != U' ';
      }
    }
    return std::move(tokens_);
  }

 private:
  char32_t character(std::size_t at) const { return at < text_.size() ? text_[at] : U'\0'; }

  DateToken next_token() {
    if (is_digit(text_[at_])) return number();
    if (is_letter(text_[at_])) return word();
    DateToken mark;
    append_utf8(mark.text, text_[at_++]);
    return mark;
  }

  DateToken word() {
    DateToken token;
    token.kind = DateTokenKind::kWord;
    for (; at_ < text_.size(); ++at_) {
      const bool is_apostrophe = text_[at_] == U'\'' && is_letter(character(at_ + 1));
      if (!is_letter(text_[at_]) && !is_apostrophe) break;
      if (!is_apostrophe) append_utf8(token.text, text_[at_]);
    }
    return token;
  }

  DateToken number() {
    DateToken token;
    token.kind = DateTokenKind::kNumber;
    for (; is_digit(character(at_)); ++at_) {
      if (token.num_digits < kMostDigits) token.value = token.value * 10 + (text_[at_] - U'0');
      ++token.num_digits;
    }
    if (!take_unknown_digits(token)) take_ending(token);
    return token;
  }

  /// "199x", "19??": a year of four places, at least one of them known.
  bool take_unknown_digits(DateToken& token) {
    std::size_t end = at_;
    while (stands_for_digit(character(end))) ++end;
    const std::size_t num_unknown = end - at_;
    if (num_unknown == 0 || token.num_digits + num_unknown != 4 || is_letter(character(end))) return false;
    for (std::size_t i = 0; i < num_unknown; ++i) token.value *= 10;
    token.unknown_year = static_cast<std::uint8_t>((1U << num_unknown) - 1);
    token.num_digits = 4;
    at_ = end;
    return true;
  }

  void take_ending(DateToken& token) {
    std::size_t begin = at_;
    if (character(begin) == U'-' || character(begin) == U'\'') ++begin;
    std::size_t end = begin;
    while (is_letter(character(end))) ++end;
    const std::u32string_view ending = std::u32string_view(text_).substr(begin, end - begin);
    if (std::find(kOrdinalEndings.begin(), kOrdinalEndings.end(), ending) == kOrdinalEndings.end()) return;
    token.text = to_utf8(ending);
    at_ = end;
  }

  std::u32string text_;
  std::size_t at_ = 0;
  std::vector<DateToken> tokens_;
};

}  // namespace

std::vector<DateToken> split_date_text(std::string_view text) {
  return TokenSplitter(fold_characters(text)).split();
}

}  // namespace byname
