// SPDX-License-Identifier: Apache-2.0
#include "table/output_folder.hpp"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <linux/fs.h>
#include <signal.h>
#include <stdio.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include "base/error.hpp"

namespace byname {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPartialMark = ".byname-partial-";

fs::path without_trailing_slash(const std::string& target) {
  if (target.empty()) throw UserError("the output folder has no name. Say where to write with -o FOLDER.");
  const fs::path path = fs::absolute(target).lexically_normal();
  return path.has_filename() ? path : path.parent_path();
}

std::string partial_prefix(const fs::path& target) {
  return fmt::format(".{}{}", target.filename().string(), kPartialMark);
}

bool exists_at_all(const fs::path& path) {
  return fs::symlink_status(path).type() != fs::file_type::not_found;
}

void check_replaceable(const fs::path& target) {
  if (fs::symlink_status(target).type() != fs::file_type::directory) {
    throw UserError(
        fmt::format("{} is not a folder, and --force replaces folders only. Choose another name with -o.",
                    target.string()));
  }
  std::error_code error;
  if (!fs::exists(target / "run.json", error) && !fs::is_empty(target, error)) {
    throw UserError(fmt::format(
        "{} is no output of byname (it has no run.json), so --force does not replace it. Choose another name "
        "with -o, or remove it yourself.",
        target.string()));
  }
}

void check_target(const fs::path& target, bool force) {
  if (!exists_at_all(target)) return;
  if (!force) {
    throw UserError(fmt::format(
        "{} exists already and was kept. Choose another name with -o, or add --force to replace it.",
        target.string()));
  }
  check_replaceable(target);
}

void check_parent(const fs::path& parent) {
  std::error_code error;
  if (!fs::is_directory(parent, error)) {
    throw UserError(fmt::format(
        "the folder {} does not exist. Make it first, or choose another place with -o.", parent.string()));
  }
  if (::access(parent.c_str(), W_OK | X_OK) != 0) {
    throw UserError(fmt::format("cannot write into {}: {}. Choose another place with -o.", parent.string(),
                                std::strerror(errno)));
  }
}

bool process_is_gone(std::string_view digits) {
  pid_t process = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), process);
  if (error != std::errc() || end != digits.data() + digits.size() || process <= 0) return false;
  return ::kill(process, 0) != 0 && errno == ESRCH;
}

void remove_partials_of_dead_runs(const fs::path& target) {
  const std::string prefix = partial_prefix(target);
  std::error_code error;
  std::vector<fs::path> dead;
  for (const fs::directory_entry& entry : fs::directory_iterator(target.parent_path(), error)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(prefix) && process_is_gone(std::string_view(name).substr(prefix.size()))) {
      dead.push_back(entry.path());
    }
  }
  for (const fs::path& path : dead) fs::remove_all(path, error);
}

bool rename_with(const std::string& from, const std::string& to, unsigned flags) {
  return ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) == 0;
}

bool lacks_flags(int error) { return error == EINVAL || error == ENOSYS || error == ENOTSUP; }

[[noreturn]] void throw_commit_error(const std::string& target, int error) {
  throw UserError(fmt::format("cannot put the output in place at {}: {}. Choose another place with -o.",
                              target, std::strerror(error)));
}

// For file systems without renameat2's flags: two steps, the second undone if it fails.
void exchange_in_two_steps(const std::string& partial, const std::string& target) {
  const std::string aside = partial + "-old";
  if (::rename(target.c_str(), aside.c_str()) != 0) throw_commit_error(target, errno);
  if (::rename(partial.c_str(), target.c_str()) != 0) {
    const int error = errno;
    ::rename(aside.c_str(), target.c_str());
    throw_commit_error(target, error);
  }
  std::error_code ignored;
  fs::remove_all(aside, ignored);
}

void replace(const std::string& partial, const std::string& target) {
  if (rename_with(partial, target, RENAME_EXCHANGE)) {
    std::error_code ignored;
    fs::remove_all(partial, ignored);
    return;
  }
  if (!lacks_flags(errno)) throw_commit_error(target, errno);
  exchange_in_two_steps(partial, target);
}

void place(const std::string& partial, const std::string& target) {
  if (rename_with(partial, target, RENAME_NOREPLACE)) return;
  if (!lacks_flags(errno)) throw_commit_error(target, errno);
  // rename() would silently take the place of an empty folder made meanwhile; that loses nothing.
  if (::rename(partial.c_str(), target.c_str()) != 0) throw_commit_error(target, errno);
}

}  // namespace

OutputFolder::OutputFolder(const std::string& target, bool force) : force_(force) {
  const fs::path path = without_trailing_slash(target);
  check_target(path, force);
  check_parent(path.parent_path());
  remove_partials_of_dead_runs(path);
  target_ = path.string();
  partial_ = (path.parent_path() / fmt::format("{}{}", partial_prefix(path), ::getpid())).string();
  if (::mkdir(partial_.c_str(), 0700) != 0) {
    throw UserError(fmt::format("cannot make the folder {}: {}. Choose another place with -o.", partial_,
                                std::strerror(errno)));
  }
}

OutputFolder::~OutputFolder() {
  if (is_committed_) return;
  std::error_code ignored;
  fs::remove_all(partial_, ignored);
}

void OutputFolder::commit() {
  if (exists_at_all(target_)) {
    check_target(target_, force_);
    replace(partial_, target_);
  } else {
    place(partial_, target_);
  }
  is_committed_ = true;
}

}  // namespace byname
