// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace byname {

/// Keeps what a worker needs from one chunk of a parallel loop to the next: buffers, counters. There are
/// never more states than chunks run at once. Which chunks a state saw depends on the threads: what is read
/// from the states at the end must not.
template <typename State>
class WorkerStates {
 public:
  explicit WorkerStates(std::function<std::unique_ptr<State>()> make) : make_(std::move(make)) {}

  /// Lends a state to `work` for one chunk.
  template <typename Work>
  void with(const Work& work) {
    State* state = take();
    try {
      work(*state);
    } catch (...) {
      give_back(state);
      throw;
    }
    give_back(state);
  }

  /// All states, when the loop is over.
  const std::deque<std::unique_ptr<State>>& all() const { return all_; }

 private:
  State* take() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) {
      all_.push_back(make_());
      return all_.back().get();
    }
    State* state = free_.back();
    free_.pop_back();
    return state;
  }
  void give_back(State* state) {
    const std::lock_guard lock(mutex_);
    free_.push_back(state);
  }

  std::function<std::unique_ptr<State>()> make_;
  std::mutex mutex_;
  std::deque<std::unique_ptr<State>> all_;
  std::vector<State*> free_;
};

}  // namespace byname
