// SPDX-License-Identifier: Apache-2.0
// Reading names, and comparing names that are read: the golden pairs, and pairs as blocking brings them (one
// family name with every other). Items = names or pairs.
#include <benchmark/benchmark.h>
#include <fstream>
#include <string>
#include <vector>

#include "names/name_agreement.hpp"

namespace byname {
namespace {

constexpr const char* kFiles[] = {"given",        "kin",   "families",   "regions",
                                  "romanisation", "cases", "patronymics"};

/// Both names of every golden pair, one behind the other. Run in the repository's root.
std::vector<std::string> golden_names() {
  std::vector<std::string> names;
  for (const char* name : kFiles) {
    std::ifstream file(std::string("tests/names/cases/name_pairs_") + name + ".tsv");
    for (std::string line; std::getline(file, line);) {
      if (line.empty() || line[0] == '#') continue;
      const std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
      names.push_back(line.substr(0, first));
      names.push_back(line.substr(first + 1, second - first - 1));
    }
  }
  return names;
}

void name_parsing(benchmark::State& state) {
  const std::vector<std::string> names = golden_names();
  if (names.empty()) return state.SkipWithError("no golden pairs here: run in the root of the repository");
  NameParser parser(name_tables());
  std::size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(parser.parse(names[i++ % names.size()]));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(name_parsing);

/// `stride` 1: each name with its pair; else with others of the same file, mostly of one family name.
void name_agreement_of_pairs(benchmark::State& state) {
  std::vector<ParsedName> parsed;
  NameParser parser(name_tables());
  for (const std::string& name : golden_names()) parsed.push_back(parser.parse(name));
  if (parsed.empty()) return state.SkipWithError("no golden pairs here: run in the root of the repository");
  const auto stride = static_cast<std::size_t>(state.range(0));
  std::size_t i = 0;
  for (auto _ : state) {
    const std::size_t a = 2 * i++ % parsed.size();
    benchmark::DoNotOptimize(name_agreement(parsed[a], parsed[(a + stride) % parsed.size()], name_tables()));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(name_agreement_of_pairs)->Arg(1)->Arg(7)->Arg(101);

}  // namespace
}  // namespace byname
