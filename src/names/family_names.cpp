// SPDX-License-Identifier: Apache-2.0
#include "names/family_names.hpp"

#include <algorithm>
#include <array>

#include "names/name_letters.hpp"
#include "text/similarity.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr std::size_t kLongestSuffix = 7;
constexpr std::size_t kLeastRoot = 2;
constexpr std::size_t kLongRoot = 5;  ///< letters from which an unlike letter may be a slip

/// Letters that are written for one another by ear; from the sound of Russian and Ukrainian.
bool sound_alike(char32_t a, char32_t b) noexcept {
  static constexpr std::array<std::u32string_view, 14> kPairs = {
      U"оа", U"еи", U"ея", U"бп", U"вф", U"гк", U"гх", U"дт", U"жш", U"зс", U"щш", U"щч", U"цс", U"ую"};
  return std::any_of(kPairs.begin(), kPairs.end(), [&](std::u32string_view pair) {
    return (pair[0] == a && pair[1] == b) || (pair[0] == b && pair[1] == a);
  });
}

struct Difference {
  std::u32string_view a;
  std::u32string_view b;
  std::size_t at = 0;   ///< letters in common before
  char32_t before = 0;  ///< the last of them
};

/// What is left of two words without their common beginning and end.
Difference difference_of(std::u32string_view a, std::u32string_view b) noexcept {
  std::size_t begin = 0;
  while (begin < a.size() && begin < b.size() && a[begin] == b[begin]) ++begin;
  std::size_t end = 0;
  while (end < a.size() - begin && end < b.size() - begin && a[a.size() - 1 - end] == b[b.size() - 1 - end])
    ++end;
  return {a.substr(begin, a.size() - begin - end), b.substr(begin, b.size() - begin - end), begin,
          begin == 0 ? 0 : a[begin - 1]};
}

bool holds_double_letter(std::u32string_view skeleton) noexcept {
  return skeleton.find_first_of(U"цщ") != skeleton.npos;
}

/// Letters that stand for two are written as two again, so that what is exchanged inside is seen.
std::u32string spell_out(std::u32string_view skeleton) {
  std::u32string out;
  for (const char32_t c : skeleton) {
    if (c == U'ц') {
      out += U"тс";
    } else if (c == U'щ') {
      out += U"шч";
    } else {
      out.push_back(c);
    }
  }
  return out;
}

bool is_heard(const Difference& d) noexcept {
  if (d.a.size() == 1 && d.b.size() == 1) {
    // No ear takes one consonant for another at the beginning.
    const bool is_clear = d.at == 0 && !is_cyrillic_vowel(d.a[0]);
    const bool is_after_hushing = std::u32string_view(U"жчшщ").find(d.before) != std::u32string_view::npos;
    const bool is_yo = is_after_hushing && ((d.a == U"о" && d.b == U"е") || (d.a == U"е" && d.b == U"о"));
    return is_yo || (!is_clear && sound_alike(d.a[0], d.b[0]));
  }
  return d.a.size() == 2 && d.b.size() == 2 && d.a[0] == d.b[1] && d.a[1] == d.b[0];
}

/// A vowel is there on one side only, behind the first letter: Кузнецов, Кузнцов. (At the end it is a case.)
bool is_lost_vowel(const Difference& d) noexcept {
  if (d.at == 0 || d.a.size() + d.b.size() != 1) return false;
  return is_cyrillic_vowel(d.a.empty() ? d.b.front() : d.a.front());
}

/// Two letters apart at two places, each by ear: Колмогоров, Калмагоров.
bool is_heard_twice(std::u32string_view a, std::u32string_view b) noexcept {
  if (a.size() != b.size() || a.size() < 8) return false;
  int others = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] == b[i]) continue;
    if (!sound_alike(a[i], b[i]) || ++others > 2) return false;
  }
  return true;
}

}  // namespace

bool is_heard_slip(std::u32string_view a, std::u32string_view b) noexcept {
  return is_heard(difference_of(a, b));
}

FamilyNames::FamilyNames(std::span<const TableRow> names, std::span<const TableRow> suffixes,
                         const GivenNames& given)
    : given_(given) {
  for (const TableRow& row : names) {
    if (!names_.insert(name_skeleton(fold_name_letters(row.cells[0]))).second) continue;
  }
  for (const TableRow& row : suffixes)
    suffixes_.emplace(name_skeleton(to_utf32(row.cells[0])), name_skeleton(to_utf32(row.cells[1])));
  for (const TableRow& row : suffixes) {
    const std::u32string alike = name_skeleton(to_utf32(row.cells[1]));
    if (!alike.empty() && !suffixes_.contains(alike)) refuse_row(row, "the suffix alike has no row");
  }
}

