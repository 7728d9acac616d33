// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

#include "base/error.hpp"

namespace byname {

/// Asks a running command to end. Set from a signal handler, read by every loop between chunks.
class Cancellation {
 public:
  void request() noexcept { requested_.store(true, std::memory_order_relaxed); }
  bool is_requested() const noexcept { return requested_.load(std::memory_order_relaxed); }
  /// Throws Interrupted once a request was made.
  void check() const {
    if (is_requested()) throw Interrupted();
  }

 private:
  std::atomic<bool> requested_{false};
};

/// Receives what a long step has done so far. Implementations are thread safe. No personal data goes here.
class Progress {
 public:
  virtual ~Progress() = default;
  /// Begins a step of `total` units (0 = unknown); ends the step before it.
  virtual void begin(std::string_view step, std::uint64_t total) = 0;
  virtual void advance(std::uint64_t units) = 0;
  /// Ends the last step: nothing is shown from here until the next begin().
  virtual void end() = 0;
};

/// Shows nothing.
class SilentProgress final : public Progress {
 public:
  void begin(std::string_view, std::uint64_t) override {}
  void advance(std::uint64_t) override {}
  void end() override {}
};

/// What a step may use of the machine. Passed down; there are no globals.
struct ExecutionContext {
  int num_threads = 1;              ///< >= 1
  std::uint64_t memory_budget = 0;  ///< bytes of peak resident size
  std::uint64_t seed = 1;
  const Cancellation* cancellation = nullptr;
  Progress* progress = nullptr;

  void check_cancelled() const {
    if (cancellation != nullptr) cancellation->check();
  }
  void begin_step(std::string_view step, std::uint64_t total) const {
    check_cancelled();
    if (progress != nullptr) progress->begin(step, total);
  }
  void advance(std::uint64_t units) const {
    if (progress != nullptr) progress->advance(units);
  }
  /// Call it before something is printed.
  void end_steps() const {
    if (progress != nullptr) progress->end();
  }
};

}  // namespace byname
