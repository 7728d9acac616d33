// SPDX-License-Identifier: Apache-2.0
// pattern_check MODEL.json PEOPLE.csv [THREADS]: counts the pairs of every gamma pattern by byname and by
// DuckDB for the same SQL, and fails if any count differs.
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <numeric>

#include "reference/linked_lists.hpp"

namespace byname {
namespace {

using Counts = std::map<std::vector<int>, std::uint64_t>;

std::uint64_t num_pairs(const Counts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const auto& count) { return sum + count.second; });
}

/// Prints the patterns whose counts differ, ten at most; returns how many pairs they are off by.
std::uint64_t print_differences(Counts ours, const Counts& theirs) {
  for (const auto& [gammas, count] : theirs) ours.try_emplace(gammas, 0);
  std::uint64_t off = 0;
  int shown = 0;
  for (const auto& [gammas, count] : ours) {
    const auto found = theirs.find(gammas);
    const std::uint64_t wanted = found == theirs.end() ? 0 : found->second;
    if (count == wanted) continue;
    off += count > wanted ? count - wanted : wanted - count;
    if (++shown <= 10)
      fmt::print("  gammas {}: {} by byname, {} by DuckDB\n", fmt::join(gammas, " "), count, wanted);
  }
  return off;
}

int check(const std::string& model_path, const std::string& people, int num_threads) {
  const SplinkModel model = reference::read_model(model_path);
  const std::vector<reference::TwinList> lists = {{"people", people}};
  const Counts ours = reference::LinkedLists(model, lists, {}, num_threads).pattern_counts();
  fmt::print("byname: {} pairs, {} patterns\n", num_pairs(ours), ours.size());
  std::fflush(stdout);
  const Counts theirs = reference::DuckdbTwin(model, lists, {}, num_threads).pattern_counts();
  fmt::print("DuckDB: {} pairs, {} patterns\n", num_pairs(theirs), theirs.size());
  const std::uint64_t off = print_differences(ours, theirs);
  fmt::print("{} pairs off\n", off);
  return off == 0 ? 0 : 1;
}

}  // namespace
}  // namespace byname

int main(int argc, char** argv) {
  if (argc < 3 || argc > 4) {
    fmt::print(stderr, "usage: pattern_check MODEL.json PEOPLE.csv [THREADS]\n");
    return 2;
  }
  try {
    return byname::check(argv[1], argv[2], argc == 4 ? std::stoi(argv[3]) : 2);
  } catch (const std::exception& error) {
    fmt::print(stderr, "pattern_check: {}\n", error.what());
    return 1;
  }
}
