// SPDX-License-Identifier: Apache-2.0
#include "register/durable_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "register/random_source.hpp"

namespace byname {

namespace {

[[noreturn]] void fail(const char* what, const std::string& path) {
  throw UserError(fmt::format("cannot {} {}: {}", what, path, std::strerror(errno)));
}

// A file descriptor that is closed at the end.
class Descriptor {
 public:
  Descriptor(const std::string& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

void write_all(int fd, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("write", path);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void write_new_file(const std::string& path, std::string_view bytes) {
  const Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC);
  if (file.get() < 0) fail("write", path);
  write_all(file.get(), bytes, path);
  if (::fsync(file.get()) != 0) fail("write", path);
}

}  // namespace

void write_fleeting_file(const std::string& path, std::string_view bytes) {
  const Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC);
  if (file.get() < 0) fail("write", path);
  try {
    write_all(file.get(), bytes, path);
  } catch (...) {
    ::unlink(path.c_str());
    throw;
  }
}

void sync_disk_of(const std::string& folder) {
  const Descriptor opened(folder, O_RDONLY | O_DIRECTORY);
  if (opened.get() < 0 || ::syncfs(opened.get()) != 0) fail("write to the folder", folder);
}

std::string read_whole_file(const std::string& path) {
  const Descriptor file(path, O_RDONLY);
  if (file.get() < 0) throw DataError(fmt::format("cannot read {}: {}", path, std::strerror(errno)));
  std::string bytes;
  char buffer[65536];
  while (true) {
    const ssize_t size = ::read(file.get(), buffer, sizeof buffer);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) throw DataError(fmt::format("cannot read {}: {}", path, std::strerror(errno)));
    if (size == 0) return bytes;
    bytes.append(buffer, static_cast<std::size_t>(size));
  }
}

void sync_file(const std::string& path) {
  const Descriptor file(path, O_RDONLY);
  if (file.get() < 0 || ::fsync(file.get()) != 0) fail("write", path);
}

void sync_folder_of(const std::string& path) {
  const std::string folder = std::filesystem::absolute(path).parent_path().string();
  const Descriptor opened(folder, O_RDONLY | O_DIRECTORY);
  if (opened.get() < 0 || ::fsync(opened.get()) != 0) fail("write to the folder", folder);
}

void replace_by_rename(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) fail("write", to);
  sync_folder_of(to);
}

void replace_file(const std::string& path, std::string_view bytes) {
  const std::string beside = path + ".part";
  try {
    write_new_file(beside, bytes);
    replace_by_rename(beside, path);
  } catch (...) {
    ::unlink(beside.c_str());
    throw;
  }
}

void overwrite_and_remove(const std::string& path) {
  {
    const Descriptor file(path, O_WRONLY);
    if (file.get() < 0 && errno == ENOENT) return;
    struct stat status{};
    if (file.get() < 0 || ::fstat(file.get(), &status) != 0) fail("overwrite", path);
    SystemRandom random;
    std::string noise(65536, '\0');
    for (off_t left = status.st_size; left > 0; left -= static_cast<off_t>(noise.size())) {
      if (left < static_cast<off_t>(noise.size())) noise.resize(static_cast<std::size_t>(left));
      random.fill(noise.data(), noise.size());
      write_all(file.get(), noise, path);
    }
    if (::fsync(file.get()) != 0) fail("overwrite", path);
  }
  if (::unlink(path.c_str()) != 0) fail("remove", path);
  sync_folder_of(path);
}

}  // namespace byname
