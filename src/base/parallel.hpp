// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "base/execution_context.hpp"

namespace byname {

/// Runs `work(chunk, begin, end)` for fixed chunks of [0, num_items). Chunks do not depend on the number of
/// threads, so a reduction that stores one result a chunk and adds them in order is the same for any number.
/// Checks for cancellation before each chunk. The first exception of any chunk is rethrown.
void parallel_chunks(const ExecutionContext& context, std::size_t num_items, std::size_t chunk_size,
                     const std::function<void(std::size_t, std::size_t, std::size_t)>& work);

/// Number of chunks that parallel_chunks makes of `num_items`.
inline std::size_t num_chunks(std::size_t num_items, std::size_t chunk_size) {
  return (num_items + chunk_size - 1) / chunk_size;
}

/// Computes `map(begin, end)` for fixed chunks and folds the results in chunk order with `fold(total, part)`.
template <typename Result, typename Map, typename Fold>
Result parallel_reduce(const ExecutionContext& context, std::size_t num_items, std::size_t chunk_size,
                       Result total, const Map& map, const Fold& fold) {
  std::vector<Result> parts(num_chunks(num_items, chunk_size));
  parallel_chunks(context, num_items, chunk_size, [&](std::size_t chunk, std::size_t begin, std::size_t end) {
    parts[chunk] = map(begin, end);
  });
  for (Result& part : parts) fold(total, part);
  return total;
}

}  // namespace byname
