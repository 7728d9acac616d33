// SPDX-License-Identifier: Apache-2.0
#include "names/case_endings.hpp"

#include <algorithm>
#include <array>

#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr std::array<std::string_view, 3> kParts = {"family", "given", "patronymic"};
constexpr std::size_t kLeastStem = 2;

}  // namespace

CaseEndings::CaseEndings(std::span<const TableRow> rows) {
  for (const TableRow& row : rows) {
    const auto part = std::find(kParts.begin(), kParts.end(), row.cells[0]);
    if (part == kParts.end()) refuse_row(row, "the part is family, given or patronymic");
    const auto sex = parse_sex(row.cells[3]);
    if (!sex) refuse_row(row, "the sex is m, f or u");
    const auto cases = parse_cases(row.cells[4]);
    if (!cases) refuse_row(row, "the cases are of nom gen dat acc ins loc voc, joined by commas");
    const std::string_view stop = row.cells[5];
    if (!stop.empty() && stop != "stop" && stop != "rare")
      refuse_row(row, "the last cell is stop, rare or -");
    const std::u32string ending = to_utf32(row.cells[1]);
    if (ending.size() > kLongestEnding) refuse_row(row, "an ending has up to 12 letters");
    endings_[part - kParts.begin()][ending].push_back(
        {to_utf32(row.cells[2]), *sex, *cases, stop == "stop", stop == "rare"});
  }
}

std::vector<Nominative> CaseEndings::nominatives(DeclinedPart part, std::u32string_view word) const {
  const WordMap<std::vector<Ending>>& endings = endings_[static_cast<int>(part)];
  std::vector<Nominative> found;
  bool is_stopped = false;
  for (std::size_t length = std::min(word.size(), kLongestEnding) + 1; length-- > 0 && !is_stopped;) {
    const auto rows = endings.find(word.substr(word.size() - length));
    if (rows == endings.end()) continue;
    for (const Ending& ending : rows->second) {
      const std::u32string_view stem = word.substr(0, word.size() - length);
      const bool is_whole_word = stem.empty() && part == DeclinedPart::kGiven;
      if (stem.size() < kLeastStem && !is_whole_word && length > 0) continue;
      found.push_back({std::u32string(stem) + ending.base, ending.sex, ending.cases, ending.is_rare,
                       ending.stops && length >= 2});
      is_stopped |= ending.stops;
    }
  }
  return found;
}

}  // namespace byname
