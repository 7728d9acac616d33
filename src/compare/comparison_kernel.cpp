// SPDX-License-Identifier: Apache-2.0
#include "compare/comparison_kernel.hpp"

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <string>
#include <vector>

#include "compare/column_values.hpp"
#include "compare/date_kernel.hpp"
#include "compare/kernel_loops.hpp"
#include "compare/known_place_kernel.hpp"
#include "names/known_name.hpp"

namespace byname {

namespace {

class CategoryKernel final : public KernelLoops<CategoryKernel> {
 public:
  explicit CategoryKernel(const TextColumn& column) : KernelLoops(column.dictionary.size(), 1) {}
  int unequal(std::uint32_t, std::uint32_t) const { return 0; }
  void prefetch(std::uint32_t) const {}
};

/// Values with all letters small, in place of those with capitals.
class SmallLetters {
 public:
  explicit SmallLetters(const Dictionary& dictionary) : texts_(dictionary.size()) {
    for (std::uint32_t code = 1; code < texts_.size(); ++code) {
      texts_[code] = dictionary.value(code);
      if (std::none_of(texts_[code].begin(), texts_[code].end(), is_capital)) continue;
      std::string& small = made_.emplace_back(texts_[code]);
      for (char& c : small) c = is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c;
      texts_[code] = small;
    }
  }
  static bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
  std::span<const std::string_view> texts() const { return texts_; }

 private:
  std::vector<std::string_view> texts_;
  std::deque<std::string> made_;
};

/// A bit for each letter of a to z, in capitals or not, that begins a word.
std::uint32_t first_letters(std::string_view text) {
  std::uint32_t letters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && text[i - 1] != ' ') continue;
    const int letter = (text[i] | 0x20) - 'a';
    if (letter >= 0 && letter < 26) letters |= 1u << letter;
  }
  return letters;
}

/// True unless all words are initials or abbreviations.
bool has_whole_word(std::string_view text) {
  constexpr std::size_t kWholeWord = 3;  // letters
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end - at >= kWholeWord) return true;
    at = end + 1;
  }
  return false;
}

/// Names: 0 other, 1 close (JW >= .84, an initial, or a part in common), 2 one slip (one edit from 4
/// characters, or JW >= .92), 3 same (linkage-method A2). Where known names count all are one more, and 0 are
/// two known names without one in common, and two whole given names that nothing makes alike (JW < .65).
/// Other is what may be one name all the same: garbled, or an initial of another language (М. is Микола,
/// Николай).
class NameKernel final : public KernelLoops<NameKernel> {
 public:
  NameKernel(const TextColumn& column, bool knows_names, Role role, const ExecutionContext& context)
      : KernelLoops(column.dictionary.size(), knows_names ? 4 : 3),
        knows_names_(knows_names),
        is_given_(role == Role::kGiven),
        values_(SmallLetters(column.dictionary).texts(), context),
        words_(column.dictionary, count_codes(column)) {
    if (knows_names) {
      initials_.resize(values_.size(), 0);
      is_whole_.resize(values_.size(), false);
    }
    for (std::uint32_t code = 1; code < values_.size(); ++code) {
      if (knows_names) {
        initials_[code] = first_letters(column.dictionary.value(code));
        is_whole_[code] = has_whole_word(column.dictionary.value(code));
      }
      const bool is_known = knows_names && is_known_name(column.dictionary.value(code));
      values_.set_tag(code, words_.long_words(code) | (is_known ? kKnown : 0));
    }
  }

  int unequal(std::uint32_t left, std::uint32_t right) const {
    if (!knows_names_) return likeness(left, right);
    const ColumnValues::Value& a = values_[left];
    const ColumnValues::Value& b = values_[right];
    if ((a.tag & b.tag & kKnown) != 0) return have_word_in_common(left, right) ? 2 : 0;
    const int alike = likeness(left, right);
    const bool are_whole = is_whole_[left] && is_whole_[right];
    return alike == 0 && is_given_ && are_whole && are_unlike(a, b) ? 0 : alike + 1;
  }
  void prefetch(std::uint32_t code) const { values_.prefetch(code); }

