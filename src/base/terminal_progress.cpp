// SPDX-License-Identifier: Apache-2.0
#include "base/terminal_progress.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/number_format.hpp"

namespace byname {

namespace {

constexpr std::int64_t kShowInterval = 100'000'000;  // nanoseconds
constexpr const char* kClearLine = "\r\033[K";

std::int64_t now_nanoseconds() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

std::string progress_line(std::string_view step, std::uint64_t done, std::uint64_t total, double seconds) {
  std::string line = fmt::format("{:<28}", step);
  if (total > 0) line += fmt::format("  {:>3} %", std::min<std::uint64_t>(100, done * 100 / total));
  if (seconds >= 1) line += "  " + format_seconds(seconds);
  return line;
}

TerminalProgress::~TerminalProgress() { end(); }

void TerminalProgress::begin(std::string_view step, std::uint64_t total) {
  const std::lock_guard lock(mutex_);
  step_ = step;
  total_ = total;
  began_ = std::chrono::steady_clock::now();
  done_ = 0;
  next_show_ = now_nanoseconds() + kShowInterval;
  is_shown_ = true;
  show();
}

void TerminalProgress::advance(std::uint64_t units) {
  done_.fetch_add(units, std::memory_order_relaxed);
  const std::int64_t now = now_nanoseconds();
  std::int64_t due = next_show_.load(std::memory_order_relaxed);
  if (now < due || !next_show_.compare_exchange_strong(due, now + kShowInterval)) return;
  const std::lock_guard lock(mutex_);
  if (is_shown_) show();
}

void TerminalProgress::end() {
  const std::lock_guard lock(mutex_);
  if (!is_shown_) return;
  is_shown_ = false;
  std::fputs(kClearLine, terminal_);
  std::fflush(terminal_);
}

void TerminalProgress::show() {
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - began_;
  const std::string line = kClearLine + progress_line(step_, done_, total_, elapsed.count());
  std::fputs(line.c_str(), terminal_);
  std::fflush(terminal_);
}

}  // namespace byname
