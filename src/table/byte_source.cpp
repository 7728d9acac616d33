// SPDX-License-Identifier: Apache-2.0
#include "table/byte_source.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <string_view>
#include <unistd.h>
#include <vector>
#include <zlib.h>
#include <zstd.h>

#include "base/error.hpp"

namespace byname {

namespace {

constexpr std::size_t kArchiveBufferBytes = std::size_t{1} << 18;

class PlainFile final : public ByteSource {
 public:
  explicit PlainFile(const std::string& path)
      : path_(path), descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) fail();
    ::posix_fadvise(descriptor_, 0, 0, POSIX_FADV_SEQUENTIAL);
  }
  PlainFile(const PlainFile&) = delete;
  PlainFile& operator=(const PlainFile&) = delete;
  ~PlainFile() override {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  std::size_t read(char* into, std::size_t size) override {
    for (;;) {
      const ssize_t got = ::read(descriptor_, into, size);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) fail();
    }
  }
  void rewind() { ::lseek(descriptor_, 0, SEEK_SET); }
  const std::string& path() const { return path_; }

 private:
  [[noreturn]] void fail() const {
    throw DataError(
        fmt::format("cannot read {}: {}. Check that the file may be read.", path_, std::strerror(errno)));
  }

  std::string path_;
  int descriptor_;
};

[[noreturn]] void throw_truncated(const std::string& path) {
  throw DataError(fmt::format(
      "the archive {} ends in the middle: it was copied or downloaded only in part. Get the file again.",
      path));
}

[[noreturn]] void throw_broken(const std::string& path, const char* reason) {
  throw DataError(fmt::format("the archive {} is broken ({}). Get the file again.", path, reason));
}

/// Compressed bytes of a file, a piece at a time.
class ArchivePieces {
 public:
  explicit ArchivePieces(std::unique_ptr<PlainFile> file)
      : file_(std::move(file)), bytes_(kArchiveBufferBytes) {}

  /// Makes sure that unread bytes are there; false at the end of the file.
  bool refill() {
    if (at_ == end_) {
      end_ = file_->read(bytes_.data(), bytes_.size());
      at_ = 0;
    }
    return at_ < end_;
  }
  const char* data() const { return bytes_.data() + at_; }
  std::size_t size() const { return end_ - at_; }
  void consume(std::size_t count) { at_ += count; }
  const std::string& path() const { return file_->path(); }

 private:
  std::unique_ptr<PlainFile> file_;
  std::vector<char> bytes_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
};

class GzipFile final : public ByteSource {
 public:
  explicit GzipFile(std::unique_ptr<PlainFile> file) : pieces_(std::move(file)) {
    BYNAME_CHECK(inflateInit2(&stream_, 15 + 16) == Z_OK, "zlib cannot start");
  }
  GzipFile(const GzipFile&) = delete;
  GzipFile& operator=(const GzipFile&) = delete;
  ~GzipFile() override { inflateEnd(&stream_); }

  std::size_t read(char* into, std::size_t size) override {
    stream_.next_out = reinterpret_cast<Bytef*>(into);
    stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(size, 1u << 30));
    const uInt wanted = stream_.avail_out;
    while (stream_.avail_out == wanted && !is_done_) step();
    return wanted - stream_.avail_out;
  }

 private:
  void step() {
    if (!pieces_.refill()) {
      if (is_in_member_) throw_truncated(pieces_.path());
      is_done_ = true;
      return;
    }
    if (!is_in_member_ && is_padding()) return;
    is_in_member_ = true;
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(pieces_.data()));
    stream_.avail_in = static_cast<uInt>(pieces_.size());
    const int status = inflate(&stream_, Z_NO_FLUSH);
    pieces_.consume(pieces_.size() - stream_.avail_in);
    if (status == Z_STREAM_END) {
      is_in_member_ = false;
      inflateReset(&stream_);
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      throw_broken(pieces_.path(), stream_.msg != nullptr ? stream_.msg : "gzip data");
    }
  }

  // Tapes and some tools fill up with zero bytes after the last member.
  bool is_padding() {
    if (*pieces_.data() != '\0') return false;
    pieces_.consume(1);
    return true;
  }

  ArchivePieces pieces_;
  z_stream stream_{};
  bool is_in_member_ = true;
  bool is_done_ = false;
};

class ZstdFile final : public ByteSource {
 public:
  explicit ZstdFile(std::unique_ptr<PlainFile> file)
      : pieces_(std::move(file)), stream_(ZSTD_createDStream()) {
    BYNAME_CHECK(stream_ != nullptr, "zstd cannot start");
  }
  ZstdFile(const ZstdFile&) = delete;
  ZstdFile& operator=(const ZstdFile&) = delete;
  ~ZstdFile() override { ZSTD_freeDStream(stream_); }

  std::size_t read(char* into, std::size_t size) override {
    ZSTD_outBuffer out{into, size, 0};
    while (out.pos == 0 && size > 0) {
      if (!pieces_.refill() && !is_in_frame_) return 0;
      step(out);
    }
    return out.pos;
  }

 private:
  void step(ZSTD_outBuffer& out) {
    ZSTD_inBuffer in{pieces_.data(), pieces_.size(), 0};
    const std::size_t status = ZSTD_decompressStream(stream_, &out, &in);
    if (ZSTD_isError(status)) throw_broken(pieces_.path(), ZSTD_getErrorName(status));
    const bool stands_still = in.pos == 0 && out.pos == 0;
    if (stands_still && pieces_.size() == 0) throw_truncated(pieces_.path());
    pieces_.consume(in.pos);
    is_in_frame_ = status != 0;
  }

  ArchivePieces pieces_;
  ZSTD_DStream* stream_;
  bool is_in_frame_ = true;
};

}  // namespace

std::unique_ptr<ByteSource> open_byte_source(const std::string& path) {
  auto file = std::make_unique<PlainFile>(path);
  std::array<char, 4> magic{};
  const std::string_view start(magic.data(), read_fully(*file, magic.data(), magic.size()));
  file->rewind();
  if (start.starts_with("\x1F\x8B")) return std::make_unique<GzipFile>(std::move(file));
  if (start == "\x28\xB5\x2F\xFD") return std::make_unique<ZstdFile>(std::move(file));
  return file;
}

std::size_t read_fully(ByteSource& source, char* into, std::size_t size) {
  std::size_t total = 0;
  while (total < size) {
    const std::size_t got = source.read(into + total, size - total);
    if (got == 0) break;
    total += got;
  }
  return total;
}

}  // namespace byname
