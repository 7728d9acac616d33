// SPDX-License-Identifier: Apache-2.0
#include "names/given_names.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "names/name_letters.hpp"

namespace byname {

namespace {

std::uint64_t pair_key(GivenFamily a, GivenFamily b) noexcept {
  return std::uint64_t{std::min(a, b)} << 32 | std::max(a, b);
}

template <typename Map>
std::span<const GivenForm> find_in(const Map& map, std::u32string_view key) {
  const auto found = map.find(key);
  return found == map.end() ? std::span<const GivenForm>() : std::span<const GivenForm>(found->second);
}

SexSet sex_of(const TableRow& row) {
  const auto sex = parse_sex(row.cells[1]);
  if (!sex) refuse_row(row, "the sex is m, f or u");
  return *sex;
}

void add_once(std::vector<GivenForm>& forms, const GivenForm& form) {
  const auto is_same = [&](const GivenForm& other) { return other.family == form.family; };
  if (std::none_of(forms.begin(), forms.end(), is_same)) forms.push_back(form);
}

}  // namespace

GivenNames::GivenNames(std::span<const TableRow> names, std::span<const TableRow> western,
                       std::span<const TableRow> related) {
  constexpr FormKind kKinds[] = {FormKind::kVariant, FormKind::kDoublet, FormKind::kDiminutive,
                                 FormKind::kLatin};
  for (const TableRow& row : names) {
    const SexSet sex = sex_of(row);
    const bool is_rare = row.cells[6] == "rare";
    if (!is_rare && !row.cells[6].empty()) refuse_row(row, "the use is rare or -");
    const GivenFamily family = add_family(row, is_rare);
    for (std::size_t cell = 2; cell < 6; ++cell) {
      for (const std::string_view word : words_of_cell(row.cells[cell]))
        add_form(word, {family, kKinds[cell - 2], sex, is_rare});
    }
  }
  for (const TableRow& row : western) {
    const SexSet sex = sex_of(row);
    const GivenFamily family = add_family(row, false);
    for (const std::string_view word : words_of_cell(row.cells[2]))
      add_form(word, {family, FormKind::kDiminutive, sex, false});
  }
  for (const TableRow& row : related) add_related(row);
  std::sort(related_.begin(), related_.end());
}

GivenFamily GivenNames::add_family(const TableRow& row, bool is_rare) {
  if (row.cells[0].empty()) refuse_row(row, "the name is empty");
  const SexSet sex = sex_of(row);
  for (const GivenForm& form : find(fold_name_letters(row.cells[0]))) {
    if (form.kind == FormKind::kCanonical && form.sex == sex)
      refuse_row(row, fmt::format("{} has a row already", row.cells[0]));
  }
  const auto family = static_cast<GivenFamily>(families_.size());
  families_.push_back({std::string(row.cells[0]), {}, false});
  add_form(row.cells[0], {family, FormKind::kCanonical, sex, is_rare});
  return family;
}

void GivenNames::add_form(std::string_view word, const GivenForm& form) {
  const std::u32string folded = fold_name_letters(word);
  add_once(by_word_[folded], form);
  if (script_of(folded) != Script::kCyrillic) return;
  const std::u32string skeleton = name_skeleton(folded);
  add_once(by_skeleton_[skeleton], form);
  if (form.kind != FormKind::kDiminutive) families_[form.family].full_forms.push_back(skeleton);
}

void GivenNames::add_related(const TableRow& row) {
  for (const GivenForm& a : find(fold_name_letters(row.cells[0]))) {
    for (const GivenForm& b : find(fold_name_letters(row.cells[1]))) {
      const bool are_heads = a.kind == FormKind::kCanonical && b.kind == FormKind::kCanonical;
      if (!are_heads || a.family == b.family) continue;
      families_[a.family].has_related = families_[b.family].has_related = true;
      return related_.push_back(pair_key(a.family, b.family));
    }
  }
  refuse_row(row, "both names must be the first of a row in given_names.tsv");
}

std::span<const GivenForm> GivenNames::find(std::u32string_view word) const {
  return find_in(by_word_, word);
}

std::span<const GivenForm> GivenNames::find_skeleton(std::u32string_view skeleton) const {
  return find_in(by_skeleton_, skeleton);
}

bool GivenNames::are_related(GivenFamily a, GivenFamily b) const {
  return std::binary_search(related_.begin(), related_.end(), pair_key(a, b));
}

}  // namespace byname
