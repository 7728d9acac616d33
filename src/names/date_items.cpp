// SPDX-License-Identifier: Apache-2.0
#include "names/date_items.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "names/number_words.hpp"
#include "names/numeric_date.hpp"

namespace byname {

namespace {

constexpr std::size_t kMostTokens = 64;

bool is_time_joint(const DateToken& token) { return token.is_mark(':') || token.is_mark('.'); }

/// Number of tokens of a time of day at `at`: "14:30", "T14:30:00.5+03:00", "10 часов"; 0 if there is none.
std::size_t num_time_tokens(const std::vector<DateToken>& tokens, std::size_t at) {
  std::size_t end = at;
  const auto has_number = [&](std::size_t i) { return i < tokens.size() && tokens[i].is_number(); };
  if (tokens[at].is_word() && (tokens[at].text == "t" || tokens[at].text == "т") && has_number(at + 1)) ++end;
  if (!has_number(end) || end + 1 >= tokens.size()) return 0;
  if (!tokens[end + 1].is_mark(':')) {
    const auto match = date_words().find(tokens, end + 1);
    const bool is_hours = match.meaning != nullptr && match.meaning->word == DateWord::kHour;
    return is_hours ? end + 1 + match.num_tokens - at : 0;
  }
  ++end;
  while (end + 1 < tokens.size() && is_time_joint(tokens[end]) && has_number(end + 1)) end += 2;
  const bool has_offset = end + 1 < tokens.size() && (tokens[end].is_mark('+') || tokens[end].is_mark('-')) &&
                          tokens[end - 1].touches_next && tokens[end].touches_next && has_number(end + 1);
  if (!has_offset) return end - at;
  end += 2;
  if (end + 1 < tokens.size() && tokens[end].is_mark(':') && has_number(end + 1)) end += 2;
  return end - at;
}

class ItemMaker {
 public:
  ItemMaker(const std::vector<DateToken>& tokens, const DateReference& reference)
      : tokens_(tokens), reference_(reference) {}

  std::variant<std::vector<DateItem>, DateRefusal> make() {
    while (at_ < tokens_.size()) {
      if (auto refusal = take_next()) return *refusal;
    }
    return std::move(items_);
  }

 private:
  std::optional<DateRefusal> take_next() {
    if (const std::size_t time = num_time_tokens(tokens_, at_); time > 0)
      return skip_time(time), std::nullopt;
    if (is_century_mark()) return take_century(), std::nullopt;
    NumericDate numeric = read_numeric_date(tokens_, at_, reference_);
    if (auto* refusal = std::get_if<DateRefusal>(&numeric.reading)) return *refusal;
    if (auto* date = std::get_if<PhraseDate>(&numeric.reading)) return take_date(*date, numeric.num_tokens);
    if (take_float_year() || take_number_words() || take_word()) return std::nullopt;
    const DateToken& token = tokens_[at_];
    if (token.is_number()) return take(DateItemKind::kNumber);
    return token.is_word() ? take_roman() : take_mark();
  }

  /// A doubt before a time of day is about the time.
  void skip_time(std::size_t num_tokens) {
    if (!items_.empty() && items_.back().kind == DateItemKind::kDoubt) items_.pop_back();
    at_ += num_tokens;
  }

  /// "XIX в.", "19 в.": "в" for "век".
  bool is_century_mark() const {
    if (!tokens_[at_].is_word() || tokens_[at_].text != "в" || items_.empty()) return false;
    const bool is_last =
        at_ + 1 == tokens_.size() || (at_ + 2 == tokens_.size() && tokens_[at_ + 1].is_mark('.'));
    return is_last && (items_.back().kind == DateItemKind::kRoman || items_.back().is_number());
  }
  void take_century() {
    take(DateItemKind::kWord);
    items_.back().meaning = {DateWord::kCentury, 0};
  }

  std::optional<DateRefusal> take(DateItemKind kind, std::size_t num_tokens = 1) {
    DateItem item;
    item.kind = kind;
    item.token = tokens_[at_ + num_tokens - 1];
    item.is_ordinal = item.is_number() && !item.token.text.empty();
    item.is_behind_in = is_behind_in_;
    is_behind_in_ = false;
    items_.push_back(std::move(item));
    at_ += num_tokens;
    return std::nullopt;
  }

  std::optional<DateRefusal> take_date(const PhraseDate& date, std::size_t num_tokens) {
    take(DateItemKind::kDate, num_tokens);
    items_.back().date = date;
    return std::nullopt;
  }

  /// "1990.0": a whole number that went through a float.
  bool take_float_year() {
    const bool is_float = at_ + 2 < tokens_.size() && tokens_[at_].is_number() &&
                          tokens_[at_].num_digits == 4 && tokens_[at_ + 1].is_mark('.') &&
                          tokens_[at_ + 2].is_number() && tokens_[at_ + 2].value == 0 &&
                          tokens_[at_ + 2].num_digits == 1;
    if (!is_float) return false;
    take(DateItemKind::kNumber);
    at_ += 2;
    return true;
  }

