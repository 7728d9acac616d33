// SPDX-License-Identifier: Apache-2.0
#include "table/byte_source.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include "base/error.hpp"
#include "table/temporary_folder.hpp"

namespace byname {
namespace {

using testing::HasSubstr;

std::string gzip(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

std::string zstd(const std::string& text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
  return packed;
}

std::string long_text() {
  std::string text;
  for (int i = 0; text.size() < 1'000'000; ++i) text += std::to_string(i * 7919 % 100'003) + "\n";
  return text;
}

std::string read_all(const std::string& path) {
  const auto source = open_byte_source(path);
  std::string text;
  std::string block(4099, '\0');
  while (const std::size_t count = source->read(block.data(), block.size())) text.append(block, 0, count);
  return text;
}

std::string error_of(const std::string& path) {
  try {
    read_all(path);
  } catch (const DataError& error) {
    return error.what();
  }
  return "no error";
}

TEST(ByteSource, ReadsPlainGzipAndZstdByTheirFirstBytes) {
  const TemporaryFolder folder;
  const std::string text = long_text();
  EXPECT_TRUE(read_all(folder.write("a.gz", text)) == text);
  EXPECT_TRUE(read_all(folder.write("b.csv", gzip(text))) == text);
  EXPECT_TRUE(read_all(folder.write("c.csv", zstd(text))) == text);
  EXPECT_EQ(read_all(folder.write("d", "")), "");
  EXPECT_EQ(read_all(folder.write("e", gzip(""))), "");
}

TEST(ByteSource, ReadsArchivesOfSeveralMembers) {
  const TemporaryFolder folder;
  EXPECT_EQ(read_all(folder.write("a", gzip("one,") + gzip("two") + std::string(40, '\0'))), "one,two");
  EXPECT_EQ(read_all(folder.write("b", zstd("one,") + zstd("two"))), "one,two");
}

TEST(ByteSource, SaysThatAnArchiveIsTruncatedOrBroken) {
  const TemporaryFolder folder;
  const std::string text = long_text();
  for (const std::string& packed : {gzip(text), zstd(text)}) {
    for (const std::size_t size : {packed.size() - 1, packed.size() / 2, std::size_t{9}}) {
      EXPECT_THAT(error_of(folder.write("a", packed.substr(0, size))), HasSubstr("ends in the middle"))
          << size;
    }
  }
  std::string bad_gzip = gzip(text);
  bad_gzip[bad_gzip.size() - 5] ^= 1;  // its check sum
  EXPECT_THAT(error_of(folder.write("b", bad_gzip)), HasSubstr("is broken"));
  EXPECT_THAT(error_of(folder.write("c", zstd(text).substr(0, 60) + long_text())), HasSubstr("is broken"));
  EXPECT_THAT(error_of(folder.write("d", gzip("x") + "rubbish")), HasSubstr("is broken"));
}

TEST(ByteSource, SaysWhyAFileCannotBeOpened) {
  EXPECT_THAT(error_of("/nowhere/a.csv"), HasSubstr("No such file"));
}

}  // namespace
}  // namespace byname
