// SPDX-License-Identifier: Apache-2.0
#include "base/terminal_progress.hpp"

#include <chrono>
#include <cstdio>
#include <gtest/gtest.h>
#include <string>
#include <thread>
#include <vector>

namespace byname {
namespace {

std::string content_of(std::FILE* file) {
  std::rewind(file);
  std::string text;
  for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) text += static_cast<char>(c);
  return text;
}

TEST(ProgressLine, ShowsShareAndTimeWhereKnown) {
  EXPECT_EQ(progress_line("reading", 0, 0, 0.2), "reading                     ");
  EXPECT_EQ(progress_line("comparing pairs", 42, 100, 3.4), "comparing pairs                42 %  3.4 s");
  EXPECT_EQ(progress_line("drawing", 12, 10, 0), "drawing                       100 %");
}

TEST(TerminalProgress, ShowsTheStepAndLeavesACleanLine) {
  std::FILE* terminal = std::tmpfile();
  {
    TerminalProgress progress(terminal);
    progress.begin("reading", 10);
    progress.begin("linking", 0);
  }
  const std::string text = content_of(terminal);
  EXPECT_NE(text.find("reading"), std::string::npos);
  EXPECT_NE(text.find("linking"), std::string::npos);
  EXPECT_TRUE(text.ends_with("\r\033[K"));
  std::fclose(terminal);
}

TEST(TerminalProgress, IsSilentAfterItsEnd) {
  std::FILE* terminal = std::tmpfile();
  TerminalProgress progress(terminal);
  progress.begin("reading", 10);
  progress.end();
  const std::string before = content_of(terminal);
  std::this_thread::sleep_for(std::chrono::milliseconds(120));
  progress.advance(5);
  progress.end();
  EXPECT_EQ(content_of(terminal), before);
  std::fclose(terminal);
}

TEST(TerminalProgress, TakesManyThreadsAndWritesLittle) {
  std::FILE* terminal = std::tmpfile();
  {
    TerminalProgress progress(terminal);
    progress.begin("working", 400'000);
    std::vector<std::thread> workers;
    for (int i = 0; i < 4; ++i) {
      workers.emplace_back([&] {
        for (int unit = 0; unit < 100'000; ++unit) progress.advance(1);
      });
    }
    for (std::thread& worker : workers) worker.join();
  }
  EXPECT_LT(content_of(terminal).size(), 100'000u);
  std::fclose(terminal);
}

}  // namespace
}  // namespace byname
