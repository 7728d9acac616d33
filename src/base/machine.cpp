// SPDX-License-Identifier: Apache-2.0
#include "base/machine.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <optional>
#include <sched.h>
#include <string_view>
#include <sys/sysinfo.h>
#include <unistd.h>

namespace byname {

namespace {

const std::string kCgroupRoot = "/sys/fs/cgroup";

std::optional<std::string> first_line(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line)) return std::nullopt;
  return line;
}

// This process's cgroup v2 path, "/a/b"; empty if there is none.
std::string own_cgroup() {
  std::ifstream file("/proc/self/cgroup");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("0::/")) return line.size() > 4 ? line.substr(3) : std::string();
  }
  return {};
}

// Calls visit(text) with the first line of `name` in this process's cgroup and every one above it.
template <typename Visit>
void visit_cgroup_limits(std::string_view name, const Visit& visit) {
  for (std::string path = own_cgroup();; path.erase(path.rfind('/'))) {
    if (const auto line = first_line(kCgroupRoot + path + "/" + std::string(name))) visit(*line);
    if (path.empty()) return;
  }
}

std::optional<double> leading_number(std::string_view text) {
  if (text.empty() || text[0] < '0' || text[0] > '9') return std::nullopt;  // "max"
  return std::stod(std::string(text));
}

// cpu.max is "QUOTA PERIOD" in microseconds, or "max PERIOD".
double cores_of_quota(std::string_view line, double cores) {
  const auto quota = leading_number(line);
  const std::size_t space = line.find(' ');
  if (!quota || space == std::string_view::npos) return cores;
  const auto period = leading_number(line.substr(space + 1));
  return period && *period > 0 ? std::min(cores, *quota / *period) : cores;
}

}  // namespace

int available_cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  double cores = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
  visit_cgroup_limits("cpu.max", [&](const std::string& line) { cores = cores_of_quota(line, cores); });
  return std::max(1, static_cast<int>(std::ceil(cores)));
}

std::uint64_t available_memory() {
  struct sysinfo info{};
  double bytes = sysinfo(&info) == 0 ? static_cast<double>(info.totalram) * info.mem_unit : 0x1p30;
  const auto lower = [&](const std::string& line) {
    bytes = std::min(bytes, leading_number(line).value_or(bytes));
  };
  visit_cgroup_limits("memory.max", lower);
  if (const auto line = first_line(kCgroupRoot + "/memory/memory.limit_in_bytes")) lower(*line);
  return static_cast<std::uint64_t>(bytes);
}

std::string simd_level() {
#if defined(__x86_64__)
  __builtin_cpu_init();
  const bool v2 = __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("popcnt");
  const bool v3 =
      v2 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("fma");
  const bool v4 = v3 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                  __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
                  __builtin_cpu_supports("avx512vl");
  return v4 ? "x86-64-v4" : v3 ? "x86-64-v3" : v2 ? "x86-64-v2" : "x86-64";
#else
  return "portable";
#endif
}

std::string host_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string();
}

}  // namespace byname
