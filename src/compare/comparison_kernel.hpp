// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "base/execution_context.hpp"
#include "spec/model_spec.hpp"
#include "table/text_column.hpp"

namespace byname {

/// Computes one comparison's gamma from two dictionary codes of its column. Codes are the unit: what a value
/// is was worked out once when the kernel was made. Gammas are -1 where either code is 0 (NULL) or the two
/// say nothing of one another, else 0 .. num_gammas-1.
class ComparisonKernel {
 public:
  virtual ~ComparisonKernel() = default;

  /// Gamma of one pair of codes.
  virtual int gamma(std::uint32_t left, std::uint32_t right) const = 0;
  /// gammas[i] = gamma(left[i], right[i]); all three of one length.
  virtual void gammas(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right,
                      std::span<std::int8_t> out) const = 0;
  /// out[i] = gamma(left, right[i]) + 1: one row of a level table.
  virtual void row(std::uint32_t left, std::span<const std::uint32_t> right,
                   std::span<std::uint8_t> out) const = 0;
  /// Codes of the column, NULL included.
  virtual std::uint32_t num_codes() const = 0;
};

/// Makes the kernel of a comparison over its (first) column.
std::unique_ptr<ComparisonKernel> make_kernel(const ComparisonSpec& comparison, const TextColumn& column,
                                              const ExecutionContext& context);

}  // namespace byname
