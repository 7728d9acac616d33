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
  const std::vector<std::size_t>& row_words = rows_->row_words();
  for (std::size_t i = 0; i < std::min(kAhead, records.size()); ++i) rows_->prefetch(records[i]);
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (i + kAhead < records.size()) rows_->prefetch(records[i + kAhead]);
    const std::uint32_t* row = rows_->row(records[i]);
    for (std::size_t place = 0; place < row_words.size(); ++place)
      words_[row_words[place] * kStride + i] = row[place];
  }
  // A double's two words lie in their two lines of the tile; together they hold one line of doubles.
  for (const std::size_t place : rows_->double_places()) {
    auto* to = reinterpret_cast<char*>(words_.data() + row_words[place] * kStride);
    for (std::size_t i = 0; i < records.size(); ++i)
      std::memcpy(to + i * sizeof(double), rows_->row(records[i]) + place, sizeof(double));
  }
  for (const SharedWords& shared : rows_->shared_words()) fill(shared);
}

void RecordTile::fill(const SharedWords& shared) {
  const std::uint32_t* numbers = words_.data() + shared.number * kStride;
  std::uint32_t* to = words_.data() + shared.first * kStride;
  for (std::size_t i = 0; i < records_.size(); ++i, ++to) {
    const std::uint32_t* from = shared.words.data() + numbers[i] * TextWords::kCount;
    for (std::size_t word = 0; word < TextWords::kCount; ++word) to[word * kStride] = from[word];
  }
}

}  // namespace byname
