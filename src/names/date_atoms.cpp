// SPDX-License-Identifier: Apache-2.0
#include "names/date_atoms.hpp"

namespace byname {

namespace {

/// The letter of a word that stands for itself, or 0.
char letter_of(DateWord word) {
  switch (word) {
    case DateWord::kMonth:
      return 'M';
    case DateWord::kSeason:
      return 'S';
    case DateWord::kPart:
      return 'P';
    case DateWord::kHalf:
      return 'H';
    case DateWord::kTenDays:
      return 'T';
    case DateWord::kQuarter:
      return 'Q';
    case DateWord::kWeek:
      return 'K';
    case DateWord::kLast:
      return 'L';
    case DateWord::kCentury:
      return 'C';
    case DateWord::kNumbersOf:
      return 'N';
    case DateWord::kToday:
      return 'A';
    case DateWord::kRelative:
      return 'V';
    case DateWord::kMonthWord:
      return 'm';
    case DateWord::kDayWord:
      return 'w';
    case DateWord::kYears:
      return 'y';
    case DateWord::kAgo:
      return 'g';
    default:
      return 0;
  }
}

class AtomMaker {
 public:
  AtomMaker(std::span<const DateItem> items, const DateReference& reference)
      : items_(items), reference_(reference) {}

  std::variant<DateAtoms, DateRefusal> make() {
    while (at_ < items_.size()) {
      if (!take()) return DateRefusal{DateRefusalKind::kNotUnderstood, "the words are in no known order"};
    }
    return std::move(atoms_);
  }

 private:
  bool next_is(DateWord word) const { return at_ + 1 < items_.size() && items_[at_ + 1].is(word); }

  bool push(char letter, std::int64_t value, std::size_t num_items = 1) {
    atoms_.shape.push_back(letter);
    atoms_.values.push_back(value);
    atoms_.tokens.push_back(items_[at_].token);
    at_ += num_items;
    return true;
  }
  bool skip() { return ++at_, true; }

  bool take() {
    const DateItem& item = items_[at_];
    switch (item.kind) {
      case DateItemKind::kNumber:
        return take_number(item);
      case DateItemKind::kYearMark:
        return take_marked_year();
      case DateItemKind::kRoman:
        return push('R', item.token.value);
      case DateItemKind::kDoubt:
        atoms_.doubt |= item.date.doubt;
        return skip();
      case DateItemKind::kDate:
        atoms_.dates.push_back(item.date);
        return push('F', 0);
      case DateItemKind::kWord:
        return take_word(item);
      default:
        return false;
    }
  }

  bool take_number(const DateItem& item) {
    const std::int64_t value = item.token.value;
    const bool may_be_decade = item.may_be_decade() || (value % 10 == 0 && next_is(DateWord::kDecadeYears));
    if (may_be_decade && !next_is(DateWord::kMonth) && !next_is(DateWord::kNumbersOf) &&
        !next_is(DateWord::kTenDays) && !next_is(DateWord::kDayWord)) {
      const bool is_said =
          next_is(DateWord::kDecadeYears) || next_is(DateWord::kYear) || next_is(DateWord::kYears);
      return push('D', value, is_said ? 2 : 1);
    }
    const bool is_named = next_is(DateWord::kYear) || next_is(DateWord::kDecadeYears);
    if (item.token.num_digits == 4) return push('Y', value, is_named ? 2 : 1);
    if (item.token.num_digits > 2) return false;
    // "2 года назад" counts years.
    const bool is_year =
        next_is(DateWord::kYear) && !(at_ + 2 < items_.size() && items_[at_ + 2].is(DateWord::kAgo));
    return is_year ? push('Y', full_year(static_cast<int>(value), reference_), 2) : push('d', value);
  }

  bool take_marked_year() {
    ++at_;
    const bool has_digits =
        at_ < items_.size() && items_[at_].is_number() && items_[at_].token.num_digits == 2;
    return has_digits && push('Y', full_year(static_cast<int>(items_[at_].token.value), reference_),
                              next_is(DateWord::kYear) ? 2 : 1);
  }

  bool take_word(const DateItem& item) {
    const char last = atoms_.shape.empty() ? '\0' : atoms_.shape.back();
    if (item.is(DateWord::kWeekday)) return atoms_.weekday = item.meaning.value, skip();
    if (item.is(DateWord::kMonthWord) && last == 'M') return skip();
    if (item.is(DateWord::kDayWord) && (at_ + 1 == items_.size() || !next_is(DateWord::kAgo))) return skip();
    const bool is_before_year =
        at_ + 1 < items_.size() && items_[at_ + 1].is_number() && items_[at_ + 1].token.num_digits == 4;
    if (item.is(DateWord::kYear) && is_before_year) return skip();
    if (item.is(DateWord::kYear)) return last == 'F' || last == 'M' || last == 'S' ? skip() : push('y', 1);
    const char letter = letter_of(item.meaning.word);
    return letter != 0 && push(letter, item.meaning.value);
  }

  std::span<const DateItem> items_;
  const DateReference& reference_;
  std::size_t at_ = 0;
  DateAtoms atoms_;
};

}  // namespace

std::variant<DateAtoms, DateRefusal> make_date_atoms(std::span<const DateItem> items,
                                                     const DateReference& reference) {
  return AtomMaker(items, reference).make();
}

}  // namespace byname
