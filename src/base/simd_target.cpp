// SPDX-License-Identifier: Apache-2.0
#include "base/simd_target.hpp"

#include <array>
#include <cstdlib>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <hwy/targets.h>

#include "base/error.hpp"

namespace byname {

namespace {

struct Level {
  const char* name;
  std::int64_t target;
};
#if HWY_ARCH_X86
constexpr std::array kLevels = {Level{"sse4", HWY_SSE4}, Level{"avx2", HWY_AVX2}, Level{"avx512", HWY_AVX3}};
#else
constexpr std::array<Level, 0> kLevels = {};
#endif

}  // namespace

std::vector<std::string> simd_targets() {
  std::vector<std::string> levels = {"plain"};
  for (const Level& level : kLevels) {
    if ((hwy::SupportedTargets() & level.target) != 0) levels.emplace_back(level.name);
  }
  return levels;
}

std::int64_t highway_target(const std::string& level) {
  if (level == "plain") return 0;
  for (const Level& known : kLevels) {
    if (level == known.name && (hwy::SupportedTargets() & known.target) != 0) return known.target;
  }
  throw UserError(fmt::format("BYNAME_SIMD names a level that this processor does not have: {}. It has: {}",
                              level, fmt::join(simd_targets(), ", ")));
}

const std::string& chosen_simd_target() {
  static const std::string level = [] {
    const char* forced = std::getenv("BYNAME_SIMD");
    std::string chosen = forced != nullptr && *forced != 0 ? forced : simd_targets().back();
    highway_target(chosen);
    return chosen;
  }();
  return level;
}

ForcedHighwayTarget::ForcedHighwayTarget(std::int64_t target) { hwy::GetChosenTarget().Update(target); }
ForcedHighwayTarget::~ForcedHighwayTarget() { hwy::GetChosenTarget().Update(hwy::SupportedTargets()); }

}  // namespace byname
