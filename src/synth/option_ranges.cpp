// SPDX-License-Identifier: Apache-2.0
#include "synth/option_ranges.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace byname {
namespace {

constexpr std::int64_t kMaxPeople = 100'000'000;

}  // namespace

void check_num_people(std::int64_t num_people) {
  if (num_people >= 1 && num_people <= kMaxPeople) return;
  throw UsageError(fmt::format("--people is {}; give a number from 1 to {}.", num_people, kMaxPeople));
}

void check_share(std::string_view option, double value, double most) {
  if (value >= 0 && value <= most) return;
  throw UsageError(fmt::format("--{} is {}; give a number from 0 to {}.", option, value, most));
}

void check_coverage(const std::vector<double>& coverage) {
  if (coverage.empty() || coverage.size() > 16)
    throw UsageError(fmt::format("{} lists; make 1 to 16 of them.", coverage.size()));
  for (const double share : coverage) check_share("coverage", share, 1);
}

}  // namespace byname
