// SPDX-License-Identifier: Apache-2.0
#include "register/register_lock.hpp"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <thread>
#include <unistd.h>

#include "base/error.hpp"

namespace byname {

namespace {

constexpr int kNumTries = 50;
constexpr std::chrono::milliseconds kPause{100};

bool try_lock(int fd, int operation) {
  for (int i = 0; i < kNumTries; ++i) {
    if (::flock(fd, operation | LOCK_NB) == 0) return true;
    std::this_thread::sleep_for(kPause);
  }
  return false;
}

}  // namespace

std::string items_path_of(const std::string& register_path) { return register_path + ".items"; }

RegisterLock::RegisterLock(const std::string& register_path, Kind kind) {
  const std::string folder = items_path_of(register_path);
  fd_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd_ < 0)
    throw UserError(
        fmt::format("the folder of the register's items cannot be opened ({}); take it from a backup, or "
                    "make it if the register holds no items: {}",
                    std::strerror(errno), folder));
  if (try_lock(fd_, kind == Kind::kAlone ? LOCK_EX : LOCK_SH)) return;
  ::close(fd_);
  throw UserError(
      fmt::format("another program is using the register; try again when it is done: {}", register_path));
}

RegisterLock::~RegisterLock() { ::close(fd_); }

}  // namespace byname
