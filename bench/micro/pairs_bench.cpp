// SPDX-License-Identifier: Apache-2.0
// Comparing pairs under the models of bench/models, one thread; items = pairs. Run in the root of the
// repository.
#include <benchmark/benchmark.h>
#include <filesystem>
#include <unistd.h>

#include "reference/linked_lists.hpp"
#include "synth/directory.hpp"

namespace byname {
namespace {

/// A directory of people linked by a model under one rule, or under its own.
class Job {
 public:
  Job(const std::string& model_name, const std::string& rule, std::uint64_t num_rows) {
    SplinkModel model = reference::read_model("bench/models/" + model_name + ".json");
    if (!rule.empty()) model.rules = {{rule, {}}};
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("byname-bench-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    DirectoryOptions options;
    options.num_rows = num_rows;
    write_directory(options, folder.string(), ExecutionContext{});
    const reference::TwinList list{"people", (folder / "people.csv").string()};
    linked_ = std::make_unique<reference::LinkedLists>(model, std::vector{list}, ColumnTypes{}, 1);
    std::filesystem::remove_all(folder);
  }
  const reference::LinkedLists& linked() const { return *linked_; }

 private:
  std::unique_ptr<reference::LinkedLists> linked_;
};

void count_pairs(benchmark::State& state, const char* model, const char* rule, std::uint64_t num_rows) {
  const Job job(model, rule, num_rows);
  std::uint64_t pairs = 0;
  for (auto _ : state) {
    for (const auto& [gammas, count] : job.linked().pattern_counts()) pairs += count;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(pairs));
}
// Blocks of some hundred to a thousand records.
BENCHMARK_CAPTURE(count_pairs, default_large_blocks, "default", "l.city = r.city", 20'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(count_pairs, lean_large_blocks, "lean", "l.city = r.city", 20'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(count_pairs, default_own_rules, "default", "", 50'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(count_pairs, lean_own_rules, "lean", "", 50'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace byname