 private:
  int likeness(std::uint32_t left, std::uint32_t right) const {
    const ColumnValues::Value& a = values_[left];
    const ColumnValues::Value& b = values_[right];
    const int common = common_characters_bound(a.bag, b.bag);
    const bool may_edit =
        (std::min(a.bag.length, b.bag.length) >= 4) & may_be_within_one_edit(a.bag, b.bag, common);
    const bool may_be_close = gate_.may_reach(a.bag, b.bag, common);
    const bool is_one_letter = (a.bag.length == 1) | (b.bag.length == 1);
    // Nine pairs in ten end here, with one branch for all that would make them more.
    if (!(may_edit | may_be_close | is_one_letter | ((a.tag & b.tag & ~kKnown) != 0))) return 0;
    if (may_edit && within_one_edit(values_.characters(a), values_.characters(b))) return 2;
    if (may_be_close) {
      const double similarity = jaro_winkler(values_.characters(a), values_.characters(b));
      if (similarity >= kSlip) return 2;
      if (similarity >= kClose) return 1;
    }
    if (is_one_letter && (knows_names_ ? is_initial_of_any(left, right) : is_initial(a.bag, b.bag))) return 1;
    return (a.tag & b.tag & ~kKnown) != 0 && has_part_in_common(left, right) ? 1 : 0;
  }

  /// Two whole names between which no slips stand.
  bool are_unlike(const ColumnValues::Value& a, const ColumnValues::Value& b) const {
    if (!unlike_gate_.may_reach(a.bag, b.bag, common_characters_bound(a.bag, b.bag))) return true;
    return jaro_winkler(values_.characters(a), values_.characters(b)) < kUnlike;
  }

  /// Bit of a tag: a known name. The others are those of its long words.
  static constexpr std::uint64_t kKnown = std::uint64_t{1} << 63;
  static constexpr double kSlip = 0.92;
  static constexpr double kClose = 0.84;
  static constexpr double kUnlike = 0.65;

  static bool is_initial(const CharacterBag& a, const CharacterBag& b) {
    return (a.length == 1 || b.length == 1) && ((a.prefix ^ b.prefix) & 0xFF) == 0;
  }
  bool has_part_in_common(std::uint32_t left, std::uint32_t right) const {
    const auto a = words_.words(left);
    const auto b = words_.words(right);
    if (a.size() + b.size() < 3) return false;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
      if (a[i] == b[j]) {
        if (words_.is_long(a[i])) return true;
        ++i;
        ++j;
      } else if (a[i] < b[j]) {
        ++i;
      } else {
        ++j;
      }
    }
    return false;
  }

  /// One is the first letter of a word of the other.
  bool is_initial_of_any(std::uint32_t left, std::uint32_t right) const {
    return (initials_[left] & initials_[right]) != 0;
  }
  /// Of known names, which are words each: "Слава" is Ярослав, Вячеслав, ...
  bool have_word_in_common(std::uint32_t left, std::uint32_t right) const {
    const auto a = words_.words(left);
    const auto b = words_.words(right);
    return std::find_first_of(a.begin(), a.end(), b.begin(), b.end()) != a.end();
  }

  bool knows_names_;
  bool is_given_;
  std::vector<bool> is_whole_;           ///< where known names count: no initials only
  std::vector<std::uint32_t> initials_;  ///< where known names count: a bit a letter that begins a word
  JaroWinklerGate gate_{kClose};
  JaroWinklerGate unlike_gate_{kUnlike};
  ColumnValues values_;
  ColumnWords words_;
};

