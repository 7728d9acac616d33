// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "text/jaro_matches.hpp"

namespace byname {

/// Pairs of short texts whose matches (JaroMatches) are found side by side, a bit a byte of a `Word`: with 16
/// bits texts of up to 16 bytes, with 32 of up to 32.
template <typename Word>
struct JaroBatch {
  static constexpr std::size_t kMostPairs = 32;
  static constexpr std::size_t kMostBytes = 8 * sizeof(Word);
  static constexpr std::size_t kPart = 16;  ///< bytes that are compared at once
  static constexpr std::size_t kParts = kMostBytes / kPart;

  /// Adds a pair of texts of 1 to kMostBytes bytes; kMostBytes can be read from the begin of each, whatever
  /// its size.
  void add(std::string_view a, std::string_view b) {
    for (std::size_t part = 0; part < kParts; ++part) {
      std::memcpy(first[part][size], a.data() + part * kPart, kPart);
      std::memcpy(second[part][size], b.data() + part * kPart, kPart);
    }
    const std::size_t half = std::max(a.size(), b.size()) / 2;
    const std::size_t reaches = half > 0 ? half - 1 : 0;
    first_size[size] = static_cast<Word>(a.size());
    window[size] = static_cast<Word>(reaches);
    reach[size] = static_cast<Word>((std::uint64_t{2} << reaches) - 1);
    all_of_second[size] = static_cast<Word>((std::uint64_t{1} << b.size()) - 1);
    longest_first = std::max(longest_first, a.size());
    ++size;
  }
  bool is_full() const { return size == kMostPairs; }
  void clear() { size = longest_first = 0; }
  JaroMatches matches(std::size_t pair) const { return {in_first[pair], in_second[pair]}; }

  std::size_t size = 0;
  std::size_t longest_first = 0;
  alignas(64) unsigned char first[kParts][kMostPairs][kPart] = {};
  alignas(64) unsigned char second[kParts][kMostPairs][kPart] = {};
  alignas(64) Word first_size[kMostPairs] = {};
  alignas(64) Word window[kMostPairs] = {};
  alignas(64) Word reach[kMostPairs] = {};  ///< bits of the second text's bytes that its first byte may match
  alignas(64) Word all_of_second[kMostPairs] = {};  ///< bits of all its bytes
  alignas(64) Word in_first[kMostPairs] = {};       ///< what is found
  alignas(64) Word in_second[kMostPairs] = {};
};

using ShortJaroBatch = JaroBatch<std::uint16_t>;
using LongJaroBatch = JaroBatch<std::uint32_t>;

/// Finds the matches of all pairs of a batch.
struct JaroBatchKernels {
  void (*find_short)(ShortJaroBatch&);
  void (*find_long)(LongJaroBatch&);

  void find(ShortJaroBatch& batch) const { find_short(batch); }
  void find(LongJaroBatch& batch) const { find_long(batch); }
};

/// The kernels of chosen_simd_target().
const JaroBatchKernels& jaro_batch_kernels();
/// Those of one of simd_targets(), for tests.
const JaroBatchKernels& jaro_batch_kernels_of(const std::string& level);

}  // namespace byname
