// SPDX-License-Identifier: Apache-2.0
#include "spec/record_names.hpp"

#include <gtest/gtest.h>

#include "table/temporary_folder.hpp"

namespace byname {
namespace {

/// Rows with gaps, in two lists; ids of all lengths.
RecordNames example(std::size_t records) {
  RecordNames names;
  names.list_labels = {"a", "b"};
  for (std::size_t i = 0; i < records; ++i) {
    const std::uint32_t list = i < records / 2 ? 0 : 1;
    names.add(list, list, i + i / 1000 + 1, std::string(i % 20, 'x') + std::to_string(i));
  }
  return names;
}

void expect_whole(const RecordNames& names, std::size_t records) {
  for (std::size_t i = 0; i < records; i += 17) {
    const auto record = static_cast<std::uint32_t>(i);
    EXPECT_EQ(names.id(record), std::string(i % 20, 'x') + std::to_string(i));
    EXPECT_EQ(names.row(record), i + i / 1000 + 1);
    EXPECT_EQ(names.list(record), i < records / 2 ? 0u : 1u);
    EXPECT_EQ(names.file(record), names.list(record));
  }
}

TEST(RecordNames, KnowsPlacesAndIds) {
  constexpr std::size_t kRecords = 150000;  // several chunks
  const RecordNames names = example(kRecords);
  EXPECT_EQ(names.size(), kRecords);
  expect_whole(names, kRecords);
  EXPECT_EQ(names.list_sizes(), (std::vector<std::uint64_t>{kRecords / 2, kRecords / 2}));
}

TEST(RecordNames, ComesBackFromDisk) {
  constexpr std::size_t kRecords = 150000;
  const TemporaryFolder folder;
  SpillFile file(folder.path(""));
  RecordNames names = example(kRecords);
  names.spill(file);
  EXPECT_GT(file.size(), 0u);
  names.load(file);
  expect_whole(names, kRecords);
}

}  // namespace
}  // namespace byname