class DateKernel final : public KernelLoops<DateKernel> {
 public:
  DateKernel(const TextColumn& column, bool is_event)
      : KernelLoops(column.dictionary.size(), is_event ? int{kEventSame} : int{kDateSame}),
        is_event_(is_event),
        dates_(column.dictionary.size()) {
    for (std::uint32_t code = 1; code < dates_.size(); ++code) {
      dates_[code] = parse_comparable_date(column.dictionary.value(code));
    }
  }
  int unequal(std::uint32_t left, std::uint32_t right) const {
    return is_event_ ? event_gamma(dates_[left], dates_[right]) : date_gamma(dates_[left], dates_[right]);
  }
  void prefetch(std::uint32_t code) const { __builtin_prefetch(&dates_[code]); }

 private:
  bool is_event_;
  std::vector<DateValue> dates_;
};

/// Whole numbers such as ages: 0 other, 1 within three, 2 within one, 3 same.
class YearKernel final : public KernelLoops<YearKernel> {
 public:
  explicit YearKernel(const TextColumn& column)
      : KernelLoops(column.dictionary.size(), 3), numbers_(column.dictionary.size(), 0) {
    for (std::uint32_t code = 1; code < numbers_.size(); ++code) {
      numbers_[code] = std::atoi(std::string(column.dictionary.value(code)).c_str());
    }
  }
  int unequal(std::uint32_t left, std::uint32_t right) const {
    const int apart = std::abs(numbers_[left] - numbers_[right]);
    return apart <= 1 ? 2 : apart <= 3 ? 1 : 0;
  }
  void prefetch(std::uint32_t) const {}

 private:
  std::vector<int> numbers_;
};

/// Places: 0 other, 1 a part in common, 2 one slip, 3 same.
class PlaceKernel final : public KernelLoops<PlaceKernel> {
 public:
  PlaceKernel(const TextColumn& column, const ExecutionContext& context)
      : KernelLoops(column.dictionary.size(), 3),
        values_(column.dictionary, context),
        words_(column.dictionary, count_codes(column)) {
    for (std::uint32_t code = 1; code < values_.size(); ++code) values_.set_tag(code, words_.signature(code));
  }

  int unequal(std::uint32_t left, std::uint32_t right) const {
    const ColumnValues::Value& a = values_[left];
    const ColumnValues::Value& b = values_[right];
    const int common = common_characters_bound(a.bag, b.bag);
    if (std::min(a.bag.length, b.bag.length) >= 4 && may_be_within_one_edit(a.bag, b.bag, common) &&
        within_one_edit(values_.characters(a), values_.characters(b))) {
      return 2;
    }
    if (gate_.may_reach(a.bag, b.bag, common) &&
        jaro_winkler(values_.characters(a), values_.characters(b)) >= kSlip) {
      return 2;
    }
    return (a.tag & b.tag) != 0 && shared_information(words_, left, right) > 0 ? 1 : 0;
  }
  void prefetch(std::uint32_t code) const { values_.prefetch(code); }

  /// Information of the words that two values share and few records have.
  static double shared_information(const ColumnWords& words, std::uint32_t left, std::uint32_t right) {
    const auto a = words.words(left);
    const auto b = words.words(right);
    double shared = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
      if (a[i] == b[j]) {
        shared += words.information(a[i]);
        ++i;
        ++j;
      } else if (a[i] < b[j]) {
        ++i;
      } else {
        ++j;
      }
    }
    return shared;
  }

 private:
  static constexpr double kSlip = 0.92;
  JaroWinklerGate gate_{kSlip};
  ColumnValues values_;
  ColumnWords words_;
};

/// Addresses: the words in common, weighted by how rare they are, as a share of all: 0 other, 1 from .3, 2
/// from .6, 3 same.
class AddressKernel final : public KernelLoops<AddressKernel> {
 public:
  explicit AddressKernel(const TextColumn& column)
      : KernelLoops(column.dictionary.size(), 3), words_(column.dictionary, count_codes(column)) {}

