// SPDX-License-Identifier: Apache-2.0
#include "names/eastern_names.hpp"

#include <algorithm>

#include "names/missing_words.hpp"
#include "names/parsed_name.hpp"
#include "text/normalise.hpp"

namespace byname {

namespace {

/// visit(value) for evenly spread distinct values, about `most` of them.
template <typename Visit>
void for_sample(const TextColumn& column, std::uint32_t most, const Visit& visit) {
  const std::uint32_t step = std::max<std::uint32_t>(1, column.dictionary.size() / most);
  for (std::uint32_t code = 1; code < column.dictionary.size(); code += step)
    visit(column.dictionary.value(code));
}

}  // namespace

bool holds_cyrillic(const TextColumn& column) {
  constexpr std::uint32_t kSampledValues = 4096;
  std::size_t seen = 0, cyrillic = 0;
  for_sample(column, kSampledValues, [&](std::string_view value) {
    ++seen;
    cyrillic += has_cyrillic(value);
  });
  return cyrillic > 0 && cyrillic * 100 >= seen;
}

bool holds_romanised_names(const TextColumn& column) {
  constexpr std::uint32_t kSampledValues = 400;
  NameParser parser(name_tables());
  std::size_t seen = 0, eastern = 0;
  for_sample(column, kSampledValues, [&](std::string_view value) {
    if (is_missing(value)) return;
    const ParsedName name = parser.parse(value);
    ++seen;
    eastern += !name.readings.empty() && name.readings.front().family.is_east;
  });
  return eastern * 2 > seen;
}

}  // namespace byname
