// SPDX-License-Identifier: Apache-2.0
#include "base/step_clock.hpp"

#include <gtest/gtest.h>
#include <thread>

namespace byname {
namespace {

class Recorder final : public Progress {
 public:
  void begin(std::string_view step, std::uint64_t) override { seen += std::string(step) + "("; }
  void advance(std::uint64_t units) override { seen += std::to_string(units); }
  void end() override { seen += ")"; }
  std::string seen;
};

TEST(StepClock, PassesEverythingOn) {
  Recorder recorder;
  StepClock clock(&recorder);
  clock.begin("reading", 5);
  clock.advance(3);
  clock.end();
  EXPECT_EQ(recorder.seen, "reading(3)");
}

TEST(StepClock, KeepsStepsInOrderAndAddsUpRepeats) {
  StepClock clock(nullptr);
  clock.begin("a", 0);
  std::this_thread::sleep_for(std::chrono::milliseconds(2));
  clock.begin("b", 0);
  clock.begin("a", 0);
  EXPECT_EQ(clock.times().size(), 2u);  // the running one is not among them
  const double before = clock.times()[0].wall;
  std::this_thread::sleep_for(std::chrono::milliseconds(2));
  clock.end();
  ASSERT_EQ(clock.times().size(), 2u);
  EXPECT_EQ(clock.times()[0].step, "a");
  EXPECT_EQ(clock.times()[1].step, "b");
  EXPECT_GE(clock.times()[0].wall, before + 0.002);
  EXPECT_GE(clock.times()[0].cpu, 0);
}

TEST(StepClock, EndsOnceOnly) {
  StepClock clock(nullptr);
  clock.begin("a", 0);
  clock.end();
  const double once = clock.times()[0].wall;
  clock.end();
  EXPECT_EQ(clock.times()[0].wall, once);
}

}  // namespace
}  // namespace byname
