// SPDX-License-Identifier: Apache-2.0
#include "synth/coverage_option.hpp"

#include <charconv>
#include <fmt/format.h>

#include "base/error.hpp"

namespace byname {

std::vector<double> parse_coverage(const std::string& text) {
  std::vector<double> coverage;
  const char* begin = text.data();
  const char* const last = text.data() + text.size();
  for (;;) {
    double share = 0;
    const auto [end, status] = std::from_chars(begin, last, share);
    if (status != std::errc() || (end != last && *end != ',')) {
      throw UsageError(fmt::format("--coverage needs numbers such as 0.4,0.3,0.3, not '{}'.", text));
    }
    coverage.push_back(share);
    if (end == last) return coverage;
    begin = end + 1;
  }
}

std::vector<double> default_coverage(int num_lists) {
  std::vector<double> coverage = {0.45, 0.35, 0.3};
  coverage.resize(static_cast<std::size_t>(num_lists), 0.3);
  return coverage;
}

}  // namespace byname
