// SPDX-License-Identifier: Apache-2.0
#include "base/parallel.hpp"

#include <atomic>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <gtest/gtest.h>
#include <mutex>
#include <rapidcheck/gtest.h>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace byname {
namespace {

ExecutionContext threads(int num_threads) { return {num_threads, 0, 1, nullptr, nullptr}; }

RC_GTEST_PROP(ParallelChunks, CoversEveryItemOnceInFixedChunks, ()) {
  const auto num_items = *rc::gen::inRange<std::size_t>(0, 5000);
  const auto chunk_size = *rc::gen::inRange<std::size_t>(1, 700);
  const int num_threads = *rc::gen::element(1, 2, 7);
  std::vector<int> visits(num_items, 0);
  std::atomic<int> wrong{0};
  parallel_chunks(threads(num_threads), num_items, chunk_size,
                  [&](std::size_t chunk, std::size_t begin, std::size_t end) {
                    wrong += begin != chunk * chunk_size || end <= begin || end - begin > chunk_size ? 1 : 0;
                    for (std::size_t i = begin; i < end; ++i) ++visits[i];
                  });
  RC_ASSERT(wrong == 0);
  RC_ASSERT(visits == std::vector<int>(num_items, 1));
}

// Sums of doubles depend on their order: equal bits mean equal order.
TEST(ParallelReduce, GivesTheSameBitsForAnyNumberOfThreads) {
  const auto sum = [](int num_threads) {
    return parallel_reduce(
        threads(num_threads), 100'000, 1000, 0.0,
        [](std::size_t begin, std::size_t end) {
          double part = 0;
          for (std::size_t i = begin; i < end; ++i) part += std::sin(static_cast<double>(i)) * 1e10;
          return part;
        },
        [](double& total, double part) { total += part; });
  };
  const double expected = sum(1);
  for (const int num_threads : {2, 3, 7}) {
    for (int repeat = 0; repeat < 5; ++repeat) EXPECT_EQ(sum(num_threads), expected);
  }
}

// Also where the machine has fewer cores: otherwise tests with 7 threads would test 2.
TEST(ParallelChunks, UsesAsManyThreadsAsAsked) {
  std::mutex mutex;
  std::condition_variable arrived;
  std::set<std::thread::id> workers;
  parallel_chunks(threads(7), 7, 1, [&](std::size_t, std::size_t, std::size_t) {
    std::unique_lock lock(mutex);
    workers.insert(std::this_thread::get_id());
    arrived.notify_all();
    arrived.wait_for(lock, std::chrono::seconds(10), [&] { return workers.size() == 7; });
  });
  EXPECT_EQ(workers.size(), 7u);
}

TEST(ParallelChunks, RethrowsWhatAChunkThrows) {
  for (const int num_threads : {1, 4}) {
    EXPECT_THROW(parallel_chunks(threads(num_threads), 100, 1,
                                 [](std::size_t chunk, std::size_t, std::size_t) {
                                   if (chunk == 37) throw std::out_of_range("37");
                                 }),
                 std::out_of_range);
  }
}

TEST(ParallelChunks, StopsSoonAfterACancellation) {
  for (const int num_threads : {1, 4}) {
    Cancellation cancellation;
    ExecutionContext context = threads(num_threads);
    context.cancellation = &cancellation;
    std::atomic<int> chunks{0};
    EXPECT_THROW(parallel_chunks(context, 100'000, 1,
                                 [&](std::size_t, std::size_t, std::size_t) {
                                   if (++chunks == 5) cancellation.request();
                                 }),
                 Interrupted);
    EXPECT_LT(chunks, 100);
  }
}

TEST(ParallelChunks, DoesNothingWithoutItems) {
  parallel_chunks(threads(4), 0, 10, [](std::size_t, std::size_t, std::size_t) { FAIL(); });
}

}  // namespace
}  // namespace byname
