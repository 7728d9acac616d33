// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.hpp"

namespace byname {

/// Given names, most frequent first.
std::span<const std::string_view> male_given_names();
std::span<const std::string_view> female_given_names();
/// Family names, most frequent first: stems and endings put together.
const std::vector<std::string>& family_names();
/// Short form of a given name, or empty.
std::string_view nickname_of(std::string_view given);

/// Draws an index with probability proportional to 1 / (rank + offset)^exponent (Zipf's law).
class ZipfSampler {
 public:
  ZipfSampler(std::size_t size, double offset, double exponent);
  std::size_t draw(RandomStream& random) const;

 private:
  std::vector<double> cumulative_;
};

}  // namespace byname
