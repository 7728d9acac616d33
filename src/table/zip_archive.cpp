// SPDX-License-Identifier: Apache-2.0
#include "table/zip_archive.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <unzip.h>

#include "base/error.hpp"

namespace byname {

namespace {

constexpr int kIgnoreCase = 2;  // of unzLocateFile
constexpr unsigned kEncrypted = 1;

[[noreturn]] void fail_broken(const std::string& path, const std::string& part) {
  throw DataError(
      fmt::format("{} is a damaged archive: its part {} cannot be read. Get it again.", path, part));
}

[[noreturn]] void fail_bomb(const std::string& path, const std::string& part) {
  throw DataError(
      fmt::format("{} was not read: its part {} unpacks to far more than such a file should. If you trust "
                  "the file, open it in its program and save the sheets as CSV.",
                  path, part));
}

}  // namespace

struct ZipArchive::State {
  State(std::string file, const ZipLimits& given)
      : path(std::move(file)), limits(given), handle(unzOpen64(path.c_str())) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (handle != nullptr) unzClose(handle);
  }

  std::string path;
  ZipLimits limits;
  unzFile handle;
  std::uint64_t total_bytes = 0;
};

namespace {

/// The part that is open.
template <typename State>
class PartSource final : public ByteSource {
 public:
  PartSource(std::shared_ptr<State> state, std::string part, std::uint64_t packed_bytes,
             std::uint64_t claimed_bytes)
      : state_(std::move(state)),
        part_(std::move(part)),
        packed_bytes_(packed_bytes),
        claimed_bytes_(claimed_bytes) {}
  PartSource(const PartSource&) = delete;
  PartSource& operator=(const PartSource&) = delete;
  ~PartSource() override { unzCloseCurrentFile(state_->handle); }

  std::size_t read(char* into, std::size_t size) override {
    if (is_at_end_) return 0;
    const int count =
        unzReadCurrentFile(state_->handle, into, static_cast<unsigned>(std::min(size, kMostAtOnce)));
    if (count < 0) fail_broken(state_->path, part_);
    if (count == 0) {
      is_at_end_ = true;
      // Closing compares the checksum, but only if as much was read as the archive says.
      if (unzCloseCurrentFile(state_->handle) != UNZ_OK || num_bytes_ != claimed_bytes_)
        fail_broken(state_->path, part_);
      return 0;
    }
    take_into_account(static_cast<std::uint64_t>(count));
    return static_cast<std::size_t>(count);
  }

 private:
  static constexpr std::size_t kMostAtOnce = std::size_t{1} << 20;

  void take_into_account(std::uint64_t count) {
    const ZipLimits& limits = state_->limits;
    num_bytes_ += count;
    state_->total_bytes += count;
    const bool is_over_ratio =
        num_bytes_ > limits.free_bytes && num_bytes_ / limits.max_ratio > packed_bytes_;
    if (is_over_ratio || state_->total_bytes > limits.max_total_bytes) fail_bomb(state_->path, part_);
  }

  std::shared_ptr<State> state_;
  std::string part_;
  std::uint64_t packed_bytes_;
  std::uint64_t claimed_bytes_;
  std::uint64_t num_bytes_ = 0;
  bool is_at_end_ = false;
};

}  // namespace

ZipArchive::ZipArchive(std::string path, const ZipLimits& limits)
    : state_(std::make_shared<State>(std::move(path), limits)) {
  unz_global_info64 info{};
  if (state_->handle == nullptr || unzGetGlobalInfo64(state_->handle, &info) != UNZ_OK)
    throw DataError(
        fmt::format("{} is a damaged archive: it ends too early or has no list of its parts. Get it again.",
                    state_->path));
  if (info.number_entry > limits.max_parts)
    throw DataError(fmt::format("{} was not read: it has {} parts, more than such a file should.",
                                state_->path, info.number_entry));
}

ZipArchive::ZipArchive(ZipArchive&&) noexcept = default;
ZipArchive& ZipArchive::operator=(ZipArchive&&) noexcept = default;
ZipArchive::~ZipArchive() = default;

const std::string& ZipArchive::path() const { return state_->path; }

bool ZipArchive::has(const std::string& name) {
  return unzLocateFile(state_->handle, name.c_str(), kIgnoreCase) == UNZ_OK;
}

std::unique_ptr<ByteSource> ZipArchive::open(const std::string& name) {
  if (!has(name))
    throw DataError(
        fmt::format("{} is a damaged workbook: its part {} is missing. Get it again.", path(), name));
  unz_file_info64 info{};
  if (unzGetCurrentFileInfo64(state_->handle, &info, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK)
    fail_broken(path(), name);
  if ((info.flag & kEncrypted) != 0)
    throw DataError(
        fmt::format("{} is protected by a passphrase. Save it without one and add it again.", path()));
  if (unzOpenCurrentFile(state_->handle) != UNZ_OK) fail_broken(path(), name);
  // The archive may claim more than it has, to look like a part that was packed badly.
  const auto packed_bytes =
      std::min<std::uint64_t>(info.compressed_size, std::filesystem::file_size(state_->path));
  return std::make_unique<PartSource<State>>(state_, name, packed_bytes, info.uncompressed_size);
}

}  // namespace byname