std::size_t FamilyNames::suffix_length(std::u32string_view skeleton) const {
  for (std::size_t length = std::min(skeleton.size(), kLongestSuffix); length > 0; --length) {
    if (skeleton.size() - length < kLeastRoot) continue;
    if (suffixes_.contains(skeleton.substr(skeleton.size() - length))) return length;
  }
  return 0;
}

template <typename Visit>
void FamilyNames::for_each_root(std::u32string_view skeleton, const Visit& visit) const {
  std::u32string root;
  for (std::size_t length = std::min(skeleton.size(), kLongestSuffix); length > 0; --length) {
    if (skeleton.size() - length < 3) continue;
    if (!suffixes_.contains(skeleton.substr(skeleton.size() - length))) continue;
    // Васильев from Василий, Фомин from Фома, Ильин from Илья, Андреев from Андрей.
    for (const std::u32string_view ending : {U"", U"и", U"а", U"я", U"еи"}) {
      root.assign(skeleton.substr(0, skeleton.size() - length)).append(ending);
      if (!visit(given_.find_skeleton(root))) return;
    }
  }
}

std::vector<GivenForm> FamilyNames::roots(std::u32string_view skeleton) const {
  std::vector<GivenForm> found;
  for_each_root(skeleton, [&](std::span<const GivenForm> forms) {
    found.insert(found.end(), forms.begin(), forms.end());
    return true;
  });
  return found;
}

bool FamilyNames::has_root(std::u32string_view skeleton) const {
  bool is_found = false;
  for_each_root(skeleton, [&](std::span<const GivenForm> forms) {
    is_found = !forms.empty();
    return !is_found;
  });
  return is_found;
}

bool FamilyNames::is_known(std::u32string_view skeleton) const {
  return names_.contains(skeleton) || has_root(skeleton);
}

bool FamilyNames::have_other_suffixes(std::u32string_view a, std::u32string_view b) const {
  const std::size_t a_length = suffix_length(a), b_length = suffix_length(b);
  if (a_length == 0 || b_length == 0) return false;
  const std::u32string a_suffix(a.substr(a.size() - a_length)), b_suffix(b.substr(b.size() - b_length));
  if (a_suffix == b_suffix) return false;
  return suffixes_.at(a_suffix) != b_suffix && suffixes_.at(b_suffix) != a_suffix;
}

bool FamilyNames::have_common_root(std::u32string_view a, std::u32string_view b) const {
  const std::vector<GivenForm> roots_a = roots(a), roots_b = roots(b);
  const auto are_one = [](const GivenForm& x, const GivenForm& y) {
    return x.family == y.family && x.kind != FormKind::kDiminutive && y.kind != FormKind::kDiminutive;
  };
  return std::find_first_of(roots_a.begin(), roots_a.end(), roots_b.begin(), roots_b.end(), are_one) !=
         roots_a.end();
}

FamilyNearness FamilyNames::nearness(std::u32string_view a, std::u32string_view b) const {
  if (std::min(a.size(), b.size()) < 3 || std::max(a.size(), b.size()) > std::min(a.size(), b.size()) + 2)
    return FamilyNearness::kOther;
  const bool is_double_letter = holds_double_letter(a) || holds_double_letter(b);
  const std::u32string spelt_a = is_double_letter ? spell_out(a) : std::u32string();
  const std::u32string spelt_b = is_double_letter ? spell_out(b) : std::u32string();
  const bool is_one_edit = within_one_edit(a, b) || (is_double_letter && within_one_edit(spelt_a, spelt_b));
  // Most pairs end here, before any table is asked.
  if (!is_one_edit && !is_heard_twice(a, b)) return FamilyNearness::kOther;
  if (have_other_suffixes(a, b)) return FamilyNearness::kOther;
  if (!is_one_edit) return is_known(a) && is_known(b) ? FamilyNearness::kOther : FamilyNearness::kSlip;
  const Difference difference = difference_of(a, b);
  const bool is_in_root =
      difference.at + suffix_length(a) < a.size() && difference.at + suffix_length(b) < b.size();
  // Two spellings of one given name inside (Геворкян, Геворгян) do not make two names.
  if (is_in_root && have_common_root(a, b)) return FamilyNearness::kSlip;
  if (is_known(a) && is_known(b)) return FamilyNearness::kOther;
  if (is_heard(difference) || (is_double_letter && is_heard(difference_of(spelt_a, spelt_b))))
    return FamilyNearness::kSlip;
  const bool is_inside = difference.at < std::min(a.size(), b.size());
  if (is_inside && is_lost_vowel(difference) && is_known(a) != is_known(b)) return FamilyNearness::kSlip;
  const std::size_t root = std::min(a.size() - suffix_length(a), b.size() - suffix_length(b));
  return difference.at == 0 || root < kLongRoot ? FamilyNearness::kOther : FamilyNearness::kSlip;
}

}  // namespace byname
