// SPDX-License-Identifier: Apache-2.0
#include "compare/comparison_kernel.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "compare/column_values.hpp"
#include "compare/date_kernel.hpp"

namespace byname {

namespace {

/// The loops, written once; `Derived::unequal(left, right)` gives the gamma of two different non-NULL codes.
template <typename Derived>
class KernelLoops : public ComparisonKernel {
 public:
  KernelLoops(std::uint32_t codes, int same_gamma) : codes_(codes), same_gamma_(same_gamma) {}

  int gamma(std::uint32_t left, std::uint32_t right) const final {
    if (left == 0 || right == 0) return -1;
    return left == right ? same_gamma_ : self().unequal(left, right);
  }
  void gammas(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right,
              std::span<std::int8_t> out) const final {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::int8_t>(gamma(left[i], right[i]));
  }
  void row(std::uint32_t left, std::span<const std::uint32_t> right,
           std::span<std::uint8_t> out) const final {
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = static_cast<std::uint8_t>(gamma(left, right[i]) + 1);
  }
  std::uint32_t num_codes() const final { return codes_; }

 private:
  const Derived& self() const { return static_cast<const Derived&>(*this); }
  std::uint32_t codes_;
  int same_gamma_;
};

class CategoryKernel final : public KernelLoops<CategoryKernel> {
 public:
  explicit CategoryKernel(const TextColumn& column) : KernelLoops(column.dictionary.size(), 1) {}
  int unequal(std::uint32_t, std::uint32_t) const { return 0; }
};

/// Names: 0 other, 1 close (JW >= .84, an initial, or a part in common), 2 one slip (one edit from 4
/// characters, or JW >= .92), 3 same (linkage-method A2).
class NameKernel final : public KernelLoops<NameKernel> {
 public:
  NameKernel(const TextColumn& column, const ExecutionContext& context)
      : KernelLoops(column.dictionary.size(), 3),
        values_(column.dictionary, context),
        words_(column.dictionary, count_codes(column)) {}

  int unequal(std::uint32_t left, std::uint32_t right) const {
    const CharacterBag& a = values_.bag(left);
    const CharacterBag& b = values_.bag(right);
    const int common = common_characters_bound(a, b);
    const double bound = jaro_winkler_bound(a, b, common);
    const bool may_edit = std::min(a.length, b.length) >= 4 && may_be_within_one_edit(a, b, common);
    if (bound >= kClose || may_edit) {
      if (may_edit && within_one_edit(values_.characters(left), values_.characters(right))) return 2;
      if (bound >= kClose) {
        const double similarity = jaro_winkler(values_.characters(left), values_.characters(right));
        if (similarity >= kSlip) return 2;
        if (similarity >= kClose) return 1;
      }
    }
    return is_initial(a, b) || has_part_in_common(left, right) ? 1 : 0;
  }

 private:
  static constexpr double kSlip = 0.92;
  static constexpr double kClose = 0.84;

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

 private:
  std::vector<int> numbers_;
};

/// Places: 0 other, 1 a part in common, 2 one slip, 3 same.
class PlaceKernel final : public KernelLoops<PlaceKernel> {
 public:
  PlaceKernel(const TextColumn& column, const ExecutionContext& context)
      : KernelLoops(column.dictionary.size(), 3),
        values_(column.dictionary, context),
        words_(column.dictionary, count_codes(column)) {}

  int unequal(std::uint32_t left, std::uint32_t right) const {
    const CharacterBag& a = values_.bag(left);
    const CharacterBag& b = values_.bag(right);
    const int common = common_characters_bound(a, b);
    if (std::min(a.length, b.length) >= 4 && may_be_within_one_edit(a, b, common) &&
        within_one_edit(values_.characters(left), values_.characters(right))) {
      return 2;
    }
    if (jaro_winkler_bound(a, b, common) >= kSlip &&
        jaro_winkler(values_.characters(left), values_.characters(right)) >= kSlip) {
      return 2;
    }
    if ((words_.signature(left) & words_.signature(right)) == 0) return 0;
    return shared_information(words_, left, right) > 0 ? 1 : 0;
  }

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

