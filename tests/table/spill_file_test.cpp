// SPDX-License-Identifier: Apache-2.0
#include "table/spill_file.hpp"

#include <filesystem>
#include <gtest/gtest.h>
#include <thread>

#include "base/error.hpp"
#include "table/temporary_folder.hpp"

namespace byname {
namespace {

std::string numbered(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += std::to_string(i) + ",";
  return text;
}

TEST(SpillFile, GivesBackWhatWasWritten) {
  const TemporaryFolder folder;
  SpillFile file(folder.path(""));
  const std::string small = "few";
  const std::string large = numbered(20000);
  const auto first = file.write(small);
  const auto nothing = file.write("");
  const auto second = file.write(large);
  EXPECT_EQ(file.read(second), large);
  EXPECT_EQ(file.read(first), small);
  EXPECT_EQ(file.read(nothing), "");
  EXPECT_LT(second.stored, second.size);  // digits compress
}

TEST(SpillFile, HasNoName) {
  const TemporaryFolder folder;
  SpillFile file(folder.path(""));
  file.write("secret");
  EXPECT_TRUE(std::filesystem::is_empty(folder.path("")));
}

TEST(SpillFile, SaysWhereItCannotBeMade) {
  const TemporaryFolder folder;
  EXPECT_THROW(SpillFile(folder.path("missing")), UserError);
}

TEST(SpillParts, KeepsTheOrderOfOneThread) {
  const TemporaryFolder folder;
  SpillParts parts(folder.path(""), 3, 100);
  std::vector<std::string> expected(3);
  for (std::size_t i = 0; i < 500; ++i) {
    const std::string record = std::to_string(i) + ";";
    parts.append(i % 2, record);
    expected[i % 2] += record;
  }
  for (std::size_t part = 0; part < 3; ++part) {
    EXPECT_EQ(parts.read(part), expected[part]);
    EXPECT_EQ(parts.size(part), expected[part].size());
  }
}

TEST(SpillParts, LosesNothingOfSeveralThreads) {
  const TemporaryFolder folder;
  SpillParts parts(folder.path(""), 2, 64);
  {
    std::vector<std::jthread> threads;
    for (char name = 'a'; name < 'e'; ++name) {
      threads.emplace_back([&parts, name] {
        for (int i = 0; i < 300; ++i) parts.append(static_cast<std::size_t>(i % 2), std::string(5, name));
      });
    }
  }
  for (std::size_t part = 0; part < 2; ++part) {
    const std::string bytes = parts.read(part);
    EXPECT_EQ(bytes.size(), 4u * 150 * 5);
    for (std::size_t at = 0; at < bytes.size(); at += 5)
      EXPECT_EQ(bytes.substr(at, 5), std::string(5, bytes[at]));  // records are whole
  }
}

TEST(Varint, ComesBack) {
  std::string bytes;
  const std::vector<std::uint64_t> numbers = {0, 1, 127, 128, 300, 1u << 21, UINT64_MAX};
  for (const std::uint64_t number : numbers) append_varint(number, bytes);
  const char* at = bytes.data();
  for (const std::uint64_t number : numbers) EXPECT_EQ(take_varint(at), number);
  EXPECT_EQ(at, bytes.data() + bytes.size());
}

}  // namespace
}  // namespace byname
