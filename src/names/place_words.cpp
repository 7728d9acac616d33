// SPDX-License-Identifier: Apache-2.0
#include "names/place_words.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "names/table_rows.hpp"
#include "text/normalise.hpp"

namespace byname {

namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(PlaceKind::kNumPlaceKinds)> kKinds = {
    "unknown", "region", "district", "town", "village", "country", "near", "silent", "missing"};
constexpr std::array<std::string_view, 3> kSides = {"before", "behind", "either"};

template <typename Enum, std::size_t kSize>
Enum value_of(const std::array<std::string_view, kSize>& names, const TableRow& row, std::size_t cell) {
  const auto found = std::find(names.begin(), names.end(), row.cells[cell]);
  if (found == names.end()) refuse_row(row, fmt::format("'{}' is not known", row.cells[cell]));
  return static_cast<Enum>(found - names.begin());
}

std::string joined(std::span<const std::string> words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace

PlaceWords::PlaceWords(const std::string& name, std::string_view table) {
  for (const TableRow& row : read_table_rows(name, table, 3)) {
    const PlaceWord word{value_of<PlaceKind>(kKinds, row, 0), value_of<PlaceWordSide>(kSides, row, 1)};
    for (const std::string_view form : forms_of_cell(row.cells[2])) {
      const std::vector<std::string> words = split_place_words(fold_text(form));
      if (words.empty()) refuse_row(row, "an empty word");
      if (!forms_.emplace(joined(words), word).second)
        refuse_row(row, fmt::format("'{}' stands twice", form));
      longest_ = std::max(longest_, words.size());
    }
  }
}

PlaceWords::Match PlaceWords::find(std::span<const std::string> words) const {
  for (std::size_t count = std::min(longest_, words.size()); count > 0; --count) {
    const auto found = forms_.find(joined(words.first(count)));
    if (found != forms_.end()) return {found->second, count};
  }
  return {};
}

const PlaceWords& place_words() {
  static const PlaceWords words("places_kinds.tsv", embedded_table("places_kinds.tsv"));
  return words;
}

namespace {

/// "oblast'" is how some romanise "область".
std::string without_apostrophes(std::string_view text) {
  constexpr std::array<std::string_view, 5> kApostrophes = {"'", "`", "\u2019", "\u02BC", "\u2032"};
  std::string word(text);
  for (const std::string_view apostrophe : kApostrophes) {
    for (std::size_t at = word.find(apostrophe); at != word.npos; at = word.find(apostrophe, at))
      word.erase(at, apostrophe.size());
  }
  return word;
}

}  // namespace

std::vector<std::string> split_place_words(std::string_view folded) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < folded.size();) {
    const std::size_t end = std::min(folded.find_first_of(" .\"", begin), folded.size());
    std::string word = without_apostrophes(folded.substr(begin, end - begin));
    if (!word.empty()) words.push_back(std::move(word));
    begin = end + 1;
  }
  return words;
}

}  // namespace byname
