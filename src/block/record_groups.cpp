// SPDX-License-Identifier: Apache-2.0
#include "block/record_groups.hpp"

#include <algorithm>

namespace byname {

RecordGroups group_by_number(const std::vector<std::uint32_t>& numbers,
                             const std::vector<std::uint32_t>& by_rank) {
  RecordGroups groups;
  const std::uint32_t largest = numbers.empty() ? 0 : *std::max_element(numbers.begin(), numbers.end());
  groups.begin.assign(largest + std::size_t{2}, 0);
  for (const std::uint32_t record : by_rank) {
    if (numbers[record] != 0) ++groups.begin[numbers[record] + 1];
  }
  for (std::size_t i = 1; i < groups.begin.size(); ++i) groups.begin[i] += groups.begin[i - 1];
  groups.members.resize(groups.begin.back());
  std::vector<std::uint64_t> at(groups.begin.begin(), groups.begin.end() - 1);
  for (const std::uint32_t record : by_rank) {
    if (numbers[record] != 0) groups.members[at[numbers[record]]++] = record;
  }
  return groups;
}

namespace {

/// Stable sort of rows by one of their numbers, which are at most `largest`; `width` numbers a row.
std::vector<std::uint32_t> sorted_rows(const std::vector<std::uint32_t>& rows, std::size_t width,
                                       std::size_t by, std::uint32_t largest) {
  std::vector<std::uint32_t> at(largest + std::size_t{2}, 0);
  for (std::size_t row = 0; row < rows.size(); row += width) ++at[rows[row + by] + std::size_t{1}];
  for (std::size_t i = 1; i < at.size(); ++i) at[i] += at[i - 1];
  std::vector<std::uint32_t> sorted(rows.size());
  for (std::size_t row = 0; row < rows.size(); row += width)
    std::copy_n(rows.data() + row, width, sorted.data() + at[rows[row + by]]++ * width);
  return sorted;
}

/// The records that have all columns, by rank: their numbers, then the record.
std::vector<std::uint32_t> numbered_records(const std::vector<const ValueColumn*>& columns,
                                            const std::vector<std::uint32_t>& by_rank) {
  std::vector<std::uint32_t> rows;
  rows.reserve(by_rank.size() * (columns.size() + 1));
  for (const std::uint32_t record : by_rank) {
    const std::size_t begin = rows.size();
    bool has_all = true;
    for (const ValueColumn* column : columns) {
      rows.push_back(column->canonical_at(record));
      has_all &= rows.back() != 0;
    }
    rows.push_back(record);
    if (!has_all) rows.resize(begin);
  }
  return rows;
}

}  // namespace

RecordGroups group_by_columns(const std::vector<const ValueColumn*>& columns,
                              const std::vector<std::uint32_t>& by_rank) {
  const std::size_t width = columns.size() + 1;
  std::vector<std::uint32_t> rows = numbered_records(columns, by_rank);
  for (std::size_t i = columns.size(); i-- > 0;) {
    const auto& numbers = columns[i]->canonical;
    rows = sorted_rows(rows, width, i, *std::max_element(numbers.begin(), numbers.end()));
  }
  const auto are_alike = [&](std::size_t a, std::size_t b) {
    return std::equal(rows.data() + a, rows.data() + a + columns.size(), rows.data() + b);
  };
  RecordGroups groups;
  groups.begin = {0, 0};
  for (std::size_t first = 0; first < rows.size();) {
    std::size_t end = first + width;
    while (end < rows.size() && are_alike(first, end)) end += width;
    if (end - first > width) {
      for (std::size_t row = first; row < end; row += width)
        groups.members.push_back(rows[row + columns.size()]);
      groups.begin.push_back(groups.members.size());
    }
    first = end;
  }
  groups.members.shrink_to_fit();
  return groups;
}

}  // namespace byname
