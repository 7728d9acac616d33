// SPDX-License-Identifier: Apache-2.0
#include "names/grammar.hpp"

#include <algorithm>

namespace byname {

namespace {

constexpr std::string_view kShort[kNumCases] = {"nom", "gen", "dat", "acc", "ins", "loc", "voc"};
constexpr std::string_view kLong[kNumCases] = {"nominative",   "genitive", "dative",  "accusative",
                                               "instrumental", "locative", "vocative"};

}  // namespace

std::optional<SexSet> parse_sex(std::string_view text) noexcept {
  if (text == "m") return kMale;
  if (text == "f") return kFemale;
  if (text == "u") return kEitherSex;
  return std::nullopt;
}

std::optional<CaseSet> parse_cases(std::string_view text) noexcept {
  CaseSet cases = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const auto found = std::find(std::begin(kShort), std::end(kShort), text.substr(0, end));
    if (found == std::end(kShort)) return std::nullopt;
    cases = static_cast<CaseSet>(cases | 1 << (found - std::begin(kShort)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return cases == 0 ? std::nullopt : std::optional<CaseSet>(cases);
}

std::string_view name_of_case(CaseSet cases) noexcept {
  for (int i = 0; i < kNumCases; ++i) {
    if (cases >> i & 1) return kLong[i];
  }
  return "no case";
}

}  // namespace byname
