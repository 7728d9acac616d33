// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>

#include "names/date_agreement.hpp"

namespace byname::reference {

/// date_agreement() day by day and on the written digits: slow and obvious. Spans must be short and not open.
class SlowDateAgreement {
 public:
  SlowDateAgreement(const UncertainDate& a, const UncertainDate& b) : a_(a), b_(b) {}

  DateAgreement agreement() const {
    const std::set<std::int64_t> a = days(a_), b = days(b_);
    if (share_a_day(a, b)) return overlap(std::max(a.size(), b.size()));
    const DateAgreement found = slip();
    if (found != DateAgreement::kConflict) return found;
    const std::int64_t gap = nearest(a, b);
    if (gap <= 31) return DateAgreement::kNear;
    const bool is_sure = (a_.doubt & kUncertain) == 0 && (b_.doubt & kUncertain) == 0;
    return gap >= 731 && is_sure ? DateAgreement::kConflict : DateAgreement::kApart;
  }

 private:
  static std::set<std::int64_t> days(const UncertainDate& date) {
    std::int64_t tolerance = 0;
    if ((date.doubt & kApproximate) != 0)
      tolerance = std::max<std::int64_t>(7, date.days.latest - date.days.earliest + 1);
    std::set<std::int64_t> result;
    for (std::int64_t day = date.days.earliest - tolerance; day <= date.days.latest + tolerance; ++day)
      result.insert(day);
    return result;
  }

  static bool share_a_day(const std::set<std::int64_t>& a, const std::set<std::int64_t>& b) {
    return std::any_of(a.begin(), a.end(), [&](std::int64_t day) { return b.contains(day); });
  }

  static std::int64_t nearest(const std::set<std::int64_t>& a, const std::set<std::int64_t>& b) {
    std::int64_t best = std::abs(*a.begin() - *b.begin());
    for (const std::int64_t from : {*a.begin(), *a.rbegin()}) {
      for (const std::int64_t to : {*b.begin(), *b.rbegin()}) best = std::min(best, std::abs(from - to));
    }
    return best;
  }

  static DateAgreement overlap(std::size_t widest) {
    return widest == 1     ? DateAgreement::kSameDay
           : widest <= 31  ? DateAgreement::kOverlapMonth
           : widest <= 366 ? DateAgreement::kOverlapYear
                           : DateAgreement::kOverlapWide;
  }

  /// "19900503", "199005" or "1990"; empty for what is no plain date.
  static std::string digits(const UncertainDate& date) {
    if ((date.doubt & kApproximate) != 0) return {};
    std::string text;
    for (const char c : write_edtf(date.edtf)) {
      if (c >= '0' && c <= '9') text.push_back(c);
      if (c != '-' && c != '?' && (c < '0' || c > '9')) return {};
    }
    const bool is_season = text.size() == 6 && text.substr(4) > "12";
    return is_season ? std::string() : text;
  }

  static bool swapped_within(const std::string& a, const std::string& b, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i + 1 < end; ++i) {
      std::string swapped = a;
      std::swap(swapped[i], swapped[i + 1]);
      if (swapped == b) return true;
    }
    return false;
  }

  DateAgreement slip() const {
    std::string a = digits(a_), b = digits(b_);
    const std::size_t size = std::min(a.size(), b.size());
    if (size == 0) return DateAgreement::kConflict;
    a.resize(size);
    b.resize(size);
    if (size == 8 && a.substr(0, 4) + a.substr(6) + a.substr(4, 2) == b)
      return DateAgreement::kDayMonthSwapped;
    if (swapped_within(a, b, 0, 4) || (size > 4 && swapped_within(a, b, 4, 6)) ||
        (size > 6 && swapped_within(a, b, 6, 8)))
      return DateAgreement::kTransposed;
    if (a.substr(4) == b.substr(4) && std::abs(std::stoi(a.substr(0, 4)) - std::stoi(b.substr(0, 4))) == 1)
      return DateAgreement::kYearOff;
    int num_different = 0;
    for (std::size_t i = 0; i < size; ++i) num_different += a[i] != b[i] ? 1 : 0;
    if (num_different == 1 && size > 4) return DateAgreement::kOneDigit;
    const bool same_year = a.substr(0, 4) == b.substr(0, 4);
    const bool same_month = a.substr(0, 6) == b.substr(0, 6);
    const bool is_rounded = size == 8 && ((same_year && (a.ends_with("0101") || b.ends_with("0101"))) ||
                                          (same_month && (a.ends_with("01") || b.ends_with("01"))));
    return is_rounded ? DateAgreement::kRounded : DateAgreement::kConflict;
  }

  const UncertainDate& a_;
  const UncertainDate& b_;
};

}  // namespace byname::reference
