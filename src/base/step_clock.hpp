// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/execution_context.hpp"

namespace byname {

/// Wall and CPU seconds that a step took, all threads together.
struct StepTime {
  std::string step;
  double wall = 0;
  double cpu = 0;
};

/// Passes progress on to another and keeps how long each step took. A step that comes again adds to its
/// first time. Thread safe as far as `next` is; steps begin and end on one thread.
class StepClock final : public Progress {
 public:
  /// `next` may be null.
  explicit StepClock(Progress* next) : next_(next) {}
  void begin(std::string_view step, std::uint64_t total) override;
  void advance(std::uint64_t units) override;
  void end() override;
  /// The steps in the order of their first begin; the running one is not among them.
  const std::vector<StepTime>& times() const { return times_; }

 private:
  void stop();

  Progress* next_;
  std::string running_;
  std::chrono::steady_clock::time_point wall_start_;
  double cpu_start_ = 0;
  std::vector<StepTime> times_;
};

}  // namespace byname
