// SPDX-License-Identifier: Apache-2.0
// Text kernels on pairs of invented family names and email addresses; items = pairs.
#include <benchmark/benchmark.h>
#include <string>
#include <vector>

#include "synth/directory.hpp"
#include "text/byte_similarity.hpp"

namespace byname {
namespace {

/// Texts of one field in one buffer, each with kReadableBytes to read from its begin.
class Texts {
 public:
  explicit Texts(DirectoryField field) {
    DirectoryOptions options;
    options.num_rows = 2048;
    const Directory directory(options);
    DirectoryRow row;
    std::vector<std::size_t> ends;
    for (std::uint64_t i = 0; i < options.num_rows; ++i) {
      directory.make_row(i, row);
      if (row.at(field).empty()) continue;
      bytes_ += row.at(field);
      ends.push_back(bytes_.size());
    }
    bytes_.append(kReadableBytes, '\0');
    std::size_t begin = 0;
    for (const std::size_t end : ends) {
      texts_.emplace_back(bytes_.data() + begin, end - begin);
      begin = end;
    }
  }

  std::string_view at(std::size_t i) const { return texts_[i % texts_.size()]; }

 private:
  std::string bytes_;
  std::vector<std::string_view> texts_;
};

template <typename Kernel>
void run(benchmark::State& state, DirectoryField field, const Kernel& kernel) {
  const Texts texts(field);
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(kernel(texts.at(i), texts.at(i * 7 + 1)));
    ++i;
  }
  state.SetItemsProcessed(state.iterations());
}

void jaro_winkler(benchmark::State& state, DirectoryField field) { run(state, field, byte_jaro_winkler); }
BENCHMARK_CAPTURE(jaro_winkler, family, DirectoryField::kFamily);
BENCHMARK_CAPTURE(jaro_winkler, email, DirectoryField::kEmail);

void jaro_winkler_from_0_88(benchmark::State& state, DirectoryField field) {
  const JaroLimit limit(0.88);
  run(state, field,
      [&](std::string_view a, std::string_view b) { return byte_jaro_winkler_from(a, b, limit); });
}
BENCHMARK_CAPTURE(jaro_winkler_from_0_88, family, DirectoryField::kFamily);
BENCHMARK_CAPTURE(jaro_winkler_from_0_88, email, DirectoryField::kEmail);

void levenshtein(benchmark::State& state, DirectoryField field) { run(state, field, byte_levenshtein); }
BENCHMARK_CAPTURE(levenshtein, date, DirectoryField::kBirthDate);
BENCHMARK_CAPTURE(levenshtein, family, DirectoryField::kFamily);

void damerau_levenshtein(benchmark::State& state, DirectoryField field) {
  run(state, field, byte_damerau_levenshtein);
}
BENCHMARK_CAPTURE(damerau_levenshtein, date, DirectoryField::kBirthDate);

}  // namespace
}  // namespace byname
