// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/error.hpp"
#include "spec/model_spec.hpp"

namespace byname {

/// Packs the gammas of one pair in 64 bits: mixed radix, first comparison least significant, digit = gamma
/// + 1.
class PatternCode {
 public:
  explicit PatternCode(const ModelSpec& model) {
    std::uint64_t stride = 1;
    for (const ComparisonSpec& comparison : model.comparisons) {
      const auto radix = static_cast<std::uint64_t>(comparison.num_gammas() + 1);
      strides_.push_back(stride);
      radices_.push_back(radix);
      BYNAME_CHECK(stride <= UINT64_MAX / radix, "more patterns than 64 bits hold: {} comparisons",
                   model.comparisons.size());
      stride *= radix;
    }
    num_patterns_ = stride;
  }

  std::size_t num_comparisons() const { return strides_.size(); }
  std::uint64_t stride(std::size_t comparison) const { return strides_[comparison]; }
  std::uint64_t num_patterns() const { return num_patterns_; }
  int gamma(std::uint64_t pattern, std::size_t comparison) const {
    return static_cast<int>(pattern / strides_[comparison] % radices_[comparison]) - 1;
  }

 private:
  std::vector<std::uint64_t> strides_;
  std::vector<std::uint64_t> radices_;
  std::uint64_t num_patterns_ = 1;
};

}  // namespace byname
