// SPDX-License-Identifier: Apache-2.0
#include "names/number_words.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "names/date_words.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr int kThousand = 1000;

/// Adds number words to one number for as long as they go on from large to small.
class NumberSum {
 public:
  bool add(int value) {
    if (value == 2 * kThousand) return add_to(total_, value, total_ == 0 && below_ == 0);
    if (value == kThousand) return add_thousand();
    if (value == 100 && below_ > 0 && below_ < 100) return add_to(below_, below_ * 99, true);
    if (value >= 100) return add_to(below_, value, below_ == 0);
    if (value >= 20) return add_to(below_, value, below_ % 100 == 0);
    const int tens = below_ % 100;
    return add_to(below_, value, tens == 0 || (value < 10 && tens >= 20 && tens % 10 == 0));
  }
  int value() const { return total_ + below_; }

 private:
  static bool add_to(int& sum, int value, bool may_add) {
    if (may_add) sum += value;
    return may_add;
  }
  bool add_thousand() {
    if (total_ != 0 || below_ > 20) return false;
    total_ = std::max(below_, 1) * kThousand;
    below_ = 0;
    return true;
  }

  int total_ = 0;
  int below_ = 0;  ///< what stands behind the thousands
};

const DateMeaning* number_meaning(const std::vector<DateToken>& tokens, std::size_t at) {
  if (at >= tokens.size() || !tokens[at].is_word()) return nullptr;
  const DateMeaning* meaning = date_words().find({tokens[at]}, 0).meaning;
  const bool is_number =
      meaning != nullptr && (meaning->word == DateWord::kCardinal || meaning->word == DateWord::kOrdinal);
  return is_number ? meaning : nullptr;
}

/// "-" of "twenty-first" and "and" of "two thousand and five" before a further number word.
std::size_t skip_joint(const std::vector<DateToken>& tokens, std::size_t at) {
  const bool is_joint = at < tokens.size() && ((tokens[at].is_mark('-') && tokens[at].touches_next) ||
                                               (tokens[at].is_word() && tokens[at].text == "and"));
  return is_joint && number_meaning(tokens, at + 1) != nullptr ? at + 1 : at;
}

bool has_plural_ending(std::string_view word) {
  constexpr std::array<std::string_view, 4> kEndings = {"ые", "ых", "их", "ті"};
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return word.ends_with(ending); });
}

NumberWords read_group(const std::vector<DateToken>& tokens, std::size_t begin) {
  NumberWords number;
  NumberSum sum;
  for (std::size_t at = begin;;) {
    const DateMeaning* meaning = number_meaning(tokens, at);
    if (meaning == nullptr || !sum.add(meaning->value)) break;
    number.num_tokens = at + 1 - begin;
    number.value = sum.value();
    number.is_ordinal = meaning->word == DateWord::kOrdinal;
    number.is_plural = number.is_ordinal && has_plural_ending(tokens[at].text);
    if (number.is_ordinal) break;
    at = skip_joint(tokens, at + 1);
  }
  return number;
}

}  // namespace

NumberWords read_number_words(const std::vector<DateToken>& tokens, std::size_t at) {
  NumberWords number = read_group(tokens, at);
  const bool may_be_century = number.num_tokens > 0 && !number.is_ordinal && number.value >= 10 &&
                              number.value <= 20 && is_ascii(tokens[at].text);
  if (!may_be_century) return number;
  const NumberWords second = read_group(tokens, at + number.num_tokens);
  if (second.num_tokens == 0 || second.value < 10 || second.value > 99 || second.is_ordinal) return number;
  number.value = number.value * 100 + second.value;
  number.num_tokens += second.num_tokens;
  return number;
}

}  // namespace byname