 private:
  ColumnWords words_;
};

/// Postcodes: 0 other, 1 same first half, 2 one slip, 3 same.
class PostcodeKernel final : public KernelLoops<PostcodeKernel> {
 public:
  PostcodeKernel(const TextColumn& column, const ExecutionContext& context)
      : KernelLoops(column.dictionary.size(), 3), values_(column.dictionary, context) {}

  int unequal(std::uint32_t left, std::uint32_t right) const {
    const CharacterBag& a = values_.bag(left);
    const CharacterBag& b = values_.bag(right);
    if (may_be_within_one_edit(a, b, common_characters_bound(a, b)) &&
        within_one_edit(values_.characters(left), values_.characters(right))) {
      return 2;
    }
    const int area = std::max(2, (std::min(a.length, b.length) + 1) / 2);
    if (common_prefix_bound(a, b) < std::min(area, 4)) return 0;
    const auto x = values_.characters(left);
    const auto y = values_.characters(right);
    const auto length = static_cast<std::size_t>(area);
    return x.size() >= length && y.size() >= length && x.substr(0, length) == y.substr(0, length) ? 1 : 0;
  }

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
        begin_(column.dictionary.size() + 1, 0),
        values_(split(column.dictionary), context) {}

  int unequal(std::uint32_t left, std::uint32_t right) const {
    int best = 0;
    for (std::uint32_t a = begin_[left]; a < begin_[left + 1]; ++a) {
      for (std::uint32_t b = begin_[right]; b < begin_[right + 1]; ++b) {
        best = std::max(best, member_gamma(members_[a], members_[b]));
      }
    }
    return best;
  }

 private:
  static constexpr double kClose = 0.88;

  /// A member and what is compared of it when it is not equal: all of it, or an email's part before the '@'.
  struct Member {
    std::uint32_t whole = 0;
    std::uint32_t compared = 0;
  };

  Dictionary split(const Dictionary& dictionary) {
    Dictionary wholes;
    Dictionary compared;
    for (std::uint32_t code = 1; code < dictionary.size(); ++code) {
      const std::string_view value = dictionary.value(code);
      for (std::size_t at = 0; at < value.size();) {
        const std::size_t end = std::min(value.find('|', at), value.size());
        const std::string_view member = value.substr(at, end - at);
        if (end > at) {
          const std::string_view local =
              is_email_ ? member.substr(0, std::min(member.find('@'), member.size())) : member;
          members_.push_back({wholes.insert(member), compared.insert(local)});
        }
        at = end + 1;
      }
      begin_[code + 1] = static_cast<std::uint32_t>(members_.size());
    }
    return compared;
  }

  int member_gamma(const Member& left, const Member& right) const {
    if (left.whole == right.whole) return 3;
    if (left.compared == right.compared) return values_.bag(left.compared).length >= 4 ? 2 : 1;
    const CharacterBag& a = values_.bag(left.compared);
    const CharacterBag& b = values_.bag(right.compared);
    const int common = common_characters_bound(a, b);
    if (std::min(a.length, b.length) >= 4 && may_be_within_one_edit(a, b, common) &&
        within_one_edit(values_.characters(left.compared), values_.characters(right.compared))) {
      return 2;
    }
    if (!is_email_ || jaro_winkler_bound(a, b, common) < kClose) return 0;
    return jaro_winkler(values_.characters(left.compared), values_.characters(right.compared)) >= kClose ? 1
                                                                                                         : 0;
  }

  bool is_email_;
  std::vector<std::uint32_t> begin_;  ///< per code: its members
  std::vector<Member> members_;
  ColumnValues values_;
};

}  // namespace

std::unique_ptr<ComparisonKernel> make_kernel(const ComparisonSpec& comparison, const TextColumn& column,
                                              const ExecutionContext& context) {
  switch (comparison.kind) {
    case ComparisonKind::kName:
      return std::make_unique<NameKernel>(column, context);
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
