// SPDX-License-Identifier: Apache-2.0
#include "base/parallel.hpp"

#include <algorithm>
#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace byname {

void parallel_chunks(const ExecutionContext& context, std::size_t num_items, std::size_t chunk_size,
                     const std::function<void(std::size_t, std::size_t, std::size_t)>& work) {
  const std::size_t chunks = num_chunks(num_items, chunk_size);
  const auto run_chunk = [&](std::size_t chunk) {
    context.check_cancelled();
    const std::size_t begin = chunk * chunk_size;
    work(chunk, begin, std::min(num_items, begin + chunk_size));
  };
  if (context.num_threads <= 1 || chunks <= 1) {
    for (std::size_t chunk = 0; chunk < chunks; ++chunk) run_chunk(chunk);
    return;
  }
  // Without the allowance TBB gives no more threads than cores, and says so on the standard error.
  const tbb::global_control allowance(tbb::global_control::max_allowed_parallelism,
                                      static_cast<std::size_t>(context.num_threads));
  tbb::task_arena arena(context.num_threads);
  arena.execute([&] {
    tbb::parallel_for(
        tbb::blocked_range<std::size_t>(0, chunks, 1),
        [&](const tbb::blocked_range<std::size_t>& range) {
          for (std::size_t chunk = range.begin(); chunk != range.end(); ++chunk) run_chunk(chunk);
        },
        tbb::simple_partitioner());
  });
}

}  // namespace byname
