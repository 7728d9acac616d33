// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace byname {

/// What becomes of persons when their mentions are decided anew.
struct PersonComparison {
  std::size_t num_joined = 0;   ///< persons that went into another one
  std::size_t num_divided = 0;  ///< persons whose mentions are of several now
  std::size_t num_now = 0;      ///< persons there are after it
};

/// `before`, `now`: per mention the person that it was and is of, each by any number of its own.
PersonComparison compare_persons(std::span<const std::int64_t> before, std::span<const std::uint32_t> now);

}  // namespace byname
