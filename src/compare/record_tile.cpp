// SPDX-License-Identifier: Apache-2.0
#include "compare/record_tile.hpp"

#include <cstring>

#include "base/error.hpp"

namespace byname {

RecordTile::RecordTile(const FeatureRows& rows) : rows_(&rows), words_(rows.num_words() * kStride, 0) {
  records_.reserve(kMostRecords);
}

void RecordTile::fill(std::span<const std::uint32_t> records) {
  constexpr std::size_t kAhead = 12;
  BYNAME_CHECK(records.size() <= kMostRecords, "a tile holds {} records, not {}", kMostRecords,
               records.size());
  records_.assign(records.begin(), records.end());
  const std::size_t num_words = rows_->num_words();
  for (std::size_t i = 0; i < std::min(kAhead, records.size()); ++i) rows_->prefetch(records[i]);
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (i + kAhead < records.size()) rows_->prefetch(records[i + kAhead]);
    const std::uint32_t* row = rows_->row(records[i]);
    std::uint32_t* to = words_.data() + i;
    for (std::size_t word = 0; word < num_words; ++word, to += kStride) *to = row[word];
  }
  // A double's two words lie in their two lines of the tile; together they hold one line of doubles.
  for (const std::size_t word : rows_->double_words()) {
    auto* to = reinterpret_cast<char*>(words_.data() + word * kStride);
    for (std::size_t i = 0; i < records.size(); ++i)
      std::memcpy(to + i * sizeof(double), rows_->row(records[i]) + word, sizeof(double));
  }
}

}  // namespace byname
