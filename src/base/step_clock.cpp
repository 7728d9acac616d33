// SPDX-License-Identifier: Apache-2.0
#include "base/step_clock.hpp"

#include <algorithm>
#include <sys/resource.h>

namespace byname {

namespace {

double process_cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

void StepClock::begin(std::string_view step, std::uint64_t total) {
  stop();
  running_ = step;
  wall_start_ = std::chrono::steady_clock::now();
  cpu_start_ = process_cpu_seconds();
  if (next_ != nullptr) next_->begin(step, total);
}

void StepClock::advance(std::uint64_t units) {
  if (next_ != nullptr) next_->advance(units);
}

void StepClock::end() {
  stop();
  if (next_ != nullptr) next_->end();
}

void StepClock::stop() {
  if (running_.empty()) return;
  auto time = std::find_if(times_.begin(), times_.end(),
                           [&](const StepTime& known) { return known.step == running_; });
  if (time == times_.end()) time = times_.insert(times_.end(), {running_, 0, 0});
  time->wall += std::chrono::duration<double>(std::chrono::steady_clock::now() - wall_start_).count();
  time->cpu += process_cpu_seconds() - cpu_start_;
  running_.clear();
}

}  // namespace byname