  bool take_number_words() {
    const NumberWords number = read_number_words(tokens_, at_);
    if (number.num_tokens == 0) return false;
    take(DateItemKind::kNumber, number.num_tokens);
    DateItem& item = items_.back();
    item.token.kind = DateTokenKind::kNumber;
    item.token.text = number.is_plural ? "х" : "";
    item.token.value = number.value;
    item.token.num_digits = number.value < 100 ? 2 : number.value < 1000 ? 3 : 4;
    item.is_ordinal = number.is_ordinal;
    return true;
  }

  bool take_word() {
    const DateWords::Match match = date_words().find(tokens_, at_);
    if (match.meaning == nullptr) return false;
    const DateWord word = match.meaning->word;
    // "утра" where the hour is not a number before it.
    if (word == DateWord::kSilent || word == DateWord::kHour) return skip_silent(match.num_tokens), true;
    const bool is_doubt = word == DateWord::kApproximate || word == DateWord::kUncertain;
    take(is_doubt ? DateItemKind::kDoubt : DateItemKind::kWord, match.num_tokens);
    items_.back().meaning = *match.meaning;
    if (is_doubt) items_.back().date.doubt = word == DateWord::kApproximate ? kApproximate : kUncertain;
    return true;
  }

  void skip_silent(std::size_t num_tokens) {
    const std::string& text = tokens_[at_].text;
    is_behind_in_ = num_tokens == 1 && (text == "в" || text == "у" || text == "in");
    at_ += num_tokens;
  }

  std::optional<DateRefusal> take_roman() {
    const int value = roman_value(tokens_[at_].text);
    if (value == 0) {
      return DateRefusal{DateRefusalKind::kUnknownWord,
                         fmt::format("the word '{}' is not known in dates", tokens_[at_].text)};
    }
    take(DateItemKind::kRoman);
    items_.back().token.value = value;
    return std::nullopt;
  }

  std::optional<DateRefusal> take_mark() {
    const DateToken& token = tokens_[at_];
    constexpr std::array<std::string_view, 13> kSilentMarks = {",", "(", ")", "\"", ";", ":", "[",
                                                               "]", "*", "†", "!",  "`", "."};
    if (token.is_mark('.') && at_ + 1 < tokens_.size() && tokens_[at_ + 1].is_mark('.'))
      return take_ellipsis();
    if (token.is_mark('-')) return take(DateItemKind::kHyphen);
    if (token.is_mark('/')) return take(DateItemKind::kSlash);
    if (token.is_mark('\'')) return take(DateItemKind::kYearMark);
    if (token.is_mark('?')) return take_doubt(kUncertain);
    if (token.is_mark('%')) return take_doubt(kUncertain | kApproximate);
    if (token.is_mark('~') || token.text == "≈" || token.text == "±" || token.text == "∼")
      return take_doubt(kApproximate);
    if (std::find(kSilentMarks.begin(), kSilentMarks.end(), token.text) == kSilentMarks.end()) {
      return DateRefusal{DateRefusalKind::kUnknownWord,
                         fmt::format("the mark '{}' is not known in dates", token.text)};
    }
    ++at_;
    return std::nullopt;
  }

  std::optional<DateRefusal> take_ellipsis() {
    std::size_t num_dots = 0;
    while (at_ + num_dots < tokens_.size() && tokens_[at_ + num_dots].is_mark('.')) ++num_dots;
    return take(DateItemKind::kEllipsis, num_dots);
  }

  std::optional<DateRefusal> take_doubt(int doubt) {
    take(DateItemKind::kDoubt);
    items_.back().date.doubt = static_cast<std::uint8_t>(doubt);
    return std::nullopt;
  }

  const std::vector<DateToken>& tokens_;
  const DateReference& reference_;
  std::size_t at_ = 0;
  bool is_behind_in_ = false;
  std::vector<DateItem> items_;
};

}  // namespace

bool DateItem::may_be_decade() const {
  constexpr std::array<std::string_view, 9> kEndings = {"е", "х", "ых", "ые", "ті", "тих", "ти", "s", "их"};
  const bool is_round =
      is_number() && token.value % 10 == 0 && (token.num_digits == 2 || token.num_digits == 4);
  return is_round && std::find(kEndings.begin(), kEndings.end(), token.text) != kEndings.end();
}

std::variant<std::vector<DateItem>, DateRefusal> make_date_items(std::string_view text,
                                                                 const DateReference& reference) {
  const std::vector<DateToken> tokens = split_date_text(text);
  if (tokens.size() > kMostTokens)
    return DateRefusal{DateRefusalKind::kTooLong, "the text is too long for a date"};
  return ItemMaker(tokens, reference).make();
}

}  // namespace byname
