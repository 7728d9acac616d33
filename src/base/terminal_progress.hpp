// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <string>
#include <string_view>

#include "base/execution_context.hpp"

namespace byname {

/// Shows the running step on one line of a terminal, rewritten at most ten times a second. Thread safe.
class TerminalProgress final : public Progress {
 public:
  explicit TerminalProgress(std::FILE* terminal) : terminal_(terminal) {}
  /// Clears the line.
  ~TerminalProgress() override;
  TerminalProgress(const TerminalProgress&) = delete;
  TerminalProgress& operator=(const TerminalProgress&) = delete;

  void begin(std::string_view step, std::uint64_t total) override;
  void advance(std::uint64_t units) override;
  /// Clears the line, so that something else can be printed.
  void end() override;

 private:
  void show();

  std::FILE* terminal_;
  std::mutex mutex_;  ///< guards what follows, and the terminal
  std::string step_;
  std::uint64_t total_ = 0;
  bool is_shown_ = false;  ///< a step runs and its line is on the terminal
  std::chrono::steady_clock::time_point began_;
  std::atomic<std::uint64_t> done_{0};
  std::atomic<std::int64_t> next_show_{0};  ///< steady clock, nanoseconds
};

/// The line for a step: "comparing pairs   42 %   3 s". `total` 0 = unknown.
std::string progress_line(std::string_view step, std::uint64_t done, std::uint64_t total, double seconds);

}  // namespace byname
