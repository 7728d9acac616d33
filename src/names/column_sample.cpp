// SPDX-License-Identifier: Apache-2.0
#include "names/column_sample.hpp"

#include <algorithm>

#include "text/normalise.hpp"

namespace byname {

ColumnSample::ColumnSample(const std::vector<TextColumn>& columns, const std::vector<ColumnProfile>& profiles)
    : columns_(columns), profiles_(profiles) {
  constexpr std::size_t kSampledRows = 4000;
  const std::size_t num_rows = columns.empty() ? 0 : columns[0].codes.size();
  const std::size_t step = std::max<std::size_t>(1, num_rows / kSampledRows);
  for (std::size_t row = 0; row < num_rows; row += step) rows_.push_back(row);
}

std::uint32_t ColumnSample::code(std::size_t column, std::size_t sample_row) const {
  const std::uint32_t code = columns_[column].codes[rows_[sample_row]];
  return profiles_[column].is_missing[code] ? Dictionary::kNull : code;
}

std::string_view ColumnSample::text(std::size_t column, std::size_t sample_row) const {
  return columns_[column].dictionary.value(code(column, sample_row));
}

std::string ColumnSample::words(std::size_t column, std::size_t sample_row) const {
  return latin_words(text(column, sample_row));
}

}  // namespace byname
