// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "names/column_profile.hpp"
#include "table/text_column.hpp"

namespace byname {

/// Rows of a list, evenly thinned to a few thousand, as folded words per column: for asking which columns say
/// the same.
class ColumnSample {
 public:
  ColumnSample(const std::vector<TextColumn>& columns, const std::vector<ColumnProfile>& profiles);

  std::size_t num_rows() const { return rows_.size(); }
  /// Folded Latin words of a cell; empty where missing.
  std::string words(std::size_t column, std::size_t sample_row) const;
  /// Cell as written; empty where missing.
  std::string_view text(std::size_t column, std::size_t sample_row) const;
  /// Dictionary code of a cell, 0 where missing.
  std::uint32_t code(std::size_t column, std::size_t sample_row) const;

 private:
  const std::vector<TextColumn>& columns_;
  const std::vector<ColumnProfile>& profiles_;
  std::vector<std::size_t> rows_;
};

}  // namespace byname
