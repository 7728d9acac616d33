// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/large_pages.hpp"
#include "compare/comparison_kernel.hpp"
#include "compare/pattern.hpp"

namespace byname {

/// Compares pairs of records under a model: gammas packed to patterns.
class PairComparer {
 public:
  /// `records` must outlive the comparer.
  PairComparer(const ModelSpec& model, const RecordTable& records, const ExecutionContext& context);

  const PatternCode& code() const { return code_; }
  std::size_t num_comparisons() const { return kernels_.size(); }
  std::size_t num_records() const { return num_records_; }
  const ComparisonKernel& kernel(std::size_t comparison) const { return *kernels_[comparison]; }
  /// Dictionary code of a record's value in a comparison's column.
  std::uint32_t value_code(std::uint32_t record, std::size_t comparison) const {
    return codes_[record * stride_ + comparison];
  }

  /// Asks for the memory of a record's codes, some time before they are compared.
  void prefetch(std::uint32_t record) const { __builtin_prefetch(&codes_[record * stride_]); }

  std::uint64_t pattern(std::uint32_t left, std::uint32_t right) const;
  /// patterns[i] = pattern(left[i], right[i]).
  void patterns(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right,
                std::span<std::uint64_t> patterns) const;
  /// True if given and family name of two records are each other's (and not all the same).
  bool is_swapped(std::uint32_t left, std::uint32_t right) const {
    if (swap_given_ < 0) return false;
    const std::uint32_t* a = &codes_[left * stride_];
    const std::uint32_t* b = &codes_[right * stride_];
    return a[num_comparisons()] != 0 && a[num_comparisons()] == b[static_cast<std::size_t>(swap_given_)] &&
           b[num_comparisons()] == a[static_cast<std::size_t>(swap_given_)] &&
           a[static_cast<std::size_t>(swap_given_)] != b[static_cast<std::size_t>(swap_given_)];
  }
  /// The pattern of a swapped pair: the given comparison at "swapped", the family comparison at missing.
  std::uint64_t swapped_pattern(std::uint64_t pattern) const;
  bool has_swap() const { return swap_given_ >= 0; }

 private:
  PatternCode code_;
  std::vector<std::unique_ptr<ComparisonKernel>> kernels_;
  std::size_t num_records_ = 0;
  std::size_t stride_ = 0;  ///< codes a record: comparisons, then the family name as a code of given names
  LargeVector<std::uint32_t> codes_;  ///< row major
  int swap_given_ = -1;               ///< comparison of given names with a swapped level, or -1
  int swap_family_ = -1;
  std::uint64_t swapped_digit_ = 0;
};

/// Runs over all pairs i < j of some records: for one i at a time, `patterns_of` gives the pattern with every
/// j > i. Level rows are computed once for each distinct value of i, or kept for all values of small columns.
class RowComparer {
 public:
  RowComparer(const PairComparer& comparer, std::span<const std::uint32_t> records,
              const ExecutionContext& context);

  /// out[j - i - 1] = pattern of (records[i], records[j]) for all j > i. `scratch` is reused between calls of
  /// a thread.
  struct Scratch {
    std::vector<std::vector<std::uint8_t>> rows;
    std::vector<std::uint32_t> row_code;
  };
  void patterns_of(std::size_t i, Scratch& scratch, std::vector<std::uint64_t>& out) const;
  std::size_t num_records() const { return records_.size(); }

 private:
  struct Column {
    std::vector<std::uint32_t> codes;   ///< per record of the sample: local code, 0 = NULL
    std::vector<std::uint32_t> global;  ///< local code -> code of the kernel
    std::vector<std::uint32_t>
        record_codes;                 ///< codes of the kernel per record, where nearly all differ; else empty
    std::vector<std::uint8_t> table;  ///< all rows, where the column has few values; else empty
    std::uint64_t stride = 1;
  };
  void fill_row(std::size_t comparison, std::uint32_t local, std::span<std::uint8_t> row) const;

  const PairComparer* comparer_;
  std::vector<std::uint32_t> records_;
  std::vector<Column> columns_;
};

}  // namespace byname
