// SPDX-License-Identifier: Apache-2.0
#include "base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#include <thread>
#include <vector>

namespace byname {

namespace {

#if defined(__SANITIZE_THREAD__)
// TBB as Debian ships it is not built for the thread sanitizer, which then sees races in it where there are
// none. Plain threads show the races that would be ours.
void run_on_threads(int num_threads, std::size_t chunks, const std::function<void(std::size_t)>& run_chunk) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr error;
  std::mutex error_mutex;
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < num_threads; ++thread) {
    threads.emplace_back([&] {
      for (std::size_t chunk = next++; chunk < chunks; chunk = next++) {
        try {
          run_chunk(chunk);
        } catch (...) {
          const std::lock_guard lock(error_mutex);
          if (!error) error = std::current_exception();
          next = chunks;
        }
      }
    });
  }
  threads.clear();
  if (error) std::rethrow_exception(error);
}
#else
void run_on_threads(int num_threads, std::size_t chunks, const std::function<void(std::size_t)>& run_chunk) {
  // Without the allowance TBB gives no more threads than cores, and says so on the standard error.
  const tbb::global_control allowance(tbb::global_control::max_allowed_parallelism,
                                      static_cast<std::size_t>(num_threads));
  tbb::task_arena arena(num_threads);
  arena.execute([&] {
    tbb::parallel_for(
        tbb::blocked_range<std::size_t>(0, chunks, 1),
        [&](const tbb::blocked_range<std::size_t>& range) {
          for (std::size_t chunk = range.begin(); chunk != range.end(); ++chunk) run_chunk(chunk);
        },
        tbb::simple_partitioner());
  });
}
#endif

}  // namespace

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
  run_on_threads(context.num_threads, chunks, run_chunk);
}

}  // namespace byname
