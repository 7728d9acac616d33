// SPDX-License-Identifier: Apache-2.0
#include "table/zip_archive.hpp"

#include <gtest/gtest.h>
#include <vector>
#include <zip.h>

#include "base/error.hpp"
#include "table/temporary_folder.hpp"

namespace byname {
namespace {

void write_zip(const std::string& path, const std::vector<std::pair<std::string, std::string>>& parts) {
  zipFile archive = zipOpen64(path.c_str(), APPEND_STATUS_CREATE);
  for (const auto& [name, bytes] : parts) {
    zipOpenNewFileInZip64(archive, name.c_str(), nullptr, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED, 9, 0);
    zipWriteInFileInZip(archive, bytes.data(), static_cast<unsigned>(bytes.size()));
    zipCloseFileInZip(archive);
  }
  zipClose(archive, nullptr);
}

std::string read_all(ByteSource& source) {
  std::string bytes;
  char block[1000];
  while (const std::size_t count = source.read(block, sizeof block)) bytes.append(block, count);
  return bytes;
}

TEST(ZipArchive, ReadsPartsByName) {
  const TemporaryFolder folder;
  write_zip(folder.path("a.zip"), {{"one", "first"}, {"xl/two", std::string(5000, 'x')}});
  ZipArchive archive(folder.path("a.zip"), ZipLimits());
  EXPECT_EQ(read_all(*archive.open("XL/two")), std::string(5000, 'x'));
  EXPECT_EQ(read_all(*archive.open("one")), "first");
  EXPECT_EQ(read_all(*archive.open("one")), "first");
  EXPECT_FALSE(archive.has("three"));
  EXPECT_THROW(archive.open("three"), DataError);
}

TEST(ZipArchive, StopsWhereAPartUnpacksToTooMuch) {
  const TemporaryFolder folder;
  write_zip(folder.path("a.zip"), {{"bomb", std::string(1'000'000, '0')}});
  ZipLimits limits;
  limits.free_bytes = 100'000;
  ZipArchive archive(folder.path("a.zip"), limits);
  const auto part = archive.open("bomb");
  EXPECT_THROW(read_all(*part), DataError);
}

TEST(ZipArchive, StopsWhereAllOfItUnpacksToTooMuch) {
  const TemporaryFolder folder;
  write_zip(folder.path("a.zip"), {{"one", "0123456789"}});
  ZipLimits limits;
  limits.max_total_bytes = 15;
  ZipArchive archive(folder.path("a.zip"), limits);
  EXPECT_EQ(read_all(*archive.open("one")).size(), 10u);
  const auto again = archive.open("one");
  EXPECT_THROW(read_all(*again), DataError);
}

TEST(ZipArchive, RefusesTooManyParts) {
  const TemporaryFolder folder;
  write_zip(folder.path("a.zip"), {{"one", ""}, {"two", ""}});
  ZipLimits limits;
  limits.max_parts = 1;
  EXPECT_THROW(ZipArchive(folder.path("a.zip"), limits), DataError);
}

TEST(ZipArchive, NeverReadsADamagedPartAsWhole) {
  const TemporaryFolder folder;
  const std::string text = "some text that is packed, and some more of it";
  write_zip(folder.path("a.zip"), {{"one", text}});
  const std::string whole = folder.read("a.zip");
  const auto check = [&](const std::string& bytes) {
    try {
      ZipArchive archive(folder.write("b.zip", bytes), ZipLimits());
      if (archive.has("one")) {
        EXPECT_EQ(read_all(*archive.open("one")), text);
      }
    } catch (const DataError&) {
      // Refused.
    }
  };
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string altered = whole;
    altered[at] = static_cast<char>(altered[at] ^ 0x10);
    check(altered);
    check(whole.substr(0, at));
  }
  EXPECT_THROW(ZipArchive(folder.write("b.zip", whole.substr(0, whole.size() / 2)), ZipLimits()), DataError);
}

TEST(ZipArchive, RefusesAPartThatEndsBeforeItsSize) {
  const TemporaryFolder folder;
  write_zip(folder.path("a.zip"), {{"one", "0123456789"}});
  std::string bytes = folder.read("a.zip");
  const auto put_size = [&](std::size_t at) { bytes[at] = 100; };
  put_size(22);                             // the sizes after unpacking: at the part
  put_size(bytes.find("PK\x01\x02") + 24);  // and in the list of parts
  ZipArchive archive(folder.write("b.zip", bytes), ZipLimits());
  const auto part = archive.open("one");
  EXPECT_THROW(read_all(*part), DataError);
}

}  // namespace
}  // namespace byname