  int unequal(std::uint32_t left, std::uint32_t right) const {
    if ((words_.signature(left) & words_.signature(right)) == 0) return 0;
    const double shared = PlaceKernel::shared_information(words_, left, right);
    const double all = words_.total_information(left) + words_.total_information(right) - shared;
    return shared >= 0.6 * all ? 2 : shared >= 0.3 * all ? 1 : 0;
  }
  void prefetch(std::uint32_t) const {}

 private:
  ColumnWords words_;
};

/// Postcodes: 0 other, 1 same first half, 2 one slip, 3 same.
class PostcodeKernel final : public KernelLoops<PostcodeKernel> {
 public:
  PostcodeKernel(const TextColumn& column, const ExecutionContext& context)
      : KernelLoops(column.dictionary.size(), 3), values_(column.dictionary, context) {}

  int unequal(std::uint32_t left, std::uint32_t right) const {
    const ColumnValues::Value& a = values_[left];
    const ColumnValues::Value& b = values_[right];
    if (may_be_within_one_edit(a.bag, b.bag, common_characters_bound(a.bag, b.bag)) &&
        within_one_edit(values_.characters(a), values_.characters(b))) {
      return 2;
    }
    const int area = std::max(2, (std::min(a.bag.length, b.bag.length) + 1) / 2);
    if (common_prefix_bound(a.bag, b.bag) < std::min(area, 4)) return 0;
    const auto x = values_.characters(a);
    const auto y = values_.characters(b);
    const auto length = static_cast<std::size_t>(area);
    return x.size() >= length && y.size() >= length && x.substr(0, length) == y.substr(0, length) ? 1 : 0;
  }
  void prefetch(std::uint32_t code) const { values_.prefetch(code); }

 private:
  ColumnValues values_;
};

/// Sets (email, phone, number): 0 none alike, 1 close (email only: JW >= .88 before the '@'), 2 one slip (for
/// emails also the same before the '@'), 3 any in common.
class SetKernel final : public KernelLoops<SetKernel> {
 public:
  SetKernel(const TextColumn& column, bool is_email, const ExecutionContext& context)
      : KernelLoops(column.dictionary.size(), 3),
        is_email_(is_email),
        further_begin_(column.dictionary.size() + 1, 0),
        members_(split(column.dictionary), context) {
    for (std::uint32_t member = 1; member < members_.size(); ++member)
      members_.set_tag(member, tags_[member]);
    std::vector<std::uint64_t>().swap(tags_);
  }

  int unequal(std::uint32_t left, std::uint32_t right) const {
    const ColumnValues::Value& a = members_[left];
    const ColumnValues::Value& b = members_[right];
    if (((a.tag | b.tag) & kHasFurther) == 0) return member_gamma(a, b);
    int best = 0;
    for_members(left, [&](const ColumnValues::Value& x) {
      for_members(right, [&](const ColumnValues::Value& y) { best = std::max(best, member_gamma(x, y)); });
    });
    return best;
  }
  void prefetch(std::uint32_t code) const { members_.prefetch(code); }

 private:
  static constexpr double kClose = 0.88;
  /// Tag of a member: a number of its whole text, not 0; the top bit says that the set has further members.
  static constexpr std::uint64_t kHasFurther = std::uint64_t{1} << 63;
  static std::uint64_t whole(const ColumnValues::Value& member) { return member.tag & ~kHasFurther; }

