// SPDX-License-Identifier: Apache-2.0
#include "table/spill_file.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zstd.h>

#include "base/error.hpp"

namespace byname {

namespace {

constexpr int kCompressionLevel = 1;
constexpr std::size_t kLeastCompressed = 512;  // bytes; less is not worth the call

[[noreturn]] void throw_spill_error(const char* what, int error) {
  throw UserError(
      fmt::format("cannot {} the file for what does not fit in memory: {}. Free space beside the output, or "
                  "allow more memory with --memory.",
                  what, std::strerror(error)));
}

int unnamed_file(const std::string& folder) {
  const int made = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (made >= 0) return made;
  // File systems without O_TMPFILE: the name goes at once.
  std::string name = folder + "/spill-XXXXXX";
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) throw_spill_error("make", errno);
  ::unlink(name.c_str());
  return descriptor;
}

}  // namespace

SpillFile::SpillFile(const std::string& folder) : descriptor_(unnamed_file(folder)) {}

SpillFile::~SpillFile() { ::close(descriptor_); }

SpillFile::Extent SpillFile::write(std::string_view bytes) {
  Extent extent{0, bytes.size(), bytes.size()};
  const char* from = bytes.data();
  std::unique_ptr<char[]> compressed;
  if (bytes.size() >= kLeastCompressed) {
    const std::size_t bound = ZSTD_compressBound(bytes.size());
    compressed = std::make_unique_for_overwrite<char[]>(bound);
    const std::size_t size =
        ZSTD_compress(compressed.get(), bound, bytes.data(), bytes.size(), kCompressionLevel);
    if (ZSTD_isError(size) == 0 && size < bytes.size()) {
      extent.stored = size;
      from = compressed.get();
    }
  }
  extent.offset = size_.fetch_add(extent.stored);
  for (std::uint64_t done = 0; done < extent.stored;) {
    const ssize_t written =
        ::pwrite(descriptor_, from + done, extent.stored - done, static_cast<off_t>(extent.offset + done));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_spill_error("write", errno);
    done += static_cast<std::uint64_t>(written);
  }
  return extent;
}

void SpillFile::read(const Extent& extent, char* to) const {
  const bool is_compressed = extent.stored < extent.size;
  std::unique_ptr<char[]> stored;
  if (is_compressed) stored = std::make_unique_for_overwrite<char[]>(extent.stored);
  char* into = is_compressed ? stored.get() : to;
  for (std::uint64_t done = 0; done < extent.stored;) {
    const ssize_t got =
        ::pread(descriptor_, into + done, extent.stored - done, static_cast<off_t>(extent.offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw_spill_error("read", got < 0 ? errno : EIO);
    done += static_cast<std::uint64_t>(got);
  }
  if (!is_compressed) return;
  const std::size_t size = ZSTD_decompress(to, extent.size, stored.get(), extent.stored);
  BYNAME_CHECK(size == extent.size, "a spilled piece of {} bytes came back as {}", extent.size, size);
}

std::string SpillFile::read(const Extent& extent) const {
  std::string bytes(extent.size, '\0');
  read(extent, bytes.data());
  return bytes;
}

SpillParts::SpillParts(const std::string& folder, std::size_t num_parts, std::size_t block_bytes)
    : file_(folder), block_bytes_(block_bytes) {
  for (std::size_t part = 0; part < num_parts; ++part) parts_.push_back(std::make_unique<Part>());
}

void SpillParts::append(std::size_t part, std::string_view bytes) {
  Part& to = *parts_[part];
  const std::lock_guard lock(to.mutex);
  to.open += bytes;
  to.size += bytes.size();
  if (to.open.size() < block_bytes_) return;
  to.extents.push_back(file_.write(to.open));
  to.open.clear();
}

std::uint64_t SpillParts::size(std::size_t part) const { return parts_[part]->size; }

std::string SpillParts::read(std::size_t part) const {
  const Part& from = *parts_[part];
  std::string bytes(from.size, '\0');
  char* to = bytes.data();
  for (const SpillFile::Extent& extent : from.extents) {
    file_.read(extent, to);
    to += extent.size;
  }
  from.open.copy(to, from.open.size());
  return bytes;
}

void append_varint(std::uint64_t number, std::string& bytes) {
  for (; number >= 0x80; number >>= 7) bytes += static_cast<char>(number | 0x80);
  bytes += static_cast<char>(number);
}

}  // namespace byname
