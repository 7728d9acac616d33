// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "compare/feature_rows.hpp"
#include "compare/lane_kernels.hpp"

namespace byname {

/// Some records with their words turned round: the values of one word side by side, near in memory.
class RecordTile {
 public:
  static constexpr std::size_t kMostRecords = 512;

  /// `rows` must outlive the tile.
  explicit RecordTile(const FeatureRows& rows);

  /// Takes the records, at most kMostRecords, in place of those before.
  void fill(std::span<const std::uint32_t> records);

  std::size_t size() const { return records_.size(); }
  std::uint32_t record(std::size_t at) const { return records_[at]; }
  /// The values of a word, one a record; kLanes more may be read.
  const std::uint32_t* words(std::size_t word) const { return words_.data() + word * kStride; }
  /// The same of a double that begins at a word.
  const double* doubles(std::size_t word) const { return reinterpret_cast<const double*>(words(word)); }

 private:
  void fill(const SharedWords& shared);

  static constexpr std::size_t kStride = kMostRecords + kLanes;
  const FeatureRows* rows_;
  std::vector<std::uint32_t> records_;
  std::vector<std::uint32_t> words_;  ///< [word * kStride + record]
};

/// Up to kLanes pairs that are looked at together: those of one left record with right ones that stand side
/// by side in their tile, or those of left and right records that stand at the same places of two tiles.
struct Lanes {
  const RecordTile* left_tile = nullptr;
  const RecordTile* right_tile = nullptr;
  std::size_t left_at = 0;
  std::size_t right_at = 0;
  std::size_t count = 0;
  bool has_one_left = false;

  std::size_t left_place(std::size_t lane) const { return has_one_left ? left_at : left_at + lane; }
  std::uint32_t left(std::size_t lane) const { return left_tile->record(left_place(lane)); }
  std::uint32_t right(std::size_t lane) const { return right_tile->record(right_at + lane); }
  const std::uint32_t* left_words(std::size_t word) const { return left_tile->words(word) + left_at; }
  const std::uint32_t* right_words(std::size_t word) const { return right_tile->words(word) + right_at; }
  const double* left_doubles(std::size_t word) const { return left_tile->doubles(word) + left_at; }
  const double* right_doubles(std::size_t word) const { return right_tile->doubles(word) + right_at; }
};

}  // namespace byname