  /// What is compared of each member when the whole is not equal (all of it, or an email's part before the
  /// '@'): the first of each set at its code, further ones behind.
  std::vector<std::string_view> split(const Dictionary& dictionary) {
    Dictionary only_in_sets;  // members that are no set by themselves
    const auto number_of = [&](std::string_view member, std::string_view set, std::uint32_t code) {
      if (member.size() == set.size()) return code;
      const std::uint32_t alone = dictionary.find(member);
      return alone != 0 ? alone : dictionary.size() + only_in_sets.insert(member);
    };
    std::vector<std::string_view> texts(dictionary.size());
    std::vector<std::string_view> further;
    tags_.assign(dictionary.size(), 0);
    std::vector<std::uint64_t> further_tags;
    for (std::uint32_t code = 1; code < dictionary.size(); ++code) {
      const std::string_view value = dictionary.value(code);
      for (std::size_t at = 0; at < value.size();) {
        const std::size_t end = std::min(value.find('|', at), value.size());
        const std::string_view member = value.substr(at, end - at);
        at = end + 1;
        if (member.empty()) continue;
        const std::string_view text =
            is_email_ ? member.substr(0, std::min(member.find('@'), member.size())) : member;
        const std::uint64_t tag = number_of(member, value, code);
        if (tags_[code] == 0) {
          texts[code] = text;
          tags_[code] = tag;
        } else {
          further.push_back(text);
          further_tags.push_back(tag);
          tags_[code] |= kHasFurther;
        }
      }
      further_begin_[code + 1] = static_cast<std::uint32_t>(further.size());
    }
    texts.insert(texts.end(), further.begin(), further.end());
    tags_.insert(tags_.end(), further_tags.begin(), further_tags.end());
    return texts;
  }

  template <typename Visit>
  void for_members(std::uint32_t code, const Visit& visit) const {
    if (members_[code].tag == 0) return;  // only separators
    visit(members_[code]);
    for (std::uint32_t i = further_begin_[code]; i < further_begin_[code + 1]; ++i)
      visit(members_[num_codes() + i]);
  }

  int member_gamma(const ColumnValues::Value& a, const ColumnValues::Value& b) const {
    if (a.tag == 0 || b.tag == 0) return 0;
    if (whole(a) == whole(b)) return 3;
    const int common = common_characters_bound(a.bag, b.bag);
    if (common == a.bag.length && common == b.bag.length && members_.characters(a) == members_.characters(b))
      return a.bag.length >= 4 ? 2 : 1;
    if (std::min(a.bag.length, b.bag.length) >= 4 && may_be_within_one_edit(a.bag, b.bag, common) &&
        within_one_edit(members_.characters(a), members_.characters(b))) {
      return 2;
    }
    if (!is_email_ || !gate_.may_reach(a.bag, b.bag, common)) return 0;
    return jaro_winkler(members_.characters(a), members_.characters(b)) >= kClose ? 1 : 0;
  }

  bool is_email_;
  JaroWinklerGate gate_{kClose};
  std::vector<std::uint32_t> further_begin_;  ///< per code: its further members
  std::vector<std::uint64_t> tags_;           ///< while the kernel is made
  ColumnValues members_;
};

}  // namespace

std::unique_ptr<ComparisonKernel> make_kernel(const ComparisonSpec& comparison, const TextColumn& column,
                                              const ExecutionContext& context) {
  switch (comparison.kind) {
    case ComparisonKind::kName:
      return std::make_unique<NameKernel>(column, false, comparison.role, context);
    case ComparisonKind::kKnownName:
      return std::make_unique<NameKernel>(column, true, comparison.role, context);
    case ComparisonKind::kDate:
      return std::make_unique<DateKernel>(column, false);
    case ComparisonKind::kEventDate:
      return std::make_unique<DateKernel>(column, true);
    case ComparisonKind::kYear:
      return std::make_unique<YearKernel>(column);
    case ComparisonKind::kSex:
    case ComparisonKind::kCategory:
      return std::make_unique<CategoryKernel>(column);
    case ComparisonKind::kPlace:
      return std::make_unique<PlaceKernel>(column, context);
    case ComparisonKind::kKnownPlace:
      return make_known_place_kernel(column, comparison.role);
    case ComparisonKind::kAddress:
      return std::make_unique<AddressKernel>(column);
    case ComparisonKind::kPostcode:
      return std::make_unique<PostcodeKernel>(column, context);
    case ComparisonKind::kSet:
      return std::make_unique<SetKernel>(column, comparison.role == Role::kEmail, context);
  }
  throw InternalError("a comparison kind without a kernel");
}

}  // namespace byname
